"""The book: a project with its sources, claims and payments indexed once.

Room: rules.  Law 2 is reckoned here: over all live invoices the lines on a source lie between zero and its worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from ressio_cli.model.invoice import Draft, Invoice, Line, Released
from ressio_cli.model.money import Money, half_up
from ressio_cli.model.payment import Payment
from ressio_cli.model.project import Project
from ressio_cli.model.record import dataclass
from ressio_cli.model.source import Source
from ressio_cli.rules import sources
from ressio_cli.rules.order import in_order
from ressio_cli.rules.revisions import Dated, release_days, revisions, superseded, void_since


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

    def __init__(self, project: Project, known: dict[str, Source] | None = None) -> None:
        """`known`: the only sources that are asked for, where they were made already."""
        self.project = project
        self._known = known

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        if self._known is not None:
            return self._known
        return {source.id: source for source in sources.every_source(self.project)}

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
                        index.setdefault(line.source, []).append(self.claim(invoice, section.method, line))
        return index

    def claim(self, invoice: Draft | Released, method: str, line: Line) -> Claim:
        """A line as a claim on its source."""
        scale = scale_of(line, self.sources.get(line.source))
        if scale is None:
            return Claim(invoice, method, line, line.amount.minor)
        return Claim(invoice, method, line, line.amount.minor * scale, abs(scale) / 2)

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
