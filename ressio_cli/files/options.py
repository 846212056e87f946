"""Words of the command line made into values: `SOURCE=60`, `NAME=250+10%,taxed`, `8=`.

Room: files.  Problems: option.pair, option.twice, option.money, option.percent, option.date, option.item,
option.show, option.kind, option.tax, retainage.ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ressio_cli.files.amounts import refusal
from ressio_cli.model.ask import Stated
from ressio_cli.model.bill import BillLine
from ressio_cli.model.change import ChangeItem
from ressio_cli.model.money import Currency, Money, Percent, read_number, read_percent
from ressio_cli.model.problem import misused
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import SHOWABLE, Taxed

_TAIL = re.compile(r",\s*(?P<key>taxed|code|for)(?:=(?P<value>[^,=]*))?\s*$")
_PRICE = re.compile(r"(?P<amount>-?[0-9][0-9.,]*)(?:\*(?P<unit_cost>-?[0-9][0-9.,]*))?(?:\+(?P<markup>-?[0-9.]+)%?)?")
_MAYBE_PERCENT = re.compile(r"[1-9][0-9]?|100", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


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


def money(option: str, word: str, currency: Currency) -> Money:
    """An amount from the command line."""
    amount = currency.read(word)
    if amount is None:
        raise refusal(option, word, currency)
    return amount


def percent(option: str, word: str) -> Percent:
    """A percent from the command line, with or without its sign; its range is judged where it is used."""
    found = read_percent(word if word.endswith("%") else f"{word}%")
    if found is None:
        raise misused("option.percent", f"{option} {word!r} is not a percent", "such as 60 or 8.25%")
    return found


def day(option: str, word: str) -> date:
    """A date from the command line."""
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise misused("option.date", f"{option} {word!r} is not a date", "a date is written YYYY-MM-DD: 2026-03-31")


def _pairs(option: str, words: Iterable[str]) -> dict[str, str]:
    """`SOURCE=WORD` by source, each said once."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.rpartition("=")
        name = name.strip()
        if not equals or not name or not value.strip():
            raise misused("option.pair", f"{option} {word!r} does not say SOURCE=VALUE", f"such as {option} 03-100=60")
        if name in found:
            raise misused("option.twice", f"{option} says {name} twice", "say it once")
        found[name] = value.strip()
    return found


def percents(option: str, words: Iterable[str]) -> dict[str, Percent]:
    """`SOURCE=60` or `SOURCE=60%`."""
    return {name: percent(option, value) for name, value in _pairs(option, words).items()}


def amounts(option: str, words: Iterable[str], currency: Currency) -> dict[str, Money]:
    """`SOURCE=4200.00`."""
    return {name: money(option, value, currency) for name, value in _pairs(option, words).items()}


def tax_names(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """`SOURCE=none` or `SOURCE=NAME+NAME`."""
    pairs = _pairs("--tax", words)
    return {name: () if value == "none" else _plus(value) for name, value in pairs.items()}


def _plus(word: str) -> tuple[str, ...]:
    names = [part.strip() for part in word.split("+")]
    if not all(names):
        raise misused("option.tax", f"{word!r} names no tax on one side of a +", "such as GST+PST, or none")
    return tuple(dict.fromkeys(names))


def priced(option: str, word: str, currency: Currency) -> Priced:
    """One priced line from the command line. NAME ends at the last `=` before the number."""
    tail, head = _tail(option, word)
    name, _, price = head.rpartition("=")
    found = _PRICE.fullmatch(price.strip())
    if not name.strip() or found is None:
        raise _not_priced(option, word)
    quantity = unit_cost = amount = None
    if found["unit_cost"] is None:
        amount = money(option, found["amount"], currency)
    else:
        quantity, unit_cost = read_number(found["amount"]), read_number(found["unit_cost"])
        if quantity is None or unit_cost is None:
            raise _not_priced(option, word)
    return Priced(
        name=name.strip(),
        amount=amount,
        quantity=quantity,
        unit_cost=unit_cost,
        markup=percent(option, found["markup"]) if found["markup"] is not None else None,
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
    return False if word in ("none", "false") else _plus(word)


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


def retainage(word: str, currency: Currency) -> Percent | Money:
    """`10%` is a rate, `9785.00` an amount. A bare whole number from 1 to 100 may be meant as either."""
    if word.endswith("%"):
        return percent("--retainage", word)
    if _MAYBE_PERCENT.fullmatch(word):
        amount = f"{word}.{'0' * currency.digits}" if currency.digits else f"0{word}"
        raise misused(
            "retainage.ambiguous",
            f"--retainage {word} may be a rate or an amount",
            f"--retainage {word}% for a rate, --retainage {amount} for an amount",
        )
    return money("--retainage", word, currency)


def shown(shows: Sequence[str], hides: Sequence[str]) -> dict[str, bool]:
    """`--show NAME`, `--hide NAME`; several in one word are joined by commas."""
    found: dict[str, bool] = {}
    for option, words, value in (("--show", shows, True), ("--hide", hides, False)):
        for name in (part.strip() for word in words for part in word.split(",")):
            if name not in SHOWABLE:
                raise misused("option.show", f"{option} {name!r} is nothing an invoice shows", ", ".join(SHOWABLE))
            if found.get(name, value) != value:
                raise misused("option.twice", f"{name} is both shown and hidden", "say it once")
            found[name] = value
    return found


def answers(lines: Sequence[str], currency: Currency) -> dict[str, list[str]]:
    """What a person answered, as the options that say it: `CO-001`, `03-100=60%`, `03-100=4200.00`.

    A name alone is all that is left of it, as an amount is this invoice's claim and a percent is to date.
    """
    said: dict[str, list[str]] = {"percent": [], "amount": [], "rest": []}
    for line in lines:
        name, equals, value = line.rpartition("=")
        if not equals:
            said["rest"].append(line)
        elif value.strip().endswith("%"):
            percents("bill", [line])
            said["percent"].append(line)
        else:
            amounts("bill", [line], currency)
            said["amount"].append(line)
        if equals and not name.strip():
            raise misused("option.pair", f"{line!r} names nothing to bill", "such as 03-100=60%")
    return said


def paid_parts(
    words: Sequence[str], currency: Currency, alone: bool = True
) -> tuple[list[tuple[str, Money | None]], bool]:
    """`pay`'s words: `X`, `X=500`, `8=` (its whole balance), and in `X 500` the amount of the only invoice.

    Where the amount is said elsewhere (not `alone`), every word is an invoice.

    Answers each invoice word with what goes to it (None: its balance), and whether an amount was said.
    """
    if alone and len(words) == 2 and "=" not in words[0] and currency.read(words[1]) is not None:
        return [(words[0], currency.read(words[1]))], True
    parts: list[tuple[str, Money | None]] = []
    for word in words:
        name, equals, amount = word.partition("=")
        if not name:
            raise misused("option.pair", f"{word!r} names no invoice", "such as 7=500.00")
        parts.append((name, money(name, amount, currency) if equals and amount else None))
    return parts, any(amount is not None for _, amount in parts)


def one_of(option: str, word: str, choices: Sequence[str]) -> str:
    """A word that is one of a few."""
    if word not in choices:
        raise misused("option.kind", f"{option} is {word!r}", f"one of {', '.join(choices)}")
    return word
