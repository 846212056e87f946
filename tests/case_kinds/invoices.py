"""Kinds `invoice` and `document_pair`: stated lines, discounts and charges, taxes, total, what is due.

A line, a discount and a charge are stated lines. A line with discounts or charges of its own has a section to itself,
whose subtotal is its net; those of the invoice stand in the sections Discounts and Charges, which are added to the
draft once the lines are there. Money paid before is recorded as an advance and drawn at release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from build import a_job, money
from case_kinds.case import Case, NotOffered, Tree
from story import Story

from ressio_cli.billing.stated import stated_line
from ressio_cli.model.ask import Stated
from ressio_cli.model.figures import InvoiceFigures
from ressio_cli.model.money import Money, read_number, split
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, Settings
from ressio_cli.rules.statement import statement

SECTIONS = {"discount": "Discounts", "charge": "Charges"}
MORE_ON_THE_AMOUNT_DUE = {
    "rounding": "rounding of the amount due",
    "third_party": "money collected for others, outside the total",
}


def run(case: Case) -> Tree:
    """One invoice."""
    return _document(case, case.input, _a_story(case, case.input["taxes"]))


def run_pair(case: Case) -> Tree:
    """Each document in a job of its own, and all in one job for the sum of their totals."""
    documents = case.input["documents"]
    together = _a_story(case, {name: tax for facts in documents.values() for name, tax in facts["taxes"].items()})
    for facts in documents.values():
        _document(case, facts, together)
    return {
        "documents": {
            name: _document(case, facts, _a_story(case, facts["taxes"])) for name, facts in documents.items()
        },
        "sum_of_totals": together.summary().billing.invoiced,
    }


def _a_story(case: Case, taxes: Mapping[str, Tree]) -> Story:
    return Story(a_job(settings=_settings(case, taxes)))


def _settings(case: Case, taxes: Mapping[str, Tree]) -> Settings:
    facts = case.settings(tax={name: tax["rate"] for name, tax in taxes.items()}, default=())
    rounding = PER_LINE if case.rules.get("tax_round") == "per_line" else PER_INVOICE
    return replace(facts, tax=replace(facts.tax, rounding=rounding))


def refuse(case: Case) -> None:
    """Taxes stand beside each other on the rounded price, and nothing is added to what is due."""
    if case.rules.get("tax_price") == "inclusive":
        raise NotOffered("prices that contain their tax")
    if case.rules.get("tax_base", "rounded") != "rounded":
        raise NotOffered("tax on the line before it is rounded")
    for facts in case.input.get("documents", {"": case.input}).values():
        _refuse_facts(facts)


def _refuse_facts(facts: Mapping[str, Tree]) -> None:
    if any("on" in tax for tax in facts["taxes"].values()):
        raise NotOffered("tax on tax")
    if any(Decimal(tax["rate"]) < 0 for tax in facts["taxes"].values()):
        raise NotOffered("a tax below zero (withholding)")
    for name, reason in MORE_ON_THE_AMOUNT_DUE.items():
        if name in facts:
            raise NotOffered(reason)
    if any("per" in line for line in facts["lines"]):
        raise NotOffered("a price for several units")
    if any("/" in line.get("section", "") for line in facts["lines"]):
        raise NotOffered("sections within sections")


def _document(case: Case, facts: Mapping[str, Tree], story: Story) -> Tree:
    draft = story.new("amount", items=list(_lines(facts["lines"], story)))
    before = story.figures(draft.id)
    more = list(_adjustments(case, facts, before))
    if more:
        story.add(draft.id, "amount", items=more)
    if "prepaid" in facts:
        story.advance(facts["prepaid"])
    issued = story.release(draft.id, apply_credit="prepaid" in facts)
    # Closing, not balance: what a negative invoice leaves to the client stands there too, below zero.
    due = statement(story.book, story.today).closing
    return {**_made(facts["lines"], before, story.figures(issued.id)), "due": due}


def _lines(lines: Sequence[Tree], story: Story) -> Iterator[Stated]:
    for line in lines:
        own = line.get("adjustments", [])
        item = Stated(
            description=line["id"],
            quantity=read_number(line["qty"]),
            unit_cost=read_number(line["unit_price"]),
            taxed=_taxed(line),
            section=line["id"] if own else line.get("section", ""),
        )
        yield item
        base = stated_line(item, story.job.settings).amount
        yield from (replace(_adjustment(one, base), taxed=item.taxed, section=item.section) for one in own)


def _taxed(facts: Mapping[str, Tree]) -> tuple[str, ...] | bool:
    return tuple(facts.get("tax", ())) or False


def _adjustment(facts: Mapping[str, Tree], base: Money) -> Stated:
    """A discount or a charge as a stated line: an amount, or a part of the base as quantity × unit cost."""
    down = facts["kind"] == "discount"
    if "percent" in facts:
        base = money(facts["of"]) if "of" in facts else base
        share = Decimal(facts["percent"]).scaleb(-2)
        return Stated(description=facts["kind"], quantity=-share if down else share, unit_cost=base.exact)
    amount = money(facts["amount"])
    return Stated(description=facts["kind"], amount=-amount if down else amount)


def _adjustments(case: Case, facts: Mapping[str, Tree], before: InvoiceFigures) -> Iterator[Stated]:
    nets = list(_nets(facts["lines"], before).values())
    for one in facts.get("adjustments", []):
        whole = replace(_adjustment(one, before.subtotal), taxed=_taxed(one), section=SECTIONS[one["kind"]])
        if "discount_spread" not in case.rules or "tax" in one or whole.amount is None:
            yield whole
            continue
        for line, part in zip(facts["lines"], split(whole.amount, [net.minor for net in nets]), strict=True):
            yield replace(whole, amount=part, taxed=_taxed(line))


def _nets(lines: Sequence[Tree], found: InvoiceFigures) -> dict[str, Money]:
    """What each line comes to after its own discounts and charges."""
    amounts = {line.description: line.amount for line in found.invoice.lines}
    return {line["id"]: (_subtotals(found) if "adjustments" in line else amounts)[line["id"]] for line in lines}


def _subtotals(found: InvoiceFigures) -> dict[str, Money]:
    titles = [section.title for section in found.invoice.sections]
    return dict(zip(titles, found.subtotals, strict=True))


def _made(lines: Sequence[Tree], before: InvoiceFigures, after: InvoiceFigures) -> dict[str, Tree]:
    sections, none = _subtotals(after), before.subtotal.zero
    return {
        "lines": _nets(lines, after),
        "sections": sections,
        "subtotal": before.subtotal,
        "discounts": -sections.get(SECTIONS["discount"], none),
        "charges": sections.get(SECTIONS["charge"], none),
        "net": after.subtotal,
        "taxes": {charge.name: {"base": charge.base, "tax": charge.amount} for charge in after.taxes},
        "tax_total": after.tax,
        "total": after.standing.total,
    }
