"""Nothing that the client may not see is in any byte of the portal: planted words and amounts are searched for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.house import House
from portal.folders import everything, files, portal, run

# Words that nobody outside may read, by where they stand.
SECRET = {
    name: f"ZQX{number:02}{name.replace('-', '').upper()}"
    for number, name in enumerate(
        (
            "markup-name", "item-description", "item-of-change", "description-of-change", "decided-by",
            "draft-change", "draft-change-item", "draft-change-reason", "declined-change", "declined-item",
            "vendor", "bill-number", "bill-line", "draft-bill-vendor", "draft-bill-line", "draft-title",
            "draft-line", "draft-notes", "draft-internal", "draft-section", "internal", "over", "history-note",
            "void-note", "payment-note", "failed-reason", "payment-void-reason", "earlier-notes", "earlier-line",
            "other-file", "other-attachment", "hidden-attachment", "hidden-title", "attachment-folder", "smtp-host",
            "sender", "unit", "category", "undated-reference", "write-off-reason", "write-off-note",
        )
    )
}  # fmt: skip

# Amounts, quantities and percents that are internal, as they stand in the files.
COSTS = {
    "cost of an item": "41234.17", "cost by quantity": "27.654321", "quantity": "317.123456",
    "markup of an item": "17.7713%", "project's markup": "13.1313%", "builder's tax": "3.4343%",
    "cost in a change": "1987.61", "markup in a change": "19.1919%", "price of a declined change": "6171.83",
    "price of a draft change": "5353.59", "bill": "8642.97", "bill not approved": "7531.86", "draft": "4949.47",
    "unreleased deposit": "3838.36",
}  # fmt: skip
SHOWN_COSTS = {"cost of a stated line": "123.47", "markup of a stated line": "23.2323%", "code": "98-76-54"}


def settings(contract: str, budget: str, sees: str, show: str) -> str:
    s = SECRET
    return f"""
[project]
name = "Harbor House"
contract = "{contract}"
budget = "{budget}"

[company]
name = "Alder & Oak Builders"
email = "office@example.com"

[client]
name = "Dana Reyes"
emails = ["dana@example.com"]
sees = "{sees}"

[markup]
rates = {{{s["markup-name"]} = "13.1313%"}}

[tax]
rates = {{"Sales tax" = "8.25%"}}
builder = "3.4343%"

[show]
{show}

[mail]
from = "{s["sender"]}@example.com"
smtp = "smtp://{s["smtp-host"]}.example.com:587"
"""


def budget() -> str:
    s = SECRET
    return f"""
categories:
  - name: {s["category"]}
    items:
      - {{id: "A1", name: Excavation, code: 98-76-54, cost: 41234.17, builder_taxed: true,
         description: {s["item-description"]}}}
      - {{id: "A2", name: Footings, code: 98-76-54, quantity: 317.123456, unit: {s["unit"]}, unit_cost: 27.654321,
         markup: 17.7713%}}
"""


def a_change(status: str, title: str, item: str, cost: str, more: str = "", rest: str = "") -> str:
    return (
        f"title: {title}\nkind: change-order\nstatus: {status}\nproposed: 2026-02-03\n{more}"
        f'items:\n  - {{name: {item}, item: "A1", cost: {cost}, markup: 19.1919%{rest}}}\n'
    )


def a_bill(vendor: str, number: str, line: str, amount: str, status: str) -> str:
    approved = "approved: 2026-02-22\n" if status == "approved" else ""
    return (
        f"vendor: {vendor}\nnumber: {number}\nkind: bill\ndate: 2026-02-20\nstatus: {status}\n{approved}"
        f'lines:\n  - {{code: 98-76-54, item: "A1", description: {line}, amount: {amount}}}\n'
        "files: [attachments/other.txt]\n"
    )


def job(folder: Path, *, contract: str = "fixed-price", kept: str = "cost-items", sees: str = "basic",
        show: str = "") -> House:  # fmt: skip
    """A job with a secret in every field that is internal, and a life: released, edited, void, paid, failed."""
    s, house = SECRET, House(folder / "job")
    house.put("ressio.toml", settings(contract, kept, sees, show))
    house.put("budget.yaml", budget())
    decided = f"decided: {{on: 2026-02-10, by: {s['decided-by']}}}\n"
    described = f", description: {s['description-of-change']}"
    house.put("changes/CO-001.yaml",
              a_change("approved", "Deeper footings", s["item-of-change"], "1987.61", decided, described))  # fmt: skip
    house.put("changes/CO-002.yaml", a_change("pending", "Larger deck", s["item-of-change"], "1987.61"))
    refused = f"decided: {{on: 2026-02-11, by: {s['decided-by']}}}\n"
    house.put("changes/CO-003.yaml",
              a_change("declined", s["declined-change"], s["declined-item"], "5177.98", refused))  # fmt: skip
    why = f"reason: {s['draft-change-reason']}\n"
    house.put("changes/CO-004.yaml", a_change("draft", s["draft-change"], s["draft-change-item"], "4491.57", why))
    house.put("bills/one.yaml", a_bill(s["vendor"], s["bill-number"], s["bill-line"], "8642.97", "approved"))
    house.put("bills/two.yaml", a_bill(s["draft-bill-vendor"], "2", s["draft-bill-line"], "7531.86", "draft"))
    house.put("notes.txt", s["other-file"])
    house.put("attachments/other.txt", s["other-attachment"])
    house.put(f"attachments/{s['attachment-folder']}/slab.txt", "Slab before the pour")
    house.put("hidden.txt", s["hidden-attachment"])
    run(house, "budget", "lock", "--on", "2026-02-01", today="2026-02-01")
    live(house, contract)
    return house


def live(house: House, contract: str) -> None:
    s, root = SECRET, house.root
    extra = "Permit fee=123.47+23.2323%,code=98-76-54"
    file = f"{root}/attachments/{s['attachment-folder']}/slab.txt=Slab"
    first = ["--percent", "A1=40"] if contract == "fixed-price" else []
    run(house, "invoice", "new", *first, "--item", extra, "--item", f"{s['earlier-line']}=10", "--id", "first",
        "--title", "First", "--notes", s["earlier-notes"], "--internal", s["internal"], "--attach", file)  # fmt: skip
    run(house, "release", "first", "--note", s["history-note"], today="2026-03-01")
    run(house, "invoice", "edit", "1", "--notes", "Thank you", "--drop", f"{2 if first else 1}.2", today="2026-03-02")
    over = ["--percent", "A2=100", "--amount", "CO-001/1=9000"]
    run(house, "invoice", "new", *(over if contract == "fixed-price" else ["--amount", "CO-001/1=9000"]),
        "--over", s["over"], "--id", "second", "--title", "Second", "--hide", "attachments", "--hide", "lines",
        "--attach", f"{root}/hidden.txt={s['hidden-title']}")  # fmt: skip
    run(house, "release", "second", today="2026-03-10")
    run(house, "invoice", "new", "--item", "Fence=200", "--id", "third", "--title", "Third")
    run(house, "release", "third", today="2026-03-11")
    run(house, "void", "3", "--reason", "Not ours", "--note", s["void-note"], "--reissue", today="2026-03-12")
    run(house, "pay", "1", "100", "--note", s["payment-note"], "--ref", "1042", today="2026-04-01")
    run(house, "pay", "2", "50", "--ref", s["undated-reference"], today="2026-04-02")
    run(house, "payment", "fail", "2026-04-02-INV-0002", "--reason", s["failed-reason"], today="2026-04-03")
    run(house, "pay", "2", "60", today="2026-04-04")
    run(house, "payment", "void", "2026-04-04-INV-0002", "--reason", s["payment-void-reason"], today="2026-04-05")
    run(house, "write-off", "1", "0.37", "--reason", s["write-off-reason"], "--note", s["write-off-note"],
        today="2026-04-06")  # fmt: skip
    run(house, "invoice", "new", "--item", f"{s['draft-line']}=4949.47", "--id", "fourth", "--title", s["draft-title"],
        "--notes", s["draft-notes"], "--internal", s["draft-internal"], "--section", s["draft-section"])  # fmt: skip
    run(house, "invoice", "new", "--deposit", "3838.36", "--id", "fifth", "--title", s["draft-title"])


def spellings(word: str) -> set[bytes]:
    """An amount as it may be written: with and without groups, rounded to two places and not."""
    number = word.rstrip("%")
    found = {word, number}
    if re.fullmatch(r"\d+\.\d\d", number):
        found |= {f"{float(number):,.2f}", number.replace(".", ",")}
    return {each.encode() for each in found}


def found_in(house: House, words: dict[str, str]) -> list[tuple[str, str]]:
    """Where secrets stand: the file and the name of the secret."""
    whole = everything(files(house))
    assert len(whole) > 10
    return [
        (path, name)
        for path, data in sorted(whole.items())
        for name, word in words.items()
        if any(spelling in data for spelling in spellings(word))
    ]


@pytest.mark.parametrize("sees", ["basic", "projections", "budget"])
@pytest.mark.parametrize(("contract", "kept"), [("fixed-price", "cost-items"), ("cost-plus", "cost-codes")])
def test_no_secret_is_in_any_byte(tmp_path: Path, contract: str, kept: str, sees: str) -> None:
    house = job(tmp_path, contract=contract, kept=kept, sees=sees)
    portal(house)
    by_code = (sees, kept) == ("budget", "cost-codes")  # then the codes are what the client is shown
    hidden = {name: word for name, word in SHOWN_COSTS.items() if not (by_code and name == "code")}
    assert found_in(house, {**SECRET, **COSTS, **hidden}) == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """A search that finds nothing proves nothing: public words are found, in pages and in packed PDF files."""
    house = job(tmp_path, show="codes = true\ncost = true\nmarkup = true\nquantities = true")
    portal(house)
    public = {"title": "Deeper footings", "reference": "1042", "note": "Thank you", "attached": "Slab before the pour",
              "reason": "Not ours"}  # fmt: skip
    found = found_in(house, {**public, **SHOWN_COSTS})
    assert {name for _, name in found} == {*public, *SHOWN_COSTS}
    assert {path for path, name in found if name == "cost of a stated line"} == {
        "invoices/INV-0001.html", "pdf/INV-0001.pdf"}  # fmt: skip
    assert found_in(house, {**SECRET, **COSTS}) == []
