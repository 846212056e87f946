"""Changing the lines that are there: percents, amounts, markups, taxes, stated lines, lines taken out.

A line changes in what is said of it and in nothing else. What names a source that is not there adds its line, and so
does an item with the section it goes to (`billing/added_lines.py`).

Room: billing.  Problems: line.unknown, source.ambiguous, markup.not-here, tax.not-here, percent.not-here,
deposit.amount, bill.nothing-left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from ressio_cli.billing.actuals import same_part
from ressio_cli.billing.added_lines import what_is_new, with_added, without
from ressio_cli.billing.claiming import own_taxes, taxed_word
from ressio_cli.billing.line_places import by_place
from ressio_cli.billing.register import AMOUNT
from ressio_cli.billing.routing import markup_not_here, route, said_of, tax_not_here
from ressio_cli.billing.several_lines import gathered
from ressio_cli.billing.stale import again, claimed_before, claims_the_rest, restarted
from ressio_cli.billing.stated import stated_line
from ressio_cli.billing.stored import with_stored
from ressio_cli.billing.want import Want, comes_down
from ressio_cli.model.ask import Ask, Stated
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import Misused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Relines:
    """What changes on the lines that are there, by source (or by name for stated lines)."""

    percents: Mapping[str, Percent] = field(default_factory=dict)
    amounts: Mapping[str, Money] = field(default_factory=dict)
    markups: Mapping[str, Percent] = field(default_factory=dict)
    taxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stored: Mapping[str, Money] = field(default_factory=dict)
    items: tuple[Stated, ...] = ()
    drops: tuple[str, ...] = ()
    over: str = ""
    into: str = ""  # the section that takes added lines: its number from 1, or its title

    @property
    def any(self) -> bool:
        """Whether anything changes at all."""
        said = (self.percents, self.amounts, self.markups, self.taxes, self.stored, self.items, self.drops, self.into)
        return any(said)


def reline(book: Book, invoice: Draft | Released, change: Relines, day: date) -> tuple[Section, ...]:
    """The sections as changed on a day. What names nothing that can be billed is refused; an empty section goes."""
    sections, change = by_place(book, invoice, change)
    kept = tuple(_dropped(book, replace(invoice, sections=sections), change.drops))
    new = what_is_new(book, kept, change)
    change = without(change, new)
    together = replace(invoice, sections=tuple(_restated(book, kept, change)))
    together = replace(together, sections=gathered(book, together, _named_sources(book, together, change)))
    changed = _reclaimed(book, together, list(together.sections), change)
    return with_stored(with_added(book, invoice, changed, replace(new, day=day), change.into), change.stored)


def _named_sources(book: Book, invoice: Draft | Released, change: Relines) -> set[str]:
    """The sources on the invoice whose lines change: by their own id, or through a group."""
    names = {*change.percents, *change.amounts, *change.markups, *change.taxes}
    there = {line.source for line in invoice.lines if line.source in book.sources}
    return {id for id in there if names & {id, *book.sources[id].groups}}


def _dropped(book: Book, invoice: Draft | Released, drops: tuple[str, ...]) -> list[Section]:
    gone = {place for word in drops for place in _places(invoice, word)}
    sections = [
        replace(section, lines=tuple(line for at, line in enumerate(section.lines) if (place, at) not in gone))
        for place, section in enumerate(invoice.sections)
    ]
    kept = [section for section in sections if section.lines]
    if not kept:
        raise refused(
            "edit.last-section", f"{invoice.id} would have no line left", f"ressio invoice delete {invoice.id}"
        )
    if not gone:
        return sections
    sources = {invoice.sections[place].lines[at].source for place, at in gone}
    return list(restarted(book, replace(invoice, sections=tuple(kept)), sources))


def _places(invoice: Draft | Released, word: str) -> list[tuple[int, int]]:
    """Where lines stand, from 0: all those of a source, or one by SECTION.LINE counted from 1."""
    every = [
        (place, at, line) for place, section in enumerate(invoice.sections) for at, line in enumerate(section.lines)
    ]
    of_source = [(place, at) for place, at, line in every if word and word == line.source]
    numbered = [(place, at) for place, at, _ in every if word == f"{place + 1}.{at + 1}"]
    if bool(of_source) != bool(numbered):
        return of_source or numbered
    raise misused(
        "line.unknown",
        f"{invoice.id} has no line {word}",
        f"a source, or SECTION.LINE as ressio invoice show {invoice.id} counts them",
    )


def _restated(book: Book, sections: Sequence[Section], change: Relines) -> list[Section]:
    """Stated lines replaced by name, or given a markup, a tax or an amount by it."""
    by_name = {item.description: item for item in change.items}

    def line_now(line: Line) -> Line:
        if line.source:
            return line
        if line.description in by_name:
            line = stated_line(by_name[line.description], book.project.settings)
        return _adjusted(book, line, change)

    restated = [replace(section, lines=tuple(map(line_now, section.lines))) for section in sections]
    for section in restated:
        _judge_deposit(section)
    return restated


def _judge_deposit(section: Section) -> None:
    """What becomes credit is money received, and untaxed."""
    if not METHODS[section.method].becomes_credit:
        return
    for line in section.lines:
        if line.taxed:
            raise misused("tax.not-here", f"{line.description}: a deposit is untaxed", "leave --tax out")
        if not line.amount.positive:
            raise misused(
                "deposit.amount",
                f"a deposit of {line.amount.grouped()} is not money received",
                "a deposit is above zero",
            )


def _adjusted(book: Book, line: Line, change: Relines) -> Line:
    settings, name = book.project.settings, line.description
    if name in change.taxes:
        line = replace(line, taxed=taxed_word(settings, change.taxes[name]), tax_rates={})
    if name in change.amounts:
        line = replace(line, amount=change.amounts[name], cost=None, quantity=None, unit_cost=None, markup=None)
    if name in change.markups:
        priced = line.cost is not None or line.unit_cost is not None
        item = Stated(
            description=name,
            code=line.code,
            cost=line.cost if priced else line.amount,
            quantity=line.quantity,
            unit=line.unit,
            unit_cost=line.unit_cost,
            markup=change.markups[name],
            taxed=line.taxed,
        )
        line = replace(stated_line(item, settings), tax_rates=line.tax_rates)
    return line


def _reclaimed(book: Book, invoice: Draft | Released, sections: list[Section], change: Relines) -> tuple[Section, ...]:
    stated = {line.description for section in sections for line in section.lines if not line.source}
    there = {line.source for section in sections for line in section.lines if line.source}
    wants = _wants(book, invoice, change, stated, there)
    taxed = _taxed(book, invoice, change, stated, there)

    def line_now(line: Line) -> Line:
        if line.source in taxed:
            line = replace(line, taxed=taxed[line.source], tax_rates={})
        want = wants.get(line.source)
        return line if want is None else again(book, invoice, line, _keeping(line, want))

    return tuple(replace(section, lines=tuple(map(line_now, section.lines))) for section in sections)


def _keeping(line: Line, want: Want) -> Want:
    """The want with the markup, tax and reason that a person gave the line before."""
    taxed = line.taxed if want.taxed is None and isinstance(line.taxed, tuple) else want.taxed
    markup = line.markup if want.markup is None else want.markup
    return replace(want, markup=markup, taxed=taxed, over=want.over or line.over)


def _wants(
    book: Book, invoice: Draft | Released, change: Relines, stated: set[str], there: set[str]
) -> dict[str, Want]:
    """Wants for the lines that are there; a group stands for its members on the invoice."""
    methods = tuple(dict.fromkeys(section.method for section in invoice.sections if section.method != AMOUNT))

    def claims(names: Mapping[str, object]) -> list[str]:
        return [name for name in names if name not in stated]

    ask = Ask(
        methods=methods,
        percents=change.percents,
        amounts={name: change.amounts[name] for name in claims(change.amounts)},
        over=change.over,
        only=frozenset(there),
    )
    wants: dict[str, Want] = {}
    if ask.names_sources:
        wants = {want.source.id: want for group in route(book, ask, invoice).wants.values() for want in group}
        if not wants:
            names = ", ".join((*ask.percents, *ask.amounts))
            raise misused("line.unknown", f"{names} is not on {invoice.id}", f"ressio invoice add {invoice.id} adds it")
        wants = _not_lowered(book, invoice, wants)
    for name in claims(change.markups):
        for id in _named_by(book, invoice, name, there):
            wants[id] = _with_markup(book, invoice, change, id, wants.get(id))
    return wants


def _not_lowered(book: Book, invoice: Draft | Released, wants: dict[str, Want]) -> dict[str, Want]:
    """The wants without the items that a percent of their group would lower: their lines stay as they are."""
    kept = {}
    for id, want in wants.items():
        before = claimed_before(book, want.source, invoice)
        due = want.source.worth.share(want.percent) if want.percent is not None else before
        if want.by_itself or not comes_down(due, before, want.source.worth):
            kept[id] = want
    if not kept:
        message = f"{', '.join(wants)}: billed further already; a group never lowers an item"
        raise refused("bill.nothing-left", message, "name the item by itself: --percent ITEM=PERCENT")
    return kept


def _named_by(book: Book, invoice: Draft | Released, name: str, there: set[str]) -> list[str]:
    """The sources on the invoice behind a name: the source itself, or the members of a group."""
    found = [id for id in book.sources if id in there and name in (id, *book.sources[id].groups)]
    if not found:
        _places(invoice, name)
    return found or [name]


def _with_markup(book: Book, invoice: Draft | Released, change: Relines, id: str, want: Want | None) -> Want:
    """The want of a line with another markup; without a new amount it claims the same part of the cost."""
    place, at = _places(invoice, id)[0]
    line = invoice.sections[place].lines[at]
    source = _source(book, id)
    markup = said_of(change.markups, source)
    problem = markup_not_here(id, source) if markup is not None else None
    if problem:
        raise Misused([problem])
    if want is None:
        whole = claims_the_rest(book, invoice, line)
        amount = None if whole else same_part(book.project.settings, source, line, markup)
        want = Want(source=source, amount=amount, by_itself=True, over=line.over or change.over)
    return replace(want, markup=markup)


def _taxed(
    book: Book, invoice: Draft | Released, change: Relines, stated: set[str], there: set[str]
) -> dict[str, Taxed]:
    """The taxes that were said of lines on sources."""
    taxed: dict[str, Taxed] = {}
    for name in (name for name in change.taxes if name not in stated):
        for id in _named_by(book, invoice, name, there):
            source = _source(book, id)
            problem = tax_not_here(id, source)
            if problem:
                raise Misused([problem])
            taxed[id] = own_taxes(change.taxes[name], source.taxes)
    return taxed


def _source(book: Book, id: str) -> Source:
    source = book.sources.get(id)
    if source is None:
        raise misused("source.unknown", f"there is no source {id}")
    return source
