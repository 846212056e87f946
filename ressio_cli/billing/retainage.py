"""Held retainage, billed in full or in part; untaxed, holding nothing.

Room: billing.  Problems: method.closed.
"""

from __future__ import annotations

from ressio_cli.billing.claiming import claim
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules.sources import held_retainage

NAME = "retainage"
SUMMARY = "retainage held on released invoices, in full or in part"
sources = held_retainage
lines = claim


def closed(project: Project) -> Problem | None:
    """Open once a live invoice holds some."""
    if any(held_retainage(project)):
        return None
    return Problem(
        "method.closed",
        "no retainage is held yet",
        project.settings.origin,
        "release an invoice with --retainage RATE first",
    )
