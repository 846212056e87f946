"""Seals: a hash over what was agreed, sent or recorded, which fits only while that stands unchanged.

Room: model.

A seal names its form. `v2:sha256:…` covers the kind of record and all its sealed facts, its name included, so that a
seal copied to another record never fits. `sha256:…` is the form of version 0.1; it stays valid, and each kind of
record computes it in its own way.
"""

from __future__ import annotations

import json
from hashlib import sha256

FIRST, SECOND = 1, 2
UNKNOWN = 0  # the form of a later version

_PREFIXES = {SECOND: "v2:sha256:", FIRST: "sha256:"}
_SHOWN = 12  # digits of a seal that a person compares


def form(seal: str) -> int:
    """Return the form a seal names; `UNKNOWN` for a form that this version does not know."""
    return next((number for number, prefix in _PREFIXES.items() if seal.startswith(prefix)), UNKNOWN)


def seal(kind: str, facts: object) -> str:
    """Return the seal of the second form over facts made of texts, lists and mappings."""
    text = json.dumps([kind, facts], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"{_PREFIXES[SECOND]}{sha256(text.encode('ascii')).hexdigest()}"


def short(seal: str) -> str:
    """Return the beginning of a seal, as papers print it."""
    return seal[: len(_PREFIXES.get(form(seal), "")) + _SHOWN]
