"""Which bills are the same paper, and which look so much alike that a person should compare them.

Room: rules.  Problems: none.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from ressio_cli.model.bill import Bill, as_written
from ressio_cli.model.money import Money
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass

K = TypeVar("K")

NEAR_DAYS = 3

_FORMS = frozenset({
    "inc", "incorporated", "llc", "ltd", "limited", "co", "company", "corp", "corporation", "llp", "lp", "plc", "pllc",
    "pc", "pty", "pte", "pvt", "sdn", "bhd", "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ek", "se", "sa",
    "sas", "sarl", "rl", "srl", "spa", "sl", "sau", "bv", "nv", "vof", "cv", "ab", "as", "asa", "aps", "oy", "oyj",
    "kft", "zrt", "sro", "doo", "sp", "oo", "ltda", "lda", "ltee", "limitee", "enr", "cie", "ооо", "зао", "оао", "пао",
})  # fmt: skip
_CONNECTORS = frozenset({"and", "de", "z"})
_UNSPACED_FORMS = re.compile("株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|\\((?:株|주)\\)")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two bills that may be the same paper, and what they have in common."""

    bill: Bill
    other: Bill
    reason: str


def doubles(bills: Iterable[Bill]) -> Iterator[list[Bill]]:
    """The bills that stand in more than one file, each with all its files."""
    yield from (group for group in _grouped(bills, lambda bill: bill.identity).values() if len(group) > 1)


def likenesses(bills: Iterable[Bill]) -> Iterator[Likeness]:
    """Bills of one vendor (whatever its company form) with numbers alike but for punctuation, or with the same sum
    within days. Labor is left out of the latter: a crew that works the same hours every day is nothing unusual."""
    by_day = sorted(bills, key=lambda bill: (bill.date, bill.id))
    for of_vendor in _grouped(by_day, lambda bill: _vendor(bill.vendor)).values():
        if len(of_vendor) == 1:
            continue
        reported: set[frozenset[str]] = set()
        for likeness in (*_alike_by_number(of_vendor), *_alike_by_sum(of_vendor)):
            pair = frozenset((likeness.bill.id, likeness.other.id))
            if pair not in reported and likeness.bill.identity != likeness.other.identity:
                reported.add(pair)
                yield likeness


def lookalikes(project: Project, new: Sequence[Bill]) -> list[str]:
    """A sentence for each pair of bills that may be one paper, where one of the two is new."""
    ids = {bill.id for bill in new}
    others = [bill for bill in project.bills if bill.id not in ids]
    return [
        f"{pair.bill.id} may be the same bill as {pair.other.id}: {pair.reason}"
        for pair in likenesses([*others, *new])
        if {pair.bill.id, pair.other.id} & ids
    ]


def _alike_by_number(bills: list[Bill]) -> Iterator[Likeness]:
    groups = _grouped(bills, lambda bill: _number(bill.number))
    for number, group in groups.items():
        if number:
            for other, bill in pairwise(group):
                yield Likeness(bill, other, f"numbers {other.number} and {bill.number} of {_vendors(other, bill)}")


def _alike_by_sum(bills: list[Bill]) -> Iterator[Likeness]:
    for total, group in _grouped(bills, bill_total).items():
        if not total:
            continue
        for other, bill in pairwise(group):
            labor = bill.kind == "labor" and other.kind == "labor"
            if bill.date - other.date <= datetime.timedelta(NEAR_DAYS) and not labor:
                days = f"on {bill.date}" if bill.date == other.date else f"on {other.date} and {bill.date}"
                yield Likeness(bill, other, f"{total.grouped()} of {_vendors(other, bill)} {days}")


def _vendors(bill: Bill, other: Bill) -> str:
    same = as_written(bill.vendor) == as_written(other.vendor)
    return bill.vendor if same else f"{bill.vendor} and {other.vendor}"


def bill_total(bill: Bill) -> Money:
    """Σ lines of a bill: its cost."""
    first, *rest = (line.amount for line in bill.lines)
    return sum(rest, start=first)


def _grouped(bills: Iterable[Bill], key: Callable[[Bill], K]) -> dict[K, list[Bill]]:
    groups: dict[K, list[Bill]] = {}
    for bill in bills:
        groups.setdefault(key(bill), []).append(bill)
    return groups


@lru_cache(8192)
def _vendor(name: str) -> str:
    """A vendor's name without its company form, accents and punctuation."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _UNSPACED_FORMS.sub(" ", text)))
    words = re.findall(r"\w+", re.sub(r"[.'’/]", "", text))
    kept = list(words)
    while len(kept) > 1 and (kept[-1] in _FORMS or (len(kept) < len(words) and kept[-1] in _CONNECTORS)):
        kept.pop()
    while len(kept) > 1 and kept[0] in _FORMS:
        kept.pop(0)
    return "".join(kept) or as_written(name)


@lru_cache(8192)
def _number(number: str) -> str:
    """A bill's number without punctuation and leading zeros."""
    text = unicodedata.normalize("NFKC", number).casefold()
    return "".join(sign for sign in text if sign.isalnum()).lstrip("0")
