"""Pages as HTML, by templates that escape everything and know nothing but pages.

Room: views.  Problems: portal.template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from types import TracebackType

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError

from ressio_cli import __version__
from ressio_cli.model.problem import Origin, Problem, Refused
from ressio_cli.views.paper import Bar, Grid, Pairs, Part, Signatures, Sums, Words
from ressio_cli.views.portal.page import MENU, Files, Listing, Page
from ressio_cli.views.portal.sandbox import Sandbox
from ressio_cli.views.safe import clean
from ressio_cli.views.sheet import Cell, Row, word

PAGE, STYLE = "page.html", "style.css"
OVERRIDES = "portal-templates"
_OWN = "ressio/"  # what our own template is called by one that extends it

# Nothing is loaded but the stylesheet; `file:` is for browsers to which a disk is never "self".
POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"

_KINDS: dict[type, str] = {
    Words: "words", Grid: "grid", Sums: "sums", Pairs: "pairs", Bar: "bar", Listing: "listing", Files: "files",
    Signatures: "signatures",
}  # fmt: skip
_HEADINGS = ("Number", "Name", "Description")
_SHOWN = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "webp", "txt", "csv"})  # what a browser may open by itself

# Whatever a template does wrong; what Python itself refuses of it comes as a SyntaxError.
_FAILURES = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RuntimeError, MemoryError,
    SyntaxError, AssertionError,
)  # fmt: skip


@cache
def _own(name: str) -> str:
    return resources.files("ressio_cli.views.portal").joinpath("templates", name).read_text(encoding="utf-8")


class Printer:
    """Makes pages into HTML. `site`: words that stand on every page. `overrides`: a project's own templates.

    A project's template runs in a sandbox and sees the same pages; one that fails is refused, not passed over.
    """

    def __init__(self, site: Mapping[str, str], overrides: Mapping[str, str]) -> None:
        self.site, self.overrides = {**site, "policy": POLICY}, overrides
        self.environment = Sandbox(self._source, _shown)
        self.environment.filters |= {
            "kind": kind, "shares": shares, "heading": heading, "filled": filled, "opens": opens,
        }  # fmt: skip

    @property
    def style(self) -> str:
        """The stylesheet, the project's own where it has one."""
        return self.overrides.get(STYLE) or _own(STYLE)

    def key(self, page: Page) -> str:
        """A word for all that the page is made of: the same word, the same HTML."""
        template = self.overrides.get(PAGE, "")
        parts = (repr(page), repr(sorted(self.site.items())), template, _own(PAGE), __version__)
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def html(self, page: Page) -> str:
        """One page."""
        root = "../" * page.path.count("/")
        self.environment.start()
        try:
            template = self.environment.get_template(PAGE)
            return template.render(page=page, site=self.site, menu=MENU, root=root, style=STYLE)
        except _FAILURES as error:
            raise Refused([_broken(error)]) from error

    def _source(self, name: str) -> tuple[str, str] | None:
        """A template by its name, and the file to name where it fails."""
        if name in self.overrides:
            return self.overrides[name], f"{OVERRIDES}/{name}"
        return (_own(PAGE), f"{_OWN}{PAGE}") if name in (PAGE, f"{_OWN}{PAGE}") else None


def _broken(error: BaseException) -> Problem:
    name, line = _place(error)
    message = f"the template {name.rpartition('/')[2]} does not work: {str(error) or type(error).__name__}"
    return Problem("portal.template", message, Origin(name, line, 1), "correct it, or remove it")


def _place(error: BaseException) -> tuple[str, int]:
    """The file of the project's templates and the line that the error comes from."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or f"{OVERRIDES}/{PAGE}", error.lineno
    place, step = (f"{OVERRIDES}/{PAGE}", 1), error.__traceback__
    while step is not None:
        file = _file(step)
        if file.startswith(f"{OVERRIDES}/"):
            place = (file, step.tb_lineno)
        step = step.tb_next
    return place


def _file(step: TracebackType) -> str:
    return step.tb_frame.f_code.co_filename.replace("\\", "/")


def _shown(value: object) -> object:
    """A value as people read it, without anything a browser or a reader's eye would obey."""
    if isinstance(value, StrictUndefined) or hasattr(value, "__html__"):
        return value  # not there at all, or made by a macro and escaped already
    return clean(word(value), "\n")  # type: ignore[arg-type]


def kind(block: object) -> str:
    """Which of the template's shapes a block takes."""
    return _KINDS[type(block)]


def heading(grid: Grid) -> int:
    """The column that names a row, counted from 0."""
    labels = [column.label for column in grid.columns]
    return next((labels.index(label) for label in _HEADINGS if label in labels), 0)


def filled(row: Row) -> list[Cell]:
    """The cells of a row that say something."""
    return [cell for cell in row if cell not in (None, "")]


def opens(href: str) -> bool:
    """A browser may show this file; any other is saved, so that nothing in it runs among the pages."""
    return not href.startswith("files/") or href.rpartition(".")[2] in _SHOWN


def shares(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return where each part of a bar begins and how long it is, of a length of 1000; parts below zero have none.

    They are words already: a number on a page gets thousands separators, which no drawing understands.
    """
    sizes = [max(0, part.amount.minor) for part in parts]
    whole = sum(sizes) or 1
    ends = [1000 * sum(sizes[: at + 1]) // whole for at in range(len(sizes))]
    return [(str(start), str(end - start)) for start, end in zip([0, *ends], ends, strict=False)]
