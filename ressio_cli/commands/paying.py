"""What the commands about money take from the command line, declared once, and made into values.

Room: commands.  Problems: reason.missing, option.kind.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.billing.collect import Paying
from ressio_cli.commands.job import Job
from ressio_cli.files import options
from ressio_cli.model.deed import On
from ressio_cli.model.payment import CREDIT, METHODS, SPELLINGS, WRITE_OFF
from ressio_cli.model.problem import misused

CASH = tuple(method for method in METHODS if method not in (CREDIT, WRITE_OFF))

Method = Annotated[str, typer.Option("--method", metavar="METHOD", help=f"{', '.join(CASH)}.")]
Ref = Annotated[str, typer.Option("--ref", metavar="TEXT", help="The number of the check or transfer.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything else.")]
Pending = Annotated[bool, typer.Option("--pending", help="It has not cleared yet.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]


def _method(word: str) -> str:
    """The method that a word names: upper or lower case, with spaces or hyphens, or as people call it."""
    name = "-".join(word.lower().replace("_", " ").split())
    name = SPELLINGS.get(name, name)
    instead = {
        CREDIT: "--from-credit pays out of the client's credit; money from a credit card is --method card",
        WRITE_OFF: 'ressio write-off INVOICE --reason "…"',
    }
    if name in instead:
        raise misused("option.kind", f"--method is {word!r}, which is no way to receive money", instead[name])
    return options.one_of("--method", name, CASH)


def why(reason: str, hint: str) -> None:
    """Refuse a deed that wants a reason and has none."""
    if not reason.strip():
        raise misused("reason.missing", "this needs its reason", hint)


def paying(job: Job, on: On, *, method: str = "check", ref: str = "", note: str = "", pending: bool = False) -> Paying:
    """How money moved, in typed values."""
    return Paying(
        day=on.day,
        today=on.today,
        method=_method(method),
        reference=ref,
        note=note,
        pending=pending,
    )
