"""What the client is told, in words, made from the client's own paper.

Room: views.  Pure.

A letter is made of nothing but a paper, which holds only what the client may see.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.notice import VOID, Notice, step
from ressio_cli.model.record import dataclass
from ressio_cli.views.mail.headers import harmless, plain
from ressio_cli.views.paper import Paper, Sums, Words
from ressio_cli.views.sheet import Cell, word

_TITLE = 60  # signs of a paper's title in a subject
_TOLD = ("Void", "How to pay")  # headings of the paper that the letter repeats
_FACTS = ("Date", "Due", "Terms", "Replaces", "Replaced by", "Void")
_IDLE = ("Due", "Terms")  # of no use once the paper is void
_NOTHING = "please pay nothing on it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message in words. `rows`: labels with values; `texts`: headings with longer words; `sign`: who writes."""

    subject: str
    greeting: str
    lead: str
    rows: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...] = ()
    link: str = ""
    file: str = ""
    sign: tuple[str, ...] = ()


def letter(paper: Paper, notice: Notice, days_late: int = 0) -> Letter:
    """The letter that tells of a paper."""
    return Letter(
        subject=_subject(paper, notice),
        greeting=f"Dear {plain(paper.client.name) or 'client'},",
        lead=_lead(paper, notice, days_late),
        rows=tuple((plain(label), plain(word(value))) for label, value in _rows(paper, notice) if plain(word(value))),
        texts=tuple((heading, lines) for heading, text in _texts(paper) if (lines := _lines(text))),
        link=notice.link,
        file=f"{paper.number}.pdf",
        sign=tuple(line for line in map(plain, (paper.builder.name, *paper.builder.lines)) if line),
    )


def _subject(paper: Paper, notice: Notice) -> str:
    begun = {"r": f"{paper.name}, revision {step(notice.what)},", "void": f"VOID: {paper.name}"}
    kind = notice.what.rstrip("0123456789").rstrip("-")
    name = f"Reminder: {paper.name}" if kind == "reminder" else begun.get(kind, paper.name)
    sender, title = harmless(paper.builder.name, _TITLE), harmless(paper.title, _TITLE)
    return f"{harmless(name, _TITLE)}{sender and f' from {sender}'}{title and f': {title}'}"


def _lead(paper: Paper, notice: Notice, days_late: int) -> str:
    name = paper.name[:1].lower() + paper.name[1:]
    job = f" for {plain(paper.project.name)}" if paper.project.name else ""
    if notice.what == VOID:
        return f"{paper.name}{job} is void: {_NOTHING}."
    if notice.what.startswith("reminder"):
        late = f"{days_late} day{'s' if days_late != 1 else ''}"
        return (
            f"{paper.name}{job} is {late} past due. Should your payment be on its way already, "
            "please take this with our thanks."
        )
    if notice.what.startswith("r") and notice.what[1:].isdecimal():
        return f"{paper.name}{job} has changed: attached is revision {notice.what[1:]}, in place of the earlier one."
    return f"Attached is {name}{job}."


def _rows(paper: Paper, notice: Notice) -> Iterator[tuple[str, Cell]]:
    yield "For", paper.title
    for label, value in paper.facts:
        if label in _FACTS and not (notice.what == VOID and label in _IDLE):
            yield label, value
    for block in paper.blocks:
        if isinstance(block, Sums):
            yield from ((line.label, line.amount) for line in block.sums if line.weight)


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    for block in paper.blocks:
        if isinstance(block, Words) and block.heading in _TOLD:
            yield "Why" if block.heading == "Void" else block.heading, block.text
        if isinstance(block, Sums) and block.beside:
            yield block.beside.heading, block.beside.text


def _lines(text: str) -> str:
    """A longer text with its own line ends, each line harmless."""
    return "\n".join(map(plain, text.splitlines())).strip("\n")
