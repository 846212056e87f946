"""Changing a draft or an open invoice: its words, its lines, its sections.

Room: billing.  Problems: edit.number, edit.last-section, edit.date, section.unknown, line.unknown, source.twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from ressio_cli.billing.added_lines import section_place, settled
from ressio_cli.billing.claim_guards import may_claim, may_edit, said_of_retainage
from ressio_cli.billing.held_bounds import refuse_outside
from ressio_cli.billing.issue import reissued, under_default_of
from ressio_cli.billing.pipeline import known_taxes, make
from ressio_cli.billing.rate_lines import as_charged, settled_rates, with_rates
from ressio_cli.billing.relining import Relines, reline
from ressio_cli.billing.several_lines import each_line, twice
from ressio_cli.billing.stale import refreshed, restarted
from ressio_cli.billing.wording import worded
from ressio_cli.model.ask import Ask, Wording
from ressio_cli.model.invoice import Attachment, Draft, Event, Line, Released
from ressio_cli.model.problem import Problem, Refused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.terms import due_date, read_terms
from ressio_cli.rules.book import Book
from ressio_cli.rules.line_rates import InvoiceRates
from ressio_cli.rules.papers import recap
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
    """The invoice with the changes, and nothing else changed. Locked from the first payment on and when void."""
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
        changed = replace(changed, sections=reline(book, changed, change.lines, day))
    if change.touches_lines:
        kept = {id(line) for line in invoice.lines}
        changed = with_rates(book, changed, {line.source for line in changed.lines if id(line) not in kept})
    if change.attach:
        changed = replace(changed, attachments=(*changed.attachments, *change.attach))
    return sealed_anew(book, invoice, changed, day, "edited")


def add(book: Book, invoice: Paper, ask: Ask, day: date) -> tuple[Paper, str]:
    """The invoice with more sections at its end, and what was left out of them."""
    may_edit(book, invoice, day)
    made = make(book, replace(ask, day=day))
    more = [settled(book, invoice, section) for section in made.sections]
    changed = replace(invoice, sections=(*invoice.sections, *more))
    changed = with_rates(book, changed, {line.source for section in more for line in section.lines})
    _refuse_twice(book, changed)
    return sealed_anew(book, invoice, changed, day, "section added"), made.left_out


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


def remove(book: Book, invoice: Paper, word: str, day: date) -> Paper:
    """The invoice without one section: its number from 1, or its title. The last one stays."""
    may_edit(book, invoice, day)
    place = section_place(invoice.sections, word, invoice.id)
    if len(invoice.sections) == 1:
        hint = f"ressio invoice delete {invoice.id}" if isinstance(invoice, Draft) else f"ressio void {invoice.id}"
        raise refused("edit.last-section", f"{word} is the last section of {invoice.id}; an invoice keeps one", hint)
    changed = replace(invoice, sections=invoice.sections[:place] + invoice.sections[place + 1 :])
    sources = {line.source for line in invoice.sections[place].lines}
    changed = replace(changed, sections=restarted(book, changed, sources))
    return sealed_anew(book, invoice, changed, day, "section removed")


def sealed_anew(book: Book, before: Paper, after: Paper, day: date, did: str) -> Paper:
    """The changed invoice; a released one gets its figures anew, a higher revision and a history entry.

    Refused where its claims may not change so.
    """
    moved = _figures_of(before) != _figures_of(after)
    if isinstance(before, Released) and isinstance(after, Released):
        after = cast(Paper, _revised(book, before, after, Event(on=day, did=did), moved))
    if moved:
        may_claim(book, before, after, day)
        refuse_outside(book.project, after, f"ressio invoice edit {after.id}")
    return after


def _figures_of(invoice: Draft | Released) -> list[object]:
    """What of an invoice its figures follow from: lines without their words, and what was said of the retainage."""
    lines = [replace(line, description="", code="") for line in invoice.lines]
    return [[section.method for section in invoice.sections], lines, said_of_retainage(invoice)]


def _revised(book: Book, before: Released, after: Released, event: Event, moved: bool) -> Released:
    """The next revision; what never leaves the folder makes none."""
    if not moved:
        after = replace(after, retainage=before.retainage)
    if replace(after, internal=before.internal, notified=before.notified) == before:
        return after
    if after.terms != before.terms and after.due == before.due:
        terms = read_terms(after.terms)
        after = replace(after, due=due_date(after.released, terms) if terms else after.due)
    if after.due and after.due < after.released:
        message = f"{after.id} would be due on {after.due}, before its release on {after.released}"
        hint = f"ressio invoice edit {after.id} --due {after.released}"
        raise refused("edit.date", message, hint, before.origin.at("due"))
    if moved:
        after = _refigured(book, before, after)
    return replace(after, revision=before.revision + 1, history=(*after.history, event))


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
