"""What is said after an invoice or a payment was written.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ressio_cli.commands import next_steps
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
from ressio_cli.rules.standing import standing
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


def tell_payment(
    job: Job, payment: Payment, said: Sequence[str], preview: Preview | None, drawn: Payment | None = None
) -> None:
    """Say that a payment was written, where its invoices stand now, and the credit. `drawn` was written beside it."""
    payments = [payment, *([drawn] if drawn else [])]
    after = job.project.having(*payments)
    book = Book(after)
    numbers = dict.fromkeys(part.invoice for each in payments for part in each.applied)
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
            found=json_out.payment(payment, objects, left, drawn),
            key=payment.id,
            said=(*said, *_lost_discounts(job, figures), *stand, *credit_now),
            files=tuple(records.PAYMENT.path(each.id) for each in payments),
            next_step=_next(job, book, payment, figures),
            preview=preview,
        )
    )


def _lost_discounts(job: Job, figures: Sequence[InvoiceFigures]) -> Iterator[str]:
    """The discounts that counted before and do not count any more."""
    for one in figures:
        before, now = standing(job.book, one.invoice, job.session.today), one.standing
        lost = before.discount + before.pending_discount - now.discount - now.pending_discount
        if lost.positive:
            yield f"the discount of {lost.grouped()} on {one.invoice.id} is lost with it"


def _next(job: Job, book: Book, payment: Payment, figures: Sequence[InvoiceFigures]) -> str:
    if payment.status == "pending":
        return f"ressio payment settle {payment.id}"
    owed = [one.invoice.id for one in figures if one.standing.still_due.positive]
    if len(owed) > 1:
        return f"ressio pay {' '.join(owed)}"
    steps = [next_steps.of_invoice(book, one.invoice, job.session.today) for one in figures]
    useful = [step for step in steps if step != next_steps.LIST]
    return (useful or steps or ["ressio credit"])[0]
