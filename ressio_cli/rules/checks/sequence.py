"""The chain of invoices: each names the one released last before it (`after`).

Room: rules.  Problems: invoice.after-circle.  Notes: invoice.after-twice, invoice.after-unknown.

Two invoices behind one come from two branches that were merged. That is no fault as long as they bill different
things; where they bill the same one, `line.previous` finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ressio_cli.model.invoice import Released
from ressio_cli.model.problem import Problem
from ressio_cli.rules.book import Book
from ressio_cli.rules.order import in_circles


def one_follows_another(book: Book) -> Iterator[Problem]:
    """No two live invoices name the same one before them."""
    first: dict[str, Released] = {}
    for invoice in book.order:
        if not invoice.after or not invoice.live:
            continue
        other = first.setdefault(invoice.after, invoice)
        if other is not invoice:
            yield Problem(
                "invoice.after-twice",
                f"{other.id} and {invoice.id} were both released after {invoice.after}, as on two branches of the job",
                invoice.origin.at("after"),
                f"nothing need be done; {other.id} counts as the earlier one",
                "note",
                subjects=(other.id, invoice.id),
            )


def the_one_before_is_there(book: Book) -> Iterator[Problem]:
    """The invoice that another names before it is there."""
    known = {invoice.id for invoice in book.project.invoices}
    for invoice in book.order:
        if invoice.after and invoice.after not in known:
            yield Problem(
                "invoice.after-unknown",
                f"{invoice.id} was released after {invoice.after}, which is not there",
                invoice.origin.at("after"),
                f"if the file was lost, restore invoices/{invoice.after}.yaml",
                "note",
                subjects=(invoice.id,),
            )


def the_order_has_a_beginning(book: Book) -> Iterator[Problem]:
    """No invoice was released after one that was released after it."""
    for invoice in in_circles(book.project):
        yield Problem(
            "invoice.after-circle",
            f"{invoice.id} was released after {invoice.after}, which leads round in a circle",
            invoice.origin.at("after"),
            f"restore invoices/{invoice.id}.yaml as it was released",
            subjects=(invoice.id,),
        )
