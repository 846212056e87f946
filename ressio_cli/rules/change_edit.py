"""Editing a change before its client answers.

Room: rules.  Problems: title.empty, change.status, change.carried-out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ressio_cli.model.change import Change
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.problem import misused, refused
from ressio_cli.model.project import Project
from ressio_cli.rules import line_edits
from ressio_cli.rules.agreements import not_now
from ressio_cli.rules.carrying_out import bill_lines, item_ids
from ressio_cli.rules.new_papers import refuse_unknown


def edit_change(project: Project, change: Change, facts: Mapping[str, Any], items: LineEdits) -> Change:
    """A draft or pending change with new values in the fields `facts`, and with edited items. A decision stays."""
    if change.status not in ("draft", "pending"):
        raise not_now(change, "edited")
    after = replace(change, **facts, items=line_edits.edited("change", change.id, change.items, items))
    if not after.title.strip():
        raise misused("title.empty", "a change has a title", '--title "Heated bathroom floor"')
    refuse_unknown(project, [item for item in after.items if item not in change.items])
    _refuse_moved_links(project, change, line_edits.dropped_places("change", change.id, len(change.items), items))
    return after


def _refuse_moved_links(project: Project, change: Change, dropped: frozenset[int]) -> None:
    """Bill lines name items by their place, so none is dropped at or before one that a bill line carries out."""
    moved = set(item_ids(change)[min(dropped) - 1 :]) if dropped else set()
    for id, bill, line in bill_lines(project):
        if line.change in moved:
            place = id.rpartition("/")[2]
            message = f"{id} carries out {line.change}, and dropping {change.id}/{min(dropped)} would move it"
            raise refused("change.carried-out", message, f"ressio bill edit {bill.id} --for {place}=none", line.origin)
