"""Items of the command line made into values: `"Permit fee=250+10%,taxed"`, `"Siding=12.5*48.75,code=07-46-00"`.

Room: files.  Problems: option.item, option.kind, option.tax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ressio_cli.files import options
from ressio_cli.files.options import joined_names
from ressio_cli.model.ask import Stated
from ressio_cli.model.bill import BillLine
from ressio_cli.model.change import ChangeItem
from ressio_cli.model.money import Currency, Money, Percent, read_number
from ressio_cli.model.problem import misused
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Taxed

_TAIL = re.compile(r",\s*(?P<key>taxed|code|for)(?:=(?P<value>[^,=]*))?\s*$")
_PRICE = re.compile(r"(?P<amount>-?[0-9][0-9.,]*)(?:\*(?P<unit_cost>-?[0-9][0-9.,]*))?(?:\+(?P<markup>-?[0-9.]+)%?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The parts of `NAME=AMOUNT[+MARKUP%][,taxed[=TAX+TAX]][,code=CODE][,for=ITEM]`.

    Either the amount is there, or quantity and unit cost.
    """

    name: str
    amount: Money | None
    quantity: Decimal | None
    unit_cost: Decimal | None
    markup: Percent | None
    taxed: Taxed
    code: str
    item: str


def priced(option: str, word: str, currency: Currency) -> Priced:
    """One priced line from the command line. NAME ends at the last `=` before the number."""
    tail, head = _tail(option, word)
    name, _, price = head.rpartition("=")
    found = _PRICE.fullmatch(price.strip())
    if not name.strip() or found is None:
        raise _not_priced(option, word)
    quantity = unit_cost = amount = None
    if found["unit_cost"] is None:
        amount = options.money(option, found["amount"], currency)
    else:
        quantity, unit_cost = read_number(found["amount"]), read_number(found["unit_cost"])
        if quantity is None or unit_cost is None:
            raise _not_priced(option, word)
    return Priced(
        name=name.strip(),
        amount=amount,
        quantity=quantity,
        unit_cost=unit_cost,
        markup=options.percent(option, found["markup"]) if found["markup"] is not None else None,
        taxed=_taxed(tail),
        code=tail.get("code") or "",
        item=tail.get("for") or "",
    )


def _not_priced(option: str, word: str) -> Exception:
    form = '"NAME=AMOUNT[+MARKUP%][,taxed][,code=CODE]"'
    return misused(
        "option.item", f"{option} {word!r} does not say what it costs", f'{form}, such as "Permit fee=250+10%"'
    )


def _tail(option: str, word: str) -> tuple[dict[str, str | None], str]:
    """What is said after the price, and the rest."""
    said: dict[str, str | None] = {}
    while (found := _TAIL.search(word)) is not None:
        key, value = found["key"], found["value"]
        if key in said:
            raise misused("option.twice", f"{option} says {key} twice in {word!r}", "say it once")
        if key != "taxed" and not value:
            raise misused("option.item", f"{option}: {key}= needs a value", f"{key}=03-30-00" if key == "code" else "")
        said[key] = value
        word = word[: found.start()]
    return said, word


def _taxed(tail: dict[str, str | None]) -> Taxed:
    if "taxed" not in tail:
        return False
    word = tail["taxed"]
    return True if word is None else taxed_word(word)


def taxed_word(word: str) -> Taxed:
    """`true`, `false` or `none`, or the names of taxes."""
    if word == "true":
        return True
    return False if word in ("none", "false") else joined_names(word)


def stated(words: Iterable[str], currency: Currency) -> tuple[Stated, ...]:
    """`--item` of an invoice: with a markup the amount is a cost."""
    return tuple(_stated(priced("--item", word, currency)) for word in words)


def _stated(line: Priced) -> Stated:
    with_markup = line.markup is not None
    return Stated(
        description=line.name,
        amount=None if with_markup else line.amount,
        cost=line.amount if with_markup else None,
        quantity=line.quantity,
        unit_cost=line.unit_cost,
        markup=line.markup,
        code=line.code,
        taxed=line.taxed,
    )


def change_items(words: Iterable[str], currency: Currency) -> tuple[ChangeItem, ...]:
    """`--item` of a change: a cost with its own markup, or with the project's."""
    found = [priced("--item", word, currency) for word in words]
    return tuple(
        ChangeItem(
            name=line.name,
            code=line.code,
            item=line.item,
            cost=line.amount,
            quantity=line.quantity,
            unit_cost=line.unit_cost,
            markup=line.markup,
            taxed=line.taxed,
        )
        for line in found
    )


def bill_lines(words: Iterable[str], currency: Currency) -> tuple[BillLine, ...]:
    """`--line` of a bill: an amount, or hours × rate."""
    found = [priced("--line", word, currency) for word in words]
    return tuple(_bill_line(line, currency) for line in found)


def _bill_line(line: Priced, currency: Currency) -> BillLine:
    amount = line.amount
    if amount is None:
        assert line.quantity is not None and line.unit_cost is not None
        amount = currency.round(line.quantity * line.unit_cost)
    return BillLine(
        description=line.name,
        amount=amount,
        hours=line.quantity,
        rate=line.unit_cost,
        code=line.code,
        item=line.item,
        markup=line.markup,
        taxed=line.taxed,
    )
