"""The application for payment: every item and change with what is billed of it, and the nine lines of the certificate.

Room: rules.  Problems: none.  Fixed price only.

Per source: completed and stored to date is what live invoices up to this one bill; stored is what the last of them
says is stored; completed before is what was billed before less what was stored then; this period is the rest. So what
is completed before is always completed before and this period of the application that came first, and stored material
is in neither. Retainage is what those invoices hold less what was billed of it, shared over the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ressio_cli.model.account import Application, ApplicationRow
from ressio_cli.model.invoice import Draft, Invoice, Released
from ressio_cli.model.method import METHODS
from ressio_cli.model.money import Money, Percent, percent_of, split
from ressio_cli.model.source import Source
from ressio_cli.rules.book import Book
from ressio_cli.rules.groups import change_sources, original_price
from ressio_cli.rules.order import earlier
from ressio_cli.rules.retainage_bounds import given_back
from ressio_cli.rules.totals import retainage, stored_after, work


def application(book: Book, invoice: Draft | Released) -> Application:
    """The application that an invoice is: the contract, all live invoices released before it, and this one."""
    before = list(earlier(book.project, invoice))
    rows = _with_retainage(list(_rows(book, before, invoice)), book, before, invoice)
    total = _total(book, rows)
    changes = book.project.currency.total(source.worth for source in _changed(book, invoice))
    on_stored = _stored_part(book, invoice, total.stored, total.retainage)
    earned = total.to_date - total.retainage
    certified_before = _earned(book, before)
    return Application(
        number=len([other for other in before if _applies(other)]) + 1,
        rows=tuple(rows),
        total=total,
        original=original_price(book),
        changes=changes,
        contract=original_price(book) + changes,
        completed_and_stored=total.to_date,
        retainage_on_work=total.retainage - on_stored,
        retainage_on_stored=on_stored,
        retainage=total.retainage,
        earned=earned,
        certified_before=certified_before,
        due=earned - certified_before,
        to_finish=original_price(book) + changes - earned,
    )


def _applies(invoice: Invoice) -> bool:
    """Whether an invoice bills work or gives retainage back: what an application is about."""
    return any(METHODS[section.method].held or METHODS[section.method].gives_back for section in invoice.sections)


def _changed(book: Book, invoice: Draft | Released) -> list[Source]:
    """The items of the changes that were approved by the day of the invoice."""
    until = invoice.released if isinstance(invoice, Released) else None
    approved = (change for change in book.project.changes if change.status == "approved")
    known = (c for c in approved if until is None or c.decided is None or c.decided.on <= until)
    return [source for change in known for source in change_sources(book, change)]


def _rows(book: Book, before: Sequence[Invoice], invoice: Draft | Released) -> Iterator[ApplicationRow]:
    items = [source for source in book.sources.values() if METHODS[source.method].band == "contract"]
    billed_before, billed = _billed(before), _billed([*before, invoice])
    stored_before, stored = stored_after(before), stored_after([*before, invoice])
    for source in [*items, *_changed(book, invoice)]:
        zero = source.worth.zero
        to_date, now = Money(billed.get(source.id, 0), zero.digits), stored.get(source.id, zero)
        completed = Money(billed_before.get(source.id, 0), zero.digits) - stored_before.get(source.id, zero)
        yield ApplicationRow(
            id=source.id,
            name=source.title,
            scheduled=source.worth,
            previous=completed,
            this_period=to_date - now - completed,
            stored=now,
            to_date=to_date,
            percent=percent_of(to_date, source.worth),
            to_finish=source.worth - to_date,
            retainage=zero,
        )


def _billed(invoices: Sequence[Invoice]) -> dict[str, int]:
    billed: dict[str, int] = {}
    for invoice in invoices:
        for line in invoice.lines:
            if line.source:
                billed[line.source] = billed.get(line.source, 0) + line.amount.minor
    return billed


def _with_retainage(
    rows: list[ApplicationRow], book: Book, before: Sequence[Released], invoice: Draft | Released
) -> list[ApplicationRow]:
    """What is held after this invoice, shared over the rows: of stored material, and of the work."""
    held = _held(book, [*before, invoice])
    on_stored = _stored_part(book, invoice, book.project.currency.total(row.stored for row in rows), held)
    parts = _shared(on_stored, [row.stored.minor for row in rows])
    works = _shared(held - on_stored, [row.previous.minor + row.this_period.minor for row in rows])
    return [replace(row, retainage=one + other) for row, one, other in zip(rows, parts, works, strict=True)]


def _shared(amount: Money, weights: list[int]) -> list[Money]:
    return split(amount, weights) if sum(weights) else [amount.zero for _ in weights]


def _stored_part(book: Book, invoice: Draft | Released, stored: Money, held: Money) -> Money:
    """What of the retainage is held of stored material: at its rate, or in proportion under a stated amount."""
    rate = _rate(book, invoice)
    return min(stored.share(rate), held) if rate is not None else held.zero


def _rate(book: Book, invoice: Draft | Released) -> Percent | None:
    stated = retainage(book.project, invoice).rate if isinstance(invoice, Draft) else invoice.retainage.rate
    return book.project.settings.billing.retainage_stored or stated


def _held(book: Book, invoices: Sequence[Draft | Released]) -> Money:
    """What the invoices hold less what they bill of it."""
    held = (_held_by(book, invoice) for invoice in invoices)
    return book.project.currency.total(held) - given_back(book.project, invoices)


def _held_by(book: Book, invoice: Draft | Released) -> Money:
    held = invoice.held if isinstance(invoice, Released) else retainage(book.project, invoice).held
    return book.project.zero if held is None else held


def _earned(book: Book, invoices: Sequence[Released]) -> Money:
    """Earned less retainage of the applications before, read from their invoices."""
    total = book.project.currency.total
    return total(work(book.project, invoice.sections) for invoice in invoices) - _held(book, invoices)


def _total(book: Book, rows: Sequence[ApplicationRow]) -> ApplicationRow:
    def sums(name: str) -> Money:
        return book.project.currency.total(getattr(row, name) for row in rows)

    return ApplicationRow(
        id="total",
        name="Total",
        scheduled=sums("scheduled"),
        previous=sums("previous"),
        this_period=sums("this_period"),
        stored=sums("stored"),
        to_date=sums("to_date"),
        percent=percent_of(sums("to_date"), sums("scheduled")),
        to_finish=sums("to_finish"),
        retainage=sums("retainage"),
    )
