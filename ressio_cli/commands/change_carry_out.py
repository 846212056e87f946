"""A change is carried out as agreed or at cost.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.model.change import AS_AGREED, AT_COST
from ressio_cli.model.problem import misused
from ressio_cli.rules import find
from ressio_cli.rules.agreements import carry_out

WRITES = True
EXAMPLES = """
ressio change carry-out CO-003 --as-agreed
ressio change carry-out SEL-001 --at-cost
"""


def run(
    ctx: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="Its id, or an unambiguous beginning.")],
    as_agreed: Annotated[bool, typer.Option("--as-agreed", help="Bill the change at its price.")] = False,
    at_cost: Annotated[bool, typer.Option("--at-cost", help="Bill the bills that carry it out.")] = False,
) -> None:
    """On cost plus, decide how a change is billed: at its agreed price, or by the bills that carry it out.

    As agreed, those bills are costs without a claim. At cost, the change moves the estimate only. Bill lines say which
    change they carry out: ressio bill new --line "NAME=AMOUNT,for=CO-003/1".
    """
    with writing(ctx) as job:
        if as_agreed == at_cost:
            raise misused("option.way", "say how it is carried out", "--as-agreed or --at-cost, one of the two")
        before = find.change(job.project, change)
        after = carry_out(job.book, before, AS_AGREED if as_agreed else AT_COST)
        preview = job.apply([job.rewrite(before, after)], f"{after.id} carried out {after.carried_out}")
        billed = as_agreed and after.status == "approved"
        step = f"ressio invoice new --change {after.id}" if billed else "ressio unbilled"
        did = "carried out as agreed" if as_agreed else "carried out at cost"
        tell_change(job, after, did, step, preview)
