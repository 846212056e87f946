"""Which invoices git's history knows; reading it executes nothing, fetches nothing and never stops a command."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ressio_cli.files import git


def run(root: Path, *words: str, stdin: str = "") -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True, input=stdin)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on the branch `main` in which INV-0001 was released."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "gitconfig").write_text("[user]\nname = Robin\nemail = robin@example.com\n")
    root = tmp_path / "project"
    (root / "invoices").mkdir(parents=True)
    run(root, "init", "-q", "-b", "main")
    save(root, "INV-0001")
    return root


def save(root: Path, *ids: str, text: str = "title: Fee\n") -> str:
    """Write these invoices and commit everything; the commit."""
    for id in ids:
        (root / "invoices" / f"{id}.yaml").write_text(f"{text}# {id}\n")
    run(root, "add", "-A")
    run(root, "commit", "-q", "-m", "work")
    return run(root, "rev-parse", "HEAD")


def lose(root: Path, id: str) -> None:
    (root / "invoices" / f"{id}.yaml").unlink()
    save(root)


def names(root: Path, everywhere: bool = True) -> list[str]:
    history = git.history(root, "invoices", everywhere)
    assert history.why == ""
    return sorted(name.removesuffix(".yaml") for name in history.commits)


def test_what_was_committed_once_is_known_when_its_file_is_gone(root: Path) -> None:
    save(root, "INV-0002")
    lose(root, "INV-0002")
    (root / "invoices" / "INV-0003.yaml").write_text("never committed\n")
    assert names(root) == names(root, everywhere=False) == ["INV-0001", "INV-0002"]


def test_the_commit_is_the_last_one_that_wrote_the_file(root: Path) -> None:
    save(root, "INV-0002")
    last = save(root, "INV-0002", text="title: Edited\n")
    lose(root, "INV-0002")
    assert git.history(root, "invoices", everywhere=False).commits["INV-0002.yaml"] == last


def test_other_branches_count_only_where_they_are_asked_for(root: Path) -> None:
    run(root, "checkout", "-q", "-b", "theirs")
    save(root, "INV-0002")
    run(root, "checkout", "-q", "main")
    assert (names(root), names(root, everywhere=False)) == (["INV-0001", "INV-0002"], ["INV-0001"])


def test_a_branch_whose_work_a_merge_threw_away_still_counts(root: Path) -> None:
    run(root, "checkout", "-q", "-b", "theirs")
    save(root, "INV-0002")
    run(root, "checkout", "-q", "main")
    save(root, "INV-0003")
    run(root, "merge", "-q", "-s", "ours", "--no-edit", "theirs")
    run(root, "branch", "-q", "-D", "theirs")
    assert names(root, everywhere=False) == ["INV-0001", "INV-0002", "INV-0003"]


def test_a_renamed_file_was_there_under_both_names(root: Path) -> None:
    run(root, "mv", "invoices/INV-0001.yaml", "invoices/INV-0009.yaml")
    save(root)
    assert names(root) == ["INV-0001", "INV-0009"]


def test_only_the_folder_itself_counts_in_a_project_below_the_top(root: Path) -> None:
    job = root / "jobs" / "garage"
    (job / "invoices" / "superseded").mkdir(parents=True)
    (job / "invoices" / "superseded" / "INV-0004.r1.yaml").write_text("a: 1\n")
    (job / "notes").mkdir()
    (job / "notes" / "INV-0005.yaml").write_text("a: 1\n")
    save(job, "INV-0004")
    assert names(job) == ["INV-0004"]


@pytest.mark.parametrize("everywhere", [True, False])
def test_without_a_repository_a_commit_or_git_nothing_is_known(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, everywhere: bool
) -> None:
    (tmp_path / "plain").mkdir()
    assert names(tmp_path / "plain", everywhere) == []
    (tmp_path / "fresh").mkdir()
    run(tmp_path / "fresh", "init", "-q")
    assert names(tmp_path / "fresh", everywhere) == []
    monkeypatch.setenv("PATH", "")
    assert names(root, everywhere) == []


def test_a_history_that_cannot_be_read_says_why(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(git, "_PATIENCE", 0)
        slow = git.history(root, "invoices", everywhere=True)
    assert slow.commits == {} and "timed out" in slow.why
    (root / ".git" / "HEAD").write_text("rubbish\n")
    broken = git.history(root, "invoices", everywhere=True)
    assert broken.commits == {} and "not a git repository" in broken.why


def hostile(root: Path, tmp_path: Path) -> None:
    """A signed commit, and a program wherever git might look for one while it reads."""
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/canary\n')
    program.chmod(0o755)
    signed = run(root, "cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n", 1
    )
    run(root, "update-ref", "HEAD", run(root, "hash-object", "-t", "commit", "-w", "--stdin", stdin=signed + "\n"))
    (root / ".gitattributes").write_text("*.yaml diff=mine\n")
    for key, value in {
        "log.showSignature": "true", "gpg.program": str(program), "diff.external": str(program),
        "diff.mine.textconv": str(program), "diff.mine.command": str(program), "core.pager": str(program),
        "core.fsmonitor": str(program), "diff.orderFile": "/no/such/file", "core.sshCommand": str(program),
        "alias.log": f"!{program}", "remote.origin.url": "ssh://nowhere/x", "remote.origin.promisor": "true",
        "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin",
    }.items():  # fmt: skip
        run(root, "config", key, value)


def test_nothing_in_the_project_is_executed(root: Path, tmp_path: Path) -> None:
    hostile(root, tmp_path)
    assert names(root) == names(root, everywhere=False) == ["INV-0001"]
    tree = run(root, "rev-parse", "HEAD:invoices")
    (root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert git.history(root, "invoices", everywhere=True).why, "a missing part is not fetched"
    assert not (tmp_path / "canary").exists()


def test_the_canary_would_sing(root: Path, tmp_path: Path) -> None:
    """The test of the test above: git left alone does run the program."""
    hostile(root, tmp_path)
    run(root, "-c", "diff.orderFile=/dev/null", "-c", "core.fsmonitor=false", "log", "--all")
    assert (tmp_path / "canary").exists()
