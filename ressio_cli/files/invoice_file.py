"""drafts/ID.yaml and invoices/NUMBER.yaml: invoices before and after release.

Room: files.  Problems: field.clash.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, cast

from ressio_cli.files import kinds
from ressio_cli.files.canonical import Fact, word, words
from ressio_cli.files.fields import Fields
from ressio_cli.files.issued_file import issued, issued_value
from ressio_cli.files.line_file import section, section_value
from ressio_cli.files.nodes import as_value
from ressio_cli.files.seal import seal
from ressio_cli.model.invoice import (
    Attachment,
    Draft,
    Event,
    Invoice,
    Recap,
    Released,
    Retainage,
    Section,
    TaxCharge,
    VoidMark,
)
from ressio_cli.model.money import Money
from ressio_cli.model.seal import form
from ressio_cli.model.settings import SHOWABLE, SHOWN_BY_DEFAULT
from ressio_cli.model.value import Value

_RECAP = {
    "approved_price": "The contract price with approved changes.",
    "billed_before": "Billed before this invoice.",
    "this_invoice": "Billed with this invoice.",
    "billed_to_date": "Both together.",
}


class _Texts(TypedDict):
    terms: str
    description: str
    notes: str
    internal: str
    conditions: str
    show: dict[str, bool]
    attachments: tuple[Attachment, ...]
    sections: tuple[Section, ...]


def read_draft(fields: Fields, id: str) -> Draft:
    """An invoice that is not yet released."""
    return Draft(
        id=id,
        title=fields.text("title", "What the invoice is for."),
        due=fields.day("due", "The day it is to be paid; left out: from the terms."),
        replaces=fields.text("replaces", "The void invoice it is the reissue of."),
        number=fields.word("number", kinds.ID, "The number it is to take; left out: the next.") or "",
        **_texts(fields),
        retainage=fields.nested("retainage", "Held back; left out: the project's rate.", _wished) or Retainage(),
        history=fields.each("history", "What happened to it.", _event),
        origin=fields.origin,
    )


def read_released(fields: Fields, id: str) -> Released:
    """An invoice that the client received. `content` is the seal its present words would have."""
    zero = fields.currency.zero
    return Released(
        id=id,
        title=fields.text("title", "What the invoice is for."),
        draft=fields.text("draft", "The name it had before its release."),
        number=fields.text("number", "Its number, as the file is named; written at release."),
        currency=fields.text("currency", "The currency of its amounts; left out: USD.", False, "USD"),
        released=fields.day("released", "The day of its release.", True) or kinds.NO_DAY,
        due=fields.day("due", "The day it is to be paid.", True) or kinds.NO_DAY,
        revision=_revision(fields),
        seal=fields.text("seal", "Over all that the client received; written at release."),
        replaces=fields.text("replaces", "The void invoice it is the reissue of."),
        after=fields.text("after", "The invoice released last before it; the order of invoices."),
        **_texts(fields),
        taxes=fields.each("taxes", "Each tax over the invoice.", _tax),
        retainage=fields.nested("retainage", "What is held back.", _held) or Retainage(),
        total=fields.money("total", "What the client owes for it.", True) or zero,
        recap=fields.nested("recap", "Where the contract stood at release.", _recap),
        issued=fields.nested("issued", "What the paper prints from the settings; written at release.", issued),
        void=fields.nested("void", "Why it is void.", _void),
        notified=fields.day("notified", "The day the client was last sent a message about it."),
        history=fields.each("history", "What happened to it.", _event),
        origin=fields.origin,
        content=_content(fields),
    )


def _content(fields: Fields) -> str:
    """Return the seal that the present words would have, in the form of the one they carry."""
    written = cast(dict[str, Value], as_value(fields.node))
    return seal(written, form(str(written.get("seal", ""))) or None)


def draft_value(draft: Draft) -> dict[str, Value]:
    """The words of a draft."""
    first: dict[str, Fact] = {
        "title": draft.title, "due": draft.due, "replaces": draft.replaces, "number": draft.number,
    }  # fmt: skip
    last: dict[str, Fact] = {"retainage": _retainage_value(draft.retainage), "history": _history(draft)}
    return words(first | _text_facts(draft) | last)


def released_value(invoice: Released) -> dict[str, Value]:
    """The words of a released invoice."""
    currency = invoice.currency if invoice.currency != "USD" else None
    first: dict[str, Fact] = {
        "title": invoice.title, "draft": invoice.draft, "number": invoice.number, "currency": currency,
        "released": invoice.released, "due": invoice.due,
        "revision": invoice.revision, "seal": invoice.seal, "replaces": invoice.replaces, "after": invoice.after,
    }  # fmt: skip
    last: dict[str, Fact] = {
        "taxes": [_tax_value(tax) for tax in invoice.taxes], "retainage": _retainage_value(invoice.retainage),
        "total": invoice.total, "recap": _recap_value(invoice.recap), "issued": issued_value(invoice.issued),
        "void": _void_value(invoice.void), "notified": invoice.notified, "history": _history(invoice),
    }  # fmt: skip
    return words(first | _text_facts(invoice) | last)


def sealed(invoice: Released) -> Released:
    """The invoice with the seal over its words."""
    mark = seal(released_value(invoice))
    return replace(invoice, seal=mark, content=mark)


def _texts(fields: Fields) -> _Texts:
    """What drafts and released invoices have in common between their head and their figures."""
    return _Texts(
        terms=fields.word("terms", kinds.TERMS, "When it is to be paid; left out: the project's terms.") or "",
        description=fields.long_text("description", "What it covers."),
        notes=fields.long_text("notes", "A note to the client."),
        internal=fields.long_text("internal", "A note that never leaves the folder."),
        conditions=fields.long_text("conditions", "The small print; left out: the project's."),
        show=fields.nested("show", "What the client sees, where it differs from the project.", shown_parts) or {},
        attachments=fields.each("attachments", "Files that go with it.", attachment),
        sections=fields.each("sections", "What is billed, one section per way of billing.", section, True),
    )


def shown_parts(fields: Fields) -> dict[str, bool]:
    """The parts of an invoice that a `show` mapping speaks of."""
    parts = {name: fields.truth(name, f"The client sees: {name}.", SHOWN_BY_DEFAULT[name]) for name in SHOWABLE}
    return {name: seen for name, seen in parts.items() if fields.has(name)}


def _text_facts(invoice: Invoice) -> dict[str, Fact]:
    return {
        "terms": invoice.terms, "description": invoice.description, "notes": invoice.notes,
        "internal": invoice.internal, "conditions": invoice.conditions,
        "show": {name: word(seen) for name, seen in invoice.show.items()},
        "attachments": [attachment_value(file) for file in invoice.attachments],
        "sections": [section_value(section) for section in invoice.sections],
    }  # fmt: skip


def _revision(fields: Fields) -> int:
    found = fields.whole("revision", "How often it was edited after release, and one.", "1")
    return 1 if found is None else found


def attachment(fields: Fields) -> Attachment:
    """A file that goes with a record."""
    return Attachment(
        file=fields.text("file", "Its path in the project.", True),
        title=fields.text("title", "What it shows."),
        sha256=fields.text("sha256", "Its SHA-256, so that a changed file is found."),
        origin=fields.origin,
    )


def attachment_value(attachment: Attachment) -> dict[str, Value]:
    """The words of a file that goes with a record."""
    return words({"file": attachment.file, "title": attachment.title, "sha256": attachment.sha256})


def _tax(fields: Fields) -> TaxCharge:
    return TaxCharge(
        name=fields.text("name", "Which tax.", True),
        rate=fields.word("rate", kinds.RATE, "Its rate; one tax may stand with several.", True) or kinds.NONE,
        base=_amount(fields, "base", "What it is charged on."),
        amount=_amount(fields, "amount", "What it comes to."),
        base_before=fields.money("base_before", "The base of earlier invoices, where it is rounded over all to date."),
        amount_before=fields.money("amount_before", "What earlier invoices charged, where it is rounded so."),
    )


def _tax_value(tax: TaxCharge) -> dict[str, Value]:
    return words({
        "name": tax.name, "rate": tax.rate, "base": tax.base, "amount": tax.amount, "base_before": tax.base_before,
        "amount_before": tax.amount_before,
    })  # fmt: skip


def _wished(fields: Fields) -> Retainage:
    held = Retainage(
        rate=fields.percent("rate", "The rate; or `held`."), held=fields.money("held", "The amount; or `rate`.")
    )
    if fields.has("rate") and fields.has("held"):
        message = "`rate` and `held` both say what is held back"
        fields.note("field.clash", message, fields.place("held"), "keep one of them")
    return held


def _held(fields: Fields) -> Retainage:
    return Retainage(
        rate=fields.percent("rate", "The rate; left out: a stated amount."),
        held=fields.money("held", "What this invoice holds back.", True),
    )


def _retainage_value(retainage: Retainage) -> dict[str, Value]:
    return words({"rate": retainage.rate, "held": retainage.held})


def _recap(fields: Fields) -> Recap:
    original = fields.money("original_price", "The contract price before changes.")
    amounts = {key: _amount(fields, key, doc) for key, doc in _RECAP.items()}
    left = fields.money("left", "What is left of the price; left out on cost plus, where the price is an estimate.")
    return Recap(**amounts, left=left, original_price=original)


def _recap_value(recap: Recap | None) -> dict[str, Value] | None:
    if recap is None:
        return None
    amounts: dict[str, Fact] = {key: cast(Money, getattr(recap, key)) for key in _RECAP}
    return words({"original_price": recap.original_price} | amounts | {"left": recap.left})


def _amount(fields: Fields, key: str, doc: str) -> Money:
    return fields.money(key, doc, True) or fields.currency.zero


def _event(fields: Fields) -> Event:
    return Event(
        on=fields.day("on", "The day.", True) or kinds.NO_DAY,
        did=fields.text("did", "What was done.", True),
        entered=fields.day("entered", "The day it was written down, where that is another."),
        note=fields.long_text("note", "Why, or what changed."),
        by=fields.text("by", "Who did it."),
    )


def _history(invoice: Invoice) -> list[Value]:
    return [
        words({"on": event.on, "did": event.did, "entered": event.entered, "note": event.note, "by": event.by})
        for event in invoice.history
    ]


def _void(fields: Fields) -> VoidMark:
    return VoidMark(
        on=fields.day("on", "The day.", True) or kinds.NO_DAY,
        reason=fields.text("reason", "Why.", True),
        paid=fields.money("paid", "What had been paid on it, pending money too, and is the client's credit since."),
        after=fields.text("after", "The invoice that had been released last when it was made void."),
        replaced_by=fields.text("replaced_by", "The number of its reissue."),
    )


def _void_value(void: VoidMark | None) -> dict[str, Value] | None:
    if void is None:
        return None
    facts: dict[str, Fact] = {"on": void.on, "reason": void.reason, "paid": void.paid, "after": void.after}
    return words(facts | {"replaced_by": void.replaced_by})
