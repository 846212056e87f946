"""What may stand on the command line, command by command, read from the tree; and the one table of what completes it.

The shells' scripts and the tests are made from `rows()` alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from typer._click.core import Parameter
from typer.core import TyperArgument, TyperOption

from ressio_cli.app import TREE
from ressio_cli.billing.routing import known_methods
from ressio_cli.commands import completion, help_topic, paying, schema
from ressio_cli.files.scaffold import samples
from ressio_cli.files.settings_file import BUDGETS, CONTRACTS
from ressio_cli.model import bill, change
from ressio_cli.model.settings import SHOWABLE
from ressio_cli.rules.places import VIEWS
from ressio_cli.tree import HELP, Branch, Leaf, load, shared_options
from ressio_cli.views.terminal import COLORS


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What completes a value: the ids of a kind, words that never change, and places on the disk.

    `kind` is one of `ressio __complete`; `suffix` follows an id or word at once; `place` is "files" or "folders".
    """

    kind: str = ""
    words: tuple[str, ...] = ()
    suffix: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option in all its spellings. `takes`: a value follows it."""

    spellings: tuple[str, ...]
    takes: bool
    help: str
    what: What | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A command, such as `invoice edit`; the top is named "". A group with a default has that command's options too."""

    name: str
    commands: Mapping[str, str]  # below it, with what they do
    options: tuple[Option, ...]
    arguments: tuple[What | None, ...] = ()
    repeats: bool = False  # the last argument may be given again and again
    writes: bool = True


FILES, FOLDERS = What(place="files"), What(place="folders")
SOURCES = What(kind="sources", suffix="=")
GROUPS = What(kind="sources", words=("all",), suffix="=")

# What completes an option or argument: looked up as "COMMAND NAME", then as "NAME", then by what the help calls its
# value; an argument has only that. What is not here is free text, and stands in FREE.
WHAT: Mapping[str, What] = {
    "DIR": FOLDERS,
    "FILE": FILES,
    "--attach": FILES,
    "--color": What(words=COLORS),
    "init --contract": What(words=CONTRACTS),
    "init --budget": What(words=BUDGETS),
    "init --sample": What(words=tuple(samples())),
    "budget show --by": What(words=tuple(VIEWS)),
    "change new --kind": What(words=change.KINDS),
    "--carried-out": What(words=change.CARRIED_OUT),
    "change approve CHANGE": What(kind="pending-changes"),
    "change decline CHANGE": What(kind="pending-changes"),
    "change propose CHANGE": What(kind="proposable-changes"),
    "change edit CHANGE": What(kind="unanswered-changes"),
    "change edit --kind": What(words=change.KINDS),
    "bill new --kind": What(words=bill.KINDS),
    "bill edit --kind": What(words=bill.KINDS),
    "bill approve [BILL]...": What(kind="draft-bills"),
    "bill pay BILL...": What(kind="unpaid-bills"),
    "--signed": FILES,
    "INVOICE": What(kind="invoices"),
    "INVOICE [AMOUNT]...": What(kind="open"),
    "write-off INVOICE": What(kind="open"),
    "invoice write-off INVOICE": What(kind="open"),
    "DRAFT": What(kind="drafts"),
    "CHANGE": What(kind="changes"),
    "CHANGE[/ITEM]": What(kind="changes"),
    "BILL": What(kind="bills"),
    "BILL[/LINE]": What(kind="bills"),
    "PAYMENT": What(kind="payments"),
    "MESSAGE": What(kind="messages"),
    "MESSAGE...": What(kind="messages"),
    "CODE": What(kind="codes"),
    "--from": What(words=known_methods()),
    "--method": What(words=paying.CASH),
    "--percent": GROUPS,
    "--amount": GROUPS,
    "SOURCE=PERCENT": SOURCES,
    "SOURCE=AMOUNT": SOURCES,
    "SOURCE=TAX[+TAX]": SOURCES,
    "SOURCE|SECTION.LINE": What(kind="sources"),
    "--show": What(words=SHOWABLE),
    "--hide": What(words=SHOWABLE),
    "pdf WHAT": What(kind="papers", words=("statement", "budget")),
    "schema KIND": What(words=tuple(schema.KINDS)),
    "completion SHELL": What(words=tuple(completion.SCRIPTS)),
    "help TOPIC": What(words=tuple(sorted(page.stem for page in help_topic.PAGES.glob("*.md")))),
}
# Free text, by what the help calls it; nothing is offered for it.
FREE = frozenset(
    {"TEXT", "TITLE", "NAME", "ID", "NUMBER", "DATE", "AMOUNT", "REASON", "TERMS", "RATE%|AMOUNT", "ITEM", "LINE"}
    | {"SECTION", "DAYS", "LINE=AMOUNT", "LINE=COST", "LINE=PRICE", "LINE=PERCENT", "LINE=TAX[+TAX]", "LINE=CODE"}
    | {"LINE=ITEM", "LINE=ITEM|CHANGE/ITEM", "LINE=TEXT"}
)
# The same spelling, but another meaning.
PLAIN = frozenset(
    {"pay --amount", "invoice pay --amount", "statement --from", "pdf --from", "init --currency", "bill edit --amount"}
)


def rows() -> list[Row]:
    """Every command in the order of the tree, the top first."""
    return list(_walk(TREE, ""))


def _walk(branch: Branch, name: str) -> Iterator[Row]:
    yield _group(branch, name)
    for member in branch.leaves:
        below = f"{name} {member.name}".strip()
        if isinstance(member, Branch):
            yield from _walk(member, below)
        else:
            yield _command(member, below)


def _group(branch: Branch, name: str) -> Row:
    commands = {member.name: member.help for member in branch.leaves}
    own = [leaf for leaf in branch.leaves if isinstance(leaf, Leaf) and leaf.name == branch.default]
    options = [option for leaf in own for option in _command(leaf, f"{name} {leaf.name}").options]
    known = {spelling for option in options for spelling in option.spellings}
    shared = (*_options(shared_options(writes=True), name), *(() if name else (_VERSION,)), _HELP)
    return Row(
        name=name,
        commands=commands,
        options=(*options, *(option for option in shared if not known & set(option.spellings))),
    )


def _command(leaf: Leaf, name: str) -> Row:
    params = load(leaf).params
    found = [param for param in params if isinstance(param, TyperArgument)]
    return Row(
        name=name,
        commands={},
        options=(*_options(params, name), _HELP),
        arguments=tuple(_what(name, param.metavar or "", "") for param in found),
        repeats=any(param.nargs < 0 for param in found),
        writes=any("--dry-run" in param.opts for param in params),
    )


def _options(params: list[Parameter], name: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            spellings=(*param.opts, *param.secondary_opts),
            takes=not param.is_flag,
            help=param.help or "",
            what=None if param.is_flag else _what(name, param.opts[-1], param.metavar or ""),
        )
        for param in params
        if isinstance(param, TyperOption) and not param.hidden
    )


def _what(command: str, name: str, called: str) -> What | None:
    if f"{command} {name}" in PLAIN:
        return None
    return WHAT.get(f"{command} {name}") or WHAT.get(name) or WHAT.get(called)


_HELP = Option(spellings=HELP, takes=False, help="Show this message and exit.")
_VERSION = Option(spellings=("--version",), takes=False, help="Print the version.")


def shared(rows_of_all: list[Row], writes: bool) -> list[Option]:
    """The options that every row has; with `writes`, those that every writing row has."""
    wanted = [row for row in rows_of_all if row.writes or not writes]
    return [option for option in wanted[0].options if all(option in row.options for row in wanted)]


def values(row: Row) -> Iterator[tuple[str, What]]:
    """What completes the value of each option, in each spelling."""
    for option in row.options:
        if option.what is not None:
            for spelling in option.spellings:
                yield spelling, option.what


def arguments(row: Row) -> Iterator[tuple[str, What]]:
    """What completes each argument, by its number from 1; one that may be repeated goes by `*`."""
    for at, what in enumerate(row.arguments, 1):
        if what is not None:
            yield "*" if row.repeats and at == len(row.arguments) else str(at), what
