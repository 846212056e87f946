"""Records: dataclasses whose making does not slow down every start.

Room: model.

The standard decorator writes and compiles six methods for each frozen class, which was a third of the time a command
took to begin. Here only `__init__` is made; comparing, hashing and showing are shared, and that nothing is assigned to
a frozen record is held by the type checker, which sees the standard decorator.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False):
        """The decorator; takes what the standard one takes of `frozen`, `slots` and `kw_only`."""

        def make(cls):
            for name, method in _SHARED.items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return dataclasses.dataclass(slots=slots, kw_only=kw_only, eq=False, repr=False)(cls)

        return make if cls is None else make(cls)


def _values(record: Any) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in _compared(type(record)))


_names: dict[type, tuple[str, ...]] = {}


def _compared(kind: type) -> tuple[str, ...]:
    """The fields that count when two records are compared."""
    names = _names.get(kind)
    if names is None:
        names = _names[kind] = tuple(field.name for field in dataclasses.fields(kind) if field.compare)
    return names


def _equal(self: Any, other: object) -> bool:
    if self is other:
        return True
    return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (field.name for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"


_SHARED = {"__eq__": _equal, "__hash__": _hash, "__repr__": _repr}
