"""Terms of payment: when an invoice is due, and until when a discount is given for paying early.

Room: model.

Terms are read in the spellings people use (`net30`, `30 days`, `2% 10, net 30`); `Terms.words` is the form that is
written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ressio_cli.model.money import WHOLE, Percent, plain_number, read_percent
from ressio_cli.model.record import dataclass

FORMS = (
    "Due on receipt, Net N, EOM, Net N EOM, N months, Nth of next month, "
    "or D/p net N (2/10 net 30: 2% off within 10 days)"
)

_DAYS = r"([0-9]{1,4})(?: ?days?)?"
_END = r"(?:eom|(?:the )?end of (?:the )?month|month end)"
_LAST = 31  # the last day of any month, once clamped


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_RECEIPT = _form(r"(?:due |payable )?(?:up)?on receipt|(?:due |payable )?immediately")
_NET = _form(rf"(?:net|n)[ /]?{_DAYS}|([0-9]{{1,4}}) ?days?(?: net)?")
_NET_EOM = _form(rf"(?:(?:net|n)[ /]?)?{_DAYS},? ?(?:from |after )?{_END}|{_END} ?\+ ?{_DAYS}")
_EOM = _form(rf"(?:due |net )?(?:at |by )?{_END}")
_MONTHS = _form(r"(?:net )?([0-9]{1,3}) ?months?")
_NEXT_MONTH = _form(
    r"(?:due )?(?:on |by )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?"
    r" (?:(?:day )?(?:of )?(?:the )?(?:next|following) month|prox(?:imo)?\.?)"
)
_LAST_OF_NEXT = _form(r"(?:the )?(?:end|last day) of (?:the )?(?:next|following) month")
_EARLY = _form(
    r"([0-9]{1,2}(?:\.[0-9]{1,6})?)(?: ?% ?/? ?| ?/ ?)(?:in |within )?" + _DAYS + r",? ?(?:net|n)[ /]?" + _DAYS
)
_BARE_DAY = _form(r"(?:due )?(?:on |by )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Due `days` after release or after the end of its month, or `months` after release, or on a day of the next month.

    `discount` is taken off when paid within `discount_days` of release.
    """

    days: int = 0
    end_of_month: bool = False
    months: int = 0
    next_month: int | None = None  # the day of the next month; the last one where the month is shorter
    discount: Percent | None = None
    discount_days: int | None = None

    @property
    def words(self) -> str:
        """The terms as they are written: `Net 30`, `Net 30 EOM`, `1 month`, `15th of next month`, `2/10 net 30`."""
        if self.discount is not None:
            return f"{plain_number(self.discount.value)}/{self.discount_days} net {self.days}"
        if self.next_month is not None:
            return f"{_ordinal(self.next_month)} of next month"
        if self.months:
            return f"{self.months} month{'s' if self.months > 1 else ''}"
        if self.end_of_month:
            return f"Net {self.days} EOM" if self.days else "EOM"
        return f"Net {self.days}" if self.days else "Due on receipt"


def read_terms(word: str) -> Terms | None:
    """Return the terms that the words mean, in any usual spelling; None where they are none of `FORMS`."""
    plain = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", " ".join(word.lower().split()))
    if _RECEIPT.fullmatch(plain):
        return Terms()
    if _LAST_OF_NEXT.fullmatch(plain):
        return Terms(next_month=_LAST)
    if _EOM.fullmatch(plain):
        return Terms(end_of_month=True)
    if (net := _NET.fullmatch(plain)) is not None:
        return Terms(days=int(net[1] or net[2]))
    if (net := _NET_EOM.fullmatch(plain)) is not None:
        return Terms(days=int(net[1] or net[2]), end_of_month=True)
    if (months := _MONTHS.fullmatch(plain)) is not None:
        return Terms(months=int(months[1])) if int(months[1]) else None
    if (day := _NEXT_MONTH.fullmatch(plain)) is not None:
        return Terms(next_month=int(day[1])) if 1 <= int(day[1]) <= _LAST else None
    return _early(plain)


def _early(plain: str) -> Terms | None:
    """Terms with a discount; None where the discount outlasts them, or leaves nothing to pay."""
    found = _EARLY.fullmatch(plain)
    if found is None or int(found[2]) > int(found[3]):
        return None
    rate = read_percent(f"{found[1]}%")
    if not rate:
        return Terms(days=int(found[3]))
    return Terms(days=int(found[3]), discount=rate, discount_days=int(found[2])) if rate < WHOLE else None


def canonical(word: str) -> str:
    """Return the written form of terms; words that are no terms stay as they are."""
    terms = read_terms(word)
    return terms.words if terms else word


def meant(word: str) -> str:
    """Return the terms that words which are none may have meant, else the list of forms."""
    day = _BARE_DAY.fullmatch(" ".join(word.lower().split()))
    if day is not None and 1 <= int(day[1]) <= _LAST:
        return f'"{_ordinal(int(day[1]))} of next month"; terms are {FORMS}'
    return f"terms are {FORMS}"


def due_date(released: date, terms: Terms) -> date:
    """Return the day an invoice released on `released` is due; the last day there is, should it lie beyond."""
    if terms.next_month is not None:
        return _months_later(released, 1, terms.next_month)
    if terms.months:
        return _months_later(released, terms.months, released.day)
    start = _months_later(released, 0, _LAST) if terms.end_of_month else released
    return _days_later(start, terms.days)


def discount_date(released: date, terms: Terms) -> date | None:
    """Return the last day on which the discount can be taken; None where there is none."""
    return None if terms.discount_days is None else _days_later(released, terms.discount_days)


def _days_later(start: date, days: int) -> date:
    return start + timedelta(days=min(days, (date.max - start).days))


def _months_later(start: date, months: int, day: int) -> date:
    """The day of the month so many months later, or the last day of that month where it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    first = date(year, month + 1, 1)
    length = 31 if month == 11 else (date(year, month + 2, 1) - first).days
    return first.replace(day=min(day, length))


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"
