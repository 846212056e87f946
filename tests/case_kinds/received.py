"""Kinds `payments` and `instalment_schedule`: what is owed and what came in, event by event.

A document is an invoice of one stated line, a credit is a negative one, an instalment is an invoice with its own due
date. A correction of an issued invoice is a void with a reissue on which the money already paid is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from build import a_job, money
from case_kinds.case import Case, NotOffered, Tree
from story import Story, an_extra

from ressio_cli.model.ask import Stated, Wording
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money
from ressio_cli.rules.credit import credit_figures
from ressio_cli.rules.statement import statement

EVENTS = ("issue", "reissue", "pay")


def refuse(case: Case) -> None:
    """Only the events of `EVENTS` are told here."""
    for event in case.input["events"]:
        if event["do"] not in EVENTS:
            raise NotOffered(f"event {event['do']}")


def run(case: Case) -> Tree:
    """The state of every document and of the account after each event."""
    story = Story(a_job(settings=case.settings()))
    ids: dict[str, str] = {}
    after = []
    for event in case.input["events"]:
        name, amount = event["invoice"], event["amount"]
        if event["do"] == "issue":
            ids[name] = story.bill("amount", items=[an_extra(name, amount)]).id
        elif event["do"] == "reissue":
            ids[name] = _corrected(story, ids[name], an_extra(name, amount)).id
        else:
            story.pay(parts={ids[name]: amount})
        after.append(_state(story, ids))
    return {"after": after}


def _corrected(story: Story, id: str, line: Stated) -> Released:
    """The invoice void, and its reissue with the line as it should have been."""
    draft = story.void(id, reissue="corrected").reissue
    assert draft is not None
    story.edit(draft.id, items=(line,))
    return story.release(draft.id, apply_credit=True)


def _state(story: Story, ids: Mapping[str, str]) -> dict[str, Tree]:
    state: dict[str, Tree] = {name: _document(story, id) for name, id in ids.items()}
    return {**state, "account": {"balance": statement(story.book, story.today).closing}}


def _document(story: Story, id: str) -> dict[str, Money]:
    stands = story.standing(id)
    return {"total": stands.total, "paid": stands.paid, "balance": _left_to_the_client(story, id) or stands.balance}


def _left_to_the_client(story: Story, id: str) -> Money | None:
    """A negative invoice owes the client what it added to the credit, where it is an entry of its own."""
    entries = credit_figures(story.book).entries
    return next((-entry.amount for entry in entries if entry.what == f"{id} is a credit"), None)


def run_instalments(case: Case) -> Tree:
    """Instalments that payments fill, the oldest due first."""
    story = Story(a_job(settings=case.settings()))
    ids = []
    for number, instalment in enumerate(case.input["instalments"], 1):
        due = story.today + timedelta(days=int(instalment["due_in_days"]))
        item = an_extra(f"Instalment {number}", instalment["amount"])
        ids.append(story.bill("amount", items=[item], wording=Wording(due=due)).id)
    assert story.summary().billing.invoiced == money(case.input["total"])
    after = []
    for event in case.input["events"]:
        story.pay(*reversed(ids), whole=event["amount"])
        after.append([_instalment(story, id) for id in ids])
    return {"after": after}


def _instalment(story: Story, id: str) -> dict[str, Money]:
    stands = story.standing(id)
    return {"paid": stands.paid, "outstanding": stands.balance}
