"""What is said after an invoice or a payment was written.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from ressio_cli.commands import publishing
from ressio_cli.commands.job import Job
from ressio_cli.files import records
from ressio_cli.model.figures import InvoiceFigures
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.payment import Payment
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.rules.book import Book
from ressio_cli.rules.credit import credit
from ressio_cli.rules.papers import invoice_figures
from ressio_cli.rules.rate_notes import rate_notes
from ressio_cli.views import json_out
from ressio_cli.views.say import Preview, Result
from ressio_cli.views.sheets import invoices as sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said of an invoice. `did` begins the sentence that its total ends; `whole`: the invoice is shown too.

    `found` are further keys of the object.
    """

    did: str
    next_step: str
    more: tuple[str, ...] = ()
    whole: bool = True
    found: Mapping[str, object] = field(default_factory=dict)


def tell_invoice(job: Job, after: Project, paper: Draft | Released, words: Words, preview: Preview | None) -> None:
    """Tell of an invoice as it stands in the project `after`."""
    figures = invoice_figures(Book(after), paper, job.session.today)
    if isinstance(paper, Draft):
        job.note(rate_notes(after, paper, job.session.today))
    file = records.of(paper).path(paper.id)
    job.tell(
        Result(
            found={**json_out.invoice(figures, file), **words.found},
            key=paper.id,
            said=(f"{words.did} {figures.standing.total.grouped()}", *words.more),
            sheet=sheets.invoice(figures) if words.whole else (),
            files=(file,),
            next_step=words.next_step,
            preview=preview,
        )
    )


def tell_payment(job: Job, payment: Payment, said: Sequence[str], preview: Preview | None) -> None:
    """Say that a payment was written, where its invoices stand now, and the credit."""
    after = job.project.having(payment)
    book = Book(after)
    job.note(publishing.refresh(job, after))
    numbers = dict.fromkeys(part.invoice for part in payment.applied)
    invoices = [invoice for invoice in after.invoices if invoice.id in numbers]
    left = credit(book)
    figures = [invoice_figures(book, invoice, job.session.today) for invoice in invoices]
    objects = [json_out.invoice(one, records.INVOICE.path(one.invoice.id)) for one in figures]
    stand = [
        f"{one.invoice.id} is {one.standing.status}, its balance {one.standing.balance.grouped()}" for one in figures
    ]
    credit_now = [f"the client's credit is now {left.grouped()}"] if left != credit(job.book) else []
    job.tell(
        Result(
            found=json_out.payment(payment, objects, left),
            key=payment.id,
            said=(*said, *stand, *credit_now),
            files=(records.PAYMENT.path(payment.id),),
            next_step=_next(payment, figures),
            preview=preview,
        )
    )


def _next(payment: Payment, invoices: Sequence[InvoiceFigures]) -> str:
    if payment.status == "pending":
        return f"ressio payment settle {payment.id}"
    owed = [one.invoice.id for one in invoices if one.standing.balance.positive]
    if owed:
        return f"ressio pay {' '.join(owed)}"
    return "ressio invoice list" if invoices else "ressio credit"
