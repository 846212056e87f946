"""Ids for shell completion: `ressio __complete KIND`.

Front door. A cloned project is untrusted: folders are listed, few lines are matched by a plain pattern, and nothing is
printed but ids of letters, digits, `.`, `_` and `-`. Neither Typer nor YAML is imported. Every pattern takes time in
proportion to the text, whatever stands there.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable

MARKER = "ressio.toml"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_LIMIT = 4 * 1024 * 1024
_COMMENT = re.compile(r"^[ \t]*#.*$", re.M)
_WORD = r"""[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t]*"""
_END = r"(?:[,}#]|$)"
_START = r"""(?:^[ \t]*-[ \t]+|[{,][ \t]*|^[ \t]+)["']?"""
_ITEM_ID = re.compile(_START + r"""id["']?:""" + _WORD + _END, re.M)
_CODE = re.compile(_START + r"""code["']?:""" + _WORD + _END, re.M)
_LISTED = re.compile(r"""^([ \t]*)-[ \t]+(?:\{[ \t]*)?["']?name["']?:(?:""" + _WORD + _END + ")?", re.M)
_HOLDING = re.compile(r"""[{,][ \t]*["']?name["']?:""" + _WORD + r""",[ \t\n]*["']?items["']?:""")
_PENDING = re.compile(r"""^status:[ \t]*["']?pending\b""", re.M)
_UNANSWERED = re.compile(r"""^status:[ \t]*["']?(?:draft|pending)\b""", re.M)
_PROPOSABLE = re.compile(r"""^status:[ \t]*["']?(?:draft|declined)\b""", re.M)
_DRAFT = re.compile(r"""^status:[ \t]*["']?draft\b""", re.M)
_APPROVED = re.compile(r"""^status:[ \t]*["']?approved\b""", re.M)
_UNDONE = re.compile(r"""^status:[ \t]*["']?(?:failed|void)\b""", re.M)
_VOID = re.compile(r"^void:", re.M)
_MONEY = r"""[ \t]*["']?(-?[0-9][0-9,]*(?:\.[0-9]{1,6})?)"""
_TOTAL = re.compile("^total:" + _MONEY, re.M)
_NEXT = r"(?:,[ \t]*|\n[ \t]+)"
_APPLIED = re.compile(r"\binvoice:" + _WORD + _NEXT + "amount:" + _MONEY + "(?:" + _NEXT + "discount:" + _MONEY + ")?")


def project_folder(start: str) -> str | None:
    """The project `start` lies in: the first folder upwards with a `ressio.toml`; None when there is none."""
    folder = os.path.abspath(start)
    while not os.path.isfile(os.path.join(folder, MARKER)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def ids(kind: str, start: str) -> list[str]:
    """The ids of one kind in the project the folder `start` lies in, sorted; nothing where there is none."""
    find = _KINDS.get(kind)
    folder = project_folder(start) if find and os.path.isdir(start) else None
    if folder is None or find is None:
        return []
    return sorted({found for found in find(folder) if _ID.fullmatch(found)})


def _documents(folder: str, room: str, ending: str = ".yaml") -> list[str]:
    try:
        with os.scandir(os.path.join(folder, room)) as entries:
            return [entry.name.removesuffix(ending) for entry in entries if entry.name.endswith(ending)]
    except OSError:
        return []


def _text(*path: str) -> str:
    """The words of a plain file without its lines of comment; nothing where it is no file, or too large."""
    try:
        file = os.path.join(*path)
        found = os.stat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LIMIT:
            return ""
        with open(file, encoding="utf-8-sig", errors="ignore") as stream:
            return _COMMENT.sub("", stream.read(_LIMIT))
    except OSError:
        return ""


def _with(folder: str, room: str, wanted: Callable[[str], bool]) -> list[str]:
    return [name for name in _documents(folder, room) if wanted(_text(folder, room, f"{name}.yaml"))]


def _open(folder: str) -> list[str]:
    """Released invoices that are not void and whose payments do not reach the total; in doubt an invoice is named."""
    paid: dict[str, int] = {}
    for text in (_text(folder, "payments", f"{name}.yaml") for name in _documents(folder, "payments")):
        for invoice, amount, discount in () if _UNDONE.search(text) else _APPLIED.findall(text):
            paid[invoice] = paid.get(invoice, 0) + _millionths(amount) + _millionths(discount or "0")
    invoices = ((name, _text(folder, "invoices", f"{name}.yaml")) for name in _documents(folder, "invoices"))
    return [name for name, text in invoices if _is_due(text, paid.get(name, 0))]


def _is_due(text: str, paid: int) -> bool:
    total = _TOTAL.search(text)
    return not _VOID.search(text) and (total is None or _millionths(total[1]) > paid)


def _millionths(amount: str) -> int:
    whole, _, part = amount.replace(",", "")[:30].partition(".")
    return int(whole + part.ljust(6, "0"))


def _categories(folder: str) -> list[str]:
    """One-word names that stand as far left as the first one (deeper ones are items), or that are followed by items."""
    text = _text(folder, "budget.yaml")
    found = _LISTED.findall(text)
    return [*(name for indent, name in found if indent == found[0][0]), *_HOLDING.findall(text)]


def _items(folder: str) -> list[str]:
    return _ITEM_ID.findall(_text(folder, "budget.yaml"))


def _sources(folder: str) -> list[str]:
    """Whatever may stand before the `=` of a claim: items, and the groups that have a plain name."""
    groups = (_categories(folder), _documents(folder, "changes"), _documents(folder, "bills"))
    return [*_items(folder), *(name for group in groups for name in group)]


_PAPERS = ("invoices", "drafts", "changes", "payments")
_BOXES = ("outbox", "outbox/failed", "outbox/unknown", "outbox/sent")
_KINDS: dict[str, Callable[[str], Iterable[str]]] = {
    "drafts": lambda folder: _documents(folder, "drafts"),
    "invoices": lambda folder: _documents(folder, "invoices") + _documents(folder, "drafts"),
    "open": _open,
    "changes": lambda folder: _documents(folder, "changes"),
    "pending-changes": lambda folder: _with(folder, "changes", lambda text: bool(_PENDING.search(text))),
    "unanswered-changes": lambda folder: _with(folder, "changes", lambda text: bool(_UNANSWERED.search(text))),
    "proposable-changes": lambda folder: _with(folder, "changes", lambda text: bool(_PROPOSABLE.search(text))),
    "papers": lambda folder: [name for room in _PAPERS for name in _documents(folder, room)],
    "bills": lambda folder: _documents(folder, "bills"),
    "draft-bills": lambda folder: _with(folder, "bills", lambda text: bool(_DRAFT.search(text))),
    "unpaid-bills": lambda folder: _with(folder, "bills", lambda text: bool(_APPROVED.search(text))),
    "payments": lambda folder: _documents(folder, "payments"),
    "messages": lambda folder: [
        name for room in _BOXES for ending in (".yaml", ".eml") for name in _documents(folder, room, ending)
    ],
    "items": _items,
    "categories": _categories,
    "codes": lambda folder: _CODE.findall(_text(folder, "budget.yaml")),
    "sources": _sources,
}
KINDS = tuple(_KINDS)
