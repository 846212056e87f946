"""The lines of a message's head: words made harmless, encoded and folded; addresses taken apart and put together.

Room: views.  Pure.

Whatever stands in a title or a name, a head ends where we end it: line ends, controls and marks that turn the reading
direction are gone before anything is written, and what looks like an encoded word is no longer one.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable

from ressio_cli.model.record import dataclass

LONGEST = 120  # signs of a subject or a name

_JOINERS = "\u200c\u200d"  # many scripts cannot be written without them
_GONE = ("Cf", "Cs")
_LINE, _BYTES = 76, 45  # columns of a line; bytes of text in one encoded word
_PLAIN = re.compile(r"[ -~]*")
_WORDS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_LOCAL}@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, and the name of whoever reads it; the name is harmless already."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2].lower()

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def is_address(word: str) -> bool:
    """An address as every mail server takes it: ASCII, no quotes, no comments, nothing like an encoded word."""
    return "=?" not in word and _ADDRESS.fullmatch(word) is not None


def mailbox(word: str, name: str = "") -> Mailbox | None:
    """`dana@example.com` or `Dana Reyes <dana@example.com>`; None where it is neither. `name` where it has none."""
    found = _NAMED.fullmatch(word.strip())
    own, address = (found[1].strip(' "'), found[2]) if found else ("", word.strip())
    return Mailbox(address.strip(), harmless(own or name)) if is_address(address.strip()) else None


def plain(text: str) -> str:
    """The text on one line: no controls, no marks that turn the reading direction, no halves of characters."""
    spaced = "".join(" " if sign.isspace() or unicodedata.category(sign) == "Cc" else sign for sign in text)
    kept = (sign for sign in spaced if sign in _JOINERS or unicodedata.category(sign) not in _GONE)
    return " ".join("".join(kept).split())


def harmless(text: str, longest: int = LONGEST) -> str:
    """The text on one line, with nothing in it that a head would obey, cut to so many signs."""
    words = plain(text).replace("=?", "= ?").replace("?=", "? =")
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def head(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The lines of a head; each value is folded already."""
    return "".join(f"{name}: {value}\r\n" for name, value in pairs).encode("ascii")


def text(words: str, name: str) -> str:
    """A harmless text as the value of the header `name`."""
    if _PLAIN.fullmatch(words) and all(len(word) < _LINE - len(name) for word in words.split(" ")):
        return _folded(words.split(" "), len(name) + 2)
    return _folded(_encoded(words), len(name) + 2)


def mailboxes(boxes: Iterable[Mailbox]) -> str:
    """Addresses with their names, one a line."""
    return ",\r\n ".join(f"{_phrase(box.name)} <{box.address}>" if box.name else box.address for box in boxes)


def _phrase(name: str) -> str:
    if len(name) >= _LINE // 2 or not _PLAIN.fullmatch(name):
        return "\r\n ".join(_encoded(name))
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return name if _WORDS.fullmatch(name) else f'"{quoted}"'


def _encoded(words: str) -> list[str]:
    """Encoded words, none of which parts a character or a mark from its letter where that can be helped."""
    parts = [""]
    for sign in words:
        if len((parts[-1] + sign).encode()) > _BYTES:
            parts.append("")
        parts[-1] += sign
    return [f"=?utf-8?b?{b64encode(part.encode()).decode()}?=" for part in parts]


def _folded(words: list[str], taken: int) -> str:
    """Words with a space or a line end between them, so that no line is longer than it should be."""
    value, room = words[0], _LINE - taken - len(words[0])
    for word in words[1:]:
        room -= len(word) + 1
        if room < 0:
            value, room = f"{value}\r\n {word}", _LINE - 1 - len(word)
        else:
            value = f"{value} {word}"
    return value
