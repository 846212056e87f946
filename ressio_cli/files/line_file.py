"""Sections and lines of an invoice as they stand in its file.

Room: files.
"""

from __future__ import annotations

from ressio_cli.files import kinds
from ressio_cli.files.canonical import taxed, word, words
from ressio_cli.files.fields import Fields
from ressio_cli.model.invoice import Line, Section
from ressio_cli.model.value import Plain, Value

METHODS = ("amount", "changes", "percentage", "actuals", "deposit", "retainage")


def section(fields: Fields) -> Section:
    """One section."""
    return Section(
        title=fields.text("title", "The heading above its lines.", True),
        method=fields.choice("from", "The way of billing.", METHODS, True),
        lines=fields.each("lines", "What is billed.", line, True),
        origin=fields.origin,
    )


def section_value(section: Section) -> dict[str, Value]:
    """The words of a section."""
    lines: list[Value] = [line_value(line) for line in section.lines]
    return words({"title": section.title, "from": Plain(section.method), "lines": lines})


def line(fields: Fields) -> Line:
    """One line."""
    money = fields.money
    return Line(
        source=fields.text("source", "What it claims, such as 03-100 or CO-001/1; left out: a stated line."),
        code=fields.text("code", "Its cost code."),
        description=fields.long_text("description", "What the client reads."),
        cost=money("cost", "What it costs the builder."),
        quantity=fields.number("quantity", "How many units."),
        unit=fields.text("unit", "What is counted, such as cy."),
        unit_cost=fields.number("unit_cost", "The cost of one unit."),
        markup=fields.percent("markup", "The markup on its cost; may be negative.", kinds.MARKUP),
        source_markup=fields.percent(
            "source_markup", "The markup on its source's cost at release; written then.", kinds.MARKUP
        ),
        worth=money("worth", "What the whole source is worth."),
        percent=fields.percent("percent", "How much of it is complete to date.", kinds.TO_DATE),
        previous=money("previous", "What was billed of it before."),
        stored=money("stored", "What of all that is billed to date is material not yet built in."),
        amount=money("amount", "What this invoice bills.", True) or fields.currency.zero,
        taxed=fields.taxed("taxed", "The client's taxes on it."),
        tax_rates=fields.pairs(
            "tax_rates", "The rates of its taxes that are not those of the release date.", kinds.RATE
        ),
        over=fields.long_text("over", "Why it may go beyond what the source is worth."),
        origin=fields.origin,
    )


def line_value(line: Line) -> dict[str, Value]:
    """The words of a line."""
    return words({
        "source": line.source, "code": line.code, "description": line.description, "cost": line.cost,
        "quantity": line.quantity, "unit": line.unit, "unit_cost": line.unit_cost, "markup": line.markup,
        "source_markup": line.source_markup, "worth": line.worth, "percent": line.percent, "previous": line.previous,
        "stored": line.stored, "amount": line.amount, "taxed": taxed(line.taxed),
        "tax_rates": {name: word(rate) for name, rate in line.tax_rates.items()}, "over": line.over,
    })  # fmt: skip
