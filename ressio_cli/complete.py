"""Ids for shell completion: `ressio __complete KIND`.

Front door. A cloned project is untrusted: folders are listed, few lines are matched by a plain pattern, and nothing is
printed but ids of letters, digits, `.`, `_` and `-`. Neither Typer nor YAML is imported.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable

MARKER = "ressio.toml"

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_LIMIT = 4 * 1024 * 1024
_ITEM_ID = re.compile(r"""(?:^\s*-\s+|[{,]\s*|^\s+)id:\s*["']?([A-Za-z0-9._-]+)["']?\s*(?:[,}#]|$)""", re.M)
_CODE = re.compile(r"""(?:^\s*-\s+|[{,]\s*|^\s+)code:\s*["']?([A-Za-z0-9._-]+)["']?\s*(?:[,}#]|$)""", re.M)
_NAME = re.compile(r"""^( *)- name:[ \t]*(?:["']?([A-Za-z0-9._-]+)["']?[ \t]*(?:\#.*)?$)?""", re.M)
_PENDING = re.compile(r"^status:\s*[\"']?pending\b", re.M)
_VOID = re.compile(r"^void:", re.M)


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
    """The ids of one kind in the project `start` lies in, sorted; nothing for an unknown kind or outside a project."""
    folder, find = project_folder(start), _KINDS.get(kind)
    if folder is None or find is None:
        return []
    return sorted({found for found in find(folder) if _ID.fullmatch(found)})


def _documents(folder: str, room: str) -> list[str]:
    try:
        with os.scandir(os.path.join(folder, room)) as entries:
            return [entry.name[:-5] for entry in entries if entry.name.endswith(".yaml")]
    except OSError:
        return []


def _text(*path: str) -> str:
    """The words of a plain file; nothing where there is none, or where it is no file or too large."""
    try:
        file = os.path.join(*path)
        found = os.stat(file)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LIMIT:
            return ""
        with open(file, encoding="utf-8", errors="ignore") as stream:
            return stream.read(_LIMIT)
    except OSError:
        return ""


def _with(folder: str, room: str, wanted: Callable[[str], bool]) -> list[str]:
    return [name for name in _documents(folder, room) if wanted(_text(folder, room, f"{name}.yaml"))]


def _categories(folder: str) -> list[str]:
    """One-word names that stand as far left as the first one: deeper ones are items."""
    found = _NAME.findall(_text(folder, "budget.yaml"))
    return [name for indent, name in found if indent == found[0][0]]


def _items(folder: str) -> list[str]:
    return _ITEM_ID.findall(_text(folder, "budget.yaml"))


_KINDS: dict[str, Callable[[str], Iterable[str]]] = {
    "drafts": lambda folder: _documents(folder, "drafts"),
    "invoices": lambda folder: _documents(folder, "invoices") + _documents(folder, "drafts"),
    "open": lambda folder: _with(folder, "invoices", lambda text: not _VOID.search(text)),
    "changes": lambda folder: _documents(folder, "changes"),
    "pending-changes": lambda folder: _with(folder, "changes", lambda text: bool(_PENDING.search(text))),
    "bills": lambda folder: _documents(folder, "bills"),
    "payments": lambda folder: _documents(folder, "payments"),
    "items": _items,
    "categories": _categories,
    "codes": lambda folder: _CODE.findall(_text(folder, "budget.yaml")),
    "sources": lambda folder: [*_items(folder), *_documents(folder, "changes"), *_documents(folder, "bills")],
}
KINDS = tuple(_KINDS)
