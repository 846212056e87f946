"""Write the completion scripts of all shells from the tree of commands.

    python completions/generate.py

The scripts are static: they hold the words of every command, and ask `ressio __complete KIND` for ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rows import Row, rows
from shells import bash, fish, powershell, zsh

HERE = Path(__file__).parent

WRITERS: Mapping[str, Callable[[list[Row]], str]] = {
    "ressio.bash": bash.script,
    "_ressio": zsh.script,
    "ressio.fish": fish.script,
    "ressio.ps1": powershell.script,
}


def scripts() -> dict[str, str]:
    """The text of every script by its file name."""
    found = rows()
    return {name: write(found) for name, write in WRITERS.items()}


def main() -> None:
    """Write them where they belong: beside this file."""
    for name, text in scripts().items():
        HERE.joinpath(name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
