"""The client is reminded of what is overdue, once per invoice and step."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import RELEASED, Office, a_house, body, preview, released, ressio, states

DUE = "2026-04-30"


def a_due_house(root: Path, port: int = 1, more: str = "") -> House:
    house = a_house(root, port, more=more)
    released(house, "--no-notify")
    return house


def remind(house: House, today: str, *words: str) -> list[str]:
    """The steps that were queued on that day."""
    answer = ressio(house, "remind", "--json", *words, today=today)
    assert answer.code == 0, answer
    return [one["name"].removeprefix(f"{today}-INV-0001-") for one in answer.json["messages"]]


def test_each_step_is_told_once(tmp_path: Path) -> None:
    house = a_due_house(tmp_path)
    assert [remind(house, day) for day in (DUE, "2026-05-06", "2026-05-07", "2026-05-07", "2026-05-20")] == [
        [], [], ["reminder-7"], [], [],
    ]  # fmt: skip
    assert [remind(house, day) for day in ("2026-05-21", "2026-05-22", "2027-01-01")] == [["reminder-21"], [], []]
    assert states(house) == {"2026-05-21-INV-0001-reminder-21": "queued"}, (
        "the latest takes the place of one that waits"
    )


def test_a_reminder_that_was_sent_stays_beside_the_next(tmp_path: Path, office: Office) -> None:
    house = a_due_house(tmp_path, office.port)
    assert remind(house, "2026-05-07") == ["reminder-7"]
    assert ressio(house, "outbox", "send", today="2026-05-09").code == 0
    assert remind(house, "2026-05-21") == ["reminder-21"]
    assert states(house) == {
        "2026-05-07-INV-0001-reminder-7": "sent", "2026-05-21-INV-0001-reminder-21": "queued",
    }  # fmt: skip
    assert "is 9 days past due" in body(office.messages[0]), "on the day it was sent"


def test_nobody_is_reminded_of_an_invoice_whose_first_message_still_waits(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    released(house)
    answer = ressio(house, "remind", today="2026-05-07")
    assert "note: INV-0001: another message about it waits; it is sent first\n" in answer.err
    assert list(states(house)) == [RELEASED]


def test_a_client_who_was_reminded_is_told_of_a_void(tmp_path: Path, office: Office) -> None:
    house = a_due_house(tmp_path, office.port)
    assert remind(house, "2026-05-07", "--send") == ["reminder-7"]
    assert ressio(house, "void", "1", "--reason", "Wrong", today="2026-05-08").code == 0
    assert "2026-05-08-INV-0001-void" in states(house)


def test_whatever_became_of_a_reminder_it_was_made(tmp_path: Path) -> None:
    with Office({"drop": "yes"}) as office:
        house = a_due_house(tmp_path, office.port)
        assert remind(house, "2026-05-07") == ["reminder-7"]
        assert ressio(house, "outbox", "send", today="2026-05-07").code == 4
        assert states(house) == {"2026-05-07-INV-0001-reminder-7": "unknown"}
        assert remind(house, "2026-05-08") == []


def test_of_several_steps_only_the_latest_is_told(tmp_path: Path) -> None:
    house = a_due_house(tmp_path)
    assert (remind(house, "2026-06-30"), remind(house, "2026-07-01")) == (["reminder-21"], [])
    assert remind(house, "2026-07-02", "--days", "7") == [], "a later step was told of before"


def test_the_steps_are_a_setting_or_an_option(tmp_path: Path) -> None:
    house = a_due_house(tmp_path, more="remind = [1, 3]\n")
    assert remind(house, "2026-05-01") == ["reminder-1"]
    assert remind(house, "2026-06-30", "--days", "60, 90") == ["reminder-60"]
    house.swap("ressio.toml", "[1, 3]", "[]")
    assert remind(house, "2027-06-30") == []
    for wrong in ("x", "-1", "7;21", "1.5"):
        assert ressio(house, "remind", f"--days={wrong}").code == 2


@pytest.mark.parametrize(
    "paid",
    [("pay", "1"), ("pay", "1", "--pending"), ("void", "1", "--reason", "Wrong")],
)
def test_nobody_is_reminded_of_what_is_not_owed(tmp_path: Path, paid: tuple[str, ...]) -> None:
    house = a_due_house(tmp_path)
    assert ressio(house, *paid).code == 0
    assert remind(house, "2026-06-30") == []
    assert "nobody is to be reminded of anything" in ressio(house, "remind", today="2026-06-30").out


def test_a_reminder_says_what_is_left_and_how_late_it_is(tmp_path: Path) -> None:
    house = a_due_house(tmp_path)
    assert ressio(house, "pay", "1", "1200").code == 0
    assert remind(house, "2026-05-09") == ["reminder-7"]
    message = preview(house, "2026-05-09-INV-0001-reminder-7", today="2026-05-09")
    assert str(message["Subject"]) == "Reminder: Invoice INV-0001: March progress"
    assert "is 9 days past due" in body(message) and "3,800.00" in body(message)
    later = preview(house, "2026-05-09-INV-0001-reminder-7", today="2026-05-12")
    assert "is 12 days past due" in body(later)


def test_a_dry_run_and_a_client_without_e_mail(tmp_path: Path) -> None:
    house = a_due_house(tmp_path)
    before = house.files()
    assert remind(house, "2026-06-30", "-n") == ["reminder-21"]
    assert house.files() == before
    house.swap("ressio.toml", 'emails = ["dana@example.com"]', "emails = []")
    answer = ressio(house, "remind", today="2026-06-30")
    assert (answer.code, "[mail.nobody]" in answer.err) == (3, True)
