"""One commit of just the files a command wrote; nothing that lies in the project is ever executed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ressio_cli.files import git
from ressio_cli.model.problem import Trouble

HOOKS = ("pre-commit", "post-commit", "prepare-commit-msg", "commit-msg", "reference-transaction",
         "post-index-change", "pre-auto-gc", "post-rewrite")  # fmt: skip


def run(root: Path, *words: str) -> str:
    quiet = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false")
    return subprocess.run(["git", *quiet, *words], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one staged file that is not ours."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (tmp_path / "gitconfig").write_text("[user]\nname = Robin\nemail = robin@example.com\n")
    root = tmp_path / "project"
    (root / "drafts").mkdir(parents=True)
    run(root, "init", "-q", ".")
    (root / "theirs.txt").write_text("staged")
    run(root, "add", "theirs.txt")
    return root


def commits(root: Path) -> list[str]:
    return run(root, "log", "--reverse", "--format=%s", "--name-status", "--no-renames").split("\n")


def test_just_the_files_of_the_command_are_committed(root: Path) -> None:
    (root / "drafts" / "a.yaml").write_text("a: 1\n")
    (root / "drafts" / "b.yaml").write_text("not asked for\n")
    git.commit(root, ["drafts/a.yaml"], "ressio: draft a")
    (root / "drafts" / "a.yaml").unlink()
    (root / "INV-0001.yaml").write_text("a: 1\n")
    git.commit(root, ["INV-0001.yaml", "drafts/a.yaml"], "ressio: release a as INV-0001")
    assert commits(root) == [
        "ressio: draft a", "", "A\tdrafts/a.yaml",
        "ressio: release a as INV-0001", "", "A\tINV-0001.yaml", "D\tdrafts/a.yaml", "",
    ]  # fmt: skip
    assert run(root, "status", "--short") == "A  theirs.txt\n?? drafts/\n"


def test_a_draft_that_was_never_committed_may_go(root: Path) -> None:
    (root / "INV-0001.yaml").write_text("a: 1\n")
    git.commit(root, ["INV-0001.yaml", "drafts/never.yaml"], "ressio: release")
    git.commit(root, ["drafts/never.yaml"], "ressio: discard")
    git.commit(root, ["INV-0001.yaml"], "ressio: nothing new")
    assert commits(root) == ["ressio: release", "", "A\tINV-0001.yaml", ""]


def test_names_are_names_and_no_patterns(root: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (root / name).write_text("a: 1\n")
    (root / "*.yaml").write_text("a: 1\n")
    git.commit(root, ["*.yaml"], "ressio: one")
    assert commits(root) == ["ressio: one", "", "A\t*.yaml", ""]


def test_a_project_below_the_top_of_the_repository(root: Path) -> None:
    (root / "drafts" / "a.yaml").write_text("a: 1\n")
    git.commit(root / "drafts", ["a.yaml"], "ressio: one")
    assert commits(root) == ["ressio: one", "", "A\tdrafts/a.yaml", ""]


def test_nothing_in_the_project_is_executed(root: Path, tmp_path: Path) -> None:
    """A program in every place where git might look for one."""
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/canary\ncat\n')
    program.chmod(0o755)
    for hook in HOOKS:
        (root / ".git" / "hooks" / hook).symlink_to(program)
    (root / ".gitattributes").write_text("*.yaml filter=a=b\n*.md filter=far\n")
    (root / "more.config").write_text(f'[filter "far"]\nclean = {program} far\nrequired = true\n')
    for key, value in {
        "filter.a=b.clean": f"{program} clean", "filter.a=b.process": f"{program} process",
        "filter.a=b.required": "true", "core.fsmonitor": str(program), "gpg.program": str(program),
        "commit.gpgSign": "true", "core.editor": str(program), "core.pager": str(program),
        "core.hooksPath": str(root / ".git" / "hooks"), "include.path": "../more.config", "gc.auto": "1",
        "diff.external": str(program),
    }.items():  # fmt: skip
        run(root, "config", key, value)
    (tmp_path / "canary").unlink(missing_ok=True)
    (root / "a.yaml").write_text("a: 1\n")
    (root / "a.md").write_text("a\n")
    git.commit(root, ["a.yaml", "a.md"], "ressio: one")
    assert commits(root)[0] == "ressio: one"
    assert run(root, "show", "HEAD:a.yaml") == "a: 1\n"
    assert not (tmp_path / "canary").exists()


def test_the_canary_would_sing(root: Path, tmp_path: Path) -> None:
    """The test of the test above: git left alone does run the filter."""
    (root / ".gitattributes").write_text("*.yaml filter=a\n")
    run(root, "config", "filter.a.clean", f"echo sung > {tmp_path}/canary; cat")
    (root / "a.yaml").write_text("a: 1\n")
    run(root, "add", "a.yaml")
    assert (tmp_path / "canary").exists()


def test_where_git_makes_no_commit_it_says_why(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "a.yaml").write_text("a: 1\n")
    (root / ".gitignore").write_text("a.yaml\n")
    hint = "commit them by hand, or set git.commit = false in ressio.toml"
    assert failure(root) == ("git.failed", "the files are written, but git made no commit: The following paths are "
                             "ignored by one of your .gitignore files: a.yaml", hint)  # fmt: skip
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert failure(tmp_path)[1] == (
        "the files are written, but git made no commit: not a git repository (or any of the parent directories): .git"
    )
    monkeypatch.setenv("PATH", "")
    assert failure(root)[1].startswith("the files are written, but git did not run: ")


def failure(root: Path) -> tuple[str, str, str]:
    with pytest.raises(Trouble) as trouble:
        git.commit(root, ["a.yaml"], "ressio: one")
    (one,) = trouble.value.problems
    return one.code, one.message, one.hint
