"""The book: a project with its sources, claims and payments indexed once.

Room: rules.  Law 2 is reckoned here: over all live invoices the lines on a source lie between zero and its worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from ressio_cli.model.bill import BillLine
from ressio_cli.model.invoice import Draft, Invoice, Line, Released
from ressio_cli.model.money import Money
from ressio_cli.model.payment import Payment
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules import sources
from ressio_cli.rules.carrying_out import CarryingOut, bills_are_billed
from ressio_cli.rules.counting import Count, count, left_of
from ressio_cli.rules.order import in_order
from ressio_cli.rules.revisions import Dated, release_days, revisions, superseded, void_since
from ressio_cli.rules.series import Series


@dataclass(frozen=True, slots=True)
class Claim:
    """One line on a source."""

    invoice: Draft | Released
    method: str
    line: Line

    @property
    def drafted(self) -> bool:
        """On a draft: it reserves, it is not billed."""
        return isinstance(self.invoice, Draft)


class Book:
    """Everything else asks the book, so that no file is walked twice."""

    def __init__(self, project: Project, known: dict[str, Source] | None = None) -> None:
        """`known`: the only sources that are asked for, where they were made already."""
        self.project = project
        self._known = known

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        if self._known is not None:
            return self._known
        settle = self.carrying_out.settle
        return {source.id: settle(source) for source in sources.every_source(self.project)}

    @cached_property
    def carrying_out(self) -> CarryingOut:
        """How the changes are carried out."""
        claims = self.claims if bills_are_billed(self.project.settings) else {}
        return CarryingOut(self.project, {id: [claim.invoice.id for claim in on] for id, on in claims.items()})

    @cached_property
    def series(self) -> Series:
        """The number series of the project's invoices."""
        return Series(self.project)

    @cached_property
    def bill_lines(self) -> dict[str, BillLine]:
        """The lines of all bills by their ids as sources."""
        bills = self.project.bills
        return {f"{bill.id}/{place}": line for bill in bills for place, line in enumerate(bill.lines, 1)}

    @cached_property
    def claims(self) -> dict[str, list[Claim]]:
        """The lines on each source over all live invoices: released ones in the order of release, then drafts."""
        index: dict[str, list[Claim]] = {}
        live = [invoice for invoice in self.order if invoice.live]
        papers: Iterable[Draft | Released] = (*live, *self.project.drafts)
        for invoice in papers:
            for section in invoice.sections:
                for line in section.lines:
                    if line.source:
                        index.setdefault(line.source, []).append(Claim(invoice, section.method, line))
        return index

    @cached_property
    def order(self) -> tuple[Released, ...]:
        """Every released invoice, void ones too, in the order of release."""
        return in_order(self.project)

    @cached_property
    def _release_days(self) -> dict[str, date]:
        return release_days(self.project)

    @cached_property
    def _superseded(self) -> dict[str, list[Released]]:
        return superseded(self.project)

    def void_since(self, invoice: Released) -> date | None:
        """The day from which an invoice counts as void; None where it is not."""
        return void_since(invoice, self._release_days)

    def revisions(self, invoice: Released) -> list[Dated]:
        """Every revision of an invoice, with the day from which it stood."""
        return revisions(invoice, self._superseded.get(invoice.id, ()))

    @cached_property
    def payments(self) -> dict[str, list[Payment]]:
        """The payments applied to each invoice, in the order they were received."""
        index: dict[str, list[Payment]] = {}
        for payment in sorted(self.project.payments, key=lambda payment: (payment.received, payment.id)):
            for invoice in dict.fromkeys(part.invoice for part in payment.applied):
                index.setdefault(invoice, []).append(payment)
        return index

    @cached_property
    def invoices(self) -> dict[str, Draft | Released]:
        """Released invoices and drafts by id; a released one goes before a draft of the same name."""
        every: tuple[Draft | Released, ...] = (*self.project.drafts, *self.project.invoices)
        return {invoice.id: invoice for invoice in every}

    def claims_on(self, source: str, besides: Invoice | None = None) -> list[Claim]:
        """The claims on a source, leaving out those of one invoice."""
        claims = self.claims.get(source, [])
        return [claim for claim in claims if not _same(claim.invoice, besides)] if besides else claims

    def claimed(self, source: Source, besides: Invoice | None = None) -> Money:
        """What live invoices, drafts included, claim of a source, in terms of its worth."""
        return count_of(source, self.claims_on(source.id, besides)).money(source.worth)

    def amounts(self, source: Source, besides: Invoice | None = None) -> Money:
        """The amounts of the claims as they stand on the invoices, whatever the source is worth today."""
        return self.project.currency.total(claim.line.amount for claim in self.claims_on(source.id, besides))

    def left(self, source: Source, besides: Invoice | None = None) -> Money:
        """Worth less claimed; nothing where only rounding is left."""
        return left_of(source, [claim.line for claim in self.claims_on(source.id, besides)])

    def rest(self, source: Source, besides: Invoice | None = None) -> Money:
        """What can still be billed: what is left; nothing where more is claimed than the source is worth."""
        left = self.left(source, besides)
        return left if left.negative == source.worth.negative and source.worth else left.zero


def way_out(invoice: Draft | Released, source: str) -> str:
    """The command that takes a claim back: from a draft it is dropped, a released invoice is void and issued anew.

    A draft that would have no line left is deleted.
    """
    if isinstance(invoice, Draft):
        alone = all(line.source == source for line in invoice.lines)
        return f"ressio invoice delete {invoice.id}" if alone else f"ressio invoice edit {invoice.id} --drop {source}"
    return f'ressio void {invoice.id} --reason "{source} is wrong" --reissue'


def count_of(source: Source | None, claims: Sequence[Claim]) -> Count:
    """What claims come to in terms of their source's worth today."""
    return count(source, [claim.line for claim in claims])


def _same(invoice: Invoice, other: Invoice | None) -> bool:
    return other is not None and type(invoice) is type(other) and invoice.id == other.id
