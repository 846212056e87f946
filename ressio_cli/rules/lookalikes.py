"""Bill lines that may carry out an item of a change without saying so: of the same item or cost code, dated since.

Room: rules.  Problems: none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.change import Change, ChangeItem
from ressio_cli.rules.places import Places

_Key = tuple[str, str, str]
_NAMED = 3  # how many lines are named

LineOfBill = tuple[str, Bill, BillLine]  # the line's id as a source, its bill, the line


class Lookalikes:
    """The lines given, indexed once. A line that says which change it carries out looks like no other one."""

    def __init__(self, places: Places, lines: Iterable[LineOfBill]) -> None:
        self._places = places
        self._dated: dict[_Key, list[tuple[date, str]]] = {}
        for id, bill, line in lines:
            if line.amount and not line.change:
                for key in self._keys_of(line):
                    self._dated.setdefault(key, []).append((bill.date, id))
        for dated in self._dated.values():
            dated.sort()

    def of(self, change: Change, item: ChangeItem, cost_is_negative: bool) -> list[str]:
        """The latest lines that look like the item: dated on or after the day the change was decided.

        A credit of a vendor looks like no addition; what is left out by a change may show in any bill that follows.
        """
        place = self._places.of_change_cost(change, item)
        sign = "any" if cost_is_negative else "plus"
        keys = [("item", place.item, sign)] if place.item else []
        if place.code:
            keys.append(("code without item" if item.item else "code", place.code, sign))
        since = change.decided.on if change.decided else date.min
        matches = {pair for key in keys for pair in self._dated.get(key, [])[-_NAMED:] if pair[0] >= since}
        return [id for _, id in sorted(matches)[-_NAMED:]]

    def _keys_of(self, line: BillLine) -> list[_Key]:
        """Lines that name another item than the change does are not alike, whatever their code."""
        place = self._places.of_bill_line(line)
        keys = [("item", place.item)] if place.item else []
        if place.code:
            keys.append(("code", place.code))
            if not line.item:
                keys.append(("code without item", place.code))
        signs = ("any",) if line.amount.negative else ("any", "plus")
        return [(kind, name, sign) for kind, name in keys for sign in signs]
