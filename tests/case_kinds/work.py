"""Kinds `progress`, `percent_of_total`, `markup`, `retainage` and `allocation`: parts of one price or cost."""

from __future__ import annotations

from dataclasses import replace

from build import a_bill, a_cost, a_job, an_item, money
from case_kinds.case import Case, NotOffered, Tree
from story import Story

from ressio_cli.model.money import Money, split

ITEM = "01-100"


def run_progress(case: Case) -> Tree:
    """A percent to date of each item; a bill is what that adds to the bills before."""
    ids = {name: f"{place:02}-100" for place, name in enumerate(case.input["lines"], 1)}
    items = [an_item(ids[name], price=price, name=name) for name, price in case.input["lines"].items()]
    story = Story(a_job(items=items, settings=case.settings()))
    made = []
    for bill in case.input["bills"]:
        percents = {ids[name]: to_date for name, to_date in bill["percent_to_date"].items()}
        invoice = story.bill(percent=percents)
        made.append({"no": bill["no"], "amount": story.figures(invoice.id).subtotal})
    return {"bills": made}


def refuse_percent_of_total(case: Case) -> None:
    """A part is billed; what is left after it is another figure, which no case here asks for."""
    if case.input["take"] != "part":
        raise NotOffered("the rest of a percent")


def run_percent_of_total(case: Case) -> Tree:
    """Each percent is billed as the first part of an agreed price, in a job of its own."""
    return {"amounts": [_part(case, word) for word in case.input["percents"]]}


def _part(case: Case, word: str) -> Money:
    story = Story(a_job(items=[an_item(ITEM, price=case.input["total"])], settings=case.settings()))
    return story.figures(story.bill(percent={ITEM: word}).id).subtotal


def refuse_markup(case: Case) -> None:
    """Only fees on cost: what turns price, markup and margin into one another is not told here."""
    if any("cost" not in invoice for invoice in case.input.get("invoices", [{}])):
        raise NotOffered("markup and margin turned into one another")


def run_markup(case: Case) -> Tree:
    """Each cost is a bill whose markup is the fee; all that is left is invoiced."""
    story = Story(a_job(settings=case.settings(contract="cost-plus", budget="cost-codes")))
    made = []
    for number, facts in enumerate(case.input["invoices"], 1):
        cost = a_cost(facts["cost"], markup=facts["fee_percent"], code="01-00-00")
        story.job = story.job.having(a_bill(f"costs-{number}", cost))
        invoice = story.bill("actuals")
        (line,) = invoice.lines
        assert line.cost is not None
        made.append({"fee": line.amount - line.cost, "total": invoice.total})
    return {"invoices": made}


def refuse_retainage(case: Case) -> None:
    """One rate over the work of an invoice."""
    if case.rules["method"] != "per_line":
        raise NotOffered("a retainage rate per band of completion")
    if len({line["rate"] for line in case.input["lines"]}) > 1:
        raise NotOffered("a retainage rate per line")


def run_retainage(case: Case) -> Tree:
    """Every line is an application; what it holds is rounded by itself (`retainage_rounding = "invoice"`)."""
    lines = case.input["lines"]
    facts = case.settings(retainage=lines[0]["rate"])
    facts = replace(facts, billing=replace(facts.billing, retainage_per_invoice=True))
    price = facts.currency.total(money(line["billed"]) for line in lines)
    story = Story(a_job(items=[an_item(ITEM, price=price)], settings=facts))
    held = {line["id"]: story.bill(amount={ITEM: line["billed"]}).held for line in lines}
    return {"lines": held, "retainage": story.summary().billing.retainage_held}


def run_allocation(case: Case) -> Tree:
    """An amount shared by weights."""
    return {"cases": [_shared(facts) for facts in case.input["cases"]]}


def _shared(facts: Tree) -> list[Money]:
    return split(money(facts["amount"]), [money(weight).minor for weight in facts["weights"]])
