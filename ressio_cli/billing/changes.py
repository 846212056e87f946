"""Approved changes, billed whole, by percent or in part; their credits too.

Room: billing.  Problems: change.not-approved.
"""

from __future__ import annotations

from ressio_cli.billing.claiming import claim
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.sources import change_items

NAME = "changes"
SUMMARY = "approved changes, whole, by percent or in part"
sources = change_items
lines = claim


def closed(project: Project) -> Problem | None:
    """Open to every project."""
    return None
