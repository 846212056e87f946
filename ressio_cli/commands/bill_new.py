"""A new bill, expense or labor entry.

Room: commands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.commands.agreed import billing_step, note_lookalikes, tell_bill
from ressio_cli.commands.job import writing
from ressio_cli.files import attachments, names, options
from ressio_cli.model.bill import KINDS
from ressio_cli.rules.new_papers import NewBill, new_bill

WRITES = True
EXAMPLES = """
ressio bill new --vendor "Coastal Concrete" --number 88121 --line "Footings pour=8200+15%,taxed,code=03-30-00"
ressio bill new --vendor "Pine State Lumber" --number 5519 --line "Trusses=12903,code=06-17-53" --attach 5519.pdf
ressio bill new --vendor "Tile House" --number 9 --line "Tile the client chose=3180.55,for=SEL-001/1"
ressio bill new --vendor "Own crew" --kind labor --line "Framing=16.5*62.00,code=06-10-00" --approve
"""


def run(
    ctx: typer.Context,
    vendor: Annotated[str, typer.Option("--vendor", metavar="NAME", help="Who is paid.")],
    line: Annotated[
        list[str],
        typer.Option(
            "--line",
            metavar="LINE",
            help='"DESCRIPTION=AMOUNT[+MARKUP%][,taxed][,code=][,for=ITEM|CHANGE/ITEM]", or HOURS*RATE as the amount; '
            "repeat it.",
        ),
    ],
    number: Annotated[str, typer.Option("--number", metavar="NUMBER", help="The vendor's number.")] = "",
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="The bill's date; today if left out.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="When it is due.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="bill, expense or labor.")] = "bill",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="Its id; made of vendor and number if left out.")] = "",
    attach: Annotated[
        list[str] | None, typer.Option("--attach", metavar="FILE[=CAPTION]", help="Copy a scan in; repeat for more.")
    ] = None,
    approve: Annotated[bool, typer.Option("--approve", help="Approve it at once.")] = False,
) -> None:
    """Write down an actual cost. The same bill cannot be entered twice: the same vendor and number, or without a
    number the same vendor, date and lines."""
    with writing(ctx) as job:
        day = job.day("--date", date)
        wanted = NewBill(
            name=names.bill_name(vendor, number or day.isoformat()),
            id=id,
            vendor=vendor.strip(),
            kind=options.one_of("--kind", kind, KINDS),
            date=day,
            lines=options.bill_lines(line, job.project.currency),
            number=number.strip(),
            due=options.day("--due", due) if due else None,
            approved=job.session.today if approve else None,
        )
        bill = new_bill(job.project, wanted)
        copies = attachments.copies(job.root, attach or (), f"bills/{bill.id}")
        bill = replace(bill, files=copies.attachments)
        preview = job.apply([*copies.edits, job.new(bill)], f"bill {bill.id}")
        note_lookalikes(job, [bill])
        step = billing_step(job, [bill]) if approve else f"ressio bill approve {bill.id}"
        tell_bill(job, bill, "approved" if approve else "written as a draft", step, preview)
