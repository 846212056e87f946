"""changes/ID.yaml: a change order or a selection.

Room: files.  Problems: change.no-decision.
"""

from __future__ import annotations

from ressio_cli.files import kinds
from ressio_cli.files.budget_file import price_facts, price_fields
from ressio_cli.files.canonical import Fact, words, yes
from ressio_cli.files.fields import Fields
from ressio_cli.files.invoice_file import attachment, attachment_value
from ressio_cli.model.change import CARRIED_OUT, KINDS, STATUSES, Change, ChangeItem, Decision
from ressio_cli.model.value import Plain, Value

_DECIDED = ("approved", "declined")


def read(fields: Fields, id: str) -> Change:
    """A change."""
    change = Change(
        id=id,
        title=fields.text("title", "What changes.", True),
        kind=fields.choice("kind", "How it came about.", KINDS, True),
        status=fields.choice("status", "Where it stands; the answer is in `decided`.", STATUSES, True),
        proposed=fields.day("proposed", "The day it was put to the client."),
        decided=fields.nested("decided", "The client's answer; required once approved or declined.", _decision),
        carried_out=fields.word(
            "carried_out", kinds.one_of(CARRIED_OUT), "On cost plus: billed as agreed, or at cost by its bills."
        )
        or "",
        reason=fields.long_text("reason", "Why."),
        items=fields.each("items", "What is added or left out, each a source of its own.", _item, True),
        origin=fields.origin,
    )
    if change.status in _DECIDED and not fields.has("decided"):
        message = f"{id} is {change.status} but has no decision date"
        hint = "add `decided: {on: YYYY-MM-DD, by: NAME}`, or set `status: pending`"
        fields.note("change.no-decision", message, fields.place("status"), hint)
    return change


def value(change: Change) -> dict[str, Value]:
    """The words of a change."""
    return words({
        "title": change.title, "kind": Plain(change.kind), "status": Plain(change.status),
        "proposed": change.proposed, "decided": _decision_value(change.decided) if change.decided else None,
        "carried_out": Plain(change.carried_out) if change.carried_out else None,
        "reason": change.reason, "items": [item_value(item) for item in change.items],
    })  # fmt: skip


def item_value(item: ChangeItem) -> dict[str, Value]:
    """The words of one item of a change."""
    facts = price_facts(item)
    first: dict[str, Fact] = {"name": facts["name"], "code": facts["code"], "item": item.item}
    return words(first | facts)


def _decision_value(decision: Decision) -> dict[str, Value]:
    signed = attachment_value(decision.signed) if decision.signed else None
    facts: dict[str, Fact] = {
        "on": decision.on, "by": decision.by, "entered": decision.entered, "markup": decision.markup,
        "builder_tax": decision.builder_tax, "signed": signed, "sealed": yes(decision.sealed), "seal": decision.seal,
    }  # fmt: skip
    return words(facts)


def _decision(fields: Fields) -> Decision:
    return Decision(
        on=fields.day("on", "The day the client answered.", True) or kinds.NO_DAY,
        by=fields.text("by", "Who answered."),
        entered=fields.day("entered", "The day it was written down, where that is another."),
        markup=fields.percent("markup", "The project's markup that day; written on cost plus.", kinds.AGREED),
        builder_tax=fields.percent("builder_tax", "The builder's tax that day; written on cost plus."),
        signed=fields.nested("signed", "The signed paper, filed by `change approve --signed`.", attachment),
        sealed=fields.truth("sealed", "It was recorded by a command, which put a seal on it."),
        seal=fields.text("seal", "Over all that was agreed, by whom and when; written by `change approve`."),
        origin=fields.origin,
    )


def _item(fields: Fields) -> ChangeItem:
    return ChangeItem(item=fields.text("item", "The budget item it belongs to."), **price_fields(fields))
