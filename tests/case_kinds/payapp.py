"""Kind `payapp`: applications for payment on one contract, with changes and retainage.

An application is an invoice of progress and changes under its retainage rate. What is earned less retainage is what
was invoiced. Where a case states certificates from before its first application, the work behind them is billed first:
the work whose certificate they are, or the amounts the schedule of values shows as billed before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build import USD, a_change, a_job, an_item, money, percent
from case_kinds.case import Case, NotOffered, Tree
from story import Story

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Released
from ressio_cli.model.money import Money, Percent
from ressio_cli.rules.budget_rows import budget_table
from ressio_cli.rules.sources import ALL, RETAINAGE
from ressio_cli.rules.unbilled import unbilled

CONTRACT = "01-100"
METHODS = ("percentage", "changes")

Amounts = Mapping[str, Money]


def refuse(case: Case) -> None:
    """Percents have two decimals; one rate of retainage holds over an application."""
    applications = case.expected["applications"]
    percents = [line["percent"] for one in applications for line in one.get("lines", {}).values() if "percent" in line]
    decimals = max((len(word.partition(".")[2]) for word in percents), default=2)
    if decimals != 2:
        raise NotOffered(f"percent billed to {decimals} decimals (it has two)")
    if any("retainage" in line for one in applications for line in one.get("lines", {}).values()):
        raise NotOffered("retainage per line of an application")


def run(case: Case) -> Tree:
    """Every application in order, then the checks that pay several of them."""
    facts, story = case.input, Story(a_job(items=_items(case.input), settings=case.settings()))
    _agree(story, facts["applications"][0])
    _before(story, facts)
    made: list[Tree] = []
    ids: dict[str, str] = {}
    for application in facts["applications"]:
        _agree(story, application)
        certified = story.summary().billing.invoiced
        invoice = _apply(story, application)
        ids[application["no"]] = invoice.id
        made.append({**_figures(story, invoice), "no": application["no"], "previous_certificates": certified})
    checks = case.expected.get("check_amounts", {})
    return {"applications": made, "check_amounts": {name: _check(story, ids, one) for name, one in checks.items()}}


def _items(facts: Mapping[str, Tree]) -> list[Tree]:
    """The schedule of values, or the contract sum as one item."""
    lines = facts["applications"][0].get("lines")
    if lines is None:
        return [an_item(CONTRACT, price=facts["original_contract_sum"])]
    return [an_item(_item(place), price=line["scheduled"], name=line["id"]) for place, line in enumerate(lines)]


def _item(place: int) -> str:
    return f"{place + 1:02}-100"


def _agree(story: Story, application: Mapping[str, Tree]) -> None:
    """Approve what the change orders come to beyond those approved before; a schedule of values holds them already."""
    more = money(application["net_change_orders"]) - story.summary().contract.approved_changes
    if more and "lines" not in application:
        story.job = story.job.having(*a_job(changes=[a_change(f"CO-{application['no']}", more)]).changes)


def _before(story: Story, facts: Mapping[str, Tree]) -> None:
    """Bill what was certified before the first application."""
    certified, application = money(facts["certified_before"]), facts["applications"][0]
    if not certified:
        return
    rate = percent(application["retainage_work"])
    if "lines" not in application:
        _bill(story, {ALL: _work_behind(certified, rate)}, rate)
    else:
        _bill(story, _column(application, "previous"), rate)
        _bill(story, _column(application, "stored"), percent(application["retainage_stored"]))
    if story.summary().billing.invoiced != certified:
        raise NotOffered("certificates that do not follow from the schedule of values")


def _work_behind(certified: Money, rate: Percent) -> Money:
    """The work that leaves that certificate once the rate is held of it."""
    near = int(certified.minor / (1 - rate.fraction))
    return next(work for work in map(Money, range(near - 1, near + 3)) if work - work.share(rate) == certified)


def _column(application: Mapping[str, Tree], *names: str) -> Amounts:
    """The sum of some columns for each line of the schedule of values."""
    columns = [[money(line.get(name, "0")) for name in names] for line in application["lines"]]
    return {_item(place): USD.total(amounts) for place, amounts in enumerate(columns)}


def _apply(story: Story, application: Mapping[str, Tree]) -> Released:
    held = application.get("retainage_held")
    amounts = dict(_due_now(story, application))
    back = _given_back(story, application)
    amounts |= {RETAINAGE: back} if back else {}
    invoice = _bill(story, amounts, money(held) if held else percent(application["retainage_work"]))
    assert invoice is not None, "an application of nothing"
    return invoice


def _due_now(story: Story, application: Mapping[str, Tree]) -> Iterator[tuple[str, Money]]:
    """Completed and stored to date less what was billed before: of each line, or of the contract as a whole."""
    if "lines" not in application:
        yield ALL, money(application["completed_to_date"]) - story.summary().billing.billed
        return
    for item, to_date in _column(application, "previous", "this_period", "stored").items():
        yield item, to_date - story.book.claimed(story.book.sources[item])


def _given_back(story: Story, application: Mapping[str, Tree]) -> Money | None:
    """The retainage that is released: as stated, or all of it where nothing is held any more."""
    if "retainage_released" in application:
        return money(application["retainage_released"])
    held = story.summary().billing.retainage_held
    return held if application.get("retainage_work") == "0" and held else None


def _bill(story: Story, amounts: Amounts, retainage: Percent | Money) -> Released | None:
    """One invoice of the amounts that are not zero; none where all are."""
    asked = {name: amount for name, amount in amounts.items() if amount}
    methods: Sequence[str] = METHODS if ALL in asked else ()
    return story.bill(*methods, amount=asked, wording=Wording(retainage=retainage)) if asked else None


def _figures(story: Story, invoice: Released) -> dict[str, Tree]:
    total = story.summary()
    assert invoice.recap is not None
    return {
        "contract_sum_to_date": total.contract.approved_price,
        "completed_and_stored": invoice.recap.billed_to_date,
        "retainage": total.billing.retainage_held,
        "earned_less_retainage": total.billing.invoiced,
        "current_payment_due": invoice.total,
        "balance_to_finish_incl_retainage": unbilled(story.book, story.today, contract=True, retainage=True).total,
        "balance_to_finish_excl_retainage": invoice.recap.left,
        "lines": {
            row.name: {
                "completed_and_stored": row.billed,
                "balance_to_finish": row.left_to_bill,
                "percent": row.percent_billed,
            }
            for row in budget_table(story.book, "item").rows
        },
    }


def _check(story: Story, ids: Mapping[str, str], check: Mapping[str, Tree]) -> dict[str, Tree]:
    """One payment over the applications it settles."""
    payment = story.pay(*(ids[no] for no in check["applications"]))
    names = {id: no for no, id in ids.items()}
    return {"amount": payment.amount, "applications": [names[part.invoice] for part in payment.applied]}
