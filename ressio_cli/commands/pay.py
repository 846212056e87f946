"""Money is received.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from ressio_cli.billing.collect import Recorded, ordered_by_due, pay
from ressio_cli.commands import days, paying
from ressio_cli.commands.job import Job, writing
from ressio_cli.commands.told import tell_payment
from ressio_cli.files import options
from ressio_cli.files.amounts import meant, refusal
from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.money import Currency, Money
from ressio_cli.model.payment import CREDIT
from ressio_cli.model.problem import Misused, misused
from ressio_cli.rules import find
from ressio_cli.rules.find import has_number

WRITES = True
EXAMPLES = """
ressio pay 7
ressio pay 7 5000.00 --method check --ref 1042
ressio pay 7=5000 8= --method ach
ressio pay 7 8 9 --amount 12000 --pending
ressio pay 7 --from-credit
ressio pay 7 8 --amount 60          # 8 is a credit: it pays the rest of 7
"""

Words = Annotated[
    list[str], typer.Argument(metavar="INVOICE [AMOUNT]...", help="X, X AMOUNT, X=AMOUNT, or X= for its whole balance.")
]


def run(
    ctx: typer.Context,
    invoices: Words,
    amount: Annotated[str, typer.Option("--amount", metavar="AMOUNT", help="Fills the oldest due first.")] = "",
    on: days.On = "",
    future: days.Future = False,
    method: paying.Method = "check",
    ref: paying.Ref = "",
    note: paying.Note = "",
    pending: paying.Pending = False,
    keep_credit: Annotated[bool, typer.Option("--keep-credit", help="What is too much becomes credit.")] = False,
    from_credit: Annotated[bool, typer.Option("--from-credit", help="Pay out of the client's credit.")] = False,
) -> None:
    """Record money for one or more invoices; without an amount all that is due on each.

    Within the days of a discount (terms such as 2/10 net 30) the reduced sum pays an invoice in full, and it is what
    is due. A credit named with invoices pays them first, out of the client's credit.
    """
    with writing(ctx) as job:
        if from_credit and pending:
            raise misused("usage", "credit is never pending", "leave out --pending")
        how = paying.paying(job, job.on(on, future), method=method, ref=ref, note=note, pending=pending)
        how = replace(how, keep_credit=keep_credit, from_credit=from_credit)
        parts, whole = _what(job, invoices, amount)
        papers = {word: find.invoice(job.project, word) for word in parts}
        named = {papers[word].id: part for word, part in parts.items()}
        if len(named) < len(parts):
            raise misused("option.twice", "an invoice is named twice", "say it once")
        payers = _in_order(job, list(papers.values()), whole is not None or not any(parts.values()))
        job.refuse_unsound(payers)
        recorded = pay(job.book, payers, named, whole, how)
        job.note([*_declined(recorded)])
        write_payment(job, recorded, *_said(recorded, payers))


def _what(job: Job, words: Sequence[str], amount: str) -> tuple[Mapping[str, Money | None], Money | None]:
    """What is said for each invoice, and what is said for all of them."""
    _refuse_no_amount(job, words, amount)
    pairs, stated = options.paid_parts(words, job.project.currency, alone=not amount)
    parts = dict(pairs)
    if len(parts) < len(pairs):
        raise misused("option.twice", "an invoice is named twice", "say it once")
    if stated and len(words) == 2 and words[1].isdigit() and has_number(job.project, words[1]):
        job.note([f"{words[1]} was taken as an amount; the invoice of that number is written {words[1]}="])
    if amount and stated:
        raise misused("option.twice", "the amount is said twice", "with --amount name the invoices alone")
    return parts, options.money("--amount", amount, job.project.currency) if amount else None


def _refuse_no_amount(job: Job, words: Sequence[str], amount: str) -> None:
    """Refuse a word after the invoice that is meant as an amount: it names no invoice, or is written like money."""
    currency, first = job.project.currency, words[0].partition("=")[0]
    for word in words[1:] if find.names_invoice(job.project, first) else ():
        if "=" in word or find.names_invoice(job.project, word):
            continue
        if len(words) == 2 and not amount:
            if currency.read(word) is None:
                raise _no_amount(word, currency, first)
        elif currency.read(word) is not None or meant(word, currency):
            others = " ".join(other for other in words if other != word)
            hint = f"ressio pay {others} --amount {meant(word, currency)}"
            raise misused("option.money", f"{word!r} is no invoice; one amount over several is --amount", hint)


def _no_amount(word: str, currency: Currency, invoice: str) -> Misused:
    if any(sign.isalpha() for sign in word) and not meant(word, currency):
        hint = "digits and a point, such as 1250.00; ressio invoice list shows the invoices"
        return misused("option.money", f"{word!r} is neither an amount nor an invoice", hint)
    return refusal("", word, currency, f"ressio pay {invoice}")


def _in_order(job: Job, papers: list[Draft | Released], fills: bool) -> list[Draft | Released]:
    """As they were named; where one sum fills several, the oldest due first."""
    released = [paper for paper in papers if isinstance(paper, Released)]
    if not fills or len(released) < len(papers):
        return papers
    return [*ordered_by_due(released, [invoice.id for invoice in job.book.order])]


def _said(recorded: Recorded, papers: Sequence[Draft | Released]) -> Iterator[str]:
    payment, drawn = recorded.payment, recorded.drawn
    paid = {part.invoice for part in payment.applied} or {paper.id for paper in papers}
    names = " and ".join(paper.id for paper in papers if paper.id in paid)
    if payment.method == CREDIT:
        yield f"{payment.amount.grouped()} of the client's credit pays {names}"
    else:
        waits = ", pending until it clears" if payment.status == "pending" else ""
        yield f"{payment.amount.grouped()} received for {names} by {payment.method} on {payment.received}{waits}"
    if drawn:
        pays = " and ".join(part.invoice for part in drawn.applied)
        yield f"{drawn.amount.grouped()} of the client's credit pays {pays}"
    for each in recorded.shares:
        if each.discount and each.due.early:
            early, amount = each.due.early, each.discount.grouped()
            yield f"{early.rate} off for paying by {early.by}: a discount of {amount} on {each.due.invoice}"


def _declined(recorded: Recorded) -> Iterator[str]:
    """What the client could have left off."""
    for each in recorded.shares:
        if each.declined and each.due.early:
            yield (
                f"{each.due.reduced.grouped()} pays {each.due.invoice} until {each.due.early.by}: the discount of "
                f"{each.due.discount.grouped()} was not taken; with --keep-credit it is, and the rest becomes credit"
            )


def write_payment(job: Job, recorded: Recorded, *said: str) -> None:
    """Write a payment that is new and tell it; one that was recorded before is told again."""
    if recorded.already:
        tell_payment(job, recorded.payment, [f"already recorded: {recorded.payment.id}"], job.nothing())
        return
    payment = job.attributed(recorded.payment)
    drawn = job.attributed(recorded.drawn) if recorded.drawn else None
    preview = job.apply([job.new(payment), *([job.new(drawn)] if drawn else [])], said[0])
    tell_payment(job, payment, said, preview, drawn)
