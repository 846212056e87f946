"""Every object of `--json`, whole."""

from __future__ import annotations

import json

from view_samples import (
    PAYMENT,
    budget,
    credit,
    draft_figures,
    figures,
    page,
    paid,
    problem,
    released,
    sections,
    summary,
    unbilled,
    usd,
)

from ressio_cli.model.problem import Problem
from ressio_cli.views import json_job, json_out

PAYMENT_OBJECT = {
    "id": "2026-04-12-INV-0003",
    "received": "2026-04-12",
    "amount": "5000.00",
    "method": "check",
    "reference": "1042",
    "status": "cleared",
    "applied": [{"invoice": "INV-0003", "amount": "5000.00", "discount": "0.00"}],
    "settled": None,
    "failed": None,
    "void": None,
    "refunds": None,
    "reason": "",
    "note": "",
    "by": "",
    "entered": None,
}
PROGRESS_LINE = {
    "source": "03-100",
    "description": "March progress",
    "code": "03-30-00",
    "cost": None,
    "markup": None,
    "quantity": None,
    "unit_cost": None,
    "worth": "24864.00",
    "percent": "60%",
    "previous": "7459.20",
    "amount": "7459.20",
    "taxed": [],
    "tax_rates": {},
    "over": "the owner asked",
    "basis": "60 % of 24,864.00, less 7,459.20 billed before",
    "unit": "",
}
STATED_LINE = {
    "source": None,
    "description": "March progress",
    "code": "",
    "cost": "-250.00",
    "markup": "10%",
    "quantity": "2",
    "unit_cost": "-125",
    "worth": None,
    "percent": None,
    "previous": None,
    "amount": "-275.00",
    "taxed": ["March progress"],
    "tax_rates": {"March progress": "8.25%"},
    "over": None,
    "basis": "stated",
    "unit": "each",
}
INVOICE = {
    "id": "INV-0003",
    "number": "INV-0003",
    "status": "partially-paid",
    "title": "March progress",
    "released": "2026-03-31",
    "due": "2026-04-30",
    "revision": 2,
    "terms": "Net 30",
    "description": "March progress",
    "notes": "March progress",
    "sections": [
        {
            "number": 1,
            "title": "Progress billing",
            "from": "percentage",
            "lines": [PROGRESS_LINE],
            "subtotal": "7459.20",
        },
        {"number": 2, "title": "March progress", "from": "amount", "lines": [STATED_LINE], "subtotal": "-275.00"},
    ],
    "subtotal": "7184.20",
    "taxes": [{"name": "March progress", "rate": "8.25%", "base": "-275.00", "amount": "-22.69"}],
    "tax": "-22.69",
    "retainage_held": "718.42",
    "total": "6443.09",
    "paid": "5000.00",
    "deposit_applied": "100.00",
    "written_off": "0.00",
    "discount": "0.00",
    "pending": "43.09",
    "balance": "1443.09",
    "overdue": True,
    "early_payment": None,
    "payments": [PAYMENT_OBJECT],
    "recap": {
        "approved_price": "506703.52",
        "billed_before": "7459.20",
        "this_invoice": "7184.20",
        "billed_to_date": "14643.40",
        "left": "492060.12",
    },
    "void": {"on": "2026-04-30", "reason": "March progress", "replaced_by": "INV-0004"},
    "replaces": "INV-0002",
    "notified": None,
    "history": [{"on": "2026-03-31", "did": "released", "note": "March progress", "by": "", "entered": None}],
    "file": "invoices/INV-0003.yaml",
    "issued": {
        "company": {
            "name": "March progress",
            "address": ["March progress"],
            "email": "March progress",
            "phone": "March progress",
            "license": "March progress",
            "logo": {"file": "March progress", "sha256": "abc"},
            "how_to_pay": "March progress",
        },
        "client": {"name": "March progress", "address": ["March progress", "March progress"]},
        "project": {"name": "March progress", "number": "March progress", "address": ["March progress"]},
        "series": "INV-{n:04}",
        "taxed": ["March progress"],
    },
    "after": None,
}
BUDGET_MONEY = {
    "original_cost": "1234.50",
    "revised_cost": "1234.50",
    "actual_cost": "1234.50",
    "remaining_cost": "1234.50",
    "projected_cost": "1234.50",
    "profit": "-5.00",
    "original_price": "1234.50",
    "approved_changes": "1234.50",
    "approved_price": "1234.50",
    "billed": "1234.50",
    "left_to_bill": "1234.50",
    "projected_profit": "-4.50",
    "percent_billed": "30.01%",
}


def test_an_invoice_tells_all() -> None:
    assert json_out.invoice(figures(), "invoices/INV-0003.yaml") == INVOICE
    assert len(released().lines) == len([line for section in sections() for line in section.lines])


def test_an_invoice_tells_what_it_was_reissued_as() -> None:
    assert json_out.invoice(figures(), "invoices/INV-0003.yaml", "inv-0003-again") == {
        **INVOICE,
        "reissued_as": "inv-0003-again",
    }


def test_a_draft_has_no_number_release_or_due_date() -> None:
    line = {
        **dict.fromkeys(PROGRESS_LINE),
        "description": "Permit fee",
        "code": "",
        "amount": "275.00",
        "taxed": [],
        "tax_rates": {},
        "basis": "stated",
        "unit": "",
    }
    assert json_out.invoice(draft_figures(), "drafts/permits.yaml") == {
        "id": "permits",
        "number": None,
        "status": "draft",
        "title": "Permits",
        "released": None,
        "due": None,
        "revision": 1,
        "terms": "Net 30",
        "description": "",
        "notes": "",
        "sections": [
            {"number": 1, "title": "Additional items", "from": "amount", "lines": [line], "subtotal": "275.00"}
        ],
        "subtotal": "275.00",
        "taxes": [],
        "tax": "0.00",
        "retainage_held": "0.00",
        "total": "275.00",
        "paid": "0.00",
        "deposit_applied": "0.00",
        "written_off": "0.00",
        "discount": "0.00",
        "pending": "0.00",
        "balance": "275.00",
        "overdue": False,
        "early_payment": {"rate": "2%", "days": 10, "by": None, "discount": "5.50", "amount": "269.50"},
        "payments": [],
        "recap": None,
        "void": None,
        "replaces": None,
        "notified": None,
        "history": [],
        "file": "drafts/permits.yaml",
        "issued": None,
        "after": None,
    }


def test_keys_stand_in_the_order_of_the_specification() -> None:
    assert list(json_out.invoice(figures(), "x")) == list(INVOICE)


def test_the_invoices_page_has_rows_and_totals() -> None:
    first = {
        "id": "INV-0003",
        "number": "INV-0003",
        "title": "March progress",
        "status": "partially-paid",
        "released": "2026-03-31",
        "due": "2026-04-30",
        "total": "6443.09",
        "paid": "5000.00",
        "written_off": "0.00",
        "discount": "0.00",
        "pending": "43.09",
        "balance": "1443.09",
        "overdue": True,
    }
    second = {
        "id": "permits",
        "number": None,
        "title": "Permits",
        "status": "draft",
        "released": None,
        "due": None,
        "total": "275.00",
        "paid": "0.00",
        "written_off": "0.00",
        "discount": "0.00",
        "pending": "0.00",
        "balance": "275.00",
        "overdue": False,
    }
    assert json_out.invoice_list(page()) == {
        "invoices": [first, second],
        "totals": {
            "invoiced": "6443.09",
            "collected": "5000.00",
            "outstanding": "1443.09",
            "overdue": "1443.09",
            "received": "5000.00",
            "deposits_drawn": "0.00",
            "deposits_returned": "0.00",
            "deposits_held": "0.00",
            "credit": "0.00",
            "written_off": "0.00",
            "discounts": "0.00",
            "drafts": {"count": 1, "total": "275.00"},
        },
    }


def test_a_payment_of_one_invoice_names_it_twice() -> None:
    one = json_out.invoice(figures(), "invoices/INV-0003.yaml")
    assert json_out.payment(PAYMENT, [one], usd("0")) == {
        "payment": PAYMENT_OBJECT,
        "drawn": None,
        "invoice": INVOICE,
        "invoices": [INVOICE],
        "credit": "0.00",
    }


def test_a_payment_of_no_invoice_or_several_names_no_single_one() -> None:
    one = json_out.invoice(figures(), "invoices/INV-0003.yaml")
    assert json_out.payment(PAYMENT, [], usd("1"))["invoice"] is None
    assert json_out.payment(PAYMENT, [one, one], usd("1"))["invoice"] is None


def test_a_failed_payment_says_when_and_why() -> None:
    assert json_out.payments([paid("x")], usd("5000"), usd("1")) == {
        "payments": [
            {
                "id": "x",
                "received": "2026-04-12",
                "amount": "-20.00",
                "method": "check",
                "reference": "x",
                "status": "failed",
                "applied": [{"invoice": "x", "amount": "-20.00", "discount": "0.00"}],
                "settled": None,
                "failed": {"on": "2026-04-30", "reason": "x", "by": "", "entered": None},
                "void": {"on": "2026-04-30", "reason": "", "by": "", "entered": None},
                "refunds": "x",
                "reason": "",
                "note": "x",
                "by": "",
                "entered": None,
            }
        ],
        "received": "5000.00",
        "credit": "1.00",
    }


def test_credit_has_its_entries() -> None:
    assert json_job.credit(credit()) == {
        "credit": "100.00",
        "deposits_held": "100.00",
        "deposits_drawn": "40.00",
        "deposits_returned": "0.00",
        "entries": [{"on": "2026-03-31", "what": "deposit INV-0001", "amount": "100.00", "balance": "100.00"}],
    }


def test_the_summary_has_its_five_parts() -> None:
    ones = [
        "contract", "changes", "actuals", "additional", "tax", "retainage_held", "invoiced", "collected", "received",
        "deposits_drawn", "deposits_returned", "written_off", "discounts", "pending", "outstanding", "overdue",
        "credit", "deposits_held", "drafted", "left_to_bill", "undecided",
    ]  # fmt: skip
    assert json_job.summary(summary()) == {
        "as_of": "2026-04-30",
        "locked": {"on": "2026-03-31", "price": "505292.52", "cost": "428214.00"},
        "contract": {
            "original_price": "505292.52",
            "approved_changes": "1411.00",
            "approved_price": "506703.52",
            "pending_changes": "0.00",
            "actual_adjustments": "0.00",
            "projected_price": "506703.52",
        },
        "cost": {
            "original": "10.00",
            "revised": "20.00",
            "actual": "30.00",
            "remaining": "40.00",
            "projected": "50.00",
        },
        "profit": {"original": "1.00", "revised": "2.00", "projected": "-3.00"},
        "margin": {"original": "15.25%", "revised": "15%", "projected": None},
        "price_per_square_foot": "191.43",
        "billing": {"billed": "12345.67", **dict.fromkeys(ones, "1.00")},
    }


def test_an_estimate_is_not_locked() -> None:
    assert json_job.summary(summary(locked=False))["locked"] is None


def test_the_budget_has_rows_and_a_total() -> None:
    assert json_job.budget(budget()) == {
        "by": "item",
        "rows": [{"id": "03-100", "name": "Excavation", "code": "03-30-00", **BUDGET_MONEY}],
        "total": {"id": "03-100", "name": "Total", "code": "03-30-00", **BUDGET_MONEY},
    }


def test_unbilled_sources_say_where_they_come_from() -> None:
    row = {
        "source": "CO-001/1",
        "from": "changes",
        "description": "Heat mat",
        "since": "2026-03-31",
        "worth": "1711.00",
        "billed": "0.00",
        "drafted": "0.00",
        "left": "1711.00",
        "undecided": False,
    }
    assert json_job.unbilled(unbilled()) == {"sources": [row], "total": "1711.00", "undecided": "0.00"}


def test_problems_are_sorted_by_place_and_nowhere_is_null() -> None:
    found = {
        "code": "change.no-decision",
        "severity": "problem",
        "message": "m",
        "file": "changes/CO-004.yaml",
        "line": 3,
        "column": 9,
        "hint": "m",
    }
    nowhere = {
        "code": "usage",
        "severity": "note",
        "message": "n",
        "file": None,
        "line": None,
        "column": None,
        "hint": "",
    }
    both = [problem("m"), Problem("usage", "n", severity="note")]
    assert json_out.problems(both) == {"problems": [nowhere, found]}
    assert json_out.check(both, {"files": 3}) == {"problems": [nowhere, found], "checked": {"files": 3}}


def test_a_discarded_draft_leaves_no_file() -> None:
    assert json_out.discarded("permits") == {"id": "permits", "status": "discarded", "file": None}


def test_a_dry_run_adds_what_would_change() -> None:
    assert json_out.dry({"id": "a"}, [("drafts/a.yaml", "create")]) == {
        "id": "a",
        "dry_run": True,
        "changes": [{"file": "drafts/a.yaml", "action": "create"}],
    }


def test_text_is_one_ascii_object_and_a_line_end() -> None:
    text = json_out.dump(json_out.invoice(figures("é\x1b\u202e日\udc80"), "x"))
    assert text.isascii() and text.endswith("}\n")
    assert not [sign for sign in text if (ord(sign) < 0x20 and sign != "\n") or ord(sign) == 0x7F]
    assert json.loads(text)["title"] == "é\x1b\u202e日\udc80"
