"""What was asked, routed to wants per method: each source once, by the most particular name that covers it.

Room: billing.  Problems: source.twice, source.not-yet, percent.not-here, percent.missing, markup.not-here,
tax.not-here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ressio_cli.billing import percentage
from ressio_cli.billing.both_sides import IMPLIED, carried_twice
from ressio_cli.billing.claiming import in_range, once, own_taxes
from ressio_cli.billing.left_out import LeftOut, carried_by_change, passed_over
from ressio_cli.billing.register import CLAIMING, STATED
from ressio_cli.billing.sharing import shares
from ressio_cli.billing.targets import Target, Targets, not_yet
from ressio_cli.billing.want import Want
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Invoice
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import Misused, Problem, Refused, misused
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book
from ressio_cli.rules.sources import ALL

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing said of a target: a percent, an amount, or all that is left."""

    target: Target
    percent: Percent | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """The wants of each method, in the order of the files, and what is left out before any line is made."""

    wants: dict[str, list[Want]]
    left_out: tuple[LeftOut, ...]


def route(book: Book, ask: Ask, besides: Invoice | None = None) -> Routed:
    """Wants per method. Refused when a named source cannot be billed yet."""
    targets = Targets(book, ask.methods, ask.day)
    _refuse_closed(book, _meant(ask, targets))
    said = [*_percents(book, ask, targets), *_amounts(ask, targets), *_named(ask, targets)]
    said.append(_Said(_rest(ask, targets, said)))
    _refuse_closed(book, {source.method for one in said for source in one.target.sources})
    _refuse_blocked(said, ask.day)
    heard = {id: one for id, one in _heard(said).items() if ask.only is None or id in ask.only}
    carried = carried_twice(book, {id: one.target.rank for id, (one, _) in heard.items()})
    for source in carried:
        del heard[source.id]
    wants = _wants(book, ask, heard, besides)
    _check_names(ask, wants)
    result: dict[str, list[Want]] = {}
    for source in book.sources.values():
        if source.id in wants:
            result.setdefault(source.method, []).append(wants[source.id])
    passed = {source.id: source for one in said for source in one.target.passed if source.id not in heard}
    left_out = (*passed_over(book.project, passed.values()), *map(carried_by_change, carried))
    return Routed(result, left_out)


def _percents(book: Book, ask: Ask, targets: Targets) -> Iterable[_Said]:
    for name, percent in ask.percents.items():
        in_range(percent, name, book.project.settings, ask.over)
        target = targets.find(name)
        if not all(CLAIMING[source.method].percents for source in target.sources):
            raise misused(
                "percent.not-here", f"{name} is not billed by percent", f"--amount {name}=AMOUNT claims a part of it"
            )
        yield _Said(target, percent=percent)


def _amounts(ask: Ask, targets: Targets) -> Iterable[_Said]:
    for name, amount in ask.amounts.items():
        yield _Said(targets.find(name), amount=amount)


def _named(ask: Ask, targets: Targets) -> Iterable[_Said]:
    for name in ask.changes:
        yield _Said(targets.find(name, "changes"))
    for name in ask.bills:
        yield _Said(targets.find(name, "actuals"))
    for code in ask.codes:
        yield _Said(targets.of_code(code))
    # A markup or tax of its own names a bill line too, unless an amount does already.
    for name in (*ask.markups, *ask.taxes):
        if name not in {item.description for item in ask.items} and not ask.methods and not ask.names_sources:
            yield _Said(targets.find(name))


def _rest(ask: Ask, targets: Targets, said: Sequence[_Said]) -> Target:
    """All that is left of every method that is named without a source of its own; of all of them with `--all`.

    A cost code, and `all`, speak for every method that is named.
    """
    everything = ask.everything or ask.through is not None
    every_method_spoken_for = ask.codes or ALL in ask.percents or ALL in ask.amounts or ask.only is not None
    spoken_for = {source.method for one in said for source in one.target.sources}
    rest = [] if every_method_spoken_for else [name for name in targets.claiming if name not in spoken_for]
    if not ask.everything and not all(CLAIMING[name].whole for name in rest):
        raise misused(
            "percent.missing",
            "percentage needs a percent",
            "--percent ITEM=60, --percent all=40, or --all for the rest",
        )
    methods = targets.methods if everything else rest
    target = targets.everything("the rest", 0, methods) if methods else Target("the rest", 0, ())
    if ask.through is None:
        return target
    return replace(target, sources=_until(target.sources, ask.through), passed=_until(target.passed, ask.through))


def _until(sources: Iterable[Source], day: date) -> tuple[Source, ...]:
    return tuple(source for source in sources if source.since is None or source.since <= day)


def _meant(ask: Ask, targets: Targets) -> set[str]:
    """The methods that are named, or meant by `all` or the rest; a percent of all is one of the budget."""
    if ALL in ask.percents and not targets.named and not CLAIMING[targets.methods[0]].percents:
        return {percentage.NAME}
    all_of_them = ask.everything or ask.through or ALL in ask.percents or ALL in ask.amounts
    return {*ask.methods, *(targets.methods if all_of_them else ())}


def _refuse_closed(book: Book, methods: set[str]) -> None:
    wanted = [name for name in CLAIMING if name in methods]
    problems = [problem for name in wanted if (problem := CLAIMING[name].closed(book.project))]
    if problems:
        raise Refused(problems)


def _refuse_blocked(said: Iterable[_Said], day: date | None) -> None:
    sources = [source for one in said for source in one.target.sources]
    blocked = once(source.blocked for source in sources if source.blocked) or not_yet(sources, day)
    if blocked:
        raise Refused(blocked)


def _heard(said: Iterable[_Said]) -> dict[str, tuple[_Said, Source]]:
    """Per source the one thing said of it: an item by itself goes before its group, a group before `all`."""
    heard: dict[str, tuple[_Said, Source]] = {}
    for one in said:
        for source in one.target.sources:
            other = heard.get(source.id)
            if other is not None and other[0].target.rank == one.target.rank:
                raise misused(
                    "source.twice",
                    f"{source.id} is named twice ({other[0].target.name} and {one.target.name})",
                    "say once how much of it to bill",
                )
            if other is None or other[0].target.rank < one.target.rank:
                heard[source.id] = (one, source)
    return heard


def _wants(book: Book, ask: Ask, heard: dict[str, tuple[_Said, Source]], besides: Invoice | None) -> dict[str, Want]:
    members: dict[str, list[Source]] = {}
    for one, source in (heard[id] for id in book.sources if id in heard):
        if one.amount is not None and one.target.rank < 3:
            members.setdefault(one.target.name, []).append(source)
    parts: dict[str, Money] = {}
    for name, group in members.items():
        for source, part in zip(group, shares(book, name, ask.amounts[name], group, besides), strict=True):
            parts[source.id] = part
    return {
        id: _want(book, ask, replace(one, amount=parts.get(id, one.amount)), source)
        for id, (one, source) in heard.items()
    }


def _want(book: Book, ask: Ask, one: _Said, source: Source) -> Want:
    names = said_of(ask.taxes, source)
    return Want(
        source=source,
        percent=one.percent,
        amount=one.amount,
        by_itself=one.target.rank == 3,
        implied=one.target.rank <= IMPLIED,
        markup=said_of(ask.markups, source),
        taxed=None if names is None else own_taxes(names, source.taxes),
        over=ask.over,
    )


def said_of(names: Mapping[str, T], source: Source) -> T | None:
    """What is said of a source: by its own id, else by a group it is in."""
    return next((names[name] for name in (source.id, *source.groups) if name in names), None)


def _check_names(ask: Ask, wants: dict[str, Want]) -> None:
    """Markups and taxes must name something that is billed here, and that takes them."""
    stated = {item.description for item in ask.items}
    problems = []
    for option, names in (("--markup", ask.markups), ("--tax", ask.taxes)):
        for name in names:
            named = [want.source for want in wants.values() if name in (want.source.id, *want.source.groups)]
            if not named and name not in stated:
                problems.append(Problem("source.unknown", f"{option} {name}: it is not billed here"))
            judge = markup_not_here if option == "--markup" else tax_not_here
            problems += [problem for source in named if (problem := judge(name, source))]
    if problems:
        raise Misused(once(problems))


def markup_not_here(name: str, source: Source) -> Problem | None:
    """Why a markup cannot be said of a source: only actuals (and stated lines) have one when they are billed."""
    if CLAIMING[source.method].markups:
        return None
    return Problem(
        "markup.not-here",
        f"--markup {name}: its price is agreed already",
        hint="agree another price: ressio change new",
    )


def tax_not_here(name: str, source: Source) -> Problem | None:
    """Why a tax cannot be said of a source: what was taxed with the work is billed back untaxed."""
    if METHODS[source.method].taxable:
        return None
    return Problem(
        "tax.not-here", f"--tax {name}: it was taxed with the work, and is billed untaxed", hint="leave --tax out"
    )


def known_methods() -> tuple[str, ...]:
    """Every word that `--from` takes."""
    return (*CLAIMING, *STATED)
