"""A new change order or selection.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.agreed import tell_change
from ressio_cli.commands.job import writing
from ressio_cli.files import options
from ressio_cli.model.change import CARRIED_OUT, KINDS
from ressio_cli.rules.new_papers import NewChange, new_change

WRITES = True
EXAMPLES = """
ressio change new --title "Heated bathroom floor" --item "Heat mat=1450+18%,taxed,code=09-30-00"
ressio change new --title "Omit deck rail" --kind change-order --item "Deck rail=-4000+0%,for=06-200"
"""


def run(
    ctx: typer.Context,
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="What the client is asked to agree to.")],
    item: Annotated[
        list[str],
        typer.Option("--item", metavar="ITEM", help='"NAME=COST[+MARKUP%][,taxed][,code=][,for=ITEM]"; repeat it.'),
    ],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="change-order or selection.")] = "change-order",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; the next CO-NNN or SEL-NNN if left out.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is needed.")] = "",
    carried_out: Annotated[
        str, typer.Option("--carried-out", metavar="WAY", help="On cost plus: as-agreed, or at-cost by its bills.")
    ] = "",
    propose: Annotated[bool, typer.Option("--propose", help="Put it to the client at once.")] = False,
) -> None:
    """Write a new change, up or down. It is a draft until it is proposed."""
    with writing(ctx) as job:
        wanted = NewChange(
            title=title,
            kind=options.one_of("--kind", kind, KINDS),
            items=options.change_items(item, job.project.currency),
            id=id,
            reason=reason,
            carried_out=options.one_of("--carried-out", carried_out, CARRIED_OUT) if carried_out else "",
            proposed=job.session.today if propose else None,
        )
        change = new_change(job.project, wanted)
        preview = job.apply([job.new(change)], f"{change.id} {change.title}")
        step = f"ressio change approve {change.id} --by NAME" if propose else f"ressio change propose {change.id}"
        tell_change(job, change, "proposed" if propose else "written as a draft", step, preview)
