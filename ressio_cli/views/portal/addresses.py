"""Where things lie in the portal: addresses made of numbers and plain letters, never of titles.

Room: views.  Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ressio_cli.model.figures import InvoiceFigures

_STEM, _ENDING = 60, 10  # letters of a file's name that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """An attachment on its way into the portal. `path` lies in the project; `sum`: its hash at release, or empty."""

    path: str
    sum: str
    href: str
    title: str


def address(invoice: str) -> str:
    """The address of an invoice's page."""
    return f"invoices/{invoice}.html"


def pdf_address(invoice: str) -> str:
    """The address of an invoice's PDF."""
    return f"pdf/{invoice}.pdf"


def attached(row: InvoiceFigures) -> Iterator[Attached]:
    """The attachments of an invoice that the client sees.

    Addresses are made anew from plain letters, numbered so that no two are alike on any disk.
    """
    if row.show["attachments"]:
        for number, each in enumerate(row.invoice.attachments, 1):
            name = each.file.rpartition("/")[2]
            href = f"files/{row.invoice.id}/{number}-{plain_name(name)}"
            yield Attached(path=each.file, sum=each.sha256, href=href, title=each.title or name)


def plain_name(name: str) -> str:
    """A file's name in letters, digits, `-` and `_`, with its ending."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, _, ending = ascii_name.rpartition(".")
    stem, ending = (stem, ending) if stem else (ending, "")
    kept = "-".join(re.findall(r"[A-Za-z0-9_]+", stem))[:_STEM].strip("-") or "file"
    return f"{kept}.{''.join(re.findall(r'[A-Za-z0-9]+', ending))[:_ENDING].lower()}".rstrip(".")
