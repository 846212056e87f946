"""Bills: each paper once, what they say of their own life, and costs that changed after they were billed.

Room: rules.  Problems: bill.twice, bill.paid-date, bill.correction.  Notes: bill.alike, bill.drift.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.bill import Bill
from ressio_cli.model.problem import Problem
from ressio_cli.rules.bill_identity import doubles, likenesses
from ressio_cli.rules.book import Book
from ressio_cli.rules.drift import Drift, drift_of


def bills_stand_once(book: Book) -> Iterator[Problem]:
    """No bill is entered in two files: its cost would count twice."""
    for group in doubles(book.project.bills):
        original, *copies = sorted(group, key=lambda bill: (not _is_claimed(book, bill), bill.id))
        for copy in copies:
            yield _double(original, copy, _is_claimed(book, copy))


def _is_claimed(book: Book, bill: Bill) -> bool:
    return any(book.claims.get(source) for source in line_sources(bill))


def line_sources(bill: Bill) -> tuple[str, ...]:
    """The ids of a bill's lines as sources."""
    return tuple(f"{bill.id}/{place}" for place in range(1, len(bill.lines) + 1))


def _double(original: Bill, copy: Bill, is_claimed: bool) -> Problem:
    name = f"{copy.vendor} {copy.number}" if copy.number else f"{copy.vendor} of {copy.date}"
    first = "take its lines off the invoices and " if is_claimed else ""
    return Problem(
        "bill.twice",
        f"{copy.id} is the same bill as {original.id}: {name}",
        copy.origin.at("number" if copy.number else "vendor"),
        f"{first}delete bills/{copy.id}.yaml; if it is another bill: ressio bill edit {copy.id} --number NUMBER",
        subjects=(copy.id, *line_sources(copy)),
    )


def bills_look_alike(book: Book) -> Iterator[Problem]:
    """Bills that may be one paper entered twice under different words."""
    for likeness in likenesses(book.project.bills):
        bill, other = likeness.bill, likeness.other
        yield Problem(
            "bill.alike",
            f"{bill.id} may be the same bill as {other.id}: {likeness.reason}",
            bill.origin.at("number" if bill.number else "vendor"),
            f"compare them: ressio bill show {other.id}; if they are one bill, delete one of the two files",
            "note",
            (bill.id, other.id),
        )


def bills_are_consistent(book: Book) -> Iterator[Problem]:
    """A payment date stands on paid bills only, and a correction names a line that is there."""
    for bill in book.project.bills:
        if bill.paid and bill.status != "paid":
            yield Problem(
                "bill.paid-date",
                f"{bill.id} has a payment date, but it is {bill.status}",
                bill.origin.at("paid"),
                "write `status: paid`, or take `paid` out",
                subjects=(bill.id,),
            )
        for correction in bill.corrections:
            if correction.line is not None and not 1 <= correction.line <= len(bill.lines):
                yield Problem(
                    "bill.correction",
                    f"{bill.id} has no line {correction.line} to correct, it has {len(bill.lines)}",
                    correction.origin.at("line"),
                    "write the number of the line that was corrected, counted from 1",
                    subjects=(bill.id,),
                )


def billed_costs_stand(book: Book) -> Iterator[Problem]:
    """Costs are still what they were when they were billed; the difference is a note, for what was billed stays."""
    for bill in book.project.bills:
        yield from drifts(book, bill)


def drifts(book: Book, bill: Bill) -> Iterator[Problem]:
    """The notes about the lines of a bill whose cost is not what was billed; the hint settles the difference."""
    for source in line_sources(bill):
        drift = drift_of(book, source)
        if drift:
            yield _drifted(book, bill, source, drift)


def _drifted(book: Book, bill: Bill, source: str, drift: Drift) -> Problem:
    place = int(source.rpartition("/")[2])
    reasons = [correction.reason for correction in bill.corrections if correction.line == place]
    why = f" ({reasons[-1]})" if reasons else ""
    names = ", ".join(drift.invoices)
    return Problem(
        "bill.drift",
        f"{source} was billed at a cost of {drift.then.grouped()} with {names}, now it is {drift.now.grouped()}{why}",
        bill.lines[place - 1].origin.at("amount"),
        _settling(book, source),
        "note",
        (source, bill.id),
    )


def _settling(book: Book, source: str) -> str:
    """The command that bills what is left, or gives back what was billed too much."""
    left = book.left(book.sources[source])
    if not left:
        return ""
    if left.negative == book.sources[source].worth.negative:
        return f"ressio invoice new --bill {source}"
    return f"ressio invoice new --amount {source}={left}"
