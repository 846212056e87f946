"""Release and void: a draft takes its number, date and seal; a void frees what it billed.

Room: billing.  Problems: invoice.not-draft, invoice.void, line.stale, void.no-reason, release.date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from ressio_cli.billing.both_sides import billed_meanwhile
from ressio_cli.billing.collect import draw
from ressio_cli.billing.dating import release_problems, void_in_order
from ressio_cli.billing.held_bounds import held_reasons
from ressio_cli.billing.issue import says_taxed, with_source_markups
from ressio_cli.billing.numbers import take_number
from ressio_cli.billing.rate_lines import as_charged, settled_rates, with_rates
from ressio_cli.billing.send_back import refund_of
from ressio_cli.billing.several_lines import each_line, following
from ressio_cli.billing.stale import billed_before, reasons
from ressio_cli.model.deed import On
from ressio_cli.model.invoice import Draft, Event, Line, Released, Section, VoidMark
from ressio_cli.model.issued import StoredFile, issued
from ressio_cli.model.payment import Payment
from ressio_cli.model.problem import Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import SHOWN_BY_DEFAULT
from ressio_cli.model.terms import due_date, read_terms
from ressio_cli.rules.book import Book
from ressio_cli.rules.line_rates import InvoiceRates
from ressio_cli.rules.order import last
from ressio_cli.rules.papers import recap
from ressio_cli.rules.standing import money_on
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

    `today` is the day it is written down; None: the same. `logo` is the picture of the letterhead; `numbers` were given
    once, as the history of the folder says.
    """

    day: date
    today: date | None = None
    number: str | None = None
    logo: StoredFile | None = None
    numbers: Collection[str] = ()
    apply_credit: bool = False
    note: str = ""

    @property
    def on(self) -> On:
        """Its day, and the day it is written down."""
        return On(self.day, self.today or self.day)


def release(book: Book, draft: Draft, how: Releasing, findings: Iterable[Problem] = ()) -> Release:
    """The draft as a released invoice. Refused while it is stale, exceeds a source, or builds on a finding."""
    problems = [*_built_on(draft, findings), *reasons(book, draft), *billed_meanwhile(book, draft, how.day)]
    problems += held_reasons(book.project, draft, f"ressio invoice edit {draft.id}")
    if problems:
        raise Refused(problems)
    number = take_number(book, draft, how.number, how.numbers)
    invoice = _released(book, draft, number, how)
    replaced = _replaced(book, draft, number)
    after = book.project.without(draft).having(invoice, *([replaced] if replaced else []))
    problems = list(release_problems(book, after, invoice, draft, how.on))
    if problems:
        raise Refused(problems)
    drawn = draw(book, invoice, how.on) if how.apply_credit else None
    return Release(invoice=invoice, drawn=drawn, replaced=replaced)


def _built_on(draft: Draft, findings: Iterable[Problem]) -> Iterable[Problem]:
    built_on = {draft.id, *(line.source for line in draft.lines if line.source)}
    for finding in findings:
        if finding.severity == "problem" and built_on & set(finding.subjects):
            yield finding


def _released(book: Book, draft: Draft, number: str, how: Releasing) -> Released:
    terms = draft.terms or book.project.settings.billing.terms
    read = read_terms(terms)
    if read is None:
        raise refused("terms.unknown", f"{terms!r} is not known as terms", origin=draft.origin.at("terms"))
    figures = reckoned(book.project, draft, how.day)
    sections = settled_rates(book, draft, figures.taxes, InvoiceRates(book.project, draft, how.day))
    return Released(
        id=number,
        title=draft.title,
        draft=draft.id,
        number=number,
        currency=book.project.currency.code,
        released=how.day,
        due=draft.due or due_date(how.day, read),
        replaces=draft.replaces,
        after=last(book.project),
        terms=read.words,
        description=draft.description,
        notes=draft.notes,
        internal=draft.internal,
        conditions=draft.conditions or book.project.settings.billing.conditions,
        show=_shown(book, draft),
        attachments=draft.attachments,
        sections=_as_released(book, draft, sections),
        taxes=figures.taxes,
        retainage=replace(draft.retainage, rate=figures.rate, held=figures.held),
        total=figures.total,
        recap=recap(book, draft),
        issued=issued(book.project.settings, says_taxed(draft.sections), how.logo),
        history=(*draft.history, Event(on=how.day, did="released", entered=how.on.entered, note=how.note)),
        origin=draft.origin,
    )


def _shown(book: Book, draft: Draft) -> dict[str, bool]:
    """What the client sees, as it differs from what is usual: the paper stays as it is when the project changes."""
    shown = {**book.project.settings.show, **draft.show}
    return {name: seen for name, seen in shown.items() if seen != SHOWN_BY_DEFAULT[name] or name in draft.show}


def _as_released(book: Book, draft: Draft, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections as they are sealed: what was billed before, and the markup of each source for the paper."""
    billed = following(each_line(sections, lambda line: _with_billed(book, draft, line)))
    return with_source_markups(book, billed)


def _with_billed(book: Book, draft: Draft, line: Line) -> Line:
    """`previous` becomes what released invoices bill; a draft's is what all live invoices claim."""
    return replace(line, previous=billed_before(book, line.source, draft)) if line.source else line


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

    @property
    def on(self) -> On:
        """Its day, and the day it is written down."""
        return On(self.day, self.today or self.day)


def void(book: Book, invoice: Released, how: Voiding) -> Void:
    """The invoice, void: it keeps file and number and bills nothing. Refused when it is void already, or too early."""
    if invoice.void is not None:
        raise refused(
            "invoice.void", f"{invoice.id} is void since {invoice.void.on}", f"ressio invoice show {invoice.id}",
            invoice.origin.at("void"),
        )  # fmt: skip
    if not how.reason.strip():
        raise misused("void.no-reason", "a void needs its reason", f'ressio void {invoice.id} --reason "…"')
    void_in_order(book, invoice, how.on, how.refund)
    paid = money_on(book, invoice) or None
    gone = replace(
        invoice,
        void=VoidMark(on=how.day, reason=how.reason, after=last(book.project), paid=paid),
        history=(*invoice.history, Event(on=how.day, did="void", entered=how.on.entered, note=how.note)),
    )
    return Void(
        invoice=gone,
        reissue=_reissue(book, invoice, how) if how.reissue else None,
        refund=refund_of(book, invoice, how.on, how.reason) if how.refund else None,
    )


def _reissue(book: Book, invoice: Released, how: Voiding) -> Draft:
    """A draft with the same lines that replaces the invoice; each starts from what the others claim."""
    project = book.project
    stated = invoice.retainage if invoice.retainage.rate is None else replace(invoice.retainage, held=None)
    gone = Book(project.having(replace(invoice, void=VoidMark(on=how.day, reason=how.reason))))
    draft = Draft(
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
        sections=_same_again(book, invoice),
        history=(Event(on=how.today or how.day, did="created", note=f"reissue of {invoice.id}"),),
    )
    return with_rates(gone, draft)


def _same_again(book: Book, invoice: Released) -> tuple[Section, ...]:
    """The same amounts under the same taxes; a percent that would not give the same amount today is left out."""
    rates = InvoiceRates(book.project, invoice, invoice.released)

    def from_the_others(line: Line) -> Line:
        line = as_charged(book, rates, replace(line, source_markup=None))
        if line.source not in book.sources:
            return line
        before = sum(claim.line.amount.minor for claim in book.claims_on(line.source, invoice))
        return replace(line, previous=replace(line.amount, minor=before))

    def with_percent(line: Line) -> Line:
        source = book.sources.get(line.source)
        if source is None or line.percent is None or line.previous is None:
            return line
        worth = line.worth or source.worth
        fits = worth.share(line.percent) - line.previous == line.amount
        return line if fits else replace(line, percent=None)

    sections = following(each_line(invoice.sections, from_the_others))
    return each_line(sections, with_percent)
