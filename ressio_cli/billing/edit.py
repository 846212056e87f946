"""Changing a draft or an open invoice: its words, its lines, its sections.

Room: billing.  Problems: edit.locked, edit.strict, edit.last-section, section.unknown, line.unknown, source.twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from ressio_cli.billing.held_bounds import refuse_outside
from ressio_cli.billing.issue import reissued, under_default_of
from ressio_cli.billing.pipeline import known_taxes, make
from ressio_cli.billing.rate_lines import as_charged, settled_rates, with_rates
from ressio_cli.billing.relining import Relines, reline
from ressio_cli.billing.several_lines import each_line, twice
from ressio_cli.billing.stale import again, refreshed, restarted
from ressio_cli.billing.want import Want
from ressio_cli.billing.wording import worded
from ressio_cli.model.ask import Ask, Wording
from ressio_cli.model.invoice import Attachment, Draft, Event, Invoice, Line, Released, Section
from ressio_cli.model.payment import WRITE_OFF, Payment
from ressio_cli.model.problem import Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.model.terms import due_date, read_terms
from ressio_cli.rules.book import Book
from ressio_cli.rules.line_rates import InvoiceRates
from ressio_cli.rules.papers import recap
from ressio_cli.rules.standing import standing
from ressio_cli.rules.totals import reckoned

Paper = TypeVar("Paper", bound=Draft | Released)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What to change. `drops` are sources or `SECTION.LINE`; `attach` comes already copied and hashed."""

    wording: Wording = Wording()
    lines: Relines = Relines()
    attach: tuple[Attachment, ...] = ()
    refresh: bool = False

    @property
    def touches_lines(self) -> bool:
        """Whether any amount may change."""
        return self.refresh or self.lines.any

    @property
    def only_inside(self) -> bool:
        """Only what is never locked: the internal note and attachments."""
        return not self.touches_lines and self.wording.says_only_internal


def edit(book: Book, invoice: Paper, change: Edit, day: date) -> Paper:
    """The invoice with the changes. Sections are locked from the first payment on and when void."""
    may_edit(book, invoice, day, only_inside=change.only_inside)
    changed = worded(book.project, invoice, change.wording)
    if isinstance(changed, Released) and change.wording.number is not None:
        raise refused(
            "edit.number",
            f"{invoice.id} is released: its number stays",
            f'ressio void {invoice.id} --reason "…" --reissue',
        )
    known_taxes(book, Ask(taxes=change.lines.taxes, items=change.lines.items))
    if change.refresh:
        changed = replace(changed, sections=refreshed(book, changed))
    if change.lines.any:
        changed = replace(changed, sections=reline(book, changed, change.lines))
    if change.touches_lines:
        kept = {id(line) for line in invoice.lines}
        changed = with_rates(book, changed, {line.source for line in changed.lines if id(line) not in kept})
    if change.attach:
        changed = replace(changed, attachments=(*changed.attachments, *change.attach))
    moved = change.touches_lines or change.wording.retainage is not None
    return sealed_anew(book, invoice, changed, day, "edited", moved)


def add(book: Book, invoice: Paper, ask: Ask, day: date) -> tuple[Paper, str]:
    """The invoice with more sections at its end, and what was left out of them."""
    may_edit(book, invoice, day)
    made = make(book, ask)
    more = [_on(book, invoice, section) for section in made.sections]
    changed = replace(invoice, sections=(*invoice.sections, *more))
    changed = with_rates(book, changed, {line.source for section in more for line in section.lines})
    _refuse_twice(book, changed)
    return sealed_anew(book, invoice, changed, day, "section added", True), made.left_out


def _refuse_twice(book: Book, invoice: Draft | Released) -> None:
    """A source stands again on an invoice only with other taxes."""
    problems = [
        Problem(
            "source.twice",
            f"{line.source} is on {invoice.id} already",
            hint=f"ressio invoice edit {invoice.id} --amount {line.source}=AMOUNT changes it",
        )
        for line in twice(book, invoice)
    ]
    if problems:
        raise Refused(problems)


def _on(book: Book, invoice: Draft | Released, section: Section) -> Section:
    """A new section as it stands on the invoice: on a released one its lines start from the lower numbers."""
    if isinstance(invoice, Draft):
        return section
    there = {line.source: line for line in invoice.lines if line.source}

    def settled(line: Line) -> Line:
        source = book.sources.get(line.source)
        if source is None:
            return line
        if line.source in there:
            return _after(line, there[line.source], source)
        amount = line.amount if line.percent is None else None
        want = Want(source=source, percent=line.percent, amount=amount, markup=line.markup, taxed=line.taxed)
        return again(book, invoice, line, replace(want, by_itself=True, over=line.over))

    return replace(section, lines=tuple(map(settled, section.lines)))


def _after(line: Line, before: Line, source: Source) -> Line:
    """A line of a source that stands on the invoice already: it starts where that one ends."""
    reached = before.amount + before.previous if before.previous else before.amount
    amount = line.amount if line.percent is None else source.worth.share(line.percent) - reached
    return replace(line, previous=reached, amount=amount)


def remove(book: Book, invoice: Paper, word: str, day: date) -> Paper:
    """The invoice without one section: its number from 1, or its title. The last one stays."""
    may_edit(book, invoice, day)
    place = section_place(invoice, word)
    if len(invoice.sections) == 1:
        hint = f"ressio invoice delete {invoice.id}" if isinstance(invoice, Draft) else f"ressio void {invoice.id}"
        raise refused("edit.last-section", f"{word} is the last section of {invoice.id}; an invoice keeps one", hint)
    changed = replace(invoice, sections=invoice.sections[:place] + invoice.sections[place + 1 :])
    sources = {line.source for line in invoice.sections[place].lines}
    changed = replace(changed, sections=restarted(book, changed, sources))
    return sealed_anew(book, invoice, changed, day, "section removed", True)


def section_place(invoice: Invoice, word: str) -> int:
    """The index from 0 of a section by its number from 1 or its title."""
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(invoice.sections):
        return int(word) - 1
    places = [place for place, section in enumerate(invoice.sections) if section.title == word]
    if len(places) == 1:
        return places[0]
    names = ", ".join(f"{place} {section.title}" for place, section in enumerate(invoice.sections, 1))
    what = "is the title of several sections" if places else "is no section"
    raise misused("section.unknown", f"{word} {what} of {invoice.id}", f"sections: {names}")


def may_edit(book: Book, invoice: Draft | Released, day: date, only_inside: bool = False) -> None:
    """Refuse an edit that its state does not allow."""
    if isinstance(invoice, Draft) or only_inside:
        return
    status = standing(book, invoice, day).status
    payments = [payment for payment in book.payments.get(invoice.id, ()) if payment.live]
    if status != "open" or payments:
        why, hint = _locked(invoice, status, payments)
        raise refused("edit.locked", f"{invoice.id} is {why}", hint, invoice.origin)
    if book.project.settings.billing.strict:
        raise refused(
            "edit.strict",
            f"{invoice.id} is released and the project is strict: it can only be void and issued anew",
            f'ressio void {invoice.id} --reason "…" --reissue',
            book.project.settings.origin.at("billing.strict"),
        )


def _locked(invoice: Released, status: str, payments: Sequence[Payment]) -> tuple[str, str]:
    """Why the sections are locked, and what to do instead."""
    again = f'ressio void {invoice.id} --reason "…" --reissue'
    if status == "void":
        return "void", "bill the difference on a new invoice"
    if status != "open":
        return f"{status}: its sections are locked", again
    names = " and ".join(payment.id for payment in payments)
    if all(payment.method == WRITE_OFF for payment in payments):
        undone = f'ressio payment void {payments[0].id} --reason "…" comes first'
        return f"open, but its sections are locked by a write-off: {names}", undone
    return f"open again, but its sections are locked by a payment and its refund: {names}", again


def sealed_anew(book: Book, before: Paper, after: Paper, day: date, did: str, moved: bool) -> Paper:
    """The changed invoice; a released one gets its figures anew, a higher revision and a history entry."""
    if isinstance(before, Released) and isinstance(after, Released):
        after = cast(Paper, _revised(book, before, after, day, did, moved))
    if moved:
        refuse_outside(book.project, after, f"ressio invoice edit {after.id}")
    return after


def _revised(book: Book, before: Released, after: Released, day: date, did: str, moved: bool) -> Released:
    """The next revision; what never leaves the folder makes none."""
    if replace(after, internal=before.internal, notified=before.notified) == before:
        return after
    if after.terms != before.terms and after.due == before.due:
        terms = read_terms(after.terms)
        after = replace(after, due=due_date(after.released, terms) if terms else after.due)
    if moved:
        after = _refigured(book, before, after)
    history = (*after.history, Event(on=day, did=did))
    return replace(after, revision=before.revision + 1, history=history)


def _refigured(book: Book, before: Released, after: Released) -> Released:
    """Taxes at the rates of its release, retainage, total and recap from the lines as they are now."""
    project = under_default_of(book.project, before)
    rates = InvoiceRates(project, before, before.released)
    kept = {_what_it_bills(line) for line in before.lines}

    def with_rates_of_then(line: Line) -> Line:
        if _what_it_bills(line) in kept:
            return as_charged(book, rates, line)
        return replace(line, tax_rates=dict(rates.own(line)))

    after = replace(after, sections=each_line(after.sections, with_rates_of_then))
    if after.retainage.rate is not None:
        after = replace(after, retainage=replace(after.retainage, held=None))
    figures = reckoned(project, after, after.released)
    after = replace(
        after,
        sections=settled_rates(book, after, figures.taxes, rates),
        taxes=figures.taxes,
        retainage=replace(after.retainage, rate=figures.rate, held=figures.held),
        total=figures.total,
    )
    return replace(reissued(book, after), recap=recap(book, after))


def _what_it_bills(line: Line) -> tuple[object, ...]:
    """What a line says of its tax, of whom and of how much: a line that says the same is the same."""
    return line.source, line.description, line.amount, line.taxed, frozenset(line.tax_rates.items())
