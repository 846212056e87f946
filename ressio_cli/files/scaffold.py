"""What a new project starts with.

Room: files.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ressio_cli.files import disk
from ressio_cli.files.edits import NewFile
from ressio_cli.files.settings_file import CURRENCY
from ressio_cli.files.settings_file import FILE as SETTINGS
from ressio_cli.files.troubles import told
from ressio_cli.model.problem import misused, refused

_IGNORED = """\
# made again from the files of the project
pdf/
portal/
.ressio-*
"""
_ATTRIBUTES = """\
# two people who write the same paper shall meet in a conflict, not in a silent mixture of both
invoices/** -merge
drafts/** -merge
payments/** -merge
"""
_SETTINGS = """
# What else may stand here, with examples; take the # off. `ressio schema settings` tells every key.
#
# [company]                               # the letterhead
# name = "Alder & Oak Builders"
# address = ["3 Mill Street", "Camden, ME 04843"]
# email = "office@example.com"
#
# [markup]
# rates = {overhead = "10%", profit = "8%"}   # each a percent of cost, added up
#
# [tax]
# rates = {"Sales tax" = "5.5%"}          # on items that say `taxed: true`
#
# [billing]
# number = "INV-{n:04}"
# terms = "Net 30"                        # or "Due on receipt", "Net 30 EOM", "1 month", "2/10 net 30", …
# retainage = "0%"
#
# [mail]                                  # notices to client.emails; `ressio help mail`
# from = "billing@example.com"
# smtp = "smtps://mail.example.com"
"""
_BUDGET = """\
# The budget: categories of items. Once it stands: ressio budget lock
#
# categories:
#   - name: Foundations
#     items:
#       - {id: "03-100", name: Excavation and footings, code: 03-30-00, cost: 18000.00, markup: 12%, taxed: true}
#       - {id: "03-200", name: Slab, code: 03-30-00, quantity: 120, unit: cy, unit_cost: 185.00}
#
# or from a spreadsheet: ressio budget import FILE.csv
categories: []
"""
_LARGEST = 64 * 1024 * 1024


def fresh(settings: str) -> list[NewFile]:
    """The files of a fresh project with these settings."""
    return [
        NewFile("ressio.toml", f"{settings}{_SETTINGS}".encode()),
        NewFile("budget.yaml", _BUDGET.encode()),
        *_for_git(),
    ]


def sample(source: Path) -> list[NewFile]:
    """The files of a sample project."""
    files = [NewFile(path, disk.read_any(source / path, _LARGEST)) for path in sorted(_below(source))]
    there = {file.path for file in files}
    return [*files, *(file for file in _for_git() if file.path not in there)]


def _for_git() -> list[NewFile]:
    return [NewFile(".gitignore", _IGNORED.encode()), NewFile(".gitattributes", _ATTRIBUTES.encode())]


def _below(source: Path, folder: str = "") -> Iterator[str]:
    for name, is_folder in disk.names(source, folder):
        path = f"{folder}/{name}" if folder else name
        if is_folder:
            yield from _below(source, path)
        else:
            yield path


def samples() -> dict[str, Path]:
    """The sample projects by name: beside the package in a checkout, within it once installed."""
    package = Path(__file__).parent.parent
    for folder in (package / "sample-projects", package.parent / "sample-projects"):
        if disk.is_folder(folder, ""):
            found = [name for name, is_folder in disk.names(folder, "") if is_folder]
            return {name: folder / name for name in found if disk.is_file(folder / name, SETTINGS)}
    return {}


def sample_named(name: str) -> Path:
    """The folder of a sample."""
    known = samples()
    if name not in known:
        raise misused("sample.unknown", f"there is no sample {name!r}", f"samples: {', '.join(known)}")
    return known[name]


def make(folder: Path, files: list[NewFile]) -> None:
    """Write the files of a new project into a folder, which is made where it is not there; nothing is overwritten.

    The settings come last: without them there is no project yet, and a run that was cut off can be given again.
    """
    taken = [file.path for file in files if _is_taken(folder, file)]
    if taken:
        raise refused("project.taken", f"{folder} has {', '.join(taken[:3])} already", "choose another folder")
    made = _make_folders(folder)
    try:
        for file in sorted(files, key=lambda file: file.path == SETTINGS):
            if not disk.is_there(folder, file.path):
                disk.create(folder, disk.stage(folder, file.path, file.new), file.path)
    except BaseException:
        for top in made[:1]:
            with suppress(OSError):
                disk.calls.remove_tree(str(top))
        raise


def _is_taken(folder: Path, file: NewFile) -> bool:
    """Something else has this name already; a file that says the same is of a run that was cut off."""
    if not disk.is_there(folder, file.path):
        return False
    there = disk.read(folder, file.path, len(file.new) + 1) if disk.is_file(folder, file.path) else None
    return file.path == SETTINGS or there != file.new


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder with those above it; returns the ones that were not there, the topmost first."""
    missing = [path for path in (folder, *folder.parents) if disk.status(path) is None][::-1]
    for path in missing:
        with told(str(path), "made"), suppress(FileExistsError):
            disk.calls.make_folder(str(path))
    return missing


def currency(word: str) -> str:
    """A currency's code, as settings take it."""
    if CURRENCY.read(word) is None:
        raise misused("settings.currency", f"--currency is {word!r}; {CURRENCY.wanted} is wanted", CURRENCY.hint)
    return word
