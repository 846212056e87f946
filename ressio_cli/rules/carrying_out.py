"""How each change is carried out on cost plus: as agreed or at cost, so that a cost is billed once.

Room: rules.  Problems: change.at-cost, change.carried-out, bill.as-agreed.

*As agreed*: the change is billed at its price; the bills that carry it out are costs without a claim. *At cost*: those
bills are billed; the change moves the estimate and is nothing to bill. A bill line says which change, or which item of
it, it carries out (`change: CO-001/1`). What decides of an item, in this order:

1. a live claim, drafts included: on the item itself (as agreed), or on a line that carries it out (at cost); on both,
   which `checks` finds, the item counts as agreed;
2. `carried_out:` of its change;
3. live claims on other items of the change, where they agree;
4. `billing.changes` of the project.

Where nothing decides and a bill carries the item out, or looks as if it did (`lookalikes`), a change with a cost is
*undecided*: all of it is left to a person. Anything else is billed as agreed whenever it is.

Where bills are not billed at all (fixed price, a budget by cost items) every change is billed as agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ressio_cli.model.change import AS_AGREED, AT_COST, Change, ChangeItem
from ressio_cli.model.problem import Problem, refused
from ressio_cli.model.project import Project
from ressio_cli.model.settings import Settings
from ressio_cli.model.source import Source
from ressio_cli.rules import pricing
from ressio_cli.rules.lookalikes import LineOfBill, Lookalikes
from ressio_cli.rules.places import Places

UNDECIDED = "undecided"
MIXED = "mixed"


def is_other_side(source: Source) -> bool:
    """Whether a source is not billed because what it is linked with is."""
    return source.blocked is not None and source.blocked.code in ("change.at-cost", "bill.as-agreed")


def item_ids(change: Change) -> list[str]:
    """The items of a change as sources."""
    return [f"{change.id}/{place}" for place in range(1, len(change.items) + 1)]


def bill_lines(project: Project) -> Iterator[LineOfBill]:
    """Every line of every bill with its id as a source."""
    for bill in project.bills:
        for place, line in enumerate(bill.lines, 1):
            yield f"{bill.id}/{place}", bill, line


def bills_are_billed(settings: Settings) -> bool:
    """Whether costs are billed to the client: cost plus with a budget by cost codes."""
    return settings.by_codes and not settings.fixed_price


def refuse_unbilled(project: Project, change: str) -> None:
    """Refuse to carry a change out at cost where costs are not billed."""
    if not bills_are_billed(project.settings):
        raise refused(
            "change.carried-out",
            f"{change} is billed as agreed: bills are billed on cost plus with a budget by cost codes only",
            f"ressio change show {change}",
            project.settings.origin.at("project.contract"),
        )


class CarryingOut:
    """How the changes of one project are carried out. `claims`: the live invoices that claim each source."""

    def __init__(self, project: Project, claims: Mapping[str, Sequence[str]]) -> None:
        self._project = project
        self._claims = claims
        self._changes = {change.id: change for change in project.changes}
        self.applies = bills_are_billed(project.settings)

    @cached_property
    def items_of(self) -> dict[str, list[str]]:
        """The items that each linked bill line carries out; a line that names a whole change carries out all of it."""
        found: dict[str, list[str]] = {}
        for id, _, line in bill_lines(self._project):
            name = line.change.partition("/")[0]
            change = self._changes.get(name) if name else None
            if change is not None:
                items = item_ids(change)
                found[id] = items if line.change == change.id else [line.change] if line.change in items else []
        return found

    @cached_property
    def lines_of(self) -> dict[str, list[str]]:
        """The bill lines that carry out each item."""
        found: dict[str, list[str]] = {}
        for line, items in self.items_of.items():
            for item in items:
                found.setdefault(item, []).append(line)
        return found

    @cached_property
    def _ways(self) -> dict[str, str]:
        ways: dict[str, str] = {}
        for change in self._project.changes if self.applies else ():
            ways |= self._ways_of(change)
        return ways

    def of_item(self, item: str) -> str:
        """as-agreed, at-cost or undecided; empty where nothing decides and no bill looks like it."""
        return self._ways.get(item, "")

    def of_change(self, change: Change) -> str:
        """The same of all its items; `mixed` where they differ."""
        ways = {self.of_item(item) for item in item_ids(change)}
        return ways.pop() if len(ways) == 1 else MIXED

    def is_agreed_cost(self, line: str) -> bool:
        """Whether a bill line is a cost without a claim: what it carries out is billed as agreed."""
        return any(
            self.of_item(item) == AS_AGREED and self._change_of(item).status != "declined"
            for item in self.items_of.get(line, ())
        )

    def claimed_as_agreed(self, item: str) -> Sequence[str]:
        """The live invoices that claim an item of a change."""
        return self._claims.get(item, ())

    def claimed_at_cost(self, item: str) -> list[tuple[str, str]]:
        """The claimed bill lines that carry out an item, each with an invoice that claims it."""
        return [(line, invoice) for line in self.lines_of.get(item, ()) for invoice in self._claims.get(line, ())]

    def settle(self, source: Source) -> Source:
        """The source, blocked where the other side of its link is billed; an undecided item says that it is."""
        if not self.applies or source.blocked:
            return source
        way = self.of_item(source.id)
        if way == UNDECIDED:
            return replace(source, undecided=True)
        if way == AT_COST:
            return replace(source, blocked=self._at_cost(source))
        return replace(source, blocked=self._as_agreed(source)) if self.is_agreed_cost(source.id) else source

    def _change_of(self, item: str) -> Change:
        return self._changes[item.rpartition("/")[0]]

    def _ways_of(self, change: Change) -> dict[str, str]:
        own = {item: self._claimed(item) for item in item_ids(change)}
        claimed = {way for way in own.values() if way}
        siblings = claimed.pop() if len(claimed) == 1 else ""
        way = change.carried_out or siblings or self._project.settings.billing.changes
        if not way and change.status == "approved" and self._may_be_at_cost(change, own):
            way = UNDECIDED
        return {item: own[item] or way for item in own}

    def _claimed(self, item: str) -> str:
        if self._claims.get(item):
            return AS_AGREED
        return AT_COST if self.claimed_at_cost(item) else ""

    def _may_be_at_cost(self, change: Change, own: Mapping[str, str]) -> bool:
        """Whether bills carry out what nothing decides of, or look as if they did."""
        return any(
            self.lines_of.get(id) or self._alike(change, item)
            for id, item in zip(own, change.items, strict=True)
            if not own[id]
        )

    def _alike(self, change: Change, item: ChangeItem) -> list[str]:
        cost = pricing.exact_cost(item, self._project.settings)
        return self._lookalikes.of(change, item, cost < 0) if cost else []

    @cached_property
    def _lookalikes(self) -> Lookalikes:
        return Lookalikes(Places(self._project), bill_lines(self._project))

    def _at_cost(self, source: Source) -> Problem:
        change = self._change_of(source.id)
        claimed = self.claimed_at_cost(source.id)
        if claimed:
            line, invoice = claimed[0]
            message = f"{source.id} is billed at cost: {line}, which carries it out, is on {invoice}"
            hint = f"ressio invoice show {invoice}"
        else:
            message = f"{source.id} is carried out at cost: its bills are billed, not the change"
            hint = f"ressio change carry-out {change.id} --as-agreed"
        return Problem("change.at-cost", message, change.origin.at("carried_out"), hint, subjects=(source.id,))

    def _as_agreed(self, source: Source) -> Problem:
        item = next(item for item in self.items_of[source.id] if self.of_item(item) == AS_AGREED)
        claimed = self.claimed_as_agreed(item)
        message = f"{source.id} carries out {item}, which is billed as agreed"
        message += f" on {claimed[0]}" if claimed else ""
        hint = "change show {}" if claimed else "change carry-out {} --at-cost"
        origin = source.origin.at("change")
        return Problem(
            "bill.as-agreed", message, origin, f"ressio {hint.format(self._change_of(item).id)}", subjects=(source.id,)
        )
