"""Work on many things shared with a second process, where the system can fork.

Room: commands.  The second process does every other thing and sends what it made through a pipe; it writes nothing
itself, and ends when nobody reads any more, however this process ended.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def shared(work: Callable[[T], R], things: Sequence[T], least: int) -> Iterator[R]:
    """What `work` makes of each thing, in order; fewer than `least` things are not worth a second process."""
    if len(things) < least or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        yield from map(work, things)
        return
    try:
        reading, writing, other = _forked()
    except OSError:  # no room for another process: then alone
        yield from map(work, things)
        return
    if not other:
        os.close(reading)
        _other_half(work, things[1::2], writing)
    os.close(writing)
    try:
        with open(reading, "rb") as made:
            for place, thing in enumerate(things):
                yield _received(made, work, thing) if place % 2 else work(thing)
    finally:
        os.waitpid(other, 0)


def _forked() -> tuple[int, int, int]:
    """A pipe and a second process."""
    reading, writing = os.pipe()
    try:
        return reading, writing, os.fork()
    except BaseException:
        os.close(reading)
        os.close(writing)
        raise


def _received(made: BinaryIO, work: Callable[[T], R], thing: T) -> R:
    """What the other process made; where it ended before its time, the work is done here, and fails here."""
    try:
        found: R = pickle.load(made)
        return found
    except (EOFError, pickle.UnpicklingError):
        return work(thing)


def _other_half(work: Callable[[T], R], things: Sequence[T], writing: int) -> None:
    """The second process: it never comes back from here. Ctrl-C is for the first, which then closes the pipe."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with open(writing, "wb") as out:
            for thing in things:
                pickle.dump(work(thing), out)
                out.flush()
    finally:
        os._exit(0)
