"""One bill is entered once; what looks like it is shown to a person."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from build import Word, a_bill, a_change, a_cost, a_draft, a_job, an_item, section
from build import a_line as line_on
from story import Story, misused, refused

from ressio_cli.model.bill import Bill
from ressio_cli.model.project import Project
from ressio_cli.rules import checks
from ressio_cli.rules.bill_identity import lookalikes
from ressio_cli.rules.new_papers import NewBill, imported, new_bill


def bill(id: str, vendor: str, number: str = "", amount: Word = 100, on: str = "2026-02-20", **more: object) -> Bill:
    return a_bill(id, amount, vendor=vendor, number=number, on=on, **more)


def found(bills: Iterable[Bill], **job: object) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in checks.check(a_job(bills=bills, **job))]


def entered(project: Project, vendor: str, number: str = "", amount: Word = 100, **more: object) -> Bill:
    facts = {"name": "a", "kind": "bill", "date": a_bill().date, "lines": (a_cost(amount),), **more}
    return new_bill(project, NewBill(vendor=vendor, number=number, **facts))


@pytest.mark.parametrize(
    ("vendor", "number"),
    [
        ("Coastal Concrete", "88121"),
        ("COASTAL  concrete", " 88121 "),
        ("coastal concrete", "88121"),
    ],
)
def test_the_same_vendor_and_number_as_written_are_the_same_bill(vendor: str, number: str) -> None:
    first, again = bill("a", "Coastal Concrete", "88121"), bill("b", vendor, number, 7, on="2026-05-01")
    assert found([first, again]) == [("bill.twice", f"b is the same bill as a: {vendor} {number}")]
    with refused("bill.recorded"):
        entered(a_job(bills=[first]), vendor, number)


def test_accents_count_but_not_how_they_are_encoded() -> None:
    assert found([bill("a", "Caf\u00e9", "1"), bill("b", "Cafe\u0301", "1")])[0][0] == "bill.twice"
    assert found([bill("a", "Bær", "1"), bill("b", "Br", "1", 5)]) == []


def test_case_is_folded_in_every_script() -> None:
    assert found([bill("a", "ΩΜΕΓΑ", "1"), bill("b", "ωμεγα", "1")])[0][0] == "bill.twice"
    assert found([bill("a", "STRASSE", "1"), bill("b", "Straße", "1")])[0][0] == "bill.twice"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ({}, True),
        ({"vendor": "OWN CREW"}, True),
        ({"on": "2026-02-21"}, False),
        ({"amount": 101}, False),
        ({"number": "1"}, False),
    ],
)
def test_without_a_number_vendor_date_and_lines_tell(other: dict[str, object], is_same: bool) -> None:
    first = bill("a", "Own crew", kind="labor")
    second = bill("b", **{"vendor": "Own crew", "kind": "labor", **other})
    assert [code for code, _ in found([first, second])] == (["bill.twice"] if is_same else [])


def test_lines_in_other_words_are_other_bills() -> None:
    pump, saw = a_cost(5, description="Pump hire"), a_cost(5, description="Saw hire")
    first, second = (a_bill(id, line, vendor="Hire", number="", kind="labor") for id, line in (("a", pump), ("b", saw)))
    assert found([first, second]) == []


def test_the_copy_is_named_and_not_the_one_that_an_invoice_bills() -> None:
    copies = [bill(id, "Coastal", "1") for id in ("a", "b", "c")]
    draft = a_draft("march", section("actuals", line_on("b/1", 100, worth=100)))
    job = a_job(bills=copies, drafts=[draft], contract="cost-plus", budget="cost-codes")
    doubles = [one for one in checks.check(job) if one.code == "bill.twice"]
    assert [one.subjects for one in doubles] == [("a", "a/1"), ("c", "c/1")]
    assert {one.message.split("as ")[1] for one in doubles} == {"b: Coastal 1"}


def test_what_builds_on_the_copy_is_refused() -> None:
    copies = [bill(id, "Coastal", "1") for id in ("a", "b")]
    story = Story(a_job(bills=copies, contract="cost-plus", budget="cost-codes"))
    story.bill("actuals", bills=("a",))
    story.new("actuals", bills=("b",), id="double")
    with refused("bill.twice"):
        story.release("double")


@pytest.mark.parametrize(
    ("vendor", "number"),
    [
        ("Ohm", "7-8"),
        ("Ohm", "0078"),
        ("Ohm LLC", "7/8"),
        ("Ohm, L.L.C.", "7/8"),
        ("OHM Ltd.", "7 8"),
        ("Ohm GmbH & Co. KG", "7/8"),
        ("Öhm Inc.", "7.8"),
        ("ООО Ohm", "7/8"),
        ("Ohm sp. z o.o.", "7/8"),
        ("Ohm S.à r.l.", "7/8"),
        ("Ohm & Co", "7/8"),
        ("株式会社Ohm", "7/8"),
    ],
)
def test_numbers_alike_but_for_punctuation_and_vendors_but_for_their_form_are_a_note(vendor: str, number: str) -> None:
    first, second = bill("a", "Ohm", "7/8", 2), bill("b", vendor, number, 3, on="2026-06-01")
    (note,) = checks.check(a_job(bills=[first, second]))
    assert (note.code, note.severity, note.subjects) == ("bill.alike", "note", ("b", "a"))


@pytest.mark.parametrize(
    ("vendor", "number"),
    [("Ohm", "7/9"), ("Ohms", "7/8"), ("Co Ohm Works", "7/8"), ("Ohm", ""), ("Limited Co", "7/8")],
)
def test_other_vendors_and_numbers_are_nothing_to_note(vendor: str, number: str) -> None:
    assert found([bill("a", "Ohm", "7/8", 2), bill("b", vendor, number, 3, on="2026-06-01")]) == []


@pytest.mark.parametrize(
    ("on", "amount", "kind", "is_noted"),
    [
        ("2026-02-20", 100, "bill", True),
        ("2026-02-23", 100, "bill", True),
        ("2026-02-24", 100, "bill", False),
        ("2026-02-20", "100.01", "bill", False),
        ("2026-02-21", 100, "labor", False),
    ],
)
def test_the_same_sum_within_days_is_a_note(on: str, amount: Word, kind: str, is_noted: bool) -> None:
    bills = [bill("a", "Ohm", "1", kind=kind), bill("b", "Ohm Inc", "2", amount, on, kind=kind)]
    assert [code for code, _ in found(bills)] == (["bill.alike"] if is_noted else [])


def test_a_pair_is_noted_once_and_a_chain_pair_by_pair() -> None:
    bills = [bill(f"b{n}", "Ohm", number) for n, number in enumerate(("7/8", "7-8", "7.8"))]
    assert [message.split(":")[0] for _, message in found(bills)] == [
        "b1 may be the same bill as b0", "b2 may be the same bill as b1",
    ]  # fmt: skip


def test_entry_tells_of_a_likeness_to_what_is_there() -> None:
    old, new, other = bill("a", "Ohm", "7/8", 2), bill("b", "Ohm", "7-8", 3), bill("c", "Volt", "7-8", 3)
    job = a_job(bills=[old, other])
    assert lookalikes(job, [new]) == ["b may be the same bill as a: numbers 7/8 and 7-8 of Ohm"]
    assert lookalikes(job.having(new), [new]) == lookalikes(job, [new])
    assert lookalikes(a_job(bills=[old, new]), [other]) == []


def test_a_name_that_is_taken_gets_a_suffix() -> None:
    items, changes = [an_item("coastal-1")], [a_change("CO-001")]
    job = a_job(items=items, changes=changes, bills=[bill("a", "Ohm", "7/8"), bill("A-2", "Ohm", "9")])
    assert entered(job, "Ohm", "7-8").id == "a-3"
    assert [entered(job, "Ohm", "1", name=name).id for name in ("co-001", "coastal-1", "all")] == [
        "co-001-2", "coastal-1-2", "all-2",
    ]  # fmt: skip


def test_a_chosen_name_must_be_free_and_an_id() -> None:
    job = a_job(bills=[bill("a", "Ohm", "7/8")])
    assert entered(job, "Ohm", "7-8", id="switches").id == "switches"
    with refused("bill.taken"):
        entered(job, "Ohm", "7-8", id="A")
    with misused("id.unfit"):
        entered(job, "Ohm", "7-8", id="a/b")


def test_imported_bills_are_told_from_each_other_and_from_what_is_there() -> None:
    job = a_job(bills=[bill("a", "Ohm", "7/8")])
    new = (bill("a", "Ohm", "7-8"), bill("a", "Ohm", "7.8"), bill("b", "Volt", "1"))
    assert [one.id for one in imported(job, new, None)] == ["a-2", "a-3", "b"]
    with refused("bill.recorded", "bill.recorded"):
        imported(job, (bill("x", "OHM", "7/8"), bill("y", "ohm", "7/8"), bill("b", "Volt", "1")), None)


def test_many_bills_of_one_name_are_named_in_one_pass() -> None:
    new = tuple(bill("a", "Ohm", "/" * n) for n in range(1, 401))
    assert [one.id for one in imported(a_job(), new, None)][-1] == "a-400"


def test_a_credit_of_the_same_sum_is_another_bill() -> None:
    assert found([bill("a", "Ohm", "1", 100), bill("b", "Ohm", "2", -100)]) == []


def test_a_number_of_spaces_is_no_number() -> None:
    assert found([bill("a", "Ohm", " ", 1), bill("b", "Ohm", "  ", 2)]) == []
    assert [code for code, _ in found([bill("a", "Ohm", " ", 1), bill("b", "Ohm", "", 1)])] == ["bill.twice"]


def test_an_ampersand_is_a_word() -> None:
    assert [
        code for code, _ in found([bill("a", "Smith & Sons", "7", 2), bill("b", "Smith and Sons LLC", "7.", 3)])
    ] == ["bill.alike"]


def test_bills_of_nothing_are_nothing_to_note() -> None:
    assert found([bill("a", "Ohm", "1", 0), bill("b", "Ohm", "2", 0)]) == []
