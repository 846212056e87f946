"""Where a project's own templates run: they read the values of a page, and can do nothing else.

Room: views.  Pure.

A template may look at values, loop over them, test them and call its own macros. It calls no method and no function,
so that there is no way from a value to Python; it switches no escaping off; and what it does is counted and measured,
so that a loop in a loop ends, and no text grows without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import BaseLoader, FunctionLoader, StrictUndefined, TemplateAssertionError, TemplateRuntimeError, nodes
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST = 4 * 1024 * 1024  # characters of one page
STEPS = 1_000_000  # turns of loops and calls of macros on one page

_FILTERS = (
    "capitalize", "count", "d", "default", "e", "escape", "first", "forceescape", "last", "length", "lower", "reverse",
    "title", "trim", "upper",
)  # fmt: skip
_CALLED = (Macro, BlockReference, LoopContext)
_REFUSED = {
    nodes.ScopedEvalContextModifier: "escaping cannot be switched off",
    nodes.EvalContextModifier: "escaping cannot be switched off",
    nodes.Concat: "~ is not known here: write the two side by side",
    nodes.Mul: "* is not known here",
    nodes.Pow: "** is not known here",
    nodes.Mod: "% is not known here",
    nodes.Add: "+ is not known here: write the two side by side",
}


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment without functions. `show`: how a value is written where a template names it."""

    def __init__(self, source: Callable[[str], tuple[str, str] | None], show: Callable[[object], object]) -> None:
        super().__init__(
            loader=_loader(source),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=show,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in _FILTERS}
        self.left = STEPS
        self.concat = _limited  # type: ignore[method-assign]

    def start(self) -> None:
        """A new page: its steps are counted from the beginning."""
        self.left = STEPS

    def tick(self) -> str:
        """One step; there is an end to them."""
        self.left -= 1
        if self.left < 0:
            raise TemplateRuntimeError(f"this takes more than {STEPS:,} steps for one page")
        return ""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Values may be read; nothing that could be called, but what `loop` offers."""
        return super().is_safe_attribute(obj, attr, value) and (isinstance(obj, LoopContext) or not callable(value))

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks and what `loop` offers."""
        owner = getattr(obj, "__self__", None)
        return isinstance(obj, _CALLED) or isinstance(owner, LoopContext) or obj == self.tick

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call is a step; so is a turn of a loop, which calls `tick` itself."""
        if __obj != __self.tick:
            __self.tick()
        return super().call(__context, __obj, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for kind, why in _REFUSED.items():
            for found in template.find_all(kind):
                raise TemplateAssertionError(why, found.lineno, name, filename)
        for loop in template.find_all(nodes.For):
            loop.body.insert(0, _step(loop.lineno))
        return template


def _step(line: int) -> nodes.Stmt:
    tick = nodes.EnvironmentAttribute("tick", lineno=line)
    return nodes.Output([nodes.Call(tick, [], [], None, None, lineno=line)], lineno=line)


def _limited(parts: Iterable[str]) -> str:
    """Texts put together, as long as they fit on a page."""
    found, size = [], 0
    for part in parts:
        size += len(part)
        found.append(part)
        if size > LARGEST:
            raise TemplateRuntimeError(f"this makes more than {LARGEST:,} characters for one page")
    return "".join(found)


def _loader(source: Callable[[str], tuple[str, str] | None]) -> BaseLoader:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = source(name)
        return (*found, lambda: True) if found else None

    return FunctionLoader(load)
