"""One commit of just the files a command wrote, where the project asks for it.

Room: files.  Problems: git.failed.

Git runs with hooks, the file monitor and the repository's own filters off, fixed arguments, `--` before paths and a
time limit: nothing that lies in a project folder is ever executed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ressio_cli.model.problem import Trouble, trouble

if TYPE_CHECKING:
    import subprocess

_OFF = {
    "core.hooksPath": "/dev/null", "core.fsmonitor": "false", "commit.gpgSign": "false", "gc.auto": "0",
    "maintenance.auto": "false",
}  # fmt: skip
_HINT = "commit them by hand, or set git.commit = false in ressio.toml"
_SECONDS = 30


def commit(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files, and nothing else that may be staged. The files themselves are written already."""
    off = _OFF | _filters_off(root)
    known = _git(root, off, "ls-files", "-z", "--", *paths).split("\0")
    ours = [path for path in paths if path in known or (root / path).is_file()]
    if not ours:
        return
    _git(root, off, "add", "--all", "--", *ours)
    if _git(root, off, "status", "--porcelain", "--untracked-files=no", "--", *ours):
        _git(root, off, "commit", "--quiet", "--no-verify", "-m", message, "--", *ours)


def user_name(root: Path) -> str:
    """The name git puts on commits in this folder; empty where there is none, or no git."""
    try:
        return _run(root, _OFF, "config", "--get", "user.name").stdout.strip()
    except Trouble:
        return ""


def _filters_off(root: Path) -> dict[str, str]:
    """The repository's own configuration may name programs as filters; a person's own, such as git-lfs, stay."""
    names: set[str] = set()
    for scope in ("--local", "--worktree"):
        words = ("config", scope, "--includes", "--null", "--name-only", "--get-regexp", r"^filter\.")
        names.update(_run(root, _OFF, *words).stdout.split("\0"))
    programs = {name: "" for name in names if name.endswith((".clean", ".smudge", ".process"))}
    return programs | {name: "false" for name in names if name.endswith(".required")}


def _git(root: Path, off: Mapping[str, str], *words: str) -> str:
    done = _run(root, off, *words)
    if done.returncode:
        raise _failed(f"made no commit: {_reason(done.stderr or done.stdout) or f'exit {done.returncode}'}")
    return done.stdout


def _reason(said: str) -> str:
    """What git said, on one line, without its advice."""
    lines = [line.strip() for line in said.splitlines() if not line.startswith("hint:")]
    return re.sub("^(fatal|error): ", "", " ".join(filter(None, lines)))[:200]


def _run(root: Path, off: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    import subprocess

    environment = {**os.environ, "GIT_CONFIG_COUNT": str(len(off))}
    for number, (name, value) in enumerate(off.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    try:
        return subprocess.run(
            ["git", "--literal-pathspecs", *words],
            cwd=root, env=environment, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(f"did not run: {error}") from error


def _failed(what: str) -> Trouble:
    return trouble("git.failed", f"the files are written, but git {what}", _HINT)
