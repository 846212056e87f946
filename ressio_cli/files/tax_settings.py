"""The `[tax]` of ressio.toml: rates by name, each for all days or from day to day.

Room: files.  Problems: tax.unknown, settings.tax-rates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ressio_cli.files import kinds
from ressio_cli.files.fields import Fields
from ressio_cli.files.kinds import Kind
from ressio_cli.model.money import NO_PERCENT
from ressio_cli.model.problem import Problem
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, TO_DATE, DatedRate, Tax


def _always(word: str) -> DatedRate | None:
    rate = kinds.RATE.read(word)
    return None if rate is None else DatedRate(rate=rate)


_RATE = Kind(
    kinds.RATE.name, kinds.RATE.code, kinds.RATE.wanted, _always, kinds.RATE.hint, kinds.RATE.pattern,
)  # fmt: skip


def taxes(fields: Fields) -> Tax:
    """The client's taxes."""
    doc = 'Taxes on the price, by name; one that changes: `[{rate = "13%"}, {rate = "15%", from = 2026-07-01}]`.'
    rates = fields.pairs_or_lists("rates", doc, _RATE, _dated_rate)
    for name, dated in rates.items():
        fields.problems.extend(_out_of_order(name, dated))
    default = fields.words("default", "What `taxed: true` means; left out: the only rate, or none.")
    for name in default:
        if name and name not in rates:
            known = ", ".join(rates) or "there are none"
            message = f"there is no tax named `{name}`"
            fields.note("tax.unknown", message, fields.place("default"), f"the names under `rates`: {known}")
    builder = fields.percent("builder", "Your own tax, before markup, on items marked `builder_taxed`.", default="0%")
    roundings = (PER_INVOICE, PER_LINE, TO_DATE)
    doc = "Once per rate and invoice, on every line, or once per rate over all that is billed to date."
    rounding = fields.choice("rounding", doc, roundings, False, PER_INVOICE)
    only = tuple(rates) if len(rates) == 1 and not fields.has("default") else ()
    return Tax(rates=rates, default=default or only, builder=builder or NO_PERCENT, rounding=rounding)


def _dated_rate(fields: Fields) -> DatedRate:
    return DatedRate(
        rate=fields.word("rate", kinds.RATE, "The rate.", True) or NO_PERCENT,
        start=fields.day("from", "The day it starts; the first rate of a tax has none."),
        origin=fields.origin,
    )


def _out_of_order(name: str, rates: tuple[DatedRate, ...]) -> Iterator[Problem]:
    """The first rate of a tax has no date, and each later one a later date than the one before."""
    before: date | None = None
    for place, dated in enumerate(rates):
        at, start = dated.origin.at("from"), dated.start
        if place == 0 and start is not None:
            message = f"the first rate of {name} starts on {start}; the first rate applies from the beginning"
            yield Problem("settings.tax-rates", message, at, "take out its `from`, or write the earlier rate before it")
        elif place and start is None and "from" not in dated.origin.keys:
            message = f"{name}: {dated.rate} follows another rate and has no start date"
            yield Problem("settings.tax-rates", message, at, "add the day it starts: `from = 2026-07-01`")
        elif before is not None and start is not None and start <= before:
            message = f"{name}: the rate from {start} follows the rate from {before}"
            yield Problem(
                "settings.tax-rates", message, at, "write its rates in the order of their dates, one for each date"
            )
        before = start or before
