"""Writing that runs from right to left: a line put in the order in which its signs stand, Arabic letters joined.

Room: views.  Pure.

The common cases of the Unicode bidirectional algorithm: runs of one direction, numbers within them, neutral signs
between. Joined letters are the presentation forms of Unicode, found by what they are compatible with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_FIRST = "\u0590"  # below, nothing runs to the left
_RIGHT, _NUMBERS = ("R", "AL"), ("EN", "AN")
_MIRRORED = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


def in_sight(line: str) -> str:
    """The signs of a line from left to right as they are seen."""
    if not any(sign >= _FIRST and unicodedata.bidirectional(sign) in _RIGHT for sign in line):
        return line
    clusters = list(_clusters(joined(line)))
    levels = _levels([unicodedata.bidirectional(cluster[0]) for cluster in clusters])
    seen = [
        _MIRRORED.get(cluster, cluster) if level % 2 else cluster
        for cluster, level in zip(clusters, levels, strict=True)
    ]
    for level in range(max(levels), 0, -1):
        start = None
        for place, one in enumerate([*levels, -1]):
            if one >= level and start is None:
                start = place
            elif one < level and start is not None:
                seen[start:place] = seen[start:place][::-1]
                start = None
    return "".join(seen)


def _clusters(line: str) -> Iterator[str]:
    """Signs with the marks that stand on them."""
    cluster = ""
    for sign in line:
        if cluster and not unicodedata.combining(sign):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def _levels(kinds: list[str]) -> list[int]:
    """The level of each sign: odd runs to the left."""
    strong = next(kind for kind in kinds if kind in ("L", *_RIGHT))
    base = 1 if strong in _RIGHT else 0
    found: list[int] = []
    before = base
    for kind in kinds:
        if kind == "L":
            before = 0
        elif kind in _RIGHT:
            before = 1
        found.append(_level(kind, before, base))
    return _filled(found, base)


def _level(kind: str, before: int, base: int) -> int:
    if kind in _RIGHT:
        return 1
    if kind == "L" or (kind in _NUMBERS and not before):
        return 2 * base
    return 2 if kind in _NUMBERS else -1


def _filled(levels: list[int], base: int) -> list[int]:
    """Neutral signs take the direction around them, else that of the line."""
    found = list(levels)
    for place, level in enumerate(levels):
        if level < 0:
            left = found[place - 1] if place else base
            right = next((one for one in levels[place:] if one >= 0), base)
            found[place] = 1 if min(left, 1) == min(right, 1) == 1 and left + right < 4 else base
    return found


_Forms = dict[str, dict[str, str]]


@lru_cache(1)
def _forms() -> _Forms:
    """For each letter, and for lam with alef, its forms by name: isolated, initial, medial, final."""
    found: _Forms = {}
    for point in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(point)).split(" ")
        if letters:
            found.setdefault("".join(chr(int(each, 16)) for each in letters), {})[form.strip("<>")] = chr(point)
    return found


def joined(line: str) -> str:
    """Arabic letters in the forms in which they join their neighbours."""
    forms, clusters, found = _forms(), _with_lam(list(_clusters(line))), []
    for place, cluster in enumerate(clusters):
        own = forms.get(cluster[:1] if cluster not in forms else cluster)
        if not own:
            found.append(cluster)
            continue
        before = place > 0 and "initial" in _own(forms, clusters[place - 1])
        after = place + 1 < len(clusters) and "final" in _own(forms, clusters[place + 1]) and "initial" in own
        before = before and "final" in own
        name = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        rest = "" if cluster in forms else cluster[1:]
        found.append(own.get(name, cluster[:1]) + rest)
    return "".join(found)


def _own(forms: _Forms, cluster: str) -> dict[str, str]:
    return forms.get(cluster) or forms.get(cluster[:1]) or {}


def _with_lam(clusters: list[str]) -> list[str]:
    """Lam and the alef after it are one sign."""
    found: list[str] = []
    for cluster in clusters:
        if found and found[-1] == "\u0644" and cluster in "\u0622\u0623\u0625\u0627":
            found[-1] += cluster
        else:
            found.append(cluster)
    return found
