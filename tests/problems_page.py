"""The page `ressio help problems`, made of what is said in tests/errors: `python tests/problems_page.py` writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

ERRORS = Path(__file__).parent / "errors"
PAGE = Path(__file__).parent.parent / "ressio_cli" / "help" / "problems.md"

HEAD = """\
# Problems

    changes/CO-004.yaml:3:9: CO-004 is approved but has no decision date [change.no-decision]
        status: approved
                ^
      try: add `decided: {on: YYYY-MM-DD, by: NAME}`, or set `status: pending`

File, line and column count from 1. The word in brackets is the problem's stable code. A `note` never changes the exit
code. A file that cannot be read stops every command; other findings are told on standard error, make `ressio check`
end with 1, and refuse what would build on them.

Every code, with the exit code and an example of what is said:
"""
GROUPS = {
    "Files as such, and the world they lie in": ("file", "folder", "yaml", "toml", "disk", "lock", "git", "output"),
    "What stands in a file": ("field", "money", "settings", "item", "tax", "attachment", "logo", "seal"),
    "Tables that are loaded": ("table", "import"),
    "The budget, changes and bills": ("budget", "change", "bill"),
    "Drafts and invoices": ("draft", "invoice", "edit", "section", "line", "release", "void", "title", "id", "terms"),
    "Days": ("date",),
    "Billing": ("ask", "source", "method", "percent", "share", "markup", "code", "deposit", "retainage", "stored"),
    "Left to bill": ("unbilled",),
    "Money received": ("pay", "payment", "write-off", "refund", "credit", "reason"),
    "The client's papers": ("pdf", "application", "portal", "mail", "message", "outbox", "notice"),
    "The command line": ("usage", "option", "project", "init", "sample", "demo", "help", "schema", "completion", "bug"),
}


def page() -> str:
    """The page as it should be."""
    return HEAD + "".join(f"\n## {title}\n\n{''.join(_lines(families))}" for title, families in GROUPS.items())


def ungrouped() -> set[str]:
    """Codes of which no group takes care."""
    families = {family for group in GROUPS.values() for family in group}
    return {folder.name for folder in _folders() if folder.name.partition(".")[0] not in families}


def _folders() -> list[Path]:
    return sorted(folder for folder in ERRORS.iterdir() if folder.is_dir())


def _lines(families: tuple[str, ...]) -> Iterator[str]:
    for family in families:
        for folder in _folders():
            if folder.name.partition(".")[0] == family:
                ended, said = (folder / "said").read_text(encoding="utf-8").split("\n", 1)
                yield f"    {folder.name:30} {ended:>2}  {_sentence(said, folder.name)}\n"


def _sentence(said: str, code: str) -> str:
    """What is said for the code, without the place and the code itself."""
    if said.startswith("{"):
        return next(str(one["message"]) for one in json.loads(said)["problems"] if one["code"] == code)
    found = re.search(rf"^[^\n]*?: ([^\n]*) \[{re.escape(code)}\]$", said, re.MULTILINE)
    return found[1] if found else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
