"""The sample projects and their walkthroughs: every command in them is run, and what it prints is what they say.

A walkthrough is `sample-projects/NAME/WALKTHROUGH.md`. In its blocks fenced as ```console a line that starts with
`$ ` is a command, lines after it that start with `> ` continue it, and the lines up to the next command are its whole
output, standard error included. A command that ends with another exit code than 0 says so in a last line of its own,
such as `(exit 3)`. All commands of a walkthrough run in one shell session, in an empty folder; blocks fenced in any
other way are for reading.

After a change of wording, write the outputs anew and read the difference:

    python tests/test_walkthroughs.py --update            # all of them
    python tests/test_walkthroughs.py --update garage     # or some

Exit codes are never written anew: a walkthrough one of whose commands ends otherwise than it says is left as it is and
the command is named. For a new command that shall be refused, write the `(exit 3)` below it first.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "sample-projects"
NAMES = sorted(entry.name for entry in SAMPLES.iterdir() if (entry / "ressio.toml").is_file())
README = "README.md"  # its job in ten lines is run too
DAYS = ("2026-01-01", "2026-05-29", "2027-12-31")  # before the samples, in the middle of them, long after
BOUNDARY = "=-=-= ended with "

needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="walkthroughs are told in bash")


@dataclass(frozen=True, slots=True)
class Step:
    """A command and what it says; `first` and `last` are the lines of the output in the file, the last not included."""

    command: str
    says: tuple[str, ...]
    first: int
    last: int


def walkthrough(name: str) -> Path:
    """The text of a sample's walkthrough, or the README itself."""
    return SAMPLES.parent / name if name == README else SAMPLES / name / "WALKTHROUGH.md"


def steps(text: str) -> list[Step]:
    """The commands of a walkthrough in their order."""
    lines = text.split("\n")
    found: list[Step] = []
    at = 0
    while at < len(lines):
        if lines[at] != "```console":
            at += 1
            continue
        end = lines.index("```", at)
        found += _steps_of_block(lines, at + 1, end)
        at = end + 1
    return found


def _steps_of_block(lines: list[str], at: int, end: int) -> list[Step]:
    assert at == end or lines[at].startswith("$ "), f"line {at + 1}: a console block starts with a command"
    found = []
    while at < end:
        words = [lines[at].removeprefix("$ ")]
        at += 1
        while at < end and lines[at].startswith("> "):
            words.append(lines[at].removeprefix("> "))
            at += 1
        first = at
        while at < end and not lines[at].startswith("$ "):
            at += 1
        found.append(Step("\n".join(words), tuple(lines[first:at]), first, at))
    return found


def run(commands: list[str], folder: Path) -> list[tuple[str, ...]]:
    """What each command says, in one session that starts in the folder."""
    session = "".join(f"eval {shlex.quote(command)}\nprintf '\\n{BOUNDARY}%d\\n' $?\n" for command in commands)
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", session],
        check=False,
        cwd=folder,
        env=_surroundings(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    told = done.stdout.decode()
    said = []
    for _ in commands:
        output, boundary, told = told.partition(f"\n{BOUNDARY}")
        assert boundary, f"the session broke off: {output}"
        code, _, told = told.partition("\n")
        said.append(tuple(output.splitlines()) + ((f"(exit {code})",) if code != "0" else ()))
    return said


def _surroundings(home: Path) -> dict[str, str]:
    """The environment of a plain pipe: the program under test first, and nothing of whoever runs the tests."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {
        "PATH": path,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "TERM": "dumb",
        "RESSIO_USER": "Pat Alder",
        "GIT_CEILING_DIRECTORIES": str(home),
    }


def code(says: tuple[str, ...]) -> str:
    """The last line of an output if it tells an exit code, else nothing: the command is done."""
    return says[-1] if says and says[-1].startswith("(exit ") else ""


def updated(text: str, said: list[tuple[str, ...]]) -> str:
    """The walkthrough with these outputs."""
    lines = text.split("\n")
    for step, output in reversed(list(zip(steps(text), said, strict=True))):
        lines[step.first : step.last] = output
    return "\n".join(lines)


def ressio(*words: str, folder: Path, today: str = DAYS[1]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ressio_cli", *words],
        check=False,
        cwd=folder,
        env={**_surroundings(folder), "RESSIO_TODAY": today},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


@needs_bash
@pytest.mark.parametrize("name", [*NAMES, README])
def test_a_walkthrough_says_what_the_program_says(name: str, tmp_path: Path) -> None:
    written = steps(walkthrough(name).read_text("utf-8"))
    said = run([step.command for step in written], tmp_path)
    told = [(step.command, step.says) for step in written]
    assert [(step.command, output) for step, output in zip(written, said, strict=True)] == told


@pytest.mark.parametrize("name", NAMES)
def test_a_walkthrough_starts_from_its_own_sample(name: str) -> None:
    commands = [step.command for step in steps(walkthrough(name).read_text("utf-8"))]
    assert commands[0].startswith("export RESSIO_TODAY=")
    assert commands[1].startswith("ressio init ") and commands[1].endswith(f" --sample {name}")


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_no_problems_on_any_day(name: str, today: str, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / name, tmp_path / name)
    done = ressio("-C", name, "check", folder=tmp_path, today=today)
    codes = set(re.findall(r"\[([a-z.-]+)\]$", done.stderr, re.MULTILINE))
    assert (done.returncode, done.stdout[:11], codes <= {"date.future"}) == (0, "no problems", True), done.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_copied_whole(name: str, tmp_path: Path) -> None:
    made = ressio("init", "copy", "--sample", name, folder=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    copy = _files(tmp_path / "copy")
    assert {path: copy.get(path) for path in _files(SAMPLES / name)} == _files(SAMPLES / name)
    assert set(copy) - set(_files(SAMPLES / name)) <= {".gitignore", ".gitattributes"}
    assert ressio("-C", "copy", "check", folder=tmp_path).returncode == 0


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_average_home_costs_what_the_survey_found() -> None:
    """Stage by stage: NAHB, Cost of Construction Survey 2024."""
    done = ressio("-C", "average-home", "budget", "--by", "category", "--json", folder=SAMPLES)
    table = json.loads(done.stdout)
    assert {row["name"]: row["original_cost"] for row in table["rows"] if row["original_cost"] != "0.00"} == {
        "Site work": "32719.00",
        "Foundations": "44748.00",
        "Framing": "70982.00",
        "Exterior finishes": "57510.00",
        "Major systems rough-ins": "82319.00",
        "Interior finishes": "103391.00",
        "Final steps": "27710.00",
        "Other": "8835.00",
    }
    assert (table["total"]["original_cost"], table["total"]["original_price"]) == ("428214.00", "505292.52")


def test_the_demo_walks_from_the_estimate_to_the_money(tmp_path: Path) -> None:
    done = ressio("demo", folder=tmp_path)
    waits = "outbox: note: 1 message waits to be sent [message.waits]\n  try: ressio outbox list\n"
    assert (done.returncode, done.stderr) == (0, waits)
    milestones = (
        "$ ressio budget lock",
        "The budget is locked on 2026-03-02 at 35,101.84.",
        "CO-001 Second window: approved, worth 768.00.",
        "march-progress is released as INV-0001, due 2026-04-15: 10,893.05",
        "6,000.00 received for INV-0001 by check on 2026-04-10",
        "INV-0001 is partially-paid, its balance 4,893.05",
        "Now try, in ressio-demo:",
    )
    told = done.stdout.splitlines()
    assert [line for line in told if line in milestones] == list(milestones)
    assert any(line.startswith("no problems, 1 note: ") for line in told)


def main(words: list[str]) -> int:
    """`--update [NAME…]`: run the walkthroughs and write down what they say now."""
    if not words or words[0] != "--update":
        print(__doc__)
        return 2
    return max(_update(name) for name in words[1:] or [*NAMES, README])


def _update(name: str) -> int:
    text = walkthrough(name).read_text("utf-8")
    written = steps(text)
    with tempfile.TemporaryDirectory() as folder:
        said = run([step.command for step in written], Path(folder).resolve())
    otherwise = [(step, output) for step, output in zip(written, said, strict=True) if code(step.says) != code(output)]
    for step, output in otherwise:
        print(f"{walkthrough(name)}:{step.first}: {step.command}: {' '.join(output[-2:]) or 'is done'}")
    if otherwise:
        print(f"{name}: left as it was, since {len(otherwise)} commands end otherwise than they say")
        return 1
    new = updated(text, said)
    print(f"{name}: {'as it was' if new == text else 'written anew, read the difference'}")
    walkthrough(name).write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
