"""Which item of a list became which, and what a document must say once a change is made.

Room: files.
"""

from __future__ import annotations

import json
from bisect import bisect_left

from ressio_cli.model.value import Value

_STRONG = ("source", "id", "file", "invoice")  # two items that differ here are two things
_WEAK = ("name", "title")  # these may be renamed

_Identity = tuple[str, str] | None


def origins(before: list[Value], after: list[Value]) -> list[int | None]:
    """For each item of `after` the place it had in `before`, rising; None for a new item.

    Equal ends are kept, then items with the same source, id, file or name find each other, then neighbours in place.
    """
    head, tail = _equal_ends(before, after)
    found: list[int | None] = [*range(head), *[None] * (len(after) - head - tail)]
    found += range(len(before) - tail, len(before))
    _match_alike(before, after, found, head, len(before) - tail)
    _match_in_place(before, after, found)
    if before and after and all(place is None for place in found):
        found[0] = 0
    return found


def changed(written: Value, before: Value, after: Value) -> Value:
    """What a text that says `written`, and was understood as `before`, must say to be understood as `after`."""
    if before == after:
        return written
    if isinstance(written, dict) and isinstance(before, dict) and isinstance(after, dict):
        order = [key for key in written if key in after or key not in before]
        for key in added(list(written), before, after):
            anchor = preceding(key, after, order)
            order.insert(0 if anchor is None else order.index(anchor) + 1, key)
        return {key: _changed_entry(key, written, before, after) for key in order}
    if (
        isinstance(written, list)
        and isinstance(before, list)
        and isinstance(after, list)
        and len(written) == len(before)
    ):
        places = zip(origins(before, after), after, strict=True)
        return [item if at is None else changed(written[at], before[at], item) for at, item in places]
    return after


def added(written: list[str], before: dict[str, Value], after: dict[str, Value]) -> list[str]:
    """The keys a text that has the keys `written` still lacks."""
    return [key for key in after if key not in written and (key not in before or before[key] != after[key])]


def preceding(key: str, after: dict[str, Value], present: list[str]) -> str | None:
    """The key that stands nearest before `key` in `after` and is present."""
    nearest = None
    for other in after:
        if other == key:
            break
        nearest = other if other in present else nearest
    return nearest


def _changed_entry(key: str, written: dict[str, Value], before: dict[str, Value], after: dict[str, Value]) -> Value:
    if key not in written:
        return after[key]
    value = written[key]
    return changed(value, before.get(key, value), after.get(key, value))


def _equal_ends(before: list[Value], after: list[Value]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _match_alike(before: list[Value], after: list[Value], found: list[int | None], start: int, stop: int) -> None:
    """Fill in, between the equal ends, what is the same thing in both: with the same identity, or else equal."""
    places: dict[object, list[int]] = {}
    for at in range(start, stop):
        places.setdefault(_sameness(before[at]), []).append(at)
    for place, item in enumerate(after):
        if found[place] is None:
            candidates = places.get(_sameness(item), [])
            at = bisect_left(candidates, start)
            if at < len(candidates):
                found[place], start = candidates[at], candidates[at] + 1


def _sameness(item: Value) -> object:
    """What two items have in common that are the same thing."""
    return _identity(item) or json.dumps(item, sort_keys=True)


def _match_in_place(before: list[Value], after: list[Value], found: list[int | None]) -> None:
    """Fill in, between two matches, the n-th on either side."""
    new: list[int] = []
    start = 0
    for place, at in [*enumerate(found), (len(after), len(before))]:
        if at is None:
            new.append(place)
            continue
        left = range(start, at)
        for here, there in zip(new, left, strict=False):
            if _may_be(before[there], after[here], len(new) == len(left)):
                found[here] = there
        new, start = [], at + 1


def _may_be(old: Value, new: Value, as_many: bool) -> bool:
    """Whether an item may have become another that stands in its place."""
    if isinstance(old, str) or isinstance(new, str):
        return as_many and isinstance(old, str) and isinstance(new, str)
    was, is_now = _identity(old), _identity(new)
    if was is None and is_now is None:
        return True
    return as_many and not any(identity and identity[0] in _STRONG for identity in (was, is_now))


def _identity(item: Value) -> _Identity:
    if isinstance(item, str):
        return ("", item)
    if isinstance(item, dict):
        for key in (*_STRONG, *_WEAK):
            value = item.get(key)
            if isinstance(value, str):
                return (key, value)
    return None
