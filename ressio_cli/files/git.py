"""Git: one commit of just the files a command wrote, where the project asks for it; and what its history knows.

Room: files.  Problems: git.failed.

Git runs with hooks, the file monitor and the repository's own filters off, fixed arguments, `--` before paths and a
time limit: nothing that lies in a project folder is ever executed, and nothing is fetched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ressio_cli.files import disk
from ressio_cli.model.problem import Trouble, trouble
from ressio_cli.model.record import dataclass

if TYPE_CHECKING:
    import subprocess

_OFF = {
    "core.hooksPath": "/dev/null", "core.fsmonitor": "false", "commit.gpgSign": "false", "gc.auto": "0",
    "maintenance.auto": "false", "log.showSignature": "false", "protocol.allow": "never",
}  # fmt: skip
_NOTHING: Mapping[str, str] = {}
_READ_ONLY = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1"}
_LOG = (
    "log", "--full-history", "--no-renames", "--diff-filter=AM", "--name-only", "--relative", "--no-ext-diff",
    "--no-textconv", "-O/dev/null", "-z", "--format=%x01%H",
)  # fmt: skip
_HINT = "commit them by hand, or set git.commit = false in ressio.toml"
_SECONDS = 30
_PATIENCE = 10  # seconds for a look into the history


@dataclass(frozen=True, slots=True)
class History:
    """Files of one folder that commits have written: for each name the last of those commits. `why`: not readable."""

    commits: Mapping[str, str]
    why: str = ""


def history(root: Path, folder: str, everywhere: bool) -> History:
    """Return which files of a folder were ever committed: on any branch, or on the way to the present commit.

    Nothing is known outside a repository, before the first commit, or without git.
    """
    if not _in_repository(root):
        return History({})
    import subprocess

    words = (*_LOG, "--all" if everywhere else "HEAD", "--", folder)
    try:
        done = _run(root, _OFF, *words, seconds=_PATIENCE, more=_READ_ONLY)
    except FileNotFoundError:
        return History({})
    except (OSError, subprocess.TimeoutExpired) as error:
        return History({}, why=str(error))
    if done.returncode:
        no_commit = "does not have any commits" in done.stderr or "bad revision" in done.stderr
        return History({}, why="" if no_commit else _reason(done.stderr) or f"git ended with {done.returncode}")
    return History(_last_commits(done.stdout, folder))


def _in_repository(root: Path) -> bool:
    """Whether it is worth starting git at all."""
    real = Path(os.path.realpath(root))
    return "GIT_DIR" in os.environ or any(os.path.lexists(above / ".git") for above in (real, *real.parents))


def _last_commits(log: str, folder: str) -> dict[str, str]:
    """The commits by file name; the newest stands first in a log."""
    commits: dict[str, str] = {}
    commit = ""
    for entry in log.split("\0"):
        if entry.startswith("\x01"):
            commit = entry[1:]
        name = entry.strip("\n").removeprefix(f"{folder}/")
        if name and "/" not in name and not entry.startswith("\x01"):
            commits.setdefault(name, commit)
    return commits


def commit(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files, and nothing else that may be staged. The files themselves are written already."""
    off = _OFF | _filters_off(root)
    known = _git(root, off, "ls-files", "-z", "--", *paths).split("\0")
    ours = [path for path in paths if path in known or disk.is_file(root, path)]
    if not ours:
        return
    _git(root, off, "add", "--all", "--", *ours)
    if _git(root, off, "status", "--porcelain", "--untracked-files=no", "--", *ours):
        _git(root, off, "commit", "--quiet", "--no-verify", "-m", message, "--", *ours)


def user_name(root: Path) -> str:
    """The name git puts on commits in this folder; empty where there is none, or no git."""
    import subprocess

    try:
        return _run(root, _OFF, "config", "--get", "user.name", seconds=_PATIENCE).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _filters_off(root: Path) -> dict[str, str]:
    """The repository's own configuration may name programs as filters; a person's own, such as git-lfs, stay."""
    names: set[str] = set()
    for scope in ("--local", "--worktree"):
        words = ("config", scope, "--includes", "--null", "--name-only", "--get-regexp", r"^filter\.")
        names.update(_committing(root, _OFF, *words).stdout.split("\0"))
    programs = {name: "" for name in names if name.endswith((".clean", ".smudge", ".process"))}
    return programs | {name: "false" for name in names if name.endswith(".required")}


def _git(root: Path, off: Mapping[str, str], *words: str) -> str:
    done = _committing(root, off, *words)
    if done.returncode:
        raise _failed(f"made no commit: {_reason(done.stderr or done.stdout) or f'exit {done.returncode}'}")
    return done.stdout


def _reason(said: str) -> str:
    """What git said, on one line, without its advice."""
    lines = [line.strip() for line in said.splitlines() if not line.startswith("hint:")]
    return re.sub("^(fatal|error): ", "", " ".join(filter(None, lines)))[:200]


def _committing(root: Path, off: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run git as part of a commit."""
    import subprocess

    try:
        return _run(root, off, *words)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(f"did not run: {error}") from error


def _run(
    root: Path, off: Mapping[str, str], *words: str, seconds: int = _SECONDS, more: Mapping[str, str] = _NOTHING
) -> subprocess.CompletedProcess[str]:
    import subprocess

    environment = {**os.environ, **more, "GIT_CONFIG_COUNT": str(len(off))}
    for number, (name, value) in enumerate(off.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return subprocess.run(
        ["git", "--literal-pathspecs", *words],
        cwd=root, env=environment, capture_output=True, text=True, errors="replace", timeout=seconds, check=False,
    )  # fmt: skip


def _failed(what: str) -> Trouble:
    return trouble("git.failed", f"the files are written, but git {what}", _HINT)
