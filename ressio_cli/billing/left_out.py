"""What an invoice leaves out, in one line by reason: `2 bills of 4,307.37 await approval; 3 are billed in full`.

Room: billing.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ressio_cli.model.invoice import Section
from ressio_cli.model.money import Money
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.billable import is_open
from ressio_cli.rules.book import Book

AWAITS, TO_COME, UNDECIDED, AS_AGREED, AT_COST = "awaits approval", "to come", "undecided", "as agreed", "at cost"
FULL, HIGHER, SAME = "billed in full", "stands higher", "nothing new"
_IN_PART = (FULL, HIGHER, SAME)

_NOUNS = {"percentage": "item", "changes": "change", "actuals": "bill", "retainage": "source"}
_BLOCKED = {
    "bill.not-approved": AWAITS,
    "change.not-approved": AWAITS,
    "bill.as-agreed": AS_AGREED,
    "change.at-cost": AT_COST,
}
# Reason: what is said of one, and of several; in the order in which they are told.
_SENTENCES = {
    AWAITS: ("{who} of {total} awaits approval", "{who} of {total} await approval"),
    TO_COME: ("{who} of {total} is dated later", "{who} of {total} are dated later"),
    UNDECIDED: ("{who} of {total} is undecided: {as_agreed} bills it, {at_cost} bills its bills",) * 2,
    AS_AGREED: (
        "{who} of {total} carries out a change that is billed as agreed",
        "{who} of {total} carry out changes that are billed as agreed",
    ),
    AT_COST: ("{who} of {total} is carried out at cost", "{who} of {total} are carried out at cost"),
    FULL: ("{who} is billed in full", "{who} are billed in full"),
    HIGHER: (
        "{who} stands at {total} of {worth} already, and a group never lowers it",
        "{who} stand higher already, and a group never lowers an item",
    ),
    SAME: ("{who} has nothing new to bill", "{who} have nothing new to bill"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One source that is left out, and why. `implied`: nobody named it; it is one of all.

    `amount`: what it costs (a bill), is worth (a change), or where it stands (an item of a group).
    """

    source: Source
    reason: str
    amount: Money
    implied: bool = False


def passed_over(project: Project, sources: Iterable[Source]) -> Iterator[LeftOut]:
    """The sources among all that were meant that cannot be billed now, or that are left to a person.

    A declined change is no part of all: nobody waits for it.
    """
    declined = {change.id for change in project.changes if change.status == "declined"}
    for source in sources:
        reason: str | None = UNDECIDED if source.undecided else TO_COME
        if source.blocked and not source.undecided:
            reason = _BLOCKED.get(source.blocked.code)
        if reason is not None and _paper(source) not in declined:
            amount = source.worth if source.markup is None else source.cost
            yield LeftOut(source=source, reason=reason, amount=amount, implied=True)


def waiting(book: Book) -> str:
    """What could be billed once somebody approves or decides, in one line; empty where nothing waits."""
    sources = (source for source in book.sources.values() if is_open(source.method, book.project.settings))
    return described(entry for entry in passed_over(book.project, sources) if entry.reason in (AWAITS, UNDECIDED))


def carried_by_change(source: Source) -> LeftOut:
    """A cost that carries out a change which is billed here."""
    return LeftOut(source=source, reason=AS_AGREED, amount=source.cost, implied=True)


def described(left_out: Iterable[LeftOut], sections: Iterable[Section] = ()) -> str:
    """All of it in one line. Of a bill or change that is billed here in part, only what was named."""
    billed_here = {line.source.partition("/")[0] for section in sections for line in section.lines}
    groups: dict[tuple[str, str], list[LeftOut]] = {}
    for entry in left_out:
        if not (entry.implied and entry.reason in _IN_PART and _paper(entry.source) in billed_here):
            group = _paper(entry.source) if entry.reason == UNDECIDED else entry.source.method
            groups.setdefault((entry.reason, group), []).append(entry)
    sentences: list[str] = []
    noun = ""
    for (reason, _), entries in sorted(groups.items(), key=lambda group: list(_SENTENCES).index(group[0][0])):
        sentences.append(_sentence(reason, entries, noun))
        noun = _noun(entries) if len(_papers(entries)) > 1 else ""
    return "; ".join(sentences)


def _sentence(reason: str, entries: Sequence[LeftOut], noun_before: str) -> str:
    papers = _papers(entries)
    several = len(papers) > 1 or (reason == HIGHER and len(entries) > 1)
    command = f"ressio change carry-out {papers[0]}"
    return _SENTENCES[reason][several].format(
        who=_who(entries, papers, noun_before),
        total=Money(sum(entry.amount.minor for entry in entries), entries[0].amount.digits).grouped(),
        worth=entries[0].source.worth.grouped(),
        as_agreed=f"{command} --as-agreed",
        at_cost=f"{command} --at-cost",
    )


def _who(entries: Sequence[LeftOut], papers: Sequence[str], noun_before: str) -> str:
    """The only source, or the only bill or change, by its id; else how many there are."""
    if len(papers) == 1:
        if entries[0].reason == HIGHER and len(entries) > 1:
            return f"{len(entries)} items of {papers[0]}"
        is_part = len(entries) == 1 and entries[0].reason in _IN_PART
        return entries[0].source.id if is_part else papers[0]
    noun = _noun(entries)
    return str(len(papers)) if noun == noun_before else f"{len(papers)} {noun}s"


def _papers(entries: Sequence[LeftOut]) -> list[str]:
    return list(dict.fromkeys(_paper(entry.source) for entry in entries))


def _noun(entries: Sequence[LeftOut]) -> str:
    return _NOUNS[entries[0].source.method]


def _paper(source: Source) -> str:
    """The bill or change a source is of; an item is its own."""
    return source.id.partition("/")[0]
