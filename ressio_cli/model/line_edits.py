"""Edits of the lines of a bill, or of the items of a change, as a person asked for them.

Room: model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEdits:
    """Lines are named as typed: `2` or `coastal-concrete-88121/2`, counted as they stand before any edit.

    `fields` maps a line to the fields of its record that take new values; `added` are new records of the same type.
    """

    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    added: tuple[Any, ...] = ()

    def __bool__(self) -> bool:
        """Something is asked for."""
        return bool(self.fields or self.dropped or self.added)
