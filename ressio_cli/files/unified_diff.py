"""The difference that edits make, as a unified diff with the names that git gives the two sides.

Room: files.

It takes time in proportion to the text: equal beginnings and ends are passed over first, and two long texts that
differ from top to bottom are shown as one taking the place of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ressio_cli.files.edits import Edit, NewFile, Remove, effective

_ALIKE = 0.5
_CONTEXT = 3  # lines shown around a change
_LONGEST = 4000  # lines on a side; comparing line by line takes the square of it
_MOST_RENAMED = 16  # files that go, each of which may have become one that comes
_HUNK = re.compile(r"@@ -(\d+)((?:,\d+)?) \+(\d+)((?:,\d+)?) @@")


def unified_diff(edits: Iterable[Edit]) -> str:
    """The difference that the edits make."""
    left = {edit.path: edit for edit in effective(edits)}
    removed = [edit for edit in left.values() if isinstance(edit, Remove)]
    shown: list[str] = []
    for edit in list(left.values()):
        if edit.path not in left:
            continue
        source = _source(edit, removed) if len(removed) <= _MOST_RENAMED else None
        if source:
            removed.remove(source)
            del left[source.path]
            shown += [f"rename from {source.path}\n", f"rename to {edit.path}\n"]
            shown += _diff(source.path, source.old, edit.path, edit.new)
        else:
            shown += _diff(edit.path, edit.old, edit.path, edit.new)
    return "".join(shown)


def _source(edit: Edit, removed: Iterable[Remove]) -> Remove | None:
    """The file that goes and for the most part is the one that comes: a draft and its invoice."""
    import difflib

    if isinstance(edit, NewFile):
        new = edit.new.splitlines()
        for gone in removed:
            if difflib.SequenceMatcher(None, gone.old.splitlines(), new, autojunk=False).quick_ratio() > _ALIKE:
                return gone
    return None


def _diff(before: str, old: bytes | None, after: str, new: bytes | None) -> Iterator[str]:
    names = ("/dev/null" if old is None else f"a/{before}", "/dev/null" if new is None else f"b/{after}")
    if any(side is not None and b"\0" in side[:8000] for side in (old, new)):
        yield f"Binary files {names[0]} and {names[1]} differ\n"
        return
    was, is_now = ((side or b"").decode("utf-8", "backslashreplace").splitlines(keepends=True) for side in (old, new))
    if was == is_now:
        return
    yield from (f"--- {names[0]}\n", f"+++ {names[1]}\n")
    for line in _hunks(was, is_now):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _hunks(was: Sequence[str], is_now: Sequence[str]) -> Iterator[str]:
    import difflib

    head, tail = _equal_ends(was, is_now)
    start, end = max(0, head - _CONTEXT), max(0, tail - _CONTEXT)
    left, right = was[start : len(was) - end], is_now[start : len(is_now) - end]
    if max(len(left), len(right)) > _LONGEST and left and right:
        yield f"@@ -{start + 1},{len(left)} +{start + 1},{len(right)} @@\n"
        yield from (f"-{line}" for line in left)
        yield from (f"+{line}" for line in right)
        return
    for line in list(difflib.unified_diff(left, right, n=_CONTEXT))[2:]:
        hunk = _HUNK.match(line)
        if hunk:
            yield f"@@ -{_shifted(hunk[1], start)}{hunk[2]} +{_shifted(hunk[3], start)}{hunk[4]} @@\n"
        else:
            yield line


def _shifted(line: str, start: int) -> int:
    return int(line) + start


def _equal_ends(was: Sequence[str], is_now: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(was), len(is_now))
    head = next((at for at in range(shorter) if was[at] != is_now[at]), shorter)
    tail = next((at for at in range(shorter - head) if was[-1 - at] != is_now[-1 - at]), shorter - head)
    return head, tail
