"""How much work a deed is, counted in lines run and functions called: the same however busy the machine is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def effort(deed: Callable[[], object]) -> int:
    """The number of lines that are run and of functions that are called, Python's own included."""
    count = 0

    def called(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "c_call"

    def traced(frame: Any, event: str, argument: Any) -> Any:
        nonlocal count
        count += event in ("call", "line")
        return traced

    before = sys.getprofile(), sys.gettrace()
    sys.setprofile(called)
    sys.settrace(traced)
    try:
        deed()
    finally:
        sys.settrace(before[1])
        sys.setprofile(before[0])
    return count


def growth(deed_of: Callable[[int], Callable[[], object]], size: int) -> float:
    """How much more work twice the size is. `deed_of` prepares a deed of a size; what is asked once is not counted."""
    deed_of(2)()
    return effort(deed_of(2 * size)) / effort(deed_of(size))
