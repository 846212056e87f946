"""Bytes to text and back: UTF-8 with or without a byte order mark, and nothing a reader could trip over.

Room: files.  Problems: file.too-large, file.encoding, file.control-character.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ressio_cli.model.problem import Origin, Problem

LARGEST = 4 * 1024 * 1024
MARK = "\ufeff"

_FINE = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")
_NAMES = {"\x00": "a NUL", "\r": "a carriage return without a line feed", MARK: "a byte order mark amid the text"}


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text without its byte order mark; None and the reason where it is not clean UTF-8 of bearable size."""
    if len(data) > LARGEST:
        return None, [_too_large(file)]
    if data.isascii() and not data.translate(None, _FINE):
        return data.decode("ascii"), []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:4].count(0) == 2:
        return None, [_encoding("the file is UTF-16, not UTF-8", Origin(file, 1, 1))]
    try:
        text = data.decode("utf-8").removeprefix(MARK)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(MARK)
        message = f"the byte 0x{data[error.start]:02X} here is not UTF-8"
        return None, [_encoding(message, _place(before, len(before), file))]
    found = _STRANGE.search(text)
    return (None, [_control(text, found, file)]) if found else (text, [])


def encode(text: str, like: bytes) -> bytes:
    """The bytes of a text that takes the place of `like`: with a byte order mark where that had one."""
    return (MARK if like.startswith(MARK.encode()) else "").encode() + text.encode()


def line_starts(text: str) -> list[int]:
    """The offset of the first character of each line."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _place(text: str, offset: int, file: str) -> Origin:
    starts = line_starts(text[:offset])
    line = bisect_right(starts, offset)
    return Origin(file, line, offset - starts[line - 1] + 1)


def _too_large(file: str) -> Problem:
    return Problem(
        "file.too-large", "the file is larger than 4 MiB", Origin(file, 1, 1), "look at what makes it so large"
    )


def _encoding(message: str, origin: Origin) -> Problem:
    return Problem("file.encoding", message, origin, "save the file again as UTF-8")


def _control(text: str, found: re.Match[str], file: str) -> Problem:
    what = _NAMES.get(found[0], f"the control character U+{ord(found[0]):04X}")
    origin = _place(text, found.start(), file)
    return Problem("file.control-character", f"{what} stands here", origin, "delete it")
