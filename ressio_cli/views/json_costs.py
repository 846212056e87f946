"""The objects of `--json` about changes and bills: lists, and one record with its lines.

Room: views.  Pure.  The words of a value are those of `json_out`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ressio_cli.model.bill import Bill, BillLine
from ressio_cli.model.change import Change, ChangeItem
from ressio_cli.model.figures import GroupFigures, GroupPage
from ressio_cli.model.invoice import Attachment
from ressio_cli.model.source import Source
from ressio_cli.views.json_out import Object, fields, value

_CHANGE = ("worth", "cost", "billed", "left")
_BILL = ("cost", "worth", "billed", "left")


def changes(rows: Iterable[Change], page: GroupPage) -> Object:
    """The object of `change list`."""
    shown = [_change(change, figures) for change, figures in zip(rows, page.figures, strict=True)]
    return {"changes": shown, **_totals(page, _CHANGE)}


def change(change: Change, figures: GroupFigures, sources: Sequence[Source], file: str) -> Object:
    """One change with its items; `sources` runs parallel to them."""
    signed = change.decided.signed if change.decided else None
    return {
        **_change(change, figures),
        "reason": change.reason,
        "decided_by": change.decided.by if change.decided else "",
        "signed": _file(signed) if signed else None,
        "items": [_item(item, source) for item, source in zip(change.items, sources, strict=True)],
        "file": file,
    }


def _change(change: Change, figures: GroupFigures) -> Object:
    decided = change.decided.on if change.decided else None
    own = fields(change, ("id", "title", "kind", "status", "proposed"))
    return {**own, "decided": value(decided), **fields(figures, _CHANGE), "carried_out": figures.carried_out or None}


def _item(item: ChangeItem, source: Source) -> Object:
    return {
        "source": source.id,
        "description": item.name,
        **fields(item, ("code", "item", "quantity", "unit", "unit_cost")),
        "cost": value(source.cost),
        "markup": value(item.markup),
        "worth": value(source.worth),
        "taxed": list(source.taxes),
    }


def bills(rows: Iterable[Bill], page: GroupPage) -> Object:
    """The object of `bill list`, and of what several bills were made of."""
    shown = [_bill(bill, figures) for bill, figures in zip(rows, page.figures, strict=True)]
    return {"bills": shown, **_totals(page, _BILL)}


def bill(bill: Bill, figures: GroupFigures, sources: Sequence[Source], file: str) -> Object:
    """One bill with its lines; `sources` runs parallel to them."""
    return {
        **_bill(bill, figures),
        "lines": [_line(line, source) for line, source in zip(bill.lines, sources, strict=True)],
        "files": [_file(scan) for scan in bill.files],
        "corrections": [fields(entry, ("on", "line", "was", "reason")) for entry in bill.corrections],
        "file": file,
    }


def _bill(bill: Bill, figures: GroupFigures) -> Object:
    own = fields(bill, ("id", "vendor", "number", "kind", "date", "due", "status", "approved", "paid"))
    return {**own, **fields(figures, _BILL)}


def _line(line: BillLine, source: Source) -> Object:
    return {
        "source": source.id,
        **fields(line, ("description", "code", "item", "change", "hours", "rate")),
        "cost": value(line.amount),
        "markup": value(line.markup),
        "worth": value(source.worth),
        "taxed": list(source.taxes),
    }


def _file(scan: Attachment) -> Object:
    return {"file": scan.file, "title": scan.title, "sha256": scan.sha256 or None}


def _totals(page: GroupPage, keys: tuple[str, ...]) -> Object:
    return {"totals": fields(page.total, keys), "approved_totals": fields(page.approved, keys)}
