"""A group's amount, shared over its members, losing no cent.

Room: billing.  Problems: share.impossible.
"""

from __future__ import annotations

from collections.abc import Sequence

from ressio_cli.model.invoice import Invoice
from ressio_cli.model.money import Money, split
from ressio_cli.model.problem import refused
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book


def shares(book: Book, name: str, amount: Money, members: Sequence[Source], besides: Invoice | None) -> list[Money]:
    """amount × left ÷ Σ left per member; an amount against the group's worth goes by what is claimed instead.

    Refused where the sum to share by is zero or has not the amount's sign.
    """
    worth = sum(member.worth.minor for member in members)
    against = worth != 0 and (amount.minor < 0) != (worth < 0)
    if against:
        weights = [-book.amounts(member, besides).minor for member in members]
    else:
        weights = [book.rest(member, besides).minor for member in members]
    whole = sum(weights)
    if whole == 0 or (whole < 0) != (amount.minor < 0):
        by = "claimed" if against else "left"
        raise refused(
            "share.impossible",
            f"{amount.grouped()} cannot be shared over {name}: {Money(abs(whole), amount.digits).grouped()} is {by}",
            "claim the members one by one",
        )
    return split(amount, weights)
