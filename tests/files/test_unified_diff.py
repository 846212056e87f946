"""The difference that edits make, as git would show it and can apply it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from effort import growth
from faults import contents

from ressio_cli.files import edits
from ressio_cli.files.edits import Edit, NewFile, Remove, Rewrite
from ressio_cli.files.unified_diff import unified_diff


def test_the_diff_is_one_that_git_applies(tmp_path: Path) -> None:
    files = {"a.yaml": b"one\ntwo\nthree", "b.yaml": b"x\r\ny\r\n", "gone.yaml": "naïve\n".encode()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    story = [
        Rewrite("a.yaml", files["a.yaml"], b"one\n2\nthree\n"), Rewrite("b.yaml", files["b.yaml"], b"x\r\nz\r\n"),
        Remove("gone.yaml", files["gone.yaml"]), NewFile("new.yaml", b"no end"), Rewrite("same", b"s", b"s"),
    ]  # fmt: skip
    text = unified_diff(story)
    subprocess.run(["git", "apply", "-p1", "-"], cwd=tmp_path, input=text.encode(), check=True)
    assert contents(tmp_path) == {"a.yaml": b"one\n2\nthree\n", "b.yaml": b"x\r\nz\r\n", "new.yaml": b"no end"}
    assert edits.actions(story) == [
        ("a.yaml", "change"), ("b.yaml", "change"), ("gone.yaml", "remove"), ("new.yaml", "create"),
    ]  # fmt: skip


def test_the_diff_of_bytes_that_are_no_text_is_one_line() -> None:
    assert unified_diff([NewFile("a.jpg", b"\xff\0")]) == "Binary files /dev/null and b/a.jpg differ\n"


def numbered(count: int, changed: int = -1) -> bytes:
    return "".join(f"line {number}{' new' if number == changed else ''}\n" for number in range(count)).encode()


@pytest.mark.parametrize("changed", [0, 1, 3, 500, 9_996, 9_999])
def test_the_diff_of_one_line_in_a_long_text_is_one_hunk_at_its_place(tmp_path: Path, changed: int) -> None:
    old, new = numbered(10_000), numbered(10_000, changed)
    (tmp_path / "a.yaml").write_bytes(old)
    text = unified_diff([Rewrite("a.yaml", old, new)])
    assert len(text.splitlines()) <= 3 + 2 + 6
    subprocess.run(["git", "apply", "-p1", "-"], cwd=tmp_path, input=text.encode(), check=True)
    assert (tmp_path / "a.yaml").read_bytes() == new


def test_a_long_text_that_is_another_from_top_to_bottom_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    old, new = b"a\nsame\n" * 5000, b"b\nsame\n" * 5000
    (tmp_path / "a.yaml").write_bytes(old)
    text = unified_diff([Rewrite("a.yaml", old, new)])
    subprocess.run(["git", "apply", "-p1", "-"], cwd=tmp_path, input=text.encode(), check=True)
    assert (tmp_path / "a.yaml").read_bytes() == new


@pytest.mark.parametrize(
    "edits_of",
    [
        lambda size: [NewFile(f"bills/{number}.yaml", b"vendor: V\n") for number in range(size)],
        lambda size: [Remove(f"outbox/{number}.eml", b"text\n") for number in range(size)],
        lambda size: [edit for number in range(size // 2) for edit in (
            NewFile(f"outbox/sent/{number}.eml", b"text\n"), Remove(f"outbox/{number}.eml", b"text\n"))],
        lambda size: [Rewrite("budget.yaml", numbered(size), numbered(size, size // 2))],
        lambda size: [Rewrite("budget.yaml", numbered(size), b"x\n" + numbered(size) + b"y\n")],
    ],
    ids=["new files", "gone files", "moved files", "one line", "both ends"],
)  # fmt: skip
def test_twice_as_much_to_show_is_no_more_than_twice_the_work(edits_of: Callable[[int], list[Edit]]) -> None:
    def deed(size: int) -> Callable[[], object]:
        story = edits_of(size)
        return lambda: unified_diff(story)

    assert growth(deed, 1000) < 2.3
