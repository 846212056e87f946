"""The house holds: who may look into which room, what a room must never do, and how large things may grow.

The table is the one of ARCHITECTURE.md. An exception stands in a named allowance, with its reason.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ressio_cli"
FRONT = "front door"
FRONT_DOOR = ("__main__", "app", "tree", "complete")

MAY_LOOK_INTO: Mapping[str, frozenset[str]] = {
    "model": frozenset(),
    "rules": frozenset({"model"}),
    "billing": frozenset({"model", "rules"}),
    "files": frozenset({"model"}),
    "views": frozenset({"model"}),
    "commands": frozenset({"model", "rules", "billing", "files", "views"}),
    FRONT: frozenset({"commands", "model"}),
}
PURE = ("model", "rules", "billing")
# What a pure room uses of the standard library: values and text; nothing that reads, writes, waits or chances.
PURE_MODULES = frozenset(
    {
        "__future__",
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "fractions",
        "functools",
        "heapq",
    }
    | {"hashlib", "itertools", "json", "re", "typing", "unicodedata"}
)
# Where a library may be known: a room, or one module of it. A heavy one is imported by the function that needs it.
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "typer": ("commands", FRONT),
    "yaml": ("files.tree",),
    "tomli_w": ("files.settings_file",),
    "filelock": ("files.lock",),
    "openpyxl": ("files.workbook",),
    "anyascii": ("files.names",),
    "rich": ("views.terminal",),
    "reportlab": ("views.pdf",),
    "pypdf": ("views.pdf",),
    "PIL": ("views.pdf",),
    "bidi": ("views.pdf.bidi",),
    "uharfbuzz": ("views.pdf.shaping",),
    "jinja2": ("views.portal", "views.mail"),
}
HEAVY = frozenset(
    {"rich", "reportlab", "openpyxl", "jinja2", "pypdf", "PIL", "filelock", "smtplib", "tomli_w"}
    | {"bidi", "uharfbuzz"}
)
READERS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "scandir", "listdir", "iterdir", "glob", "rglob"}
    | {"is_file", "is_dir", "exists", "stat", "unlink", "rename", "mkdir"}
)
METHOD_NAMES = frozenset({"percentage", "changes", "actuals", "amount", "deposit", "retainage"})
FUNCTION, MODULE, PARAMETERS, USUAL = 50, 300, 6, 30

# (importer, imported): why.
DOORS: Mapping[tuple[str, str], str] = {
    ("commands.session", "complete"): "the search for a project's folder is written once, where nothing heavy is near",
}
# Modules of views with a call that looks like reading: why.
OWN_FILES: Mapping[str, str] = {
    "views.terminal": "opens the null device, to fall silent on a closed pipe",
    "views.portal.render": "its own templates are part of the package",
    "views.pdf.pictures": "opens a picture out of bytes it is given",
}
# A word of a method that is compared and means something else: module, word: why.
OTHER_WORDS: Mapping[tuple[str, str], str] = {}
# Functions with more parameters: why.
WIDE: Mapping[str, str] = {}
# Modules that unpickle: why.
UNPICKLED: Mapping[str, str] = {
    "commands.halves": "what its own second process wrote into a pipe that nobody else holds",
}
# Modules that call float(): why.
FLOATS: Mapping[str, str] = {
    "views.pdf.runs": "the width of letters is points on paper, never money",
}


@dataclass(frozen=True)
class Module:
    """A module of the package, read but not run. `name` is dotted, without the package's own."""

    name: str
    path: Path
    tree: ast.Module
    text: str

    @property
    def room(self) -> str:
        return FRONT if self.name in FRONT_DOOR or not self.name else self.name.split(".")[0]

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module that is imported, at whatever depth, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}:{node.lineno}: a relative import"
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _read(path: Path) -> Module:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(part for part in parts if part != "__init__")
    return Module(name, path, ast.parse(text, str(path)), text)


MODULES = {module.name: module for module in map(_read, sorted(PACKAGE.rglob("*.py")))}
ROOMS = {name: module for name, module in MODULES.items() if module.room != FRONT}


def _of_ours(imported: str) -> str | None:
    """The module of the house that an import means; None for the libraries."""
    if imported.split(".")[0] != PACKAGE.name:
        return None
    name = imported.removeprefix(PACKAGE.name).lstrip(".")
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def _at(module: Module, line: int) -> str:
    return f"{module.path.relative_to(PACKAGE.parent).as_posix()}:{line}"


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call by its last name, with the call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield name, node


def test_the_front_door_and_the_rooms_are_all_there_is() -> None:
    assert {module.room for module in MODULES.values()} == set(MAY_LOOK_INTO)


def _wrong_doors() -> Iterator[tuple[str, str, str]]:
    for module in MODULES.values():
        for imported, line in module.imports():
            ours = _of_ours(imported)
            if ours:
                room = MODULES[ours].room
                if room not in {module.room, *MAY_LOOK_INTO[module.room]}:
                    yield module.name, ours, _at(module, line)


def test_a_room_looks_only_where_it_may() -> None:
    wrong = [f"{place}: {name} imports {ours}" for name, ours, place in _wrong_doors() if (name, ours) not in DOORS]
    assert wrong == []


def test_no_allowance_is_left_over() -> None:
    assert set(DOORS) <= {(name, ours) for name, ours, _ in _wrong_doors()}
    assert set(OTHER_WORDS) <= {(name, word) for name, word, _ in _compared()}
    assert set(OWN_FILES) <= {name for name, _ in _lookers()}
    assert set(WIDE) <= {name for name, _ in _wide()}
    assert set(UNPICKLED) <= {name for name, _ in _unpicklers()}
    assert set(FLOATS) <= {name for name, _ in _floats()}


def test_pure_rooms_use_nothing_but_values() -> None:
    wrong = [
        f"{_at(module, line)}: {imported}"
        for module in MODULES.values()
        if module.room in PURE
        for imported, line in module.imports()
        if _of_ours(imported) is None and imported.split(".")[0] not in PURE_MODULES
    ]
    assert wrong == []


BUILTINS = frozenset({"open", "print", "input", "exec", "eval", "compile", "__import__", "breakpoint"})


def test_pure_rooms_open_and_print_nothing() -> None:
    wrong = [
        f"{_at(module, call.lineno)}: {name}()"
        for module in MODULES.values()
        if module.room in PURE
        for name, call in _calls(module.tree)
        if name in BUILTINS and isinstance(call.func, ast.Name)
    ]
    assert wrong == []


def test_a_library_is_known_in_its_room_alone() -> None:
    wrong = [
        f"{_at(module, line)}: {imported}"
        for module in MODULES.values()
        for imported, line in module.imports()
        if (library := imported.split(".")[0]) not in sys.stdlib_module_names and library != PACKAGE.name
        and not any(place in (module.room, module.name) or module.name.startswith(f"{place}.")
                    for place in LIBRARIES.get(library, ()))
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("commands.")])
def test_no_command_loads_a_heavy_library_before_it_runs(name: str) -> None:
    """Followed through the house: what a command's module imports at once, and what that imports at once."""
    path: dict[str, str] = {name: name}
    waiting = [name]
    while waiting:
        here = waiting.pop()
        for imported in _at_once(MODULES[here]):
            assert imported.split(".")[0] not in HEAVY, f"{path[here]} → {imported}"
            ours = _of_ours(imported)
            if ours and ours not in path:
                path[ours] = f"{path[here]} → {ours}"
                waiting.append(ours)


def test_only_views_and_the_door_write_to_the_terminal() -> None:
    wrong = [
        f"{_at(module, node.lineno)}: sys.{node.attr}"
        for module in MODULES.values()
        if module.room in ("files", *PURE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "stdin")
        if isinstance(node.value, ast.Name) and node.value.id == "sys"
    ]
    printed = [
        f"{_at(module, call.lineno)}: print()"
        for module in MODULES.values()
        for name, call in _calls(module.tree)
        if name == "print" and isinstance(call.func, ast.Name)
    ]
    assert wrong + printed == []


def _lookers() -> Iterator[tuple[str, str]]:
    for module in MODULES.values():
        if module.room == "views":
            for name, call in _calls(module.tree):
                if name in READERS:
                    yield module.name, f"{_at(module, call.lineno)}: {name}()"


def test_views_read_no_files() -> None:
    assert [place for name, place in _lookers() if name not in OWN_FILES] == []


CLOCKS = re.compile(r"(.*\.)?(today|now|utcnow)|time\.(time|time_ns|localtime|gmtime|ctime|strftime)")


def test_only_the_session_asks_the_clock() -> None:
    """How long something took (`time.monotonic`) is not the day."""
    asked = [
        (module.name, f"{ast.unparse(call.func)}()")
        for module in MODULES.values()
        for _, call in _calls(module.tree)
        if CLOCKS.fullmatch(ast.unparse(call.func))
    ]
    assert asked == [("commands.session", "date.today()")]


def _compared() -> Iterator[tuple[str, str, str]]:
    for module in MODULES.values():
        if module.room == "billing" or module.name == "model.method":
            continue
        for node in ast.walk(module.tree):
            sides: list[ast.expr] = []
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
            elif isinstance(node, ast.MatchValue):
                sides = [node.value]
            found = {word: side.lineno for side in sides for word in _words(side) if word in METHOD_NAMES}
            yield from ((module.name, word, _at(module, line)) for word, line in found.items())


def _words(node: ast.expr) -> Iterator[str]:
    """The texts of one side of a comparison: itself, or what a written tuple, list or set holds."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for element in node.elts:
            yield from _words(element)


def test_nobody_but_billing_asks_for_a_method_by_name() -> None:
    wrong = [f"{place}: {word!r}" for name, word, place in _compared() if (name, word) not in OTHER_WORDS]
    assert wrong == []


def test_there_is_no_import_cycle() -> None:
    """Imports within functions do not count: they run when both modules are there."""
    graph = {name: {_of_ours(found) or name for found in _at_once(module)} - {name} for name, module in MODULES.items()}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name not in done:
            for below in graph[name]:
                walk(below, (*path, name))
            done.add(name)

    for name in graph:
        walk(name, ())


@cache
def _at_once(module: Module) -> set[str]:
    """What is imported as soon as the module is: not within a function, and not for the types alone."""
    later = {
        id(node)
        for owner in ast.walk(module.tree)
        if isinstance(owner, ast.FunctionDef) or (isinstance(owner, ast.If) and "TYPE_CHECKING" in ast.dump(owner.test))
        for node in ast.walk(owner)
    }
    now = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in later
    ]
    return {imported for imported, _ in Module(module.name, module.path, ast.Module(list(now), []), "").imports()}


@pytest.mark.parametrize("module", MODULES.values(), ids=lambda module: module.name or "ressio_cli")
def test_every_public_name_says_what_it_is(module: Module) -> None:
    silent = [] if ast.get_docstring(module.tree) else ["the module"]
    owners: list[ast.Module | ast.ClassDef] = [module.tree]
    owners += [node for node in module.tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    for owner in owners:
        for node in owner.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                silent += [] if node.name.startswith("_") or ast.get_docstring(node) else [node.name]
    assert silent == []


@pytest.mark.parametrize("module", ROOMS.values(), ids=lambda module: module.name)
def test_a_module_says_its_room(module: Module) -> None:
    about = ast.get_docstring(module.tree) or ""
    if module.path.name == "__init__.py":
        assert about
    else:
        assert f"Room: {module.room}." in about


@pytest.mark.parametrize("name", FRONT_DOOR)
def test_the_front_door_says_so(name: str) -> None:
    about = " ".join((ast.get_docstring(MODULES[name].tree) or "").split()).lower()
    assert "front door" in about


@dataclass(frozen=True)
class Function:
    """A function with its size in lines, the decorators left out."""

    module: Module
    node: ast.FunctionDef

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or 0) - self.node.lineno + 1

    @property
    def parameters(self) -> int:
        given = self.node.args
        names = [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        return len([name for name in names if name not in ("self", "cls")])

    def __str__(self) -> str:
        return f"{_at(self.module, self.node.lineno)} {self.node.name}"


FUNCTIONS = [
    Function(module, node)
    for module in MODULES.values()
    for node in ast.walk(module.tree)
    if isinstance(node, ast.FunctionDef)
]


def test_no_function_is_long() -> None:
    assert [f"{function}: {function.lines}" for function in FUNCTIONS if function.lines > FUNCTION] == []


def test_functions_are_usually_short() -> None:
    sizes = sorted(function.lines for function in FUNCTIONS)
    assert sizes[int(len(sizes) * 0.95)] <= USUAL


def test_no_module_is_long() -> None:
    sizes = {module.name: len(module.text.splitlines()) for module in MODULES.values()}
    assert {name: size for name, size in sizes.items() if size > MODULE} == {}


def _wide() -> Iterator[tuple[str, str]]:
    """Functions that take too much; `run` of a command is its command line, and may."""
    for function in FUNCTIONS:
        is_command = function.module.room == "commands" and function.node.name == "run"
        if function.parameters > PARAMETERS and not is_command:
            yield f"{function.module.name}.{function.node.name}", f"{function}: {function.parameters}"


def test_no_function_takes_more_than_a_person_keeps_in_mind() -> None:
    assert [place for name, place in _wide() if name not in WIDE] == []


UNSAFE = frozenset({"eval", "exec", "system", "popen", "safe_load", "full_load", "unsafe_load", "load_all"})


def test_nothing_unsafe_is_called() -> None:
    wrong = []
    for module in MODULES.values():
        for name, call in _calls(module.tree):
            of_yaml = ast.unparse(call.func) in ("yaml.load", "marshal.loads")
            in_a_shell = any(keyword.arg == "shell" for keyword in call.keywords)
            if name in UNSAFE or of_yaml or in_a_shell:
                wrong.append(f"{_at(module, call.lineno)}: {name}()")
    assert wrong == []


def _unpicklers() -> Iterator[tuple[str, str]]:
    for module in MODULES.values():
        for _, call in _calls(module.tree):
            if ast.unparse(call.func) in ("pickle.load", "pickle.loads"):
                yield module.name, _at(module, call.lineno)


def test_nothing_is_unpickled_that_came_from_outside() -> None:
    assert [place for name, place in _unpicklers() if name not in UNPICKLED] == []


def _floats() -> Iterator[tuple[str, str]]:
    for module in MODULES.values():
        for name, call in _calls(module.tree):
            if name == "float":
                yield module.name, f"{_at(module, call.lineno)}: float()"


def test_nothing_becomes_a_float() -> None:
    assert [place for name, place in _floats() if name not in FLOATS] == []


def test_no_float_is_written_where_money_is_reckoned() -> None:
    likeness = {
        id(keyword.value)
        for module in MODULES.values()
        for _, call in _calls(module.tree)
        for keyword in call.keywords
        if keyword.arg == "cutoff"
    }
    wrong = [
        f"{_at(module, node.lineno)}: {node.value}"
        for module in MODULES.values()
        if module.room in (*PURE, "commands")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and id(node) not in likeness
    ]
    assert wrong == []


def test_there_is_one_broad_except() -> None:
    broad = [
        module.name
        for module in MODULES.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type)
    ]
    assert broad == ["app"]


def _catches_all(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(name is None or (isinstance(name, ast.Name) and name.id == "Exception") for name in names)
