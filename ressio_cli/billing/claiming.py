"""The stock way to turn wants into lines: cumulative percents, stated amounts, all that is left.

Room: billing.  Problems: percent.range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ressio_cli.billing.left_out import FULL, HIGHER, SAME, LeftOut
from ressio_cli.billing.want import Ground, Want, beyond, comes_down, outside_worth
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Invoice, Line
from ressio_cli.model.money import WHOLE, Percent
from ressio_cli.model.problem import Misused, Problem
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Settings, Taxed
from ressio_cli.rules.book import Book


@dataclass(frozen=True, slots=True)
class Claimed:
    """The lines of one section, what was left out and why, and what law 2 says against them."""

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]


Maker = Callable[[Settings, Want, Ground], Line]


def claim(
    book: Book, wants: Sequence[Want], ask: Ask, besides: Invoice | None = None, make: Maker | None = None
) -> Claimed:
    """Lines for the wants. A source with nothing to bill is left out and named, unless empty lines are kept.

    `make` turns a want into its line where the method has a way of its own; `besides` is the invoice being edited.
    """
    make = make or line_for
    lines: list[Line] = []
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    for want in wants:
        ground = Ground.of(book, want.source, besides)
        why_not = _nothing(want, ground)
        if why_not and not ask.keep_empty:
            left_out.append(_left_out(want, why_not, ground))
            continue
        line = make(book.project.settings, _standing_still(want) if why_not else want, ground)
        if not line.amount and not ask.keep_empty:
            left_out.append(_left_out(want, SAME if ground.left else _used_up(want), ground))
            continue
        problem = beyond(book, line, want.source, ground)
        problems += [problem] if problem else []
        lines.append(line if outside_worth(line, want.source, ground) else replace(line, over=""))
    return Claimed(tuple(lines), tuple(left_out), tuple(problems))


def _nothing(want: Want, ground: Ground) -> str:
    """Why a want has nothing to bill; empty where it has."""
    source = want.source
    if want.percent is not None:
        if want.by_itself or not comes_down(source.worth.share(want.percent), ground.claimed, source.worth):
            return ""
        return HIGHER if ground.left else _used_up(want)
    if want.amount is not None:
        return ""
    return "" if ground.left else _used_up(want)


def _used_up(want: Want) -> str:
    return FULL if want.source.worth else SAME


def _left_out(want: Want, reason: str, ground: Ground) -> LeftOut:
    return LeftOut(source=want.source, reason=reason, amount=ground.claimed, implied=want.implied)


def _standing_still(want: Want) -> Want:
    return replace(want, percent=None, amount=want.source.worth.zero)


def line_for(settings: Settings, want: Want, ground: Ground) -> Line:
    """The line a want becomes. Its `previous` is what other live invoices claim."""
    source = want.source
    percent, amount = want.percent, want.amount
    if percent is not None:
        amount = source.worth.share(percent) - ground.claimed
    elif amount is None:
        amount = ground.left
    return Line(
        source=source.id,
        code=source.code,
        description=source.title,
        worth=source.worth,
        percent=percent,
        previous=ground.before,
        amount=amount,
        taxed=taxed_word(settings, source.taxes) if want.taxed is None else want.taxed,
        over=want.over,
    )


def taxed_word(settings: Settings, names: tuple[str, ...]) -> Taxed:
    """How a line says its taxes: true for the project's default, false for none, else their names."""
    if not names:
        return False
    return True if names == settings.tax.default else names


def own_taxes(names: tuple[str, ...], inherited: tuple[str, ...]) -> Taxed:
    """How a line says taxes that a person chose for it: by names, so that they are not taken for the source's."""
    return names if names or inherited else False


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, in order: several sources may be held up by the same one."""
    found: list[Problem] = []
    for problem in problems:
        if problem not in found:
            found.append(problem)
    return found


def to_the_end(wants: Sequence[Want]) -> list[Want]:
    """All that is left, said as 100 % to date."""
    return [replace(want, percent=WHOLE) if want.percent is None and want.amount is None else want for want in wants]


def in_range(percent: Percent, target: str, settings: Settings, over: str) -> None:
    """Refuse a percent to date outside 0–100 % plus the tolerance; a reason (`--over`) lifts the upper end."""
    top = WHOLE + settings.billing.over
    if percent.value < 0 or (percent > top and not over):
        message = f"{target}={percent} is outside 0%–{top}"
        hint = "a percent is complete to date" if percent.value < 0 else 'to bill more than the worth: --over "REASON"'
        raise Misused([Problem("percent.range", message, hint=hint)])
