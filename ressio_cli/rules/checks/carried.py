"""Changes and the bills that carry them out: a cost is billed on one side.

Room: rules.  Problems: change.unknown, change.billed-twice.  Notes: change.bill-alike, change.carried-out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.change import AS_AGREED, AT_COST, Change
from ressio_cli.model.problem import Problem
from ressio_cli.rules import pricing
from ressio_cli.rules.book import Book, way_out
from ressio_cli.rules.carrying_out import bill_lines, item_ids
from ressio_cli.rules.checks.references import Nearest
from ressio_cli.rules.lookalikes import Lookalikes
from ressio_cli.rules.places import Places


def links_exist(book: Book) -> Iterator[Problem]:
    """The change, or item of a change, that a bill line carries out is there."""
    linked = [(id, line) for id, _, line in bill_lines(book.project) if line.change]
    known = {name for change in book.project.changes for name in (change.id, *item_ids(change))} if linked else set()
    nearest = Nearest(known)
    for id, line in linked:
        if line.change not in known:
            yield Problem(
                "change.unknown",
                f"{id} carries out {line.change}, which is no change and no item of one",
                line.origin.at("change"),
                nearest.meant(line.change) or "name a change such as CO-001 or CO-001/1, or leave `change` out",
                subjects=(id,),
            )


def billed_on_one_side(book: Book) -> Iterator[Problem]:
    """No live invoices bill a change and a bill line that carries it out."""
    out = book.carrying_out
    if not out.applies:
        return
    for item, lines in out.lines_of.items():
        agreed = book.claims.get(item, [])
        for line in lines if agreed else ():
            for claim in book.claims.get(line, [])[:1]:
                later = claim if claim.drafted or not agreed[-1].drafted else agreed[-1]
                message = (
                    f"{item} is billed as agreed on {agreed[-1].invoice.id},"
                    f" and at cost by {line}, which carries it out, on {claim.invoice.id}"
                )
                subjects = (item, line, agreed[-1].invoice.id, claim.invoice.id)
                hint = way_out(later.invoice, later.line.source)
                origin = later.line.origin.at("source")
                yield Problem("change.billed-twice", message, origin, hint, subjects=subjects)


def lookalikes_are_told(book: Book) -> Iterator[Problem]:
    """A change billed as agreed beside bills that look as if they carried it out, and nobody has said which it is."""
    out, project = book.carrying_out, book.project
    asked = [change for change in project.changes if out.applies and change.status == "approved"]
    asked = [change for change in asked if not change.carried_out and any(id in book.claims for id in item_ids(change))]
    if not asked:
        return
    billed = Lookalikes(Places(project), (line for line in bill_lines(project) if line[0] in book.claims))
    for change in asked:
        for id, item in zip(item_ids(change), change.items, strict=True):
            cost = pricing.exact_cost(item, project.settings)
            alike = billed.of(change, item, cost < 0) if cost and id in book.claims and id not in out.lines_of else []
            if alike:
                yield Problem(
                    "change.bill-alike",
                    f"{id} is billed as agreed, and {', '.join(alike)} of the same item or code at cost;"
                    " void one of the two, unless they are two costs",
                    item.origin,
                    f"ressio change carry-out {change.id} --as-agreed",
                    "note",
                    (id, *alike),
                )


def ways_are_heard(book: Book) -> Iterator[Problem]:
    """What a change says of how it is carried out decides something."""
    for change in book.project.changes:
        reason = _overruled(book, change) if change.carried_out else ""
        if reason:
            yield Problem(
                "change.carried-out",
                f"{change.id} says `carried_out: {change.carried_out}`, but {reason}",
                change.origin.at("carried_out"),
                "take `carried_out` out, or write the other word",
                "note",
                (change.id,),
            )


def _overruled(book: Book, change: Change) -> str:
    out, items = book.carrying_out, item_ids(change)
    if not out.applies:
        return "bills are billed on cost plus by cost codes only" if change.carried_out == AT_COST else ""
    if change.carried_out == AT_COST and all(out.claimed_as_agreed(item) for item in items):
        return f"it is billed as agreed on {out.claimed_as_agreed(items[0])[0]}"
    if change.carried_out == AS_AGREED and all(out.claimed_at_cost(item) for item in items):
        line, invoice = out.claimed_at_cost(items[0])[0]
        return f"{line}, which carries it out, is billed on {invoice}"
    return ""
