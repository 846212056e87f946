"""Edits on a sound disk: what is refused, what is kept, what a stranger's folder cannot make us do."""

from __future__ import annotations

import errno
import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from faults import Watched, contents, planted

from ressio_cli.files import disk, edits
from ressio_cli.files.edits import NewFile, Remove, Rewrite
from ressio_cli.model.problem import Trouble

JUST_NOW = "somebody else wrote it just now: look at it, then give the command again"
CHANGED = "; nothing was changed"


def said(trouble: pytest.ExceptionInfo[Trouble]) -> list[tuple[str, str, str, str]]:
    """Code, message, file and hint, without the words that nothing was changed."""
    return [(one.code, one.message.removesuffix(CHANGED), one.origin.file, one.hint) for one in trouble.value.problems]


def test_a_file_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "budget.yaml").write_bytes(b"theirs\n")
    (tmp_path / "a.yaml").write_bytes(b"new here\n")
    before = contents(tmp_path)
    with pytest.raises(Trouble) as trouble:
        edits.apply(tmp_path, [
            Rewrite("budget.yaml", b"ours\n", b"ours too\n"), NewFile("a.yaml", b"a\n"), Remove("gone.yaml", b"g\n"),
        ])  # fmt: skip
    assert said(trouble) == [
        ("file.changed", "this file was changed meanwhile", "budget.yaml", JUST_NOW),
        ("file.exists", "this file exists already", "a.yaml", JUST_NOW),
        ("file.changed", "this file was changed meanwhile", "gone.yaml", JUST_NOW),
    ]
    assert trouble.value.exit_code == 4
    assert all(one.message.endswith(CHANGED) for one in trouble.value.problems)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("moment", ["open_new", "write", "flush", "close", "link", "rename"])
def test_what_somebody_wrote_while_we_were_writing_is_never_lost(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock, as an editor or `git pull` would: whatever the moment, their file stays."""
    (tmp_path / "b.yaml").write_bytes(b"b\n")

    def before(place: int, name: str, words: tuple[object, ...]) -> None:
        if name == moment:
            (tmp_path / "a.yaml").write_bytes(b"theirs\n")

    monkeypatch.setattr(disk, "calls", Watched(before))
    with pytest.raises(Trouble) as trouble:
        edits.apply(tmp_path, [NewFile("a.yaml", b"ours\n"), Rewrite("b.yaml", b"b\n", b"b2\n")])
    assert said(trouble) == [("file.exists", "this file exists already", "a.yaml", JUST_NOW)]
    assert contents(tmp_path) == {"a.yaml": b"theirs\n", "b.yaml": b"b\n"}


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "invoices" / "INV-0001.yaml"
    file.parent.mkdir()
    for mode in (0o600, 0o640, 0o664, 0o755):
        file.write_bytes(b"old\n")
        file.chmod(mode)
        edits.apply(tmp_path, [Rewrite("invoices/INV-0001.yaml", b"old\n", b"new\n")])
        assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new\n", mode)


def test_a_link_within_the_project_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "b.yaml").write_bytes(b"old\n")
    (tmp_path / "budget.yaml").symlink_to("shared/b.yaml")
    edits.apply(tmp_path, [Rewrite("budget.yaml", b"old\n", b"new\n")])
    assert os.readlink(tmp_path / "budget.yaml") == "shared/b.yaml"
    assert (tmp_path / "shared" / "b.yaml").read_bytes() == b"new\n"


def test_what_is_removed_is_the_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"kept\n")
    (tmp_path / "draft.yaml").symlink_to("real.yaml")
    edits.apply(tmp_path, [Remove("draft.yaml", b"kept\n")])
    assert contents(tmp_path) == {"real.yaml": b"kept\n"}
    assert not os.path.lexists(tmp_path / "draft.yaml")


def test_a_link_that_leads_nowhere_is_in_the_way_of_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("nowhere.yaml")
    with pytest.raises(Trouble) as trouble:
        edits.apply(tmp_path, [NewFile("a.yaml", b"a\n")])
    assert said(trouble) == [("file.exists", "this file exists already", "a.yaml", JUST_NOW)]
    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("edit", "message", "hint"),
    [
        (NewFile("changes/CO-001.yaml", b"a\n"), "this lies outside the project", "folder"),
        (NewFile("changes/deep/CO-001.yaml", b"a\n"), "this lies outside the project", "folder"),
        (Rewrite("changes/x.yaml", b"private\n", b"a\n"), "this lies outside the project", "folder"),
        (Remove("changes/x.yaml", b"private\n"), "this lies outside the project", "folder"),
        (Rewrite("budget.yaml", b"private\n", b"a\n"), "this is a link out of the project", "file"),
        (NewFile("../x.yaml", b"a\n"), "this lies outside the project", "folder"),
    ],
)
def test_nothing_is_written_out_of_the_project(tmp_path: Path, edit: edits.Edit, message: str, hint: str) -> None:
    root, outside = planted(tmp_path)
    with pytest.raises(Trouble) as trouble:
        edits.apply(root, [edit])
    assert said(trouble) == [("file.outside", message, edit.path, f"replace the link by a {hint}")]
    assert contents(outside) == {"x.yaml": b"private\n"}
    assert not (tmp_path / "x.yaml").exists()


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    name = f"{'a' * 300}.yaml"
    with pytest.raises(Trouble) as trouble:
        edits.apply(tmp_path, [NewFile(name, b"a\n")])
    assert said(trouble) == [
        ("disk.failed", "this could not be looked at: its name is too long", name, ""),
    ]  # fmt: skip
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS])
def test_a_disk_without_second_names_works_too(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def before(place: int, name: str, words: tuple[object, ...]) -> None:
        if name == "link":
            raise OSError(number, "not supported")

    monkeypatch.setattr(disk, "calls", Watched(before))
    edits.apply(tmp_path, [NewFile("a.yaml", b"a\n")])
    assert contents(tmp_path) == {"a.yaml": b"a\n"}
    staged = disk.stage(tmp_path, "a.yaml", b"another\n")
    with pytest.raises(Trouble) as trouble:
        disk.create(tmp_path, staged, "a.yaml")
    assert said(trouble) == [("file.exists", "this file exists already", "a.yaml", JUST_NOW)]
    assert (tmp_path / "a.yaml").read_bytes() == b"a\n"


def test_without_second_names_a_kill_leaves_no_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(1, 12):
        root = tmp_path / str(place)
        root.mkdir()

        def before(at: int, name: str, words: tuple[object, ...], place: int = place) -> None:
            if at >= place:
                raise SystemExit
            if name == "link":
                raise OSError(errno.EPERM, "not supported")

        monkeypatch.setattr(disk, "calls", Watched(before))
        with suppress(SystemExit):
            edits.apply(root, [NewFile("a.yaml", b"a\n")])
        monkeypatch.setattr(disk, "calls", Watched())
        edits.sweep(root)
        assert contents(root) in ({}, {"a.yaml": b"a\n"})


@pytest.mark.parametrize("links", [True, False])
def test_many_who_create_the_same_name_and_one_who_wins(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def before(place: int, name: str, words: tuple[object, ...]) -> None:
        if name == "link" and not links:
            raise OSError(errno.EPERM, "not supported")

    monkeypatch.setattr(disk, "calls", Watched(before))
    won: list[tuple[int, int]] = []

    def creator(who: int) -> None:
        for number in range(25):
            try:
                edits.apply(tmp_path, [NewFile(f"{number}.yaml", f"{who}\n".encode())])
                won.append((number, who))
            except Trouble as trouble:
                assert [problem.code for problem in trouble.problems] == ["file.exists"]

    threads = [threading.Thread(target=creator, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {name: int(data) for name, data in contents(tmp_path).items()}
    if links:
        assert sorted(number for number, _ in won) == list(range(25)), "each name has one winner"
    assert found == {f"{number}.yaml": who for number, who in won}
