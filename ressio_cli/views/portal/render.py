"""Pages as HTML, by templates that escape everything and know nothing but pages.

Room: views.  Problems: portal.template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.views.paper import Bar, Grid, Pairs, Part, Signatures, Sums, Words
from ressio_cli.views.portal.pages import BUDGET, CHANGES, HOME, INVOICES, Listing, Page
from ressio_cli.views.sheet import Cell, word

STYLE = "style.css"
OVERRIDES = "portal-templates"
MENU = (("Home", HOME), ("Budget", BUDGET), ("Invoices", INVOICES), ("Changes", CHANGES))

_KINDS: dict[type, str] = {
    Words: "words", Grid: "grid", Sums: "sums", Pairs: "pairs", Bar: "bar", Listing: "listing",
    Signatures: "signatures",
}  # fmt: skip


@cache
def _own(name: str) -> str:
    return resources.files("ressio_cli.views.portal").joinpath("templates", name).read_text(encoding="utf-8")


def style(overrides: Mapping[str, str]) -> str:
    """The stylesheet, the project's own where it has one."""
    return overrides.get(STYLE) or _own(STYLE)


def render(
    pages: Iterable[Page], site: Mapping[str, object], overrides: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """Each page's path and its HTML. `site`: words that stand on every page. `overrides`: a project's templates.

    A project's template runs in a sandbox and sees the same pages; one that fails is refused, not passed over.
    """
    environment = _environment(overrides)
    for page in pages:
        depth = "../" * page.path.count("/")
        try:
            template = environment.get_template("page.html")
            yield page.path, template.render(page=page, site=site, menu=MENU, root=depth, style=STYLE)
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise Refused([_broken(error)]) from error


def _environment(overrides: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    loader: BaseLoader = ChoiceLoader([DictLoader(dict(overrides)), DictLoader({"page.html": _own("page.html")})])
    environment = ImmutableSandboxedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"cell": cell, "kind": kind, "shares": shares}
    return environment


def _broken(error: Exception) -> Problem:
    name = getattr(error, "name", None) or "page.html"
    origin = Origin(f"{OVERRIDES}/{name}", getattr(error, "lineno", None) or 1, 1)
    return Problem("portal.template", f"the template {name} does not work: {error}", origin, "correct it, or remove it")


def cell(value: Cell) -> str:
    """A cell as people read it."""
    return word(value)


def kind(block: object) -> str:
    """Which of the template's shapes a block takes."""
    return _KINDS[type(block)]


def shares(parts: Iterable[Part]) -> list[tuple[int, int]]:
    """Where each part of a bar begins and how long it is, of a length of 1000; parts below zero have none."""
    sizes = [max(0, part.amount.minor) for part in parts]
    whole = sum(sizes) or 1
    ends = [1000 * sum(sizes[: at + 1]) // whole for at in range(len(sizes))]
    return [(start, end - start) for start, end in zip([0, *ends], ends, strict=False)]
