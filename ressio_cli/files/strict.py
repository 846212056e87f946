"""A small, fast reader of the form we write ourselves: one key or list item a line, two spaces a level.

Room: files.

It answers None on the least doubt, and the event reader takes over: escapes, text of several lines, tabs, carriage
returns, anchors, tags, markers, repeated keys, odd indentation, keys that are no plain names. Whatever it accepts the
event reader reads alike, places included; a test holds the two together.
"""

from __future__ import annotations

import re

from ressio_cli.files.nodes import Entry, Mapping, Node, Sequence, Word

_LONGEST_LINE = 10_000
_DEEPEST_INDENT = 40  # leaves room below the 32 levels for a list in a flow mapping

_ODD = "\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_CHARACTER = f"[^\x00-\x1f{_ODD}"
_FIRST = f"(?:-?[A-Za-z0-9.]|[$(/~^+]|[^\x00-\x7f{_ODD}])"  # said by what it is not: ranges take long to compile
PLAIN = f"{_FIRST}[^:#\x00-\x20{_ODD}]*(?:(?: +|:)[^:#\x00-\x20{_ODD}]+)*"
PLAIN_IN_FLOW = PLAIN.replace("[^:#", "[^:#,?{}\\[\\]")
_QUOTED = f"\"{_CHARACTER}\"\\\\]*\"|'{_CHARACTER}']*'"
NAME = "[A-Za-z_][A-Za-z0-9_]{0,60}"
_KEY = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}"  # names we give, and ids
_REMARK = f"(?: +#{_CHARACTER}]*)?"

# Indentation, dash, quote, key, plain word, quoted word, flow node; then perhaps a remark. Never an empty line.
_line = re.compile(
    f'(?!$)( *)(- )?(?:("?)({_KEY})\\3:)?(?:(?(4) )(?:({PLAIN})|({_QUOTED})|([{{\\[].*[}}\\]])))?{_REMARK}'
).fullmatch
_remark_line = re.compile(f"(?: *#{_CHARACTER}]*)?").fullmatch
_pair = re.compile(f"({NAME}): (?:(?:({PLAIN_IN_FLOW})|({_QUOTED}))(, |}})|(?=\\[))").match
_word = re.compile(f"(?:({PLAIN_IN_FLOW})|({_QUOTED}))(, |\\])").match

_Block = Mapping | Sequence


class _Doubt(Exception):
    """Not surely in canonical form."""


def read_strict(text: str) -> Mapping | None:
    """The tree of a text in canonical form, None for any other."""
    top = Mapping(1, 1, 0, 0, False, {})
    try:
        _read(text, top)
    except _Doubt:
        return None
    if not top.entries:
        return None
    first = next(iter(top.entries.values())).key
    top.line, top.start = first.line, first.start
    return top


def _read(text: str, top: Mapping) -> None:
    """Line by line; `inside` holds the blocks we are in, each with the column its lines begin at."""
    inside: list[tuple[int, _Block]] = [(0, top)]
    here: _Block = top
    empty: Entry | None = None  # the key of the line before; a block may follow where it has no value
    column = start = end = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _line(line) if len(line) <= _LONGEST_LINE else None
        if found is None or found.end(1) == found.end() or line[found.end(1)] in " #":
            _pass_over(line)
            start += len(line) + 1
            continue
        spaces, dash, quote, key, plain, quoted, flow = found.groups()
        at = len(spaces)
        if at < column:
            column, here = _leave(inside, at, end)
        if at > column:
            column, here = at, _enter(inside, empty, dash, number, at, start)
        if dash:
            at += 2
            if key:
                column, here = at, _begin_item(inside, here, number, at, start)
        elif not key:
            raise _Doubt
        name = at
        if key:
            at += len(key) + 2 * len(quote) + 2
        node: Node
        if plain:
            end = start + at + len(plain)
            node = Word(plain, number, at + 1, start + at, end)
        else:
            node = _not_plain(quoted, flow, bool(key), number, at, start)
            end = node.end
        if key:
            if not isinstance(here, Mapping) or key in here.entries:
                raise _Doubt
            word = Word(key, number, name + 1, start + name, start + name + len(key) + 2 * len(quote))
            empty = here.entries[key] = Entry(word, node)
        elif isinstance(here, Sequence):
            here.items.append(node)
            empty = None
        else:
            raise _Doubt
        start += len(line) + 1
    for _, block in inside:
        block.end = end


def _pass_over(line: str) -> None:
    if len(line) > _LONGEST_LINE or not _remark_line(line):
        raise _Doubt


def _leave(inside: list[tuple[int, _Block]], column: int, end: int) -> tuple[int, _Block]:
    """Close the blocks that begin right of `column`; what is then the innermost."""
    while inside[-1][0] > column:
        inside.pop()[1].end = end
    return inside[-1]


def _enter(
    inside: list[tuple[int, _Block]], entry: Entry | None, dash: str | None, number: int, column: int, start: int
) -> _Block:
    """Open the block that is the value of `entry`, two spaces further in."""
    fits = column == inside[-1][0] + 2 and column <= _DEEPEST_INDENT
    if entry is None or not fits or not isinstance(entry.node, Word) or entry.node.end > entry.node.start:
        raise _Doubt
    begin = start + column
    block: _Block = Mapping(number, column + 1, begin, 0, False, {})
    if dash:
        block = Sequence(number, column + 1, begin, 0, False, [])
    entry.node = block
    inside.append((column, block))
    return block


def _begin_item(inside: list[tuple[int, _Block]], here: _Block, number: int, column: int, start: int) -> _Block:
    """Open the mapping whose first key stands behind a dash."""
    if not isinstance(here, Sequence):
        raise _Doubt
    block = Mapping(number, column + 1, start + column, 0, False, {})
    here.items.append(block)
    inside.append((column, block))
    return block


def _not_plain(quoted: str | None, flow: str | None, keyed: bool, number: int, column: int, start: int) -> Node:
    begin = start + column
    if quoted:
        return Word(quoted[1:-1], number, column + 1, begin, begin + len(quoted))
    if flow:
        return _flow(flow, number, column + 1, begin)
    if not keyed:
        raise _Doubt
    return Word("", number, column, begin - 1, begin - 1)


def _flow(text: str, line: int, column: int, begin: int) -> Node:
    """A flow node on one line: a mapping of words and lists of words, or a list of words."""
    node = _flow_mapping(text, line, column, begin) if text[0] == "{" else _flow_list(text, line, column, begin)
    if node.end != begin + len(text):
        raise _Doubt
    return node


def _flow_mapping(text: str, line: int, column: int, begin: int) -> Mapping:
    entries: dict[str, Entry] = {}
    at = 1
    stop = "" if text != "{}" else "}"
    while stop != "}":
        found = _pair(text, at)
        if found is None:
            raise _Doubt
        key, plain, quoted, stop = found.groups("")
        if key in entries:
            raise _Doubt
        word = at + len(key) + 2
        end = found.end() - len(stop)
        node: Node
        if plain:
            node = Word(plain, line, column + word, begin + word, begin + end)
        elif quoted:
            node = Word(quoted[1:-1], line, column + word, begin + word, begin + end)
        else:
            node = _flow_list(text[end:], line, column + end, begin + end)
            end = node.end - begin
            stop = _after(text, end)
        entries[key] = Entry(Word(key, line, column + at, begin + at, begin + at + len(key)), node)
        at = end + len(stop)
    return Mapping(line, column, begin, begin + (at if entries else 2), True, entries)


def _after(text: str, at: int) -> str:
    """What ends an entry of a flow mapping."""
    if text.startswith((", ", "}"), at):
        return "}" if text[at] == "}" else ", "
    raise _Doubt


def _flow_list(text: str, line: int, column: int, begin: int) -> Sequence:
    items: list[Node] = []
    at = 1
    stop = "]" if text.startswith("[]") else ""
    while stop != "]":
        found = _word(text, at)
        if found is None:
            raise _Doubt
        plain, quoted, stop = found.groups()
        end = found.end() - len(stop)
        items.append(Word(plain or quoted[1:-1], line, column + at, begin + at, begin + end))
        at = found.end()
    return Sequence(line, column, begin, begin + (at if items else 2), True, items)
