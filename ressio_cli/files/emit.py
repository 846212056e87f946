"""The canonical YAML text of a new file: block style, two spaces a level, short mappings and lists on one line.

Room: files.

A text is quoted wherever a YAML reader of any version might see anything but a text; a `Plain` word never is, but for
signs that would end it early, such as a comma inside brackets.
"""

from __future__ import annotations

import re

from ressio_cli.files.strict import NAME, PLAIN, PLAIN_IN_FLOW
from ressio_cli.model.value import Plain, Value

WIDTH = 100

_plain = re.compile(PLAIN).fullmatch
_plain_in_flow = re.compile(PLAIN_IN_FLOW).fullmatch
_name = re.compile(NAME).fullmatch
_typed = re.compile(
    r"""[-+]?[0-9._,]+(e[-+]?[0-9]+)?           # 12, 08, 1_000, 1,250.00, 1e3
      | [-+]?0[xob][0-9a-f_]+                   # 0x1
      | [-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)? # 12:30
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([^0-9].*)?
      | [0-9]+-[0-9]+                           # a month to some, an item to us
      | [-+]?\.(inf|nan) | ~ | null | true | false | yes | no | on | off | y | n""",
    re.IGNORECASE | re.VERBOSE,
).fullmatch
_MARKERS = ("<<<<<<<", ">>>>>>>", "|||||||")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class OneLine(str):
    """A text that is to be written on one line, its line ends as escapes."""

    __slots__ = ()


def dump(value: dict[str, Value]) -> str:
    """The whole text of a new file."""
    return "".join(f"{line}\n" for line in block(value, 0))


def word(text: str, flow: bool = False) -> str:
    """One word on one line, as a key, a value or, with `flow`, inside brackets."""
    bare = _plain_in_flow(text) if flow else _plain(text)
    if isinstance(text, Plain):
        return str(text) if bare or not text else quoted(text)
    return text if bare and text.isprintable() and not _typed(text) else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, what does not print as escapes."""
    return '"' + "".join(_ESCAPES.get(sign) or (sign if sign.isprintable() else _escape(sign)) for sign in text) + '"'


def name(key: str, flow: bool = False) -> str:
    """A key: the names we give ourselves (`on`) stay bare."""
    return key if _name(key) else word(key, flow)


def flow(value: Value) -> str:
    """Any value on one line, as it stands inside brackets."""
    if isinstance(value, str):
        return word(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return f"{{{', '.join(f'{name(key, True)}: {flow(inner)}' for key, inner in value.items())}}}"


def inline(value: Value, room: int) -> str | None:
    """The value on the line of its key or dash; None where it belongs on lines of its own."""
    if isinstance(value, str):
        return None if is_literal(value) else word(value)
    if not value:
        return flow(value)
    short = _are_words(value) if isinstance(value, list) else all(map(_is_short, value.values()))
    line = flow(value) if short else None
    return line if line and len(line) <= room else None


def block(value: dict[str, Value] | list[Value], indent: int) -> list[str]:
    """The lines of a mapping or list in block style, `indent` spaces in."""
    if not value:
        return [" " * indent + flow(value)]
    if isinstance(value, list):
        return [line for inner in value for line in item(inner, indent)]
    return [line for key, inner in value.items() for line in entry(key, inner, indent)]


def entry(key: str, value: Value, indent: int) -> list[str]:
    """The lines of one key with its value."""
    head = f"{' ' * indent}{name(key)}:"
    line = inline(value, WIDTH - len(head) - 1)
    if line is not None:
        return [f"{head} {line}" if line else head]
    if isinstance(value, str):
        header, *lines = literal(value, indent + 2)
        return [f"{head} {header}", *lines]
    return [head, *block(value, indent + 2)]


def item(value: Value, indent: int) -> list[str]:
    """The lines of one list item with its dash."""
    head = " " * indent + "- "
    line = inline(value, WIDTH - len(head))
    if line is not None:
        return [(head + line).rstrip()]
    lines = literal(value, indent + 2) if isinstance(value, str) else block(value, indent + 2)
    return [head + lines[0].lstrip(" "), *lines[1:]]


def is_literal(text: str) -> bool:
    """Whether a text of several lines comes back exactly from a literal block."""
    lines = text.removesuffix("\n").split("\n")
    if isinstance(text, OneLine) or "\n" not in text or not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return False
    return all(
        line.isprintable() and not line.endswith(" ") and not line.lstrip().startswith(_MARKERS) for line in lines
    )


def literal(text: str, indent: int) -> list[str]:
    """The lines of a literal block, its header first."""
    lines = text.removesuffix("\n").split("\n")
    header = "|" if text.endswith("\n") else "|-"
    return [header, *(" " * indent + line if line else "" for line in lines)]


def _is_short(value: Value) -> bool:
    """Whether the value may stand inside a mapping on one line: a word, or a list of words."""
    return (
        "\n" not in value if isinstance(value, str) else isinstance(value, list) and bool(value) and _are_words(value)
    )


def _are_words(values: list[Value]) -> bool:
    return all(isinstance(value, str) and "\n" not in value for value in values)


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
