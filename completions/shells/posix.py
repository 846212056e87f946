"""What bash and zsh read alike: arrays, and `case` over the words of a command."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from rows import Option, Row, What, arguments, shared, values

ABOUT = """\
# Written by completions/generate.py from the tree of commands; not to be changed by hand.
#
# Nothing of a project is ever evaluated: ids come one a line from `ressio __complete KIND`, are compared with what
# was typed, and are handed to the shell as plain words.
"""


def tables(rows: list[Row]) -> str:
    """Two functions: `_ressio_row COMMAND` and `_ressio_value COMMAND PLACE`."""
    return f"{_rows(rows)}\n\n{_values(rows)}"


def _rows(rows: list[Row]) -> str:
    reading, writing = shared(rows, writes=False), shared(rows, writes=True)
    more = [option for option in writing if option not in reading]
    return "\n".join(
        [
            "_ressio_row() {    # what may stand after the command $1; an option that takes a value ends in =",
            "    writes= subcommands=() flags=()",
            "    case $1 in",
            *(_indented(2, _row(row, writing)) for row in rows if row.writes or own(row.options, writing)),
            "    esac",
            _indented(1, array("flags+", spelled(reading))),
            f"    [[ -n $writes ]] && {array('flags+', spelled(more))}",
            "    return 0",
            "}",
        ]
    )


def _row(row: Row, everywhere: Sequence[Option]) -> str:
    found = own(row.options, everywhere)
    parts = [
        *([array("subcommands", row.commands)] if row.commands else []),
        *([array("flags", spelled(found))] if found else []),
        *(["writes=1"] if row.writes else []),
    ]
    body = "\n".join(parts)
    return f"{quoted(row.name)})\n{_indented(1, body)}\n    ;;"


def _values(rows: list[Row]) -> str:
    found: dict[What, list[str]] = {}
    for option in shared(rows, writes=False):
        for spelling in option.spellings if option.what else ():
            found.setdefault(option.what or What(), []).append(f"*{quoted(f' {spelling}')}")
    known = {pattern for patterns in found.values() for pattern in patterns}
    for row in rows:
        for place, what in (*values(row), *arguments(row)):
            pattern = f"{quoted(f'{row.name} ')}[1-9]*" if place == "*" else quoted(f"{row.name} {place}")
            if f"*{quoted(f' {place}')}" not in known:
                found.setdefault(what, []).append(pattern)
    return "\n".join(
        [
            "_ressio_value() {    # what completes the option or the argument $2 of the command $1",
            "    kind= suffix= place= choices=()",
            '    case "$1 $2" in',
            *(f"{_indented(2, _alternatives(keys))}\n            {_settings(what)} ;;" for what, keys in found.items()),
            "    esac",
            "}",
        ]
    )


def _settings(what: What) -> str:
    parts = [
        *([f"kind={what.kind}"] if what.kind else []),
        *([array("choices", what.words)] if what.words else []),
        *(["suffix=" + quoted(what.suffix)] if what.suffix else []),
        *([f"place={what.place}"] if what.place else []),
    ]
    return " ".join(parts)


def _alternatives(patterns: Sequence[str]) -> str:
    """`a | b | c)`, some to a line."""
    lines = [""]
    for pattern in patterns:
        if len(lines[-1]) + len(pattern) > 100:
            lines.append("")
        lines[-1] += f"{pattern} | "
    return " \\\n".join(line.rstrip() for line in lines).removesuffix(" |") + ")"


def own(options: Iterable[Option], everywhere: Sequence[Option]) -> list[Option]:
    """The options that are not everywhere."""
    return [option for option in options if option not in everywhere]


def spelled(options: Iterable[Option]) -> list[str]:
    """Every spelling; one that takes a value ends in `=`."""
    return [f"{spelling}{'=' if option.takes else ''}" for option in options for spelling in option.spellings]


def array(name: str, words: Iterable[str]) -> str:
    """`name=(…)`, some words to a line."""
    text = f"{name}=({' '.join(quoted(word) for word in words)})"
    return "\n".join(textwrap.wrap(text, 104, break_on_hyphens=False, break_long_words=False, subsequent_indent="    "))


def quoted(word: str) -> str:
    """A word as it is, or in single quotes where it needs them."""
    plain = word and all(sign.isalnum() or sign in "-_=.," for sign in word) and not word.startswith("=")
    return word if plain else "'" + word.replace("'", "'\\''") + "'"


def _indented(steps: int, text: str) -> str:
    return textwrap.indent(text, "    " * steps)
