"""What the client is told, in words, made from the client's own paper.

Room: views.  Pure.

A letter is made of nothing but a paper, which holds only what the client may see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ressio_cli.model.notice import COPY, REMINDER, REVISED, VOID
from ressio_cli.model.record import dataclass
from ressio_cli.views.mail.headers import harmless, plain
from ressio_cli.views.paper import Paper, Sum, Sums, Words
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Why the client is written to: the kind of notice, the invoice's revision, its days past due, its page."""

    kind: str
    revision: int = 1
    late: int = 0
    link: str = ""


def letter(paper: Paper, occasion: Occasion) -> Letter:
    """Write the letter that goes with a paper."""
    rows = [(plain(label), plain(word(value))) for label, value in _rows(paper, occasion)]
    return Letter(
        subject=_subject(paper, occasion),
        greeting=f"Dear {plain(paper.client.name) or 'client'},",
        lead=_lead(paper, occasion),
        rows=tuple((label, value) for label, value in rows if value),
        texts=tuple((heading, lines) for heading, text in _texts(paper) if (lines := _lines(text))),
        link=occasion.link,
        file=f"{paper.number}.pdf",
        sign=tuple(line for line in map(plain, (paper.builder.name, *paper.builder.lines)) if line),
    )


def _subject(paper: Paper, occasion: Occasion) -> str:
    sender, title = harmless(paper.builder.name, _TITLE), harmless(paper.title, _TITLE)
    revision = f", revision {occasion.revision}{',' if sender else ''}" if occasion.revision > 1 else ""
    names = {
        REVISED: f"{paper.name}{revision}", VOID: f"VOID: {paper.name}", REMINDER: f"Reminder: {paper.name}",
    }  # fmt: skip
    name = harmless(names.get(occasion.kind, paper.name), _TITLE)
    return f"{name}{sender and f' from {sender}'}{title and f': {title}'}"


def _lead(paper: Paper, occasion: Occasion) -> str:
    name = paper.name[:1].lower() + paper.name[1:]
    job = f" for {plain(paper.project.name)}" if paper.project.name else ""
    if occasion.kind == VOID:
        return f"{paper.name}{job} is void: {_NOTHING}."
    if occasion.kind == REMINDER:
        late = f"{occasion.late} day{'s' if occasion.late != 1 else ''}"
        return (
            f"{paper.name}{job} is {late} past due. Should your payment be on its way already, "
            "please take this with our thanks."
        )
    if occasion.kind == REVISED and occasion.revision > 1:
        return f"{paper.name}{job} has changed: attached is revision {occasion.revision}, in place of the earlier one."
    if occasion.kind in (REVISED, COPY):
        return f"Attached is {name}{job} once more, as it stands today."
    return f"Attached is {name}{job}."


def _rows(paper: Paper, occasion: Occasion) -> Iterator[tuple[str, Cell]]:
    yield "For", paper.title
    for label, value in paper.facts:
        if label in _FACTS and not (occasion.kind == VOID and label in _IDLE):
            yield label, value
    for block in paper.blocks:
        if isinstance(block, Sums):
            yield from ((line.label, line.amount) for line in _from_total(block.sums))


def _from_total(sums: Sequence[Sum]) -> Sequence[Sum]:
    """The total and what comes after it: what was paid, and what is still due."""
    first = next((place for place, line in enumerate(sums) if line.weight), len(sums))
    return sums[first:]


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    for block in paper.blocks:
        if isinstance(block, Words) and block.heading in _TOLD:
            yield "Why" if block.heading == "Void" else block.heading, block.text
        if isinstance(block, Sums) and block.beside:
            yield block.beside.heading, block.beside.text


def _lines(text: str) -> str:
    """A longer text with its own line ends, each line harmless."""
    return "\n".join(map(plain, text.splitlines())).strip("\n")
