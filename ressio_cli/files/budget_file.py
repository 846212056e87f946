"""budget.yaml: categories, items and the lock; and what an item of a change has in common with them.

Room: files.  Problems: field.clash, item.duplicate.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from ressio_cli.files import kinds
from ressio_cli.files.canonical import Fact, taxed, words, yes
from ressio_cli.files.fields import Fields
from ressio_cli.files.nodes import Mapping
from ressio_cli.model.budget import Budget, Category, Item, Lock, Priced
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.problem import Origin, Problem
from ressio_cli.model.settings import Taxed
from ressio_cli.model.value import Value


class Price(TypedDict):
    """The fields every priced thing has."""

    name: str
    code: str
    quantity: Decimal | None
    unit: str
    unit_cost: Decimal | None
    cost: Money | None
    markup: Percent | None
    price: Money | None
    taxed: Taxed
    builder_taxed: bool
    description: str
    origin: Origin


def read(fields: Fields) -> Budget:
    """The budget."""
    budget = Budget(
        locked=fields.nested("locked", "The budget as it was agreed; written by `budget lock`.", _lock),
        categories=fields.each("categories", "Named groups of items.", _category),
        origin=fields.origin,
    )
    note_duplicates(budget.items, fields.problems)
    return budget


def value(budget: Budget) -> dict[str, Value]:
    """The words of a budget."""
    return words({
        "locked": lock_value(budget.locked) if budget.locked else None,
        "categories": [category_value(category) for category in budget.categories],
    })  # fmt: skip


def lock_value(lock: Lock) -> dict[str, Value]:
    """The words of a lock."""
    facts: dict[str, Fact] = {
        "on": lock.on, "price": lock.price, "cost": lock.cost, "entered": lock.entered, "markup": lock.markup,
        "builder_tax": lock.builder_tax, "seal": lock.seal, "items": dict(lock.items),
    }  # fmt: skip
    return words(facts)


def category_value(category: Category) -> dict[str, Value]:
    """The words of a category."""
    return words({"name": category.name, "items": [item_value(item) for item in category.items]})


def item_value(item: Item) -> dict[str, Value]:
    """The words of an item."""
    facts = price_facts(item)
    last = {"closed": yes(item.closed), "description": facts.pop("description")}
    return words({"id": item.id} | facts | last)


def price_facts(priced: Priced) -> dict[str, Fact]:
    """The facts that every priced thing has, in the order they are written."""
    return {
        "name": priced.name, "code": priced.code, "quantity": priced.quantity, "unit": priced.unit,
        "unit_cost": priced.unit_cost, "cost": priced.cost, "markup": priced.markup, "price": priced.price,
        "taxed": taxed(priced.taxed), "builder_taxed": yes(priced.builder_taxed), "description": priced.description,
    }  # fmt: skip


def note_duplicates(items: Iterable[Item], problems: list[Problem]) -> None:
    """Note every item whose id another one has already."""
    first: dict[str, Item] = {}
    for item in items:
        earlier = first.setdefault(item.id, item) if item.id else item
        if earlier is not item:
            message = f"the item `{item.id}` stands already on line {earlier.origin.at('id').line}"
            problems.append(Problem("item.duplicate", message, item.origin.at("id"), "give one of the two another id"))


def item(fields: Fields) -> Item:
    """One item of the budget."""
    id = fields.word("id", kinds.ITEM_ID, "What the item is called everywhere.", True) or ""
    price = price_fields(fields)
    return Item(id=id, closed=fields.truth("closed", "Finished: its projected cost is its actual cost."), **price)


def price_fields(fields: Fields) -> Price:
    """The fields of anything priced, judged together."""
    price = Price(
        name=fields.text("name", "What it is.", True),
        code=fields.text("code", "Its cost code."),
        quantity=fields.number("quantity", "How many units; with `unit_cost`, instead of `cost`."),
        unit=fields.text("unit", "What is counted, such as cy."),
        unit_cost=fields.number("unit_cost", "The cost of one unit, at most six decimals."),
        cost=fields.money("cost", "The cost; instead of `quantity` and `unit_cost`."),
        markup=fields.percent("markup", "Instead of the project's markup; may be negative.", kinds.MARKUP),
        price=fields.money("price", "States the price outright, instead of a markup."),
        taxed=fields.taxed("taxed", "The client's taxes on it."),
        builder_taxed=fields.truth("builder_taxed", "The builder pays tax on its cost."),
        description=fields.long_text("description", "More about it."),
        origin=fields.origin,
    )
    one_way(fields, "cost", "quantity", "unit_cost")
    if fields.has("price") and fields.has("markup"):
        _clash(fields, "price", "markup", "keep the one that was agreed")
    return price


def one_way(fields: Fields, whole: str, count: str, each: str) -> None:
    """Note it where an amount is stated in two ways, or in none, or by half."""
    stated = [key for key in (count, each) if fields.has(key)]
    if fields.has(whole):
        for key in stated[:1]:
            _clash(fields, whole, key, f"keep `{whole}` alone, or `{count}` with `{each}`")
    elif not stated:
        fields.missing(whole, f"add `{whole}:`, or `{count}:` and `{each}:`")
    elif len(stated) == 1:
        other = each if stated == [count] else count
        fields.missing(other, f"`{stated[0]}` needs `{other}:`; or write `{whole}:` alone")


def _clash(fields: Fields, one: str, other: str, hint: str) -> None:
    fields.note("field.clash", f"`{one}` and `{other}` say the same thing twice", fields.place(other), hint)


def _lock(fields: Fields) -> Lock:
    on = fields.day("on", "The day it was locked.", True)
    return Lock(
        on=on or kinds.NO_DAY,
        price=fields.money("price", "The price agreed.", True) or fields.currency.zero,
        cost=fields.money("cost", "Its cost."),
        entered=fields.day("entered", "The day it was written down, where that is another."),
        markup=fields.percent("markup", "The project's markup that day; written on cost plus.", kinds.AGREED),
        builder_tax=fields.percent("builder_tax", "The builder's tax that day; written on cost plus."),
        seal=fields.text("seal", "Over each item's id, cost, price and taxes; written by `budget lock`."),
        items=fields.pairs("items", "Per item its cost, price and taxes; written by `budget lock`.", kinds.TEXT),
        origin=_lock_origin(fields),
    )


def _lock_origin(fields: Fields) -> Origin:
    """The places of the lock's values, those of its items too, as `items.03-100`."""
    origin, items = fields.origin, fields.entries.get("items")
    inner = items.node.entries if items and isinstance(items.node, Mapping) else {}
    marks = {f"items.{id}": (entry.node.line, entry.node.column) for id, entry in inner.items()}
    return Origin(origin.file, origin.line, origin.column, {**origin.keys, **marks})


def _category(fields: Fields) -> Category:
    return Category(
        name=fields.text("name", "What the group is called.", True),
        items=fields.each("items", "The items of the group.", item),
        origin=fields.origin,
    )
