"""Every command that writes, with a project in which it ends well: what the tests of kills and faults run through.

A scene is built once, by commands, and copied for each run. `PUBLISHED` scenes have papers in pdf/ and a portal.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from cli.house import Answer, House, categories, quiet_run, settings

from ressio_cli import app, tree
from ressio_cli.tree import Branch, Leaf

DAY = "2026-03-31"
SOMEWHERE = "{elsewhere}"  # a folder beside the project, with files to import and attach
_MAIL = 'emails = ["dana@example.com"]\n\n[mail]\nfrom = "billing@example.com"\nsmtp = "smtp://localhost:1"\n'

BILLS = "vendor,number,date,amount\nPine,77,2026-03-02,10.00\nPine,78,2026-03-03,20.00\n"
ESTIMATE = "category,id,name,cost\nWork,B1,Roof,900.00\n"

_JOB = (
    "budget lock --on 2026-01-01",
    "change new --title Deck --kind change-order --item Boards=450",
    "change new --title Lamp --kind change-order --item Lamp=50 --propose",
    "change new --title Door --kind change-order --item Door=75 --propose",
    "change approve CO-003 --by Dana",
    "bill new --vendor Pine --number 7 --date 2026-03-01 --line Boards=300",
    "invoice new --percent A1=50 --title January",
    "release january",
    "invoice new --percent A2=10 --title February",
    "release february",
    "invoice new --item Fee=20 --title Fees",
    "release fees --no-notify",
    "pay 3 5 --pending",
    "pay 3 6 --ref 6",
    "payment new 500 --ref 5",
    "invoice new --percent A1=60 --item Permit=25 --title March",
    "invoice new --percent A2=20 --title April",
)


@dataclass(frozen=True)
class Deed:
    """A command line that ends well in a scene. `scene`: job, estimate (no lock yet), agreed (locked) or nothing."""

    line: str
    scene: str = "job"

    @property
    def words(self) -> list[str]:
        return self.line.split()


DEEDS = {deed.line.split(" --")[0]: deed for deed in (
    Deed("init {elsewhere}/new --name N --contract fixed-price --budget cost-items --client C", "nothing"),
    Deed("budget lock", "estimate"),
    Deed("budget unlock", "agreed"),
    Deed("budget import {elsewhere}/estimate.csv --replace", "estimate"),
    Deed("change new --title Sink --kind change-order --item Sink=90"),
    Deed("change propose CO-001"),
    Deed("change approve CO-002 --by Dana"),
    Deed("change decline CO-002 --by Dana"),
    Deed("bill new --vendor Oak --number 9 --date 2026-03-05 --line Doors=80"),
    Deed("bill approve pine-7"),
    Deed("bill import {elsewhere}/bills.csv"),
    Deed("invoice new --item Signs=40 --title Signs --attach {elsewhere}/a.txt --attach {elsewhere}/b.txt"),
    Deed("invoice edit march --title Spring --attach {elsewhere}/a.txt"),
    Deed("invoice edit 1 --notes Thanks --attach {elsewhere}/a.txt"),
    Deed("invoice add april --item Extra=5"),
    Deed("invoice remove march 2"),
    Deed("invoice delete april"),
    Deed("release march --apply-credit"),
    Deed("void 1 --reason Wrong --reissue"),
    Deed("void 3 --reason Wrong --refund"),
    Deed("pay 1 1000 --ref 1"),
    Deed("pay 2 100 --from-credit"),
    Deed("payment new 70 --ref 70"),
    Deed("payment settle 2026-03-31-INV-0003"),
    Deed("payment fail 2026-03-31-INV-0003 --reason No"),
    Deed("payment void 2026-03-31-INV-0003-2 --reason Typed"),
    Deed("payment refund 2026-03-31-INV-0003-2 2 --reason Twice"),
    Deed("credit refund 20 --ref 20"),
    Deed("outbox new 3"),
    Deed("outbox drop 2026-03-31-INV-0001-released"),
    Deed("remind --as-of 2026-06-30"),
    Deed("portal"),
    Deed("pdf 1"),
    Deed("pdf march --package"),
    Deed("pdf --all"),
)}  # fmt: skip

READS = tuple(
    Deed(line)
    for line in (
        "summary", "summary --expand", "budget", "budget --by category", "invoice list", "invoice show 1", "unbilled",
        "aging", "statement", "change list", "change show CO-001", "bill list", "bill show pine-7", "payment list",
        "credit", "outbox list", "outbox show 2026-03-31-INV-0001-released", "check",
    )
)  # fmt: skip

# Commands that write and are told of elsewhere: why.
ELSEWHERE = {
    "outbox send": "needs a mail server: tests/mail",
    "invoice release": "is `release`",
    "invoice void": "is `void`",
    "invoice pay": "is `pay`",
}


def writing_commands(branch: Branch = app.TREE, above: str = "") -> Iterator[str]:
    """The names of all commands that write, from the table of commands itself."""
    for leaf in branch.leaves:
        if isinstance(leaf, Leaf):
            if any("--dry-run" in param.opts for param in tree.load(leaf).params):
                yield f"{above}{leaf.name}"
        else:
            yield from writing_commands(leaf, f"{above}{leaf.name} ")


def run(root: Path, words: Sequence[str]) -> Answer:
    """One command line on a scene."""
    filled = [word.replace(SOMEWHERE, str(root.parent / "elsewhere")) for word in words]
    start = ["-C", str(root)] if (root / "ressio.toml").exists() else []
    return quiet_run([*start, *filled], DAY)


def copy(scene: str, published: bool, to: Path) -> Path:
    """A scene of one's own: its project's folder."""
    shutil.copytree(_built(scene, published), to, symlinks=True)
    return to / "job"


@cache
def _built(scene: str, published: bool) -> Path:
    room = Path(mkdtemp(prefix="ressio-scene-"))
    (room / "elsewhere").mkdir()
    for name, text in {"bills.csv": BILLS, "estimate.csv": ESTIMATE, "a.txt": "a", "b.txt": "b"}.items():
        (room / "elsewhere" / name).write_text(text)
    house = House(room / "job", DAY)
    house.root.mkdir()
    if scene == "nothing":
        return room
    items = ["id: A1, name: Slab, cost: 10000.00", "id: A2, name: Frame, cost: 5000.00"]
    house.put("ressio.toml", settings().replace('name = "Dana Reyes"\n', f'name = "Dana Reyes"\n{_MAIL}'))
    house.put("budget.yaml", categories(Work=items))
    for line in _JOB if scene == "job" else _JOB[:1] if scene == "agreed" else ():
        answer = run(house.root, line.split())
        assert answer.code == 0, (line, answer)
    if published:
        for line in ("pdf --all", "pdf march", "pdf CO-001", "portal") if scene == "job" else ("portal",):
            assert run(house.root, line.split()).code == 0
    else:
        shutil.rmtree(house.root / "pdf", ignore_errors=True)
    return room
