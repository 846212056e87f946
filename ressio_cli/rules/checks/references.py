"""Names that one record uses of another: sources, items, taxes.

Room: rules.  Problems: source.twice, item.unknown, tax.unknown, tax.no-default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.settings import Taxed
from ressio_cli.rules.book import Book
from ressio_cli.rules.pricing import taxes

_ASKED = 20  # unknown names for which the nearest one is looked for

_Use = tuple[str, Taxed, Origin]  # who is taxed, how, where that is said


def one_meaning_per_source(book: Book) -> Iterator[Problem]:
    """An id stands for one source only."""
    seen: dict[str, Origin] = {}
    for id, origin in _ids(book):
        if id in seen:
            first = seen[id]
            where = f"{first.file}:{first.line}" if first.file else "another record"
            message = f"{id} already stands for something in {where}"
            yield Problem("source.twice", message, origin, "give one of the two another id", subjects=(id,))
        seen.setdefault(id, origin)


def _ids(book: Book) -> Iterator[tuple[str, Origin]]:
    for item in book.project.budget.items:
        yield item.id, item.origin.at("id")
    for change in book.project.changes:
        yield from ((f"{change.id}/{n}", part.origin) for n, part in enumerate(change.items, 1))
    for bill in book.project.bills:
        yield from ((f"{bill.id}/{n}", line.origin) for n, line in enumerate(bill.lines, 1))


def items_exist(book: Book) -> Iterator[Problem]:
    """The item that a bill line or an item of a change names is in the budget."""
    known = {item.id for item in book.project.budget.items}
    nearest = Nearest(known)
    named = [(f"{c.id}/{n}", item.item, item.origin) for c in book.project.changes for n, item in enumerate(c.items, 1)]
    named += [(f"{b.id}/{n}", line.item, line.origin) for b in book.project.bills for n, line in enumerate(b.lines, 1)]
    for source, item, origin in named:
        if item and item not in known:
            yield Problem(
                "item.unknown",
                f"{source} belongs to {item}, which is not an item of the budget",
                origin.at("item"),
                nearest.meant(item) or "name an item of budget.yaml, or leave `item` out",
                subjects=(source,),
            )


class Nearest:
    """Asks after the nearest known name. Of many unknown names only the first ones are looked for: it takes long."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._asked: dict[str, str] = {}

    def meant(self, word: str) -> str:
        """A question with the name that may have been meant; nothing where none is near."""
        if word not in self._asked and len(self._asked) < _ASKED:
            from difflib import get_close_matches

            near = get_close_matches(word, self._known, n=1)
            self._asked[word] = f"did you mean {near[0]}?" if near else ""
        return self._asked.get(word, "")


def taxes_exist(book: Book) -> Iterator[Problem]:
    """Every tax that a source or a draft's line names has a rate; so has every default."""
    rates = set(book.project.settings.tax.rates)
    nearest = Nearest(rates)
    settings = book.project.settings
    uses: list[_Use] = [("tax.default", settings.tax.default, settings.origin.at("tax.default")), *_uses(book)]
    for who, taxed, origin in uses:
        if isinstance(taxed, bool):
            continue
        for name in taxed:
            if name not in rates:
                yield Problem(
                    "tax.unknown",
                    f"{who} names the tax {name}, which has no rate",
                    origin,
                    nearest.meant(name) or f'add "{name}" under [tax] rates in ressio.toml, or take it out',
                    subjects=(who,),
                )
    yield from _rates_of_no_tax(book)


def _rates_of_no_tax(book: Book) -> Iterator[Problem]:
    """A rate of its own that a draft's line has is that of a tax it is under."""
    for draft in book.project.drafts:
        for line in draft.lines:
            names = taxes(line.taxed, book.project.settings.tax)
            for name in line.tax_rates:
                if name not in names:
                    message = f"{draft.id} gives {name} {line.tax_rates[name]} to a line that is not under {name}"
                    hint = f"write `taxed: [{name}]`, or take {name} out of `tax_rates`"
                    origin = line.origin.at("tax_rates")
                    yield Problem("tax.unknown", message, origin, hint, subjects=(draft.id,))


def defaults_exist(book: Book) -> Iterator[Problem]:
    """Where rates stand, `taxed: true` means at least one of them."""
    tax = book.project.settings.tax
    if not tax.rates or tax.default:
        return
    for who, taxed, origin in _uses(book):
        if taxed is True:
            yield Problem(
                "tax.no-default",
                f"{who} is taxed, but ressio.toml does not say which tax that means",
                origin,
                f'write default = ["{next(iter(tax.rates))}"] under [tax] in ressio.toml, or name the tax in `taxed`',
                subjects=(who,),
            )


def _uses(book: Book) -> Iterator[_Use]:
    project = book.project
    for item in project.budget.items:
        if item.taxed:
            yield item.id, item.taxed, item.origin.at("taxed")
    for change in project.changes:
        for n, part in enumerate(change.items, 1):
            if part.taxed:
                yield f"{change.id}/{n}", part.taxed, part.origin.at("taxed")
    for bill in project.bills:
        for n, line in enumerate(bill.lines, 1):
            if line.taxed:
                yield f"{bill.id}/{n}", line.taxed, line.origin.at("taxed")
    for draft in project.drafts:
        for claim in draft.lines:
            taxed = claim.taxed
            if isinstance(taxed, tuple):
                taxed = tuple(name for name in taxed if name not in claim.tax_rates)
            if taxed:
                yield draft.id, taxed, claim.origin.at("taxed")
