"""One commit of just the files a command wrote, where the project asks for it.

Room: files.  Problems: git.failed.

Git runs with hooks and the file monitor off, fixed arguments, `--` before paths and a time limit: nothing that lies
in a project folder is ever executed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from ressio_cli.model.problem import trouble

_SAFE = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "commit.gpgSign=false")
_SECONDS = 30


def commit(root: Path, paths: Sequence[str], message: str) -> None:
    """Commit these files, and nothing else that may be staged. The files themselves are written already."""
    _git(root, "add", "--all", "--", *paths)
    _git(root, "commit", "--quiet", "--no-verify", "-m", message, "--", *paths)


def _git(root: Path, *words: str) -> None:
    try:
        done = subprocess.run(
            ["git", *_SAFE, *words], cwd=root, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise trouble("git.failed", f"the files are written, but git did not run: {error}", _HINT) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = said[-1] if said else f"exit {done.returncode}"
        raise trouble("git.failed", f"the files are written, but git made no commit: {reason}", _HINT)


_HINT = "commit them by hand, or set git.commit = false in ressio.toml"
