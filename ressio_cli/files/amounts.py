"""Words that should be amounts and are not: what is wrong with them, and the amount that is meant where that is plain.

Room: files.  Problems: option.money.
"""

from __future__ import annotations

import re

from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Misused, misused

_SIGN = r"(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹₩₪])"
_SIGNED = re.compile(rf"{_SIGN}[ \u00a0]?(?P<after>.*)|(?P<before>.*?)[ \u00a0]?{_SIGN}")
_GROUPS = re.compile(r"-?[0-9]{1,3}(?:[ '’.\u00a0\u202f][0-9]{3})*(?:,(?P<part>[0-9]+))?")
_DIGITS = re.compile(r"-?(?P<whole>[0-9][0-9,]*)(?:\.(?P<part>[0-9]+))?")
_MOST = 12  # digits before the point


def refusal(name: str, word: str, currency: Currency, command: str = "") -> Misused:
    """Return the refusal of a word that is no amount. `name`: the option or argument; `command` takes the amount."""
    reason, hint = _why(word, currency)
    if command:
        meant_word = meant(word, currency)
        hint = f"{command} {meant_word}" if meant_word else hint
    return misused("option.money", f"{name} {word!r} {reason}".lstrip(), hint)


def _why(word: str, currency: Currency) -> tuple[str, str]:
    found = _DIGITS.fullmatch(word)
    example = str(currency.round(currency.zero.exact + 1250))
    if found and len(found["whole"].replace(",", "")) > _MOST:
        return "is too large for an amount", f"at most {_MOST} digits stand before the point"
    if found and len(found["part"] or "") > currency.digits:
        return "is not an amount", f"{currency.code} has {currency.digits or 'no'} decimals: such as {example}"
    plain = meant(word, currency)
    return "is not an amount", f"write {plain}" if plain else f"digits and a point, such as {example}"


def meant(word: str, currency: Currency) -> str:
    """Return the amount that a word means without doubt, as it is written; empty where there is a doubt.

    A currency sign goes; a comma is a decimal point unless three digits follow it.
    """
    signed = _SIGNED.fullmatch(word.strip())
    plain = (signed["after"] or signed["before"] or "" if signed else word).strip()
    amount = currency.read(plain)
    if amount is None:
        groups = _GROUPS.fullmatch(plain)
        if groups is None or (groups["part"] is None and "." in plain) or len(groups["part"] or "") > currency.digits:
            return ""
        amount = currency.read(re.sub(r"[ '’.\u00a0\u202f]", "", plain).replace(",", "."))
    return str(amount) if amount is not None else ""
