"""With `git.commit` a notice is committed with what it tells of, and its way through the outbox too."""

from __future__ import annotations

import subprocess
from pathlib import Path

from cli.house import House
from mail.post_office import RELEASED, Office, a_house, released, ressio


def git(house: House, *words: str) -> str:
    """What git says."""
    return subprocess.run(["git", *words], cwd=house.root, check=True, capture_output=True, text=True).stdout


def test_every_step_of_a_notice_is_one_commit_of_its_own_files(tmp_path: Path) -> None:
    with Office() as office:
        house = a_house(tmp_path, office.port)
        house.put("ressio.toml", house.text("ressio.toml") + "[git]\ncommit = true\n")
        house.put(".gitignore", "pdf/\nportal/\n.ressio-*\n")
        git(house, "init", "-q")
        git(house, "config", "user.email", "dana@example.com")
        git(house, "config", "user.name", "Dana")
        git(house, "add", "-A")
        git(house, "commit", "-qm", "begun")
        released(house)
        assert ressio(house, "outbox", "send").code == 0
        assert ressio(house, "outbox", "drop", RELEASED).code == 0
        assert git(house, "status", "--porcelain") == ""
        assert git(house, "log", "--format=%s", "--reverse").splitlines() == [
            "begun", "ressio: release march-progress as INV-0001", "ressio: send the outbox",
            f"ressio: drop {RELEASED}",
        ]  # fmt: skip
        assert f"outbox/{RELEASED}.yaml" in git(house, "show", "--name-only", "HEAD~2")
        sent = git(house, "show", "--name-status", "--format=", "HEAD~1")
        assert sent.splitlines() == [
            "M\tinvoices/INV-0001.yaml", f"D\toutbox/{RELEASED}.yaml", f"A\toutbox/sent/{RELEASED}.eml",
        ]  # fmt: skip


def test_a_release_that_is_sent_at_once_is_two_commits(tmp_path: Path) -> None:
    with Office() as office:
        house = a_house(tmp_path, office.port)
        house.put("ressio.toml", house.text("ressio.toml") + "[git]\ncommit = true\n")
        house.put(".gitignore", "pdf/\nportal/\n.ressio-*\n")
        git(house, "init", "-q")
        git(house, "config", "user.email", "dana@example.com")
        git(house, "config", "user.name", "Dana")
        git(house, "add", "-A")
        git(house, "commit", "-qm", "begun")
        released(house, "--send")
        assert git(house, "status", "--porcelain") == ""
        assert git(house, "log", "--format=%s", "--reverse").splitlines()[1:] == [
            "ressio: release march-progress as INV-0001", f"ressio: send {RELEASED}",
        ]  # fmt: skip
