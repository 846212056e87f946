"""The command tree: groups that load a command's module only when it is called, with the shared options on each.

Front door. Typer 0.28 carries Click inside (`typer._click`); this module is the only one that looks there.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

from typer._click.core import Command, Context, Parameter, ParameterSource
from typer._click.exceptions import NoArgsIsHelpError, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

PACKAGE = "ressio_cli.commands"
HELP = ("-h", "--help")

_TAKES = ("-C", "--project", "--as-of", "--color")
_TEXTS = frozenset({"title", "terms", "description", "notes", "internal", "conditions", "note", "ref", "reason", "by"})
_FLAGS = re.compile(r"--(json|quiet|wide|dry-run|yes|debug)|-[qny]+")
_ATTACHED = re.compile(r"--(project|as-of|color)=.*|-C.+", re.S)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A command: `module` of the package holds `run`, `EXAMPLES` and perhaps `WRITES = True`."""

    name: str
    module: str
    help: str
    panel: str = "Commands"


@dataclass(frozen=True, slots=True)
class Branch:
    """A group of commands. `default` is the command meant when none is named."""

    name: str
    help: str
    leaves: tuple[Leaf | Branch, ...]
    panel: str = "Commands"
    default: str = ""
    examples: str = ""


def shared_options(writes: bool) -> list[Parameter]:
    """The options every command takes; on a command that writes, those of writing too."""
    reading = [
        _option("project", "-C", "--project", metavar="DIR", help="Look for the project from DIR, not from here."),
        _option("json", "--json", is_flag=True, help="Print one JSON object and nothing else."),
        _option("quiet", "-q", "--quiet", is_flag=True, help="Print only the id or number."),
        _option("wide", "--wide", is_flag=True, help="Show all columns of a table, however narrow the terminal."),
        _option("as_of", "--as-of", metavar="DATE", help="Reckon as if DATE were today."),
        _option("color", "--color", metavar="WHEN", help="auto, always or never."),
        _option("debug", "--debug", is_flag=True, hidden=True, help="Show the traceback of a bug."),
    ]
    writing = [
        _option("dry_run", "-n", "--dry-run", is_flag=True, help="Show what would change, and write nothing."),
        _option("yes", "-y", "--yes", is_flag=True, help="Ask nothing: the answer is yes."),
    ]
    return [*reading, *(writing if writes else ())]


def version_option(text: str) -> Parameter:
    """`--version`, for the top of the tree."""

    def answer(ctx: Context, param: Parameter, wanted: bool) -> None:
        if wanted:
            sys.stdout.write(text)
            ctx.exit()

    return _option("version", "--version", is_flag=True, is_eager=True, callback=answer, help="Print the version.")


class SharedCommand(TyperCommand):
    """A command with the shared options; they become the session at `ctx.obj` before `run` is called."""

    examples: str = ""

    def invoke(self, ctx: Context) -> Any:
        """Take the shared options off, begin the session, run."""
        from ressio_cli.commands.session import Shared, begin

        _refuse_empty(self, ctx)
        given = _given(ctx)
        for name in ("debug", "version"):
            given.pop(name, None)
        session = begin(Shared(**given), os.environ)
        if isinstance(ctx.obj, list):
            ctx.obj.append(session)  # for the front door, should the run stop
        ctx.obj = session
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """`[OPTIONS] NAME [OTHER]`: brackets around what may be left out."""
        found = [param for param in self.get_params(ctx) if isinstance(param, TyperArgument)]
        words = [(param.make_metavar(ctx=ctx), param.required) for param in found]
        return ["[OPTIONS]", *(word if required else f"[{word}]" for word, required in words)]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Examples, then arguments and own options, then the shared ones."""
        _write_examples(self.examples, formatter)
        records = [(param, param.get_help_record(ctx)) for param in self.get_params(ctx)]
        for heading, wanted in _SECTIONS:
            rows = [record for param, record in records if record and wanted == _section(param)]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _refuse_empty(command: Command, ctx: Context) -> None:
    """A word that is given but empty says nothing, except where it takes a text away."""
    for param in command.get_params(ctx):
        name = param.name or ""
        value = ctx.params.get(name)
        words = value if isinstance(value, (list, tuple)) else [value]
        if "" in words and name not in _TEXTS and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"{param.get_error_hint(ctx)} is given, but empty", ctx)


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports each only when it is asked for."""

    def __init__(self, branch: Branch, **settings: Any) -> None:
        super().__init__(name=branch.name, help=branch.help, rich_markup_mode=None, **settings)
        self.branch = branch
        self.members: Mapping[str, Leaf | Branch] = {leaf.name: leaf for leaf in branch.leaves}
        self.params += shared_options(writes=True)

    def list_commands(self, ctx: Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.members)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name, loaded now; None where there is none."""
        member = self.members.get(cmd_name)
        if isinstance(member, Branch):
            return LazyGroup(member)
        return load(member) if member else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command named first; an unknown one is refused with what may have been meant, never guessed."""
        name, command = args[0], self.get_command(ctx, args[0])
        if command is None:
            raise UsageError(f"{ctx.command_path} has no command {name!r}.{self._meant(name)}", ctx)
        return name, command, args[1:]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the options before the command; put the default command in where none is named."""
        if not args and not self.branch.default:
            raise NoArgsIsHelpError(ctx)
        return super().parse_args(ctx, with_default(args, self.branch.default) if self.branch.default else args)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Examples, the commands in their panels, then the options."""
        _write_examples(self.branch.examples, formatter)
        for panel in dict.fromkeys(member.panel for member in self.members.values()):
            rows = [(name, _summary(member)) for name, member in self.members.items() if member.panel == panel]
            with formatter.section(panel):
                formatter.write_dl(rows)
        if self.branch.default:
            formatter.write(f"\nWithout a command: {self.branch.default}.\n")
        options = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section("Options of every command (-n and -y: of those that write)"):
            formatter.write_dl(options)

    def _meant(self, name: str) -> str:
        from difflib import get_close_matches

        below = [
            f"{member.name} {leaf.name}"
            for member in self.members.values()
            if isinstance(member, Branch)
            for leaf in member.leaves
            if leaf.name == name
        ]
        found = below or get_close_matches(name, self.members)
        return f" Did you mean {' or '.join(found)}?" if found else ""


def load(leaf: Leaf) -> SharedCommand:
    """Import a command's module and build the command from its `run`."""
    module = importlib.import_module(f"{PACKAGE}.{leaf.module}")
    info = CommandInfo(
        name=leaf.name,
        cls=SharedCommand,
        callback=module.run,
        help=inspect.getdoc(module.run) or leaf.help,
        short_help=leaf.help,
    )
    command = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)
    assert isinstance(command, SharedCommand)
    for param in command.params:
        if isinstance(param, TyperArgument) and param.metavar is None:
            param.metavar = (param.name or "").upper().replace("_", "-") + ("..." if param.nargs != 1 else "")
    command.examples = getattr(module, "EXAMPLES", "")
    command.params += shared_options(getattr(module, "WRITES", False))
    return command


def with_default(args: Sequence[str], default: str) -> list[str]:
    """The words of a group with its default command put in, where the first word is no command but an option."""
    at = 0
    while at < len(args):
        if args[at] in _TAKES:
            at += 2
        elif _FLAGS.fullmatch(args[at]) or _ATTACHED.fullmatch(args[at]):
            at += 1
        else:
            break
    missing = at >= len(args) or (args[at].startswith("-") and args[at] not in HELP)
    return [*args[:at], *([default] if missing else ()), *args[at:]]


def _option(name: str, *words: str, is_flag: bool = False, **settings: Any) -> TyperOption:
    """A shared option; it stands in the context under `shared_NAME`, so that no command's own name is taken."""
    default = False if is_flag else None
    return TyperOption(param_decls=[f"shared_{name}", *words], is_flag=is_flag, default=default, **settings)


def _given(ctx: Context) -> dict[str, Any]:
    """The shared options as given to the command, else to the group before it. The command keeps only its own."""
    found: dict[str, Any] = {}
    at: Context | None = ctx
    while at is not None:
        for name in [name for name in at.params if name.startswith("shared_")]:
            value = at.params.pop(name)
            found[name.removeprefix("shared_")] = found.get(name.removeprefix("shared_")) or value
        at = at.parent
    return found


_SECTIONS = (("Arguments", "argument"), ("Options", "option"), ("Options of every command", "shared"))


def _section(param: Parameter) -> str:
    if (param.name or "").startswith("shared_") or HELP[1] in param.opts:
        return "shared"
    return param.param_type_name


def _summary(member: Leaf | Branch) -> str:
    if isinstance(member, Leaf):
        return member.help
    return f"{member.help.rstrip('.')}: {', '.join(leaf.name for leaf in member.leaves)}."


def _write_examples(examples: str, formatter: HelpFormatter) -> None:
    text = dedent(examples).strip("\n")
    if text:
        formatter.write(f"\nExamples:\n{indent(text, '  ')}\n")
