"""Release and void: a draft takes its number, date and seal; a void frees what it billed.

Room: billing.  Problems: invoice.not-draft, invoice.number-taken, invoice.number-unknown, invoice.void, line.stale,
void.no-reason, release.date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ressio_cli.billing.collect import draw
from ressio_cli.billing.dating import release_problems, void_in_order
from ressio_cli.billing.send_back import refund_of
from ressio_cli.billing.stale import billed_before, reasons
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Event, Line, Released, Section, VoidMark
from ressio_cli.model.numbering import is_id, number_of, numbered
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import SHOWN_BY_DEFAULT
from ressio_cli.model.terms import due_date, read_terms
from ressio_cli.rules.book import Book
from ressio_cli.rules.order import last
from ressio_cli.rules.papers import recap
from ressio_cli.rules.totals import reckoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What a release comes to: the sealed-to-be invoice, the credit drawn on it, the void invoice it replaces."""

    invoice: Released
    drawn: Payment | None = None
    replaced: Released | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing:
    """How to release: the day, a number instead of the next one, credit to draw, what the history says.

    `today` is the day it is written down; None: the same.
    """

    day: date
    today: date | None = None
    number: str | None = None
    apply_credit: bool = False
    note: str = ""


def release(book: Book, draft: Draft, how: Releasing, findings: Iterable[Problem] = ()) -> Release:
    """The draft as a released invoice. Refused while it is stale, exceeds a source, or builds on a finding."""
    problems = [*_built_on(draft, findings), *reasons(book, draft)]
    if problems:
        raise Refused(problems)
    number = take_number(book, draft, how.number)
    on = On(how.day, how.today or how.day)
    invoice = _released(book, draft, number, how, on)
    replaced = _replaced(book, draft, number)
    after = book.project.without(draft).having(invoice, *([replaced] if replaced else []))
    problems = list(release_problems(book, after, invoice, draft, on))
    if problems:
        raise Refused(problems)
    drawn = draw(book, invoice, on) if how.apply_credit else None
    return Release(invoice=invoice, drawn=drawn, replaced=replaced)


def _built_on(draft: Draft, findings: Iterable[Problem]) -> Iterable[Problem]:
    built_on = {draft.id, *(line.source for line in draft.lines if line.source)}
    for finding in findings:
        if finding.severity == "problem" and built_on & set(finding.subjects):
            yield finding


def take_number(book: Book, draft: Draft, wished: str | None) -> str:
    """The number asked for, else the one the draft wishes, else the highest of the series plus one."""
    pattern = book.project.settings.billing.number
    word = wished or draft.number
    if not word:
        highest = max((number_of(invoice.id, pattern) or 0 for invoice in book.project.invoices), default=0)
        return numbered(highest + 1, pattern)
    number = numbered(int(word), pattern) if word.isascii() and word.isdigit() else word
    if not is_id(number):
        raise misused(
            "invoice.number-unknown", f"{number!r} cannot be a number", "letters, digits, '.', '_' and '-' only"
        )
    if any(_same_number(number, invoice.id, pattern) for invoice in book.project.invoices):
        raise refused("invoice.number-taken", f"{number} is taken; numbers are never used twice", "leave out --number")
    return number


def _same_number(one: str, other: str, pattern: str) -> bool:
    """Whether two ids are one number: `INV-7` and `INV-0007`, or `a` and `A`, which some disks take for the same."""
    numbers = {number_of(one, pattern), number_of(other, pattern)}
    return one.casefold() == other.casefold() or (len(numbers) == 1 and None not in numbers)


def _released(book: Book, draft: Draft, number: str, how: Releasing, on: On) -> Released:
    terms = draft.terms or book.project.settings.billing.terms
    read = read_terms(terms)
    if read is None:
        raise refused("terms.unknown", f"{terms!r} is not known as terms", origin=draft.origin.at("terms"))
    figures = reckoned(book.project, draft)
    return Released(
        id=number,
        title=draft.title,
        draft=draft.id,
        currency=book.project.currency.code,
        released=how.day,
        due=draft.due or due_date(how.day, read),
        replaces=draft.replaces,
        after=last(book.project),
        terms=terms,
        description=draft.description,
        notes=draft.notes,
        internal=draft.internal,
        conditions=draft.conditions or book.project.settings.billing.conditions,
        show=_shown(book, draft),
        attachments=draft.attachments,
        sections=tuple(_with_billed(book, draft, section) for section in draft.sections),
        taxes=figures.taxes,
        retainage=replace(draft.retainage, rate=figures.rate, held=figures.held),
        total=figures.total,
        recap=recap(book, draft),
        history=(*draft.history, Event(on=how.day, did="released", entered=on.entered, note=how.note)),
        origin=draft.origin,
    )


def _shown(book: Book, draft: Draft) -> dict[str, bool]:
    """What the client sees, as it differs from what is usual: the paper stays as it is when the project changes."""
    shown = {**book.project.settings.show, **draft.show}
    return {name: seen for name, seen in shown.items() if seen != SHOWN_BY_DEFAULT[name] or name in draft.show}


def _with_billed(book: Book, draft: Draft, section: Section) -> Section:
    """`previous` becomes what released invoices bill; a draft's is what all live invoices claim."""

    def settled(line: Line) -> Line:
        return replace(line, previous=billed_before(book, line.source, draft)) if line.source else line

    return replace(section, lines=tuple(settled(line) for line in section.lines))


def _replaced(book: Book, draft: Draft, number: str) -> Released | None:
    """The void invoice this one replaces, with the number it is replaced by."""
    old = next((invoice for invoice in book.project.invoices if invoice.id == draft.replaces), None)
    if old is None or old.void is None:
        return None
    return replace(old, void=replace(old.void, replaced_by=number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """What a void comes to: the void invoice, its reissue as a draft, the refund of the money on it."""

    invoice: Released
    reissue: Draft | None = None
    refund: Payment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """How to void: the day, why, whether to make a reissue (under which name) and to record the money as sent back.

    `today` is the day it is written down; None: the same.
    """

    day: date
    reason: str
    today: date | None = None
    reissue: str = ""
    refund: bool = False
    note: str = ""


def void(book: Book, invoice: Released, how: Voiding) -> Void:
    """The invoice, void: it keeps file and number and bills nothing. Refused when it is void already, or too early."""
    if invoice.void is not None:
        raise refused(
            "invoice.void", f"{invoice.id} is void since {invoice.void.on}", f"ressio invoice show {invoice.id}",
            invoice.origin.at("void"),
        )  # fmt: skip
    if not how.reason.strip():
        raise misused("void.no-reason", "a void needs its reason", f'ressio void {invoice.id} --reason "…"')
    on = On(how.day, how.today or how.day)
    void_in_order(book, invoice, on, how.refund)
    gone = replace(
        invoice,
        void=VoidMark(on=how.day, reason=how.reason, after=last(book.project)),
        history=(*invoice.history, Event(on=how.day, did="void", entered=on.entered, note=how.note)),
    )
    return Void(
        invoice=gone,
        reissue=_reissue(book, invoice, how) if how.reissue else None,
        refund=refund_of(book, invoice, on, how.reason) if how.refund else None,
    )


def _reissue(book: Book, invoice: Released, how: Voiding) -> Draft:
    """A draft with the same lines that replaces the invoice; each starts from what the others claim."""
    project = book.project
    stated = invoice.retainage if invoice.retainage.rate is None else replace(invoice.retainage, held=None)
    return Draft(
        id=how.reissue,
        title=invoice.title,
        replaces=invoice.id,
        terms=invoice.terms if invoice.terms != project.settings.billing.terms else "",
        description=invoice.description,
        notes=invoice.notes,
        internal=invoice.internal,
        conditions=invoice.conditions,
        show=invoice.show,
        attachments=invoice.attachments,
        retainage=stated,
        sections=tuple(_same_again(book, invoice, section) for section in invoice.sections),
        history=(Event(on=how.today or how.day, did="created", note=f"reissue of {invoice.id}"),),
    )


def _same_again(book: Book, invoice: Released, section: Section) -> Section:
    """The same amounts; a percent that would not give the same amount today is left out."""

    def same(line: Line) -> Line:
        source = book.sources.get(line.source)
        if source is None:
            return line
        before = sum(claim.line.amount.minor for claim in book.claims_on(source.id, invoice))
        previous = replace(line.amount, minor=before)
        worth = line.worth or source.worth
        fits = line.percent is not None and worth.share(line.percent) - previous == line.amount
        return replace(line, previous=previous, percent=line.percent if fits else None)

    return replace(section, lines=tuple(same(line) for line in section.lines))
