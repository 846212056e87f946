"""Whether a PDF still says what it would say today, told without drawing it.

Room: views.  Pure.
"""

from __future__ import annotations

from hashlib import sha256

from ressio_cli import __version__
from ressio_cli.views.paper import Paper

_WORD = "ressio-paper-"
_OURS = (_WORD.encode(), _WORD.replace("-", "\\055").encode())  # a package has its hyphens written as numbers


def digest(paper: Paper, logo: bytes | None, font: bytes | None = None) -> str:
    """A word for all that a document is drawn from; it stands among the keywords of the PDF."""
    return _WORD + _number(paper, logo, font)


def _number(paper: Paper, logo: bytes | None, font: bytes | None) -> str:
    parts = [repr(paper).encode("utf-8", "surrogatepass"), logo or b"", __version__.encode()]
    if font:
        parts.append(font)
    return sha256(b"\0".join(sha256(part).digest() for part in parts)).hexdigest()


def is_current(data: bytes | None, paper: Paper, logo: bytes | None, font: bytes | None = None) -> bool:
    """Whether the bytes of a PDF were drawn from this paper, whatever was packed behind it."""
    return data is not None and _number(paper, logo, font).encode() in data


def is_ours(data: bytes | None) -> bool:
    """Whether the bytes of a PDF were drawn here, from whatever paper."""
    return data is not None and any(word in data for word in _OURS)
