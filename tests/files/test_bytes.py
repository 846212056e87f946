"""Bytes to text: UTF-8 with or without a mark, CRLF kept; everything else refused at its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ressio_cli.files.bytes import LARGEST, decode, encode

UTF_16 = "the file is UTF-16, not UTF-8"
SAVE = "save the file again as UTF-8"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""), (b"a: 1\n", "a: 1\n"), (b"a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"), (b"\xef\xbb\xbfa: 1\n", "a: 1\n"),
        ("é 東 😀\n".encode(), "é 東 😀\n"), (b"\xef\xbb\xbf", ""), (b"a:\t1\n", "a:\t1\n"),
        ("e\u0301\u200b\u202e\n".encode(), "e\u0301\u200b\u202e\n"),
    ],
)  # fmt: skip
def test_clean_text_is_read(data: bytes, text: str) -> None:
    assert decode(data, "f.yaml") == (text, [])


@pytest.mark.parametrize(
    ("data", "code", "message", "line", "column"),
    [
        ("a: é\n".encode("latin-1"), "file.encoding", "the byte 0xE9 here is not UTF-8", 1, 4),
        ("ä\nöx: é".encode() + b"\xff", "file.encoding", "the byte 0xFF here is not UTF-8", 2, 6),
        (b"\xef\xbb\xbfa\xff", "file.encoding", "the byte 0xFF here is not UTF-8", 1, 2),
        (b"a: \xed\xa0\x80\n", "file.encoding", "the byte 0xED here is not UTF-8", 1, 4),
        (b"a: \xc0\xaf\n", "file.encoding", "the byte 0xC0 here is not UTF-8", 1, 4),
        ("a: 1\n".encode("utf-16"), "file.encoding", UTF_16, 1, 1),
        ("a: 1\n".encode("utf-16-be"), "file.encoding", UTF_16, 1, 1),
        ("a: 1\n".encode("utf-16-le"), "file.encoding", UTF_16, 1, 1),
        (b"a: 1\nb: \x00\n", "file.control-character", "a NUL stands here", 2, 4),
        (b"a: \x1b[31m\n", "file.control-character", "the control character U+001B stands here", 1, 4),
        (b"a: \x7f\n", "file.control-character", "the control character U+007F stands here", 1, 4),
        ("a: \u0085\n".encode(), "file.control-character", "the control character U+0085 stands here", 1, 4),
        ("a: é\u2028\n".encode(), "file.control-character", "the control character U+2028 stands here", 1, 5),
        ("a: x\ufeffy\n".encode(), "file.control-character", "a byte order mark amid the text stands here", 1, 5),
        (b"a: 1\rb: 2\r", "file.control-character", "a carriage return without a line feed stands here", 1, 5),
        (b"a: 1\r\r\n", "file.control-character", "a carriage return without a line feed stands here", 1, 5),
        (b"a: x\x0c\n", "file.control-character", "the control character U+000C stands here", 1, 5),
    ],
)
def test_what_is_no_clean_text_is_refused_at_its_place(
    data: bytes, code: str, message: str, line: int, column: int
) -> None:
    text, problems = decode(data, "f.yaml")
    hint = SAVE if code == "file.encoding" else "delete it"
    assert text is None
    assert [(one.code, one.message, one.origin.file, one.origin.line, one.origin.column, one.hint)
            for one in problems] == [(code, message, "f.yaml", line, column, hint)]  # fmt: skip


def test_the_largest_file_is_four_mebibytes() -> None:
    assert decode(b"x" * LARGEST, "f.yaml") == ("x" * LARGEST, [])
    began = time.process_time()
    text, problems = decode(b"\x00" * (LARGEST + 1), "f.yaml")
    assert time.process_time() - began < 0.1, "refused by its size, before it is looked at"
    assert (text, [(one.code, one.message) for one in problems]) == (
        None, [("file.too-large", "the file is larger than 4 MiB")],
    )  # fmt: skip


@given(st.binary(max_size=40))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    text, problems = decode(data, "f.yaml")
    if text is None:
        assert len(problems) == 1 and problems[0].origin.line >= 1 and problems[0].origin.column >= 1
    else:
        assert problems == [] and encode(text, data) == data


def test_a_text_keeps_the_mark_of_the_one_it_replaces() -> None:
    assert encode("b", b"\xef\xbb\xbfa") == b"\xef\xbb\xbfb"
    assert encode("b", b"a") == b"b"
