"""Reading files as they are named, by a project or by a person."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ressio_cli.files import disk
from ressio_cli.model.problem import Misused

LOOK = "look at the name, and at the folder you are in"


def said(misused: pytest.ExceptionInfo[Misused]) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.message, one.origin.file, one.hint) for one in misused.value.problems]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert disk.read(tmp_path, "pipe") is None
    with pytest.raises(Misused) as misused:
        disk.read_any(tmp_path / "pipe", 9)
    assert said(misused) == [("file.not-regular", f"'{tmp_path / 'pipe'}' is not a regular file", "", "")]


def test_a_file_that_a_person_named_wrongly(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    for path, problem in (
        (tmp_path / "none", ("file.not-there", f"there is no file '{tmp_path / 'none'}'", "", LOOK)),
        (Path("a\0b"), ("file.not-there", "there is no file 'a\\x00b'", "", LOOK)),
        (tmp_path, ("file.not-regular", f"'{tmp_path}' is not a regular file", "", "")),
        (tmp_path / "large", ("file.too-large", f"'{tmp_path / 'large'}' is larger than 2 MiB", "", "")),
    ):
        with pytest.raises(Misused) as misused:
            disk.read_any(path, 2 * 1024 * 1024)
        assert said(misused) == [problem]
