"""The objects of `--json` about changes and bills, key by key."""

from __future__ import annotations

from dataclasses import replace

from views.view_samples import GROUP, PAGE, bill, change, source

from ressio_cli.model.change import Decision
from ressio_cli.model.invoice import Attachment
from ressio_cli.views import json_costs

MONEY = {"worth": "1411.00", "cost": "1150.00", "billed": "0.00", "left": "1411.00"}
TOTALS = {
    "totals": {"worth": "300.00", "cost": "200.00", "billed": "0.00", "left": "1411.00"},
    "approved_totals": MONEY,
}
CHANGE = {
    "id": "CO-001",
    "title": "Heated floor",
    "kind": "change-order",
    "status": "approved",
    "proposed": "2026-03-31",
    "decided": "2026-04-12",
    **MONEY,
    "carried_out": None,
}
BILL = {
    "id": "coastal-concrete-88121",
    "vendor": "Coastal Concrete",
    "number": "Coastal Concrete",
    "kind": "bill",
    "date": "2026-03-31",
    "due": "2026-04-30",
    "status": "approved",
    "approved": "2026-04-12",
    "paid": None,
    **MONEY,
}


def test_changes_have_totals_and_those_of_the_approved_ones() -> None:
    assert json_costs.changes([change()], PAGE) == {"changes": [CHANGE], **TOTALS}


def test_bills_have_totals_and_those_of_the_approved_ones() -> None:
    assert json_costs.bills([bill()], PAGE) == {"bills": [BILL], **TOTALS}


def test_one_change_has_its_items_and_who_signed() -> None:
    signed = Attachment(file="attachments/changes/CO-001/signed.pdf", sha256="abc")
    answered = change()
    assert answered.decided is not None
    found = json_costs.change(answered, GROUP, [source()], "changes/CO-001.yaml")
    assert found == {
        **CHANGE,
        "reason": "Heated floor",
        "decided_by": "Heated floor",
        "signed": None,
        "items": [
            {"source": "CO-001/1", "description": "Heated floor", "code": "09-30-00", "item": "09-110",
             "quantity": None, "unit": "", "unit_cost": None, "cost": "1150.00", "markup": None, "worth": "1411.00",
             "taxed": ["Heated floor"]}
        ],
        "file": "changes/CO-001.yaml",
    }  # fmt: skip
    decision = Decision(on=answered.decided.on, by="Dana Reyes", signed=signed)
    again = json_costs.change(replace(answered, decided=decision), GROUP, [source()], "changes/CO-001.yaml")
    assert again["signed"] == {"file": "attachments/changes/CO-001/signed.pdf", "title": "", "sha256": "abc"}


def test_one_bill_has_its_lines_its_scans_and_its_corrections() -> None:
    assert json_costs.bill(bill(), GROUP, [source()], "bills/coastal-concrete-88121.yaml") == {
        **BILL,
        "lines": [
            {"source": "CO-001/1", "description": "Coastal Concrete", "code": "", "item": "", "change": "",
             "hours": "2.5", "rate": "460", "cost": "1150.00", "markup": None, "worth": "1411.00",
             "taxed": ["Heated floor"]}
        ],
        "files": [{"file": "Coastal Concrete", "title": "", "sha256": None}],
        "corrections": [{"on": "2026-04-30", "line": 1, "was": "1100.00", "reason": "Coastal Concrete"}],
        "file": "bills/coastal-concrete-88121.yaml",
    }  # fmt: skip
