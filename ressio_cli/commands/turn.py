"""A command's turn to write: the project's lock in its hands, and what its edits put out of date.

Room: commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from ressio_cli.files import disk, due, records
from ressio_cli.files import edits as file_edits
from ressio_cli.files.derived import DERIVED
from ressio_cli.files.due import Due
from ressio_cli.files.edits import Edit
from ressio_cli.files.folder import ENDING, Reading, reread
from ressio_cli.files.lock import Hold
from ressio_cli.model.problem import Trouble
from ressio_cli.model.record import dataclass

_PAPERS = (records.INVOICE.folder, records.DRAFT.folder)


@dataclass(slots=True)
class Turn:
    """A turn. `due`: what is to be made of the facts, by this command and by those that were cut off.

    Once the facts are written the lock is given back. `after` are the facts then, where they are known at once.
    """

    hold: Hold
    due: list[Due] = field(default_factory=list)
    written: bool = False
    after: Reading | None = None

    def write(self, before: Reading, edits: Sequence[Edit]) -> None:
        """Write edits of a project down, after a note of what will have to be made again."""
        changes = [(edit.path, edit.new) for edit in file_edits.effective(edits)]
        own = self._noted(before.root, [path for path, _ in changes])
        try:
            file_edits.apply(before.root, edits)
        except BaseException:
            if own:
                own.leave() if file_edits.is_unfinished(before.root) else own.done()
            raise
        self.written = True
        if own:
            for note in self.due:
                note.done()
            self.due = [own]
            with suppress(Trouble):  # the facts are written; what is made of them may be read anew
                self.after = reread(before, changes)

    def _noted(self, root: Path, paths: Iterable[str]) -> Due | None:
        """A note of papers and portal that edits put out of date, with what earlier notes say; None for none."""
        places = [path.rpartition("/") for path in paths]
        ids = {name.removesuffix(ENDING) for folder, _, name in places if folder in _PAPERS}
        portal = disk.is_file(root, f"portal/{DERIVED}")
        if not (ids or portal or disk.is_folder(root, "pdf")):
            return None
        papers = ids.union(*(note.papers for note in self.due))
        return due.noted(root, papers, portal or any(note.portal for note in self.due))
