"""A new bill, expense or labor entry.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ressio_cli.commands.agreed import tell_bill
from ressio_cli.commands.job import writing
from ressio_cli.files import options
from ressio_cli.model.bill import KINDS
from ressio_cli.rules.new_papers import NewBill, new_bill

WRITES = True
EXAMPLES = """
ressio bill new --vendor "Coastal Concrete" --number 88121 --line "Footings pour=8200+15%,taxed,code=03-30-00"
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
            help='"DESCRIPTION=AMOUNT[+MARKUP%][,taxed][,code=][,for=ITEM]", or HOURS*RATE as the amount; repeat it.',
        ),
    ],
    number: Annotated[str, typer.Option("--number", metavar="NUMBER", help="The vendor's number.")] = "",
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="The bill's date; today if left out.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="When it is due.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="bill, expense or labor.")] = "bill",
    approve: Annotated[bool, typer.Option("--approve", help="Approve it at once.")] = False,
) -> None:
    """Write down an actual cost. Its name is VENDOR-NUMBER, so the same bill cannot be entered twice."""
    with writing(ctx) as job:
        wanted = NewBill(
            vendor=vendor,
            kind=options.one_of("--kind", kind, KINDS),
            date=job.day("--date", date),
            lines=options.bill_lines(line, job.project.currency),
            number=number,
            due=options.day("--due", due) if due else None,
            approved=job.session.today if approve else None,
        )
        bill = new_bill(job.project, wanted)
        preview = job.apply([job.new(bill)], f"bill {bill.id}")
        billed = "ressio summary" if job.project.settings.fixed_price else f"ressio invoice new --bill {bill.id}"
        step = billed if approve else f"ressio bill approve {bill.id}"
        tell_bill(job, bill, "approved" if approve else "written as a draft", step, preview)
