"""From what was asked to sections and a draft: one pipeline for every method.

Room: billing.  Problems: bill.nothing-left, ask.incomplete, tax.unknown, deposit.amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ressio_cli.billing.held_bounds import refuse_outside
from ressio_cli.billing.left_out import described
from ressio_cli.billing.rate_lines import with_rates
from ressio_cli.billing.register import AMOUNT, CLAIMING, DEPOSIT, ORDER
from ressio_cli.billing.routing import route
from ressio_cli.billing.stated import deposit_section, item_sections
from ressio_cli.billing.stored import with_stored
from ressio_cli.billing.want import Want
from ressio_cli.billing.wording import worded
from ressio_cli.model.ask import Ask, Wording
from ressio_cli.model.invoice import Draft, Event, Invoice, Section
from ressio_cli.model.method import METHODS
from ressio_cli.model.problem import Misused, Problem, Refused, misused, refused
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.pricing import taxes


@dataclass(frozen=True, slots=True)
class Made:
    """Sections that were made, and what was left out and why, in one line; empty where nothing was."""

    sections: tuple[Section, ...]
    left_out: str


def make(book: Book, ask: Ask, besides: Invoice | None = None) -> Made:
    """Sections for an ask. Refused, with every reason: a method is closed, a claim too large, nothing is left."""
    _complete(ask)
    known_taxes(book, ask)
    routed = route(book, ask, besides)
    wants = routed.wants
    sections: list[Section] = []
    left_out = list(routed.left_out)
    problems: list[Problem] = []
    for name in _order(ask, wants):
        if name in CLAIMING:
            entry = CLAIMING[name]
            asked = replace(ask, keep_empty=ask.keep_empty and entry.keeps_empty)
            claimed = entry.lines(book, wants.get(name, ()), asked, besides)
            left_out += claimed.left_out
            problems += claimed.problems
            if claimed.lines:
                sections.append(Section(title=METHODS[name].title, method=name, lines=claimed.lines))
        else:
            sections += _stated(book, ask, name)
    if problems:
        raise Refused(problems)
    if not sections:
        raise _nothing_left(ask, described(left_out))
    return Made(with_stored(_titled(sections, ask.titles), ask.stored), described(left_out, sections))


def _stated(book: Book, ask: Ask, name: str) -> list[Section]:
    if name == DEPOSIT:
        return [deposit_section(ask.deposit)] if ask.deposit is not None else []
    return item_sections(ask, book.project.settings)


def _complete(ask: Ask) -> None:
    """A method that bills what is stated needs the statement."""
    if AMOUNT in ask.methods and not ask.items:
        raise misused("ask.incomplete", "amount needs the lines to bill", '--item "Permit fee=250" or --items FILE')
    if DEPOSIT in ask.methods and ask.deposit is None:
        raise misused("ask.incomplete", "deposit needs its amount", "--deposit 10000")
    if ask.deposit is not None and not ask.deposit.positive:
        raise misused(
            "deposit.amount",
            f"a deposit of {ask.deposit.grouped()} is not money received",
            "a deposit is above zero: --deposit 10000",
        )


def known_taxes(book: Book, ask: Ask) -> None:
    """Refuse a tax that has no rate, and `taxed` where no tax is meant by it."""
    tax = book.project.settings.tax
    named = {name for names in ask.taxes.values() for name in names}
    named |= {name for item in ask.items for name in taxes(item.taxed, tax)}
    unknown = sorted(named - tax.rates.keys())
    if unknown:
        known = ", ".join(tax.rates) or "none: ressio.toml has no [tax] rates"
        raise Misused(
            [Problem("tax.unknown", f"there is no tax named {name}", hint=f"taxes: {known}") for name in unknown]
        )
    if any(item.taxed is True for item in ask.items) and tax.rates and not tax.default:
        raise misused("tax.no-default", "taxed says no tax by name and the project has no default", "taxed=NAME")


def _order(ask: Ask, wants: dict[str, list[Want]]) -> Sequence[str]:
    """The methods of the invoice: as `--from` names them, then the others in their usual order."""
    present = set(wants)
    present |= {AMOUNT} if ask.items else set()
    present |= {DEPOSIT} if ask.deposit is not None else set()
    return list(dict.fromkeys((*ask.methods, *(name for name in ORDER if name in present))))


def _titled(sections: Iterable[Section], titles: Sequence[str]) -> Iterable[Section]:
    sections = list(sections)
    if len(titles) > len(sections):
        raise misused(
            "ask.titles",
            f"{len(titles)} --section titles for {len(sections)} sections",
            "at most one --section per section, in their order",
        )
    for place, section in enumerate(sections):
        yield replace(section, title=titles[place]) if place < len(titles) else section


def _nothing_left(ask: Ask, left_out: str) -> Refused:
    names = " and ".join(ask.methods) or "what was named"
    message = left_out or f"nothing is left to bill for {names}"
    return refused("bill.nothing-left", message, "ressio unbilled --contract")


def new_draft(book: Book, ask: Ask, wording: Wording, id: str, day: date) -> tuple[Draft, str]:
    """A draft of an invoice, and what was left out of it."""
    made = make(book, replace(ask, day=day))
    title = wording.title or usual_title(made.sections)
    draft = Draft(id=id, title=title, sections=made.sections, history=(Event(on=day, did="created"),))
    draft = with_rates(book, worded(book.project, draft, wording))
    refuse_outside(book.project, draft)
    return draft, made.left_out


def usual_title(sections: Sequence[Section]) -> str:
    """A title for an invoice that was given none: what its sections are."""
    titles = list(dict.fromkeys(section.title for section in sections))
    rest = [title[:1].lower() + title[1:] for title in titles[1:]]
    if not rest:
        return titles[0]
    return f"{', '.join([titles[0], *rest[:-1]])} and {rest[-1]}"
