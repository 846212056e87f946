"""A document as words: what a YAML file says once places, quotes and comments are taken off.

Room: model.
"""

from __future__ import annotations

Value = str | list["Value"] | dict[str, "Value"]


class Plain(str):
    """A word with a type of its own (money, percent, date, number, truth): written without quotes."""

    __slots__ = ()
