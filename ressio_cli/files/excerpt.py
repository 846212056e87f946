"""The person's own line that a problem stands on.

Room: files.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import Problem, Trouble


class Excerpts:
    """Lines of the files in a folder. A file is read once for all its problems, as long as these are asked in turn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = ""
        self.lines: list[str] = []

    def __call__(self, problem: Problem) -> str:
        """The line of a problem; nothing where it cannot be shown."""
        origin = problem.origin
        if origin.file != self.file:
            self.file, self.lines = origin.file, self._read(origin.file)
        return self.lines[origin.line - 1].rstrip("\r") if 0 < origin.line <= len(self.lines) else ""

    def _read(self, file: str) -> list[str]:
        with suppress(Trouble, ValueError):
            data = disk.read(self.folder, file)
            if data and len(data) <= LARGEST and b"\0" not in data:  # with one it is no text: a workbook, a picture
                return data.decode("utf-8-sig", "replace").split("\n")
        return []
