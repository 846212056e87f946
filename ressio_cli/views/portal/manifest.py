"""The manifest of the portal: which files are ours, what each was made of, and what it then was.

Room: views.  Pure.

It lies in the portal itself, so that whoever has the folder can build on it. It holds digests of what the client may
see, and of nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file. `key`: a word for all it was made of; `sum`: the SHA-256 of its bytes."""

    key: str
    sum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The entries by path, and the day the portal shows; None where version 0.1 built it, which did not say."""

    day: date | None
    entries: Mapping[str, Entry]


def written(manifest: Manifest) -> bytes:
    """The manifest as a file."""
    files = {path: [entry.key, entry.sum] for path, entry in sorted(manifest.entries.items())}
    return (json.dumps({"day": str(manifest.day), "files": files}, indent=0) + "\n").encode()


def read(data: bytes | None) -> Manifest | None:
    """The manifest in a file's bytes; None where this is none."""
    try:
        found = json.loads(data or b"")
        entries = {path: Entry(key=key, sum=digest) for path, (key, digest) in found["files"].items()}
        return Manifest(day=_day(found.get("day")), entries=entries)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _day(word: object) -> date | None:
    try:
        return date.fromisoformat(word) if isinstance(word, str) else None
    except ValueError:
        return None
