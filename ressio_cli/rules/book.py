"""The book: a project with its sources, claims and payments indexed once.

Room: rules.  Law 2 is reckoned here: over all live invoices the lines on a source lie between zero and its worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property

from ressio_cli.model.bill import BillLine
from ressio_cli.model.invoice import Draft, Invoice, Line, Released
from ressio_cli.model.money import Money, half_up
from ressio_cli.model.payment import Payment
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules import sources
from ressio_cli.rules.series import Series


@dataclass(frozen=True, slots=True)
class Claim:
    """One line on a source. `counted` is its amount in smallest units of the source's own worth, exactly."""

    invoice: Draft | Released
    method: str
    line: Line
    counted: int | Fraction
    slack: int | Fraction = 0  # how far rounding of a line with its own markup may be off

    @property
    def drafted(self) -> bool:
        """On a draft: it reserves, it is not billed."""
        return isinstance(self.invoice, Draft)


class Book:
    """Everything else asks the book, so that no file is walked twice."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in sources.every_source(self.project)}

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
        """The lines on each source over all live invoices: released ones by number, then drafts."""
        index: dict[str, list[Claim]] = {}
        live: Iterable[Draft | Released] = (*self.project.live, *self.project.drafts)
        for invoice in live:
            for section in invoice.sections:
                for line in section.lines:
                    if line.source:
                        index.setdefault(line.source, []).append(self.claim(invoice, section.method, line))
        return index

    def claim(self, invoice: Draft | Released, method: str, line: Line) -> Claim:
        """A line as a claim on its source."""
        scale = scale_of(line, self.sources.get(line.source))
        if scale is None:
            return Claim(invoice, method, line, line.amount.minor)
        return Claim(invoice, method, line, line.amount.minor * scale, abs(scale) / 2)

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
        return counted(self.claims_on(source.id, besides), source.worth.zero)

    def left(self, source: Source, besides: Invoice | None = None) -> Money:
        """Worth less claimed; nothing where only the rounding of a line's own markup is left."""
        return left_of(source.worth, self.claims_on(source.id, besides))

    def rest(self, source: Source, besides: Invoice | None = None) -> Money:
        """What can still be billed: what is left; nothing where more is claimed than the source is worth."""
        left = self.left(source, besides)
        return left if left.negative == source.worth.negative and source.worth else left.zero


def scale_of(line: Line, source: Source | None) -> Fraction | None:
    """What a line's amount is multiplied by in terms of its source's worth; None without a markup of its own."""
    if source is None or line.markup is None or not line.worth or not source.worth:
        return None
    return Fraction(source.worth.minor, line.worth.minor)


def left_of(worth: Money, claims: Sequence[Claim]) -> Money:
    """Worth less claims, or nothing where lines with their own markup may be off by that much through rounding."""
    slack = Fraction(sum(claim.slack for claim in claims))
    rest = worth.minor - Fraction(sum(claim.counted for claim in claims))
    return worth.zero if abs(rest) <= slack else worth - counted(claims, worth.zero)


def counted(claims: Iterable[Claim], zero: Money) -> Money:
    """What claims come to in terms of their source's worth, rounded once."""
    units = sum(claim.counted for claim in claims)
    return Money(half_up(units.numerator, units.denominator), zero.digits)


def _same(invoice: Invoice, other: Invoice | None) -> bool:
    return other is not None and type(invoice) is type(other) and invoice.id == other.id
