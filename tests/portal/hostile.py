"""Strings that try to be more than text, and a job that has one of them in every field that the client reads."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from build import a_change, a_job, a_part, a_payment, an_invoice, an_item, day, money, section, settings, stated

from ressio_cli.model.budget import Category
from ressio_cli.model.invoice import Attachment, VoidMark
from ressio_cli.model.project import Project
from ressio_cli.model.settings import BillingSettings, Party

_OPENINGS = ("", "'", '"', "`", ">", "'>", '">', "-->", "]]>", "</title>", "</style>", "</script>", "</textarea>")
_DEEDS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//evil.test>",
    "<base href=//evil.test/>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//evil.test>",
    "<!--", "<style>*{display:none}</style>", "<form action=//evil.test><input>", "<a href=javascript:alert(1)>x</a>",
    "</p></main></body></html>", "</td></tr></table>", " onmouseover=alert(1) x=",
)  # fmt: skip
_ALONE = (
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.test/x", "http://evil.test",
    "{{ 7 * 7 }}", "{% raw %}", "{% include 'page.html' %}", "{# gone #}", "{{ page.__class__.__mro__ }}", "{{", "}}",
    "{%", "%}", "${7*7}", "<%= 7 %>", "#{7}", "&lt;script&gt;", "&amp;amp;", "&#60;b&#62;", "&#x3c;b>", "&nbsp", "&",
    "&quot;>", "<", ">", "<>", "< b>", "</", "<!", "<?php ?>", "<![CDATA[", "\\u003cscript\\u003e", "%3Cscript%3E",
    "\u202eevil", "\u2066x\u2069", "\u200bzero\u200dwidth", "\ufeffbom", "\u2028line\u2029", "a\x00b", "a\x08b",
    "a\x1b[31mb", "a\x7fb", "a\x85b", "a\x9bb", "a\rb", "a\tb", "\ud800lone", "\U000e0001tag", "x" * 4000,
    "עברית", "العربية", "日本語", "👩‍👩‍👧", "e\u0301", "ﷺ" * 50, "＜script＞", "../../etc/passwd", "CON", "a/b\\c",
)  # fmt: skip
STRINGS = tuple(dict.fromkeys((*(opening + deed for opening, deed in product(_OPENINGS, _DEEDS)), *_ALONE)))


def a_job_saying(word: str) -> Project:
    """Every text a client reads is this one word."""
    whole = settings(
        tax={word: "8.25%"}, retainage="5%", by_codes=False, name=word, number=word,
        address=(word, word), company=_party(word), client=_party(word), client_sees="budget",
        show={**settings().show, "codes": True, "quantities": True, "cost": True, "markup": True},
    )  # fmt: skip
    whole = replace(whole, billing=BillingSettings(terms=word, conditions=word))
    line = stated(100, description=f"{word}\n{word}", code=word, taxed=(word,), unit=word, cost=money(90))
    facts = {
        "title": word, "description": word, "notes": word, "conditions": word, "terms": word,
        "attachments": (Attachment(file=f"attachments/{word}", title=word), Attachment(file=f"x/{word}.pdf")),
        "total": money(100), "replaces": "INV-0001",
    }  # fmt: skip
    titled = replace(section("amount", line), title=word)
    return a_job(
        settings=whole,
        items=[Category(name=word, items=(an_item("A1", name=word, code=word, description=word),))],
        changes=[a_change("CO-001", a_part(name=word), title=word, reason=word),
                 a_change("CO-002", title=word, reason=word, status="pending")],
        invoices=[an_invoice(1, titled, **facts),
                  replace(an_invoice(2, titled, **facts), void=VoidMark(on=day("2026-04-01"), reason=word))],
        payments=[a_payment("p1", 10, "INV-0001", reference=word, note=word)],
    )  # fmt: skip


def _party(word: str) -> Party:
    return Party(name=word, address=(word,), emails=(word,), phone=word, license=word, how_to_pay=word)
