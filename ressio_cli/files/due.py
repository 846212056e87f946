"""What is due: a command that changes facts notes first that the papers and the portal will have to be made again.

Room: files.  Problems: disk.failed.

The note lies in the project until that is done. Its owner keeps it locked, so that everybody can tell a note whose
command is still at work from one whose command was cut off; the next writing command takes over the latter. The facts
themselves never depend on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from ressio_cli.files import disk, strays
from ressio_cli.files.troubles import told
from ressio_cli.model.numbering import is_id
from ressio_cli.model.problem import Trouble
from ressio_cli.model.record import dataclass

_NAME = re.compile(r"\.ressio-due-[0-9a-f]{12}", re.ASCII)
_LARGEST = 64 * 1024


@dataclass(slots=True)
class Due:
    """A note. `papers` are the ids of the invoices and drafts that the command changed; `handle` is the owner's.

    `portal`: there was one to be kept up to date.
    """

    root: Path
    name: str
    papers: frozenset[str]
    portal: bool = False
    handle: int = -1

    def done(self) -> None:
        """Everything was made: take the note away."""
        with suppress(OSError, Trouble):
            disk.calls.remove(disk.real_path(self.root, self.name))
        self.leave()

    def leave(self) -> None:
        """Leave the note, if it is still there, to the next command."""
        if self.handle >= 0:
            with suppress(OSError):
                disk.calls.close_old(self.handle)
            self.handle = -1


def noted(root: Path, papers: Iterable[str], portal: bool) -> Due:
    """Leave a note of papers that are about to change. Called under the project's lock."""
    ids = frozenset(papers)
    text = json.dumps({"papers": sorted(ids), "portal": portal})
    name = f".ressio-due-{token_hex(6)}"
    with told(name, "written"):
        path = disk.real_path(root, name)
        handle = disk.calls.open_new(path)
        try:
            disk.calls.write(handle, text.encode())
            disk.calls.flush(handle)
            strays.hold(handle)
        except BaseException:
            with suppress(OSError):
                disk.calls.close_old(handle)
            disk.discard(root, name)
            raise
    return Due(root, name, ids, portal, handle)


def left(root: Path) -> list[Due]:
    """The notes of commands that were cut off."""
    names = [name for name, _ in disk.names(root, "") if _NAME.fullmatch(name)]
    return [_read(root, name) for name in names if not strays.in_use(root, name)]


def _read(root: Path, name: str) -> Due:
    """What a note says; it may come from a stranger, or may have been cut off itself."""
    with suppress(ValueError, TypeError, KeyError, RecursionError, Trouble):
        found = json.loads(disk.read(root, name, _LARGEST) or b"")
        words = frozenset(word for word in found["papers"] if isinstance(word, str) and is_id(word))
        return Due(root, name, words, found["portal"] is True)
    return Due(root, name, frozenset())
