"""The manifest of the portal: which files are ours, what each was made of, and what it then was.

Room: views.  Pure.

It lies in the portal itself, so that whoever has the folder can build on it. It holds digests of what the client may
see, and of nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file. `key`: a word for all it was made of; `sum`: the SHA-256 of its bytes."""

    key: str
    sum: str


def written(entries: Mapping[str, Entry]) -> bytes:
    """The manifest as a file."""
    files = {path: [entry.key, entry.sum] for path, entry in sorted(entries.items())}
    return (json.dumps({"files": files}, indent=0) + "\n").encode()


def read(data: bytes | None) -> dict[str, Entry] | None:
    """The entries by path; None where this is no manifest."""
    try:
        files = json.loads(data or b"")["files"]
        return {path: Entry(key=key, sum=digest) for path, (key, digest) in files.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
