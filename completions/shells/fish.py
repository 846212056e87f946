"""The completion script of fish, 3.1 or later."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from rows import Option, Row, What, arguments, shared

from shells import posix

_ENGINE = r"""
function __ressio_read --description 'Which command is meant, how many arguments stand there, and what -C names'
    set -g __ressio_row ''
    set -g __ressio_count 0
    set -g __ressio_folder ''
    set -l waits ''
    set -l plain ''
    for word in (commandline -opc)[2..-1]
        if test -n "$waits"
            contains -- $waits -C --project; and set __ressio_folder $word
            set waits ''
        else if test -n "$plain"
            set __ressio_count (math $__ressio_count + 1)
        else if test "$word" = --
            set plain 1
        else if string match -qr -- '^(-C|--project=).' $word
            set __ressio_folder (string replace -r -- '^(-C|--project=)' '' $word)
        else if string match -q -- '-*' $word
            contains -- $word (__ressio_takes "$__ressio_row"); and set waits $word
        else if test $__ressio_count = 0; and contains -- $word (__ressio_commands "$__ressio_row")
            set __ressio_row (string trim "$__ressio_row $word")
        else
            set __ressio_count (math $__ressio_count + 1)
        end
    end
end

function __ressio_at --description 'One of these commands is meant'
    __ressio_read
    contains -- "$__ressio_row" $argv
end

function __ressio_place --description 'The argument of that number is next, of one of these commands'
    __ressio_read
    test (math $__ressio_count + 1) = $argv[1]; and contains -- "$__ressio_row" $argv[2..-1]
end

function __ressio_ids --description 'The ids of a kind, from the project that -C names on this line'
    __ressio_read
    if test -n "$__ressio_folder"
        set -lx RESSIO_DIR (string replace -r '^~(?=/|$)' "$HOME" -- $__ressio_folder)
        command ressio __complete $argv[1] 2>/dev/null </dev/null | string replace -r '$' "$argv[2]"
    else
        command ressio __complete $argv[1] 2>/dev/null </dev/null | string replace -r '$' "$argv[2]"
    end
end
"""


def script(rows: list[Row]) -> str:
    """The script."""
    parts = [
        f"# Completion of ressio for fish 3.1 or later.\n#\n{posix.ABOUT}",
        _listing("__ressio_commands", "What stands below a command", {row.name: list(row.commands) for row in rows}),
        _listing("__ressio_takes", "The options that a value follows", _taking(rows)),
        _ENGINE.strip(),
        "complete -c ressio -f",
        "\n".join(_commands(rows)),
        "\n".join(_options(rows)),
        "\n".join(_arguments(rows)),
    ]
    return "\n\n".join(parts) + "\n"


def _taking(rows: list[Row]) -> dict[str, list[str]]:
    return {
        row.name: [spelling for option in row.options if option.takes for spelling in option.spellings] for row in rows
    }


def _listing(name: str, about: str, words: dict[str, list[str]]) -> str:
    """A function that prints the words of a command, one a line."""
    lines = [f"function {name} --argument-names row --description {_quoted(about)}", '    switch "$row"']
    together: dict[tuple[str, ...], list[str]] = {}
    for row, found in words.items():
        if found:
            together.setdefault(tuple(found), []).append(row)
    for found, names in together.items():
        lines += [_wrapped("case", [_quoted(row) for row in names], 2), _wrapped(r"printf '%s\n'", found, 3)]
    return "\n".join([*lines, "    end", "end"])


def _wrapped(lead: str, words: Sequence[str], steps: int) -> str:
    """A command with its words, some to a line."""
    lines = [lead]
    for word in words:
        if len(lines[-1]) + len(word) > 100:
            lines.append("   ")
        lines[-1] += f" {word}"
    return textwrap.indent(" \\\n".join(lines), "    " * steps)


def _commands(rows: list[Row]) -> Iterable[str]:
    for row in rows:
        for name, about in row.commands.items():
            yield f"{_when('__ressio_place 1', [row.name])} -a {name} -d {_quoted(about)}"


def _options(rows: list[Row]) -> Iterable[str]:
    everywhere = shared(rows, writes=False)
    found: dict[Option, list[str]] = {}
    for row in rows:
        for option in row.options:
            found.setdefault(option, []).append(row.name)
    for option, names in found.items():
        spelled = " ".join(
            f"-l {spelling[2:]}" if spelling.startswith("--") else f"-s {spelling[1:]}" for spelling in option.spellings
        )
        when = "complete -c ressio" if option in everywhere else _when("__ressio_at", names)
        value = f" {_value(option.what, '-x', '-r -F')}" if option.takes else ""
        yield f"{when} {spelled}{value} -d {_quoted(option.help)}"


def _arguments(rows: list[Row]) -> Iterable[str]:
    found: dict[tuple[What, str], list[str]] = {}
    for row in rows:
        for place, what in arguments(row):
            test = "__ressio_at" if place == "*" else f"__ressio_place {place}"
            found.setdefault((what, test), []).append(row.name)
    for (what, test), names in found.items():
        yield f"{_when(test, names)} {_value(what, '', '-F')}"


def _when(test: str, names: Sequence[str]) -> str:
    condition = f"{test} {' '.join(_quoted(name) for name in names)}"
    return f'complete -c ressio -n "{condition}"'


def _value(what: What | None, words: str, files: str) -> str:
    """How fish is told what completes a value: words only, or files."""
    if what is None:
        return words
    if what.place == "files":
        return files
    offered = [f"{word}{what.suffix}" for word in what.words]
    if what.kind:
        offered.append(f"(__ressio_ids {what.kind}{f' {what.suffix}' if what.suffix else ''})")
    if what.place == "folders":
        offered.append("(__fish_complete_directories)")
    return f"{words} -a {_quoted(' '.join(offered))}".strip()


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
