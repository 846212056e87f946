"""Portals in folders: built by the program, and searched byte by byte."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from cli.house import Answer, House, quiet_run
from pypdf.generic import StreamObject

DAY = "2026-06-15"


def run(house: House, *words: str, today: str = DAY) -> Answer:
    """One command line that succeeds."""
    answer = quiet_run(["-C", str(house.root), *words], today)
    assert answer.code == 0, (words, answer)
    assert "Traceback" not in answer.err
    return answer


def sample(folder: Path, name: str = "average-home") -> House:
    """A copy of a sample project."""
    house = House(folder / "job", DAY)
    assert quiet_run(["init", str(house.root), "--sample", name], DAY).code == 0
    return house


def portal(house: House, today: str = DAY) -> dict[str, bytes]:
    """The portal, built; every file of it."""
    run(house, "portal", today=today)
    return files(house)


def files(house: House) -> dict[str, bytes]:
    """Every file of the portal as it lies there."""
    root = house.root / "portal"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def pages(house: House) -> list[Path]:
    """The pages of the portal."""
    return sorted((house.root / "portal").rglob("*.html"))


def everything(found: dict[str, bytes]) -> dict[str, bytes]:
    """The bytes of every file, of every stream in a PDF unpacked, the words on its pages, and the files' names."""
    whole = {path: path.encode() + b"\n" + data for path, data in found.items()}
    for path, data in found.items():
        if path.endswith(".pdf"):
            whole[path] += unpacked(data)
    return whole


def unpacked(data: bytes) -> bytes:
    """All that a PDF holds: its streams, its texts, its words about itself."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    parts = [str(reader.metadata).encode(), str(reader.trailer).encode()]
    for number in range(1, len(reader.xref[0]) + 1):
        thing = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        parts.append(repr(thing).encode("utf-8", "replace"))
        if isinstance(thing, StreamObject):
            parts.append(thing.get_data())
    parts += [page.extract_text().encode("utf-8", "replace") for page in reader.pages]
    return b"\n".join(parts)
