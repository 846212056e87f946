"""The lines of a bill, or the items of a change, after an edit.

Room: rules.  Problems: line.unknown, line.clash, line.last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from ressio_cli.model.bill import BillLine
from ressio_cli.model.change import ChangeItem
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.problem import misused

L = TypeVar("L", BillLine, ChangeItem)


def edited(kind: str, id: str, lines: Sequence[L], edits: LineEdits) -> tuple[L, ...]:
    """The lines of a bill or change (its `kind`) with new values, without those dropped, with those added."""
    dropped = dropped_places(kind, id, len(lines), edits)
    kept = list(lines)
    for word, fields in edits.fields.items():
        place = _place(kind, id, len(lines), word)
        if place in dropped:
            raise misused("line.clash", f"{id}/{place} is dropped and changed at once", "leave out one of the two")
        kept[place - 1] = replace(kept[place - 1], **fields)
    after = [line for place, line in enumerate(kept, 1) if place not in dropped]
    after += edits.added
    if not after:
        raise misused("line.last", f"nothing would be left of {id}", f"delete {kind}s/{id}.yaml to remove all of it")
    return tuple(after)


def dropped_places(kind: str, id: str, count: int, edits: LineEdits) -> frozenset[int]:
    """The places, counted from 1, of the lines that are dropped."""
    return frozenset(_place(kind, id, count, word) for word in edits.dropped)


def _place(kind: str, id: str, count: int, word: str) -> int:
    digits = word.removeprefix(f"{id}/")
    if digits.isascii() and digits.isdigit() and 0 < int(digits) <= count:
        return int(digits)
    raise misused("line.unknown", f"{id} has no line {word}", f"ressio {kind} show {id} counts them: 1 to {count}")
