"""The taxes of an invoice: per tax and rate, rounded as the project says, and closing to nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_job, a_line, an_invoice, an_item, day, money, percent, progress, section, settings, stated

from ressio_cli.model.invoice import Released, TaxCharge
from ressio_cli.model.project import Project
from ressio_cli.model.settings import PER_INVOICE, PER_LINE, TO_DATE
from ressio_cli.rules.tax_charges import charges
from ressio_cli.rules.totals import reckoned

PRICES = ("68.33", "68.33", "57.50", "85.00")
ROUNDINGS = (PER_INVOICE, PER_LINE, TO_DATE)


def a_project(rounding: str, rate: str = "20%") -> Project:
    facts = settings(tax={"VAT": rate})
    return a_job(settings=replace(facts, tax=replace(facts.tax, rounding=rounding)))


def in_turn(job: Project, *bills: tuple[str, ...]) -> list[TaxCharge]:
    """The charge of invoices that are released one after the other, each with these stated lines."""
    found = []
    for number, lines in enumerate(bills, 1):
        invoice = an_invoice(number, section("amount", *(stated(amount, taxed=True) for amount in lines)))
        (charge,) = charges(job, invoice, job.invoices, invoice.released)
        sums = reckoned(job, invoice, invoice.released)
        job = replace(job, invoices=(*job.invoices, replace(invoice, taxes=sums.taxes, total=sums.total)))
        found.append(charge)
    return found


def amounts(found: list[TaxCharge]) -> list[str]:
    return [str(charge.amount) for charge in found]


def test_the_last_credit_takes_the_odd_cent() -> None:
    found = in_turn(a_project(PER_INVOICE), PRICES, *((f"-{price}",) for price in PRICES))
    assert amounts(found) == ["55.83", "-13.67", "-13.67", "-11.50", "-16.99"]
    assert found[-1] == TaxCharge(
        name="VAT", rate=percent("20%"), base=money("-85.00"), amount=money("-16.99"), base_before=money("85.00"),
        amount_before=money("16.99"),
    )  # fmt: skip
    assert all(charge.base_before is None for charge in found[:-1])


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("sign", ["", "-"])
def test_nothing_is_left_however_it_is_rounded_and_whichever_way_it_went(rounding: str, sign: str) -> None:
    signs = {"": "-", "-": ""}
    there, back = [(f"{sign}0.12",)] * 3, [(f"{signs[sign]}0.18", f"{signs[sign]}0.18")]
    found = in_turn(a_project(rounding, "12.5%"), *there, *back)
    assert sum(charge.amount.minor for charge in found) == 0


def test_rounded_to_date_the_tax_is_never_half_a_cent_off() -> None:
    found = in_turn(a_project(TO_DATE, "5%"), *[("0.10",)] * 4)
    assert amounts(found) == ["0.01", "0.00", "0.01", "0.00"]
    assert [str(charge.base_before) if charge.base_before else None for charge in found] == [None, "0.10", None, "0.30"]
    assert amounts(in_turn(a_project(PER_INVOICE, "5%"), *[("0.10",)] * 4)) == ["0.01"] * 4


def test_a_void_invoice_charged_nothing_before() -> None:
    job = a_project(TO_DATE, "5%")
    first = replace(an_invoice(1, section("amount", stated("0.10", taxed=True)), void="2026-04-02"), total=money(1))
    charged = (TaxCharge(name="VAT", rate=percent("5%"), base=money("0.10"), amount=money("0.01")),)
    job = replace(job, invoices=(replace(first, taxes=charged),))
    second = an_invoice(2, section("amount", stated("0.10", taxed=True)))
    assert amounts(list(reckoned(job, second, second.released).taxes)) == ["0.01"]


def test_each_rate_of_a_tax_is_rounded_by_itself() -> None:
    facts = settings(tax={"VAT": {"": "20%", "2026-07-01": "22%"}})
    job = a_job(items=[an_item("A", price=1000, taxed=True)], settings=facts)
    old = a_line("A", "0.12", worth=1000, taxed=True, tax_rates={"VAT": percent("20%")})
    invoice = an_invoice(1, progress(old), section("amount", stated("0.12", taxed=True)), on="2026-07-15")
    assert [(str(tax.rate), str(tax.base), str(tax.amount)) for tax in charges(job, invoice, (), invoice.released)] == [
        ("20%", "0.12", "0.02"),
        ("22%", "0.12", "0.03"),
    ]


def test_a_rate_of_nothing_of_its_own_is_a_rate() -> None:
    job = a_project(PER_INVOICE)
    line = stated(100, taxed=True, tax_rates={"VAT": percent("0%")})
    invoice: Released = an_invoice(1, section("amount", line))
    (charge,) = charges(job, invoice, (), day("2026-03-31"))
    assert (str(charge.rate), str(charge.amount)) == ("0%", "0.00")
