"""Laws of the outbox over random histories: whatever a builder does, the client reads what is true, once."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli.house import House
from mail.post_office import Office, a_house, body, ressio

DEEDS = 30
SEEDS = range(6)
FAILURES = ({}, {}, {}, {"sender": "550 no"}, {"data": "554 no"})


class Builder:
    """One job in which deeds happen by chance; `reached` are the days on which each invoice reached the client."""

    def __init__(self, root: Path, office: Office, seed: int) -> None:
        self.office = office
        self.chance = random.Random(seed)
        self.house: House = a_house(root, office.port)
        self.today = date(2026, 4, 1)
        self.drafts = ["march-progress"]
        self.invoices: list[str] = []
        self.reached: dict[str, list[str]] = defaultdict(list)

    def run(self, *words: str) -> bool:
        """Give a command; it may be refused, and is then no deed."""
        answer = ressio(self.house, *words, today=str(self.today))
        assert answer.code in (0, 2, 3, 4), (words, answer)
        return answer.code == 0

    def act(self) -> None:
        """One deed, on the same day or up to two weeks later."""
        self.today += timedelta(days=self.chance.choice((0, 0, 1, 14)))
        deeds = (self.draft, self.release, self.edit, self.pay, self.void, self.copy, self.remind, self.drop, self.send)
        self.chance.choice((*deeds, self.release, self.send))()

    def draft(self) -> None:
        name = f"fee-{len(self.invoices)}-{len(self.drafts)}"
        if self.run("invoice", "new", "--item", "Fee=100", "--id", name):
            self.drafts.append(name)

    def release(self) -> None:
        if self.drafts:
            quiet = self.chance.choice(((), (), ("--no-notify",)))
            if self.run("release", self.drafts.pop(), *quiet):
                self.invoices.append(f"INV-{len(self.invoices) + 1:04}")

    def edit(self) -> None:
        quiet = self.chance.choice(((), (), ("--no-notify",)))
        self.any("invoice", "edit", "{}", "--title", f"Title {self.chance.random()}", *quiet)

    def pay(self) -> None:
        self.any("pay", "{}", str(self.chance.randint(1, 60)), "--ref", f"check-{self.chance.random()}")

    def void(self) -> None:
        self.any("void", "{}", "--reason", "Wrong")

    def copy(self) -> None:
        """Ask for a message; of a void invoice only where the client has it, though a person may ask for it anyway."""
        known = [id for id in self.invoices if self.reached[id] or self.status(id) != "void"]
        if known:
            self.run("outbox", "new", self.chance.choice(known))

    def status(self, id: str) -> str:
        return str(ressio(self.house, "invoice", "show", id, "--json", today=str(self.today)).json["status"])

    def remind(self) -> None:
        self.run("remind")

    def drop(self) -> None:
        there = [one["name"] for one in self.outbox() if one["state"] in ("queued", "failed")]
        if there:
            self.run("outbox", "drop", self.chance.choice(there))

    def any(self, *words: str) -> None:
        if self.invoices:
            self.run(*(word.format(self.chance.choice(self.invoices)) for word in words))

    def outbox(self) -> list[dict[str, str]]:
        return list(ressio(self.house, "outbox", "--json", today=str(self.today)).json["messages"])

    def send(self) -> None:
        """Send the outbox to a server that may fail, and hold what arrived against the job as it stands."""
        self.office.fails = dict(self.chance.choice(FAILURES))
        self.office.taken.clear()
        self.run("outbox", "send")
        arrived: list[str] = []
        for message in self.office.messages:
            subject, text = str(message["Subject"]), body(message).replace("\r\n", "\n")
            [id] = re.findall(r"INV-\d{4}", subject)[:1]
            shown = ressio(self.house, "invoice", "show", id, "--json", today=str(self.today)).json
            if subject.startswith("VOID"):
                assert shown["status"] == "void" and "please pay nothing" in text
                assert self.reached[id], f"{id}: nobody is told of the void of what never came"
            else:
                assert shown["status"] != "void"
                due = f"{float(shown['balance']):,.2f}"
                assert re.search(rf"Balance due +{re.escape(due)}\n", text), (due, text)
                assert shown["title"] in subject
            if not subject.startswith("Reminder"):
                arrived.append(id)
            self.reached[id].append(str(self.today))
            assert shown["notified"] == str(self.today)
        assert len(arrived) == len(set(arrived)), "one message about an invoice at a time"
        if not self.office.fails:
            waiting = ressio(self.house, "invoice", "list", "--json", today=str(self.today)).json["messages_waiting"]
            assert waiting == 0

    def hold(self) -> None:
        """Nothing is wrong with the files, and every invoice says when it reached the client."""
        assert ressio(self.house, "check", today=str(self.today)).code == 0
        for id in self.invoices:
            shown = ressio(self.house, "invoice", "show", id, "--json", today=str(self.today)).json
            assert shown["notified"] == (self.reached[id][-1] if self.reached[id] else None)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_client_reads_what_is_true_and_once(tmp_path: Path, seed: int) -> None:
    with Office() as office:
        builder = Builder(tmp_path, office, seed)
        for _ in range(DEEDS):
            builder.act()
        builder.office.fails = {}
        builder.send()
        builder.hold()
        assert builder.reached or not builder.invoices
