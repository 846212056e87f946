"""What an invoice holds back stays between nothing and the work billed to date.

Room: billing.  Problems: retainage.outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.project import Project
from ressio_cli.rules.retainage_bounds import outside
from ressio_cli.rules.totals import retainage


def held_reasons(project: Project, invoice: Draft | Released, command: str = "") -> Iterator[Problem]:
    """Why an invoice may not hold what it would; the hint is what it may hold, behind the command that says it."""
    held = retainage(project, invoice).held if isinstance(invoice, Draft) else invoice.held
    found = outside(project, invoice, held or project.zero)
    if found is None:
        return
    if found.held.negative and not found.work.negative:
        message = f"{abs(found.held).grouped()} more of retainage would be given back than is held"
    else:
        message = (
            f"{found.held.grouped()} of retainage would be held, but {found.work.grouped()} of work is billed to date"
        )
    hint = f"{command} {_option(found.fitting)}".strip()
    yield Problem("retainage.outside", message, invoice.origin.at("retainage"), hint, subjects=(invoice.id,))


def refuse_outside(project: Project, invoice: Draft | Released, command: str = "") -> None:
    """Refuse what would leave more held than was billed, or less than nothing."""
    problems = list(held_reasons(project, invoice, command))
    if problems:
        raise Refused(problems)


def _option(amount: Money) -> str:
    """The option as it is typed: a small whole number would be taken for a rate."""
    word = str(amount)
    if not amount.digits and 1 <= amount.minor <= 100:
        word = f"0{word}"
    return f"--retainage={word}" if amount.negative else f"--retainage {word}"
