"""The person who gives the command: what the history of a paper names.

Room: commands.  Problems: none.

`RESSIO_USER`, else the name git would put on a commit here, else the login name. Git is asked once per command, and
only by a command that writes an event.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path

from ressio_cli.files import git

VARIABLE = "RESSIO_USER"

_LONGEST = 80
_NOBODY = "unknown"


def user_name(env: Mapping[str, str], root: Path) -> str:
    """The first of the three that says a name; never empty."""
    return _plain(env.get(VARIABLE, "")) or _plain(git.user_name(root)) or _plain(_login()) or _NOBODY


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # which of them depends on the system and the Python
        return ""


def _plain(name: str) -> str:
    """The name on one line, without signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())[:_LONGEST].strip()
