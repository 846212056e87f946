"""What can be billed today: the sources whose method is open to the project and that nothing blocks.

Room: rules.  Problems: none.

Percentages bill a fixed price, costs a cost-plus project kept by cost codes; all else is open to every project
(SPEC section 4).
"""

from __future__ import annotations

from ressio_cli.model.method import METHODS
from ressio_cli.model.settings import Settings
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book
from ressio_cli.rules.carrying_out import bills_are_billed


def is_open(method: str, settings: Settings) -> bool:
    """Whether the project's contract and kind of budget allow the method; whether it is ready is not asked."""
    closed_bands = {"contract": not settings.fixed_price, "actuals": not bills_are_billed(settings)}
    return not closed_bands.get(METHODS[method].band, False)


def billable(book: Book) -> list[Source]:
    """The sources that could be billed today, in the order of the files; held retainage stands last."""
    settings = book.project.settings
    opened = {name: is_open(name, settings) for name in METHODS}
    return [source for source in book.sources.values() if source.blocked is None and opened[source.method]]
