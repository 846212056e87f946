"""Editing a change before its client answers.

Room: rules.  Problems: title.empty, change.status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ressio_cli.model.change import Change
from ressio_cli.model.line_edits import LineEdits
from ressio_cli.model.problem import misused
from ressio_cli.model.project import Project
from ressio_cli.rules import line_edits
from ressio_cli.rules.agreements import not_now
from ressio_cli.rules.new_papers import refuse_unknown


def edit_change(project: Project, change: Change, facts: Mapping[str, Any], items: LineEdits) -> Change:
    """A draft or pending change with new values in the fields `facts`, and with edited items. A decision stays."""
    if change.status not in ("draft", "pending"):
        raise not_now(change, "edited")
    after = replace(change, **facts, items=line_edits.edited("change", change.id, change.items, items))
    if not after.title.strip():
        raise misused("title.empty", "a change has a title", '--title "Heated bathroom floor"')
    refuse_unknown(project, [item for item in after.items if item not in change.items])
    return after
