"""Money, percents and quantities: exact, and rounded in this module only.

Room: model.  Rounding is half-up (a tie goes away from zero) to the currency's smallest unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import total_ordering

# Products of words with at most twelve digits before and six after the point stay exact under this context;
# should one ever not, the trap raises instead of losing a cent.
_EXACT = Context(prec=600, traps=[Inexact, InvalidOperation, Overflow])

_MONEY = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]+))?", re.ASCII)
_NUMBER = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.([0-9]{1,6}))?", re.ASCII)
_PERCENT = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)%", re.ASCII)

_DIGITS = dict.fromkeys(
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"], 0
) | dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3)


def half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to numerator ÷ denominator; a tie goes away from zero."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -size if numerator < 0 else size


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole smallest units (`minor`, cents for USD) of a currency with `digits` decimals."""

    minor: int
    digits: int = 2

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"money is made from whole units, not from {type(self.minor).__name__}")

    def _like(self, other: Money) -> None:
        if self.digits != other.digits:
            raise ValueError("two currencies in one sum")

    def __add__(self, other: Money) -> Money:
        self._like(other)
        return Money(self.minor + other.minor, self.digits)

    def __sub__(self, other: Money) -> Money:
        self._like(other)
        return Money(self.minor - other.minor, self.digits)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.digits)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.digits)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        self._like(other)
        return self.minor < other.minor

    def __str__(self) -> str:
        """The word as files and JSON hold it: `-1250.00`, no grouping."""
        if not self.digits:
            return str(self.minor)
        whole, part = divmod(abs(self.minor), 10**self.digits)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{self.digits}}"

    @property
    def negative(self) -> bool:
        """Below zero."""
        return self.minor < 0

    @property
    def positive(self) -> bool:
        """Above zero."""
        return self.minor > 0

    @property
    def exact(self) -> Decimal:
        """The same amount as a decimal, for exact reckoning."""
        return Decimal(self.minor).scaleb(-self.digits, _EXACT)

    @property
    def zero(self) -> Money:
        """Nothing, in the same currency."""
        return Money(0, self.digits)

    def share(self, rate: Percent) -> Money:
        """This amount × rate, rounded half-up."""
        numerator, denominator = rate.ratio
        return Money(half_up(self.minor * numerator, denominator), self.digits)

    def portion(self, part: Money, whole: Money) -> Money:
        """This amount × part ÷ whole, rounded half-up. `whole` is not zero."""
        return Money(half_up(self.minor * part.minor, whole.minor), self.digits)

    def grouped(self) -> str:
        """The amount for people: `-1,250.00`."""
        word = str(self)
        sign, word = ("-", word[1:]) if word.startswith("-") else ("", word)
        whole, dot, part = word.partition(".")
        return f"{sign}{int(whole):,}{dot}{part}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Percent:
    """A percent: `value` 8.25 is 8.25 %."""

    value: Decimal

    @property
    def ratio(self) -> tuple[int, int]:
        """Numerator and denominator of value ÷ 100, exactly."""
        numerator, denominator = self.value.as_integer_ratio()
        return numerator, denominator * 100

    @property
    def fraction(self) -> Decimal:
        """value ÷ 100, exactly."""
        return self.value.scaleb(-2, _EXACT)

    def __add__(self, other: Percent) -> Percent:
        return Percent(_EXACT.add(self.value, other.value))

    def __lt__(self, other: Percent) -> bool:
        return self.value < other.value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        """The word as files and JSON hold it: `8.25%`, without trailing zeros."""
        return f"{plain_number(self.value)}%"


NO_PERCENT = Percent(Decimal(0))
WHOLE = Percent(Decimal(100))


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code; makes and rounds money."""

    code: str = "USD"

    @property
    def digits(self) -> int:
        """Decimals of the smallest unit: 2 for USD, 0 for JPY, 3 for KWD."""
        return _DIGITS.get(self.code, 2)

    @property
    def zero(self) -> Money:
        """Nothing."""
        return Money(0, self.digits)

    def round(self, exact: Decimal) -> Money:
        """An exact amount, half-up to the smallest unit."""
        numerator, denominator = exact.as_integer_ratio()
        return Money(half_up(numerator * 10**self.digits, denominator), self.digits)

    def read(self, word: str) -> Money | None:
        """Money from a word such as `-1,250.00`; None when the word is not money (too many decimals included)."""
        found = _MONEY.fullmatch(word)
        if found is None or len(found[1] or "") > self.digits:
            return None
        return self.round(Decimal(word.replace(",", "")))

    def total(self, amounts: Iterable[Money]) -> Money:
        """The sum; nothing when there is nothing to add."""
        return Money(sum(amount.minor for amount in amounts), self.digits)


def read_number(word: str) -> Decimal | None:
    """A quantity or unit price: at most twelve digits before and six after the point; None when it is not one."""
    return Decimal(word.replace(",", "")) if _NUMBER.fullmatch(word) else None


def read_percent(word: str) -> Percent | None:
    """A percent with its sign, such as `8.25%` or `-5%`; None when it is not one."""
    found = _PERCENT.fullmatch(word)
    return Percent(Decimal(found[1])) if found else None


def plain_number(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: `12.5`, `100`, `0`."""
    word = f"{value:f}"
    word = word.rstrip("0").rstrip(".") if "." in word else word
    return "0" if word in ("-0", "") else word


def product(*factors: Decimal) -> Decimal:
    """The exact product."""
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


def exact_sum(terms: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    result = Decimal(0)
    for term in terms:
        result = _EXACT.add(result, term)
    return result


def percent_of(part: Money, whole: Money) -> Percent | None:
    """part ÷ whole as a percent with at most two decimals, half-up; None where whole is zero."""
    if not whole:
        return None
    return Percent(Decimal(half_up(part.minor * 10_000, whole.minor)).scaleb(-2, _EXACT))


def split(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Parts of `amount` in proportion to `weights`, adding up to it exactly (largest remainder).

    Every part is floored towards minus infinity; the missing units go one each to the largest remainders, the
    earlier first. The sum of the weights is not zero. A zero weight gets nothing.
    """
    whole = sum(weights)
    if whole == 0:
        raise ValueError("nothing to share by")
    if whole < 0:
        weights, whole = [-weight for weight in weights], -whole
    floors = [amount.minor * weight // whole for weight in weights]
    remainders = [amount.minor * weight % whole for weight in weights]
    missing = amount.minor - sum(floors)
    order = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
    for place in order[:missing]:
        floors[place] += 1
    return [Money(units, amount.digits) for units in floors]


def apportioned(parts: Sequence[Fraction]) -> list[int]:
    """Whole numbers near the parts that add up to their sum, rounded half-up once (largest remainder)."""
    whole = sum(parts, Fraction(0))
    floors = [part.numerator // part.denominator for part in parts]
    missing = half_up(whole.numerator, whole.denominator) - sum(floors)
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    for place in order[:missing]:
        floors[place] += 1
    return floors
