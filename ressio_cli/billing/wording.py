"""What a person says about a document: title, terms, texts, what is shown, retainage.

Room: billing.  Problems: terms.unknown, retainage.range.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from ressio_cli.model.ask import Wording
from ressio_cli.model.invoice import Draft, Invoice, Retainage
from ressio_cli.model.money import WHOLE, Money
from ressio_cli.model.problem import misused
from ressio_cli.model.project import Project
from ressio_cli.model.terms import canonical, meant, read_terms

Paper = TypeVar("Paper", bound=Invoice)


def worded(project: Project, invoice: Paper, wording: Wording) -> Paper:
    """The invoice with what was said of it; what was not said stays."""
    _judge(wording)
    texts = {
        name: word
        for name in ("title", "terms", "due", "description", "notes", "internal", "conditions")
        if (word := getattr(wording, name)) is not None
    }
    if wording.terms:
        texts["terms"] = canonical(wording.terms)
    if wording.number is not None and isinstance(invoice, Draft):
        texts["number"] = wording.number
    if wording.retainage is not None:
        texts["retainage"] = _retainage(wording)
    if wording.show:
        texts["show"] = {**invoice.show, **wording.show}
    return replace(invoice, **texts) if texts else invoice


def _judge(wording: Wording) -> None:
    if wording.title is not None and not wording.title.strip():
        raise misused("title.empty", "a title has at least one letter")
    if wording.terms and read_terms(wording.terms) is None:
        raise misused("terms.unknown", f"{wording.terms!r} is not known as terms", meant(wording.terms))
    rate = wording.retainage
    if rate is not None and not isinstance(rate, Money) and not (0 <= rate.value <= WHOLE.value):
        raise misused("retainage.range", f"a retainage of {rate} is outside 0%–100%", "--retainage 10%, or an amount")


def _retainage(wording: Wording) -> Retainage:
    stated = wording.retainage
    return Retainage(held=stated) if isinstance(stated, Money) else Retainage(rate=stated)
