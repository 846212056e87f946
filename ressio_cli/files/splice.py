"""A change of a text that a person wrote: only the words that differ, by splices between marks.

Room: files.  Problems: file.not-revised.

Comments, order, spacing, line ends, quotes of untouched words and a missing last newline stay as they are. Nothing
leaves this module unread: the new text is read back and must say exactly what was asked for.
"""

from __future__ import annotations

import re

from ressio_cli.files import emit
from ressio_cli.files.align import added, changed, origins, preceding
from ressio_cli.files.nodes import Mapping, Node, Sequence, Word, as_value
from ressio_cli.files.slots import Member, New, Slot
from ressio_cli.files.tree import read_tree
from ressio_cli.model.problem import Unreadable, trouble
from ressio_cli.model.value import Plain, Value

_LONGEST_FLOW = 120
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


def revise(text: str, before: Value, after: Value) -> str:
    """`text`, which a reader understood as `before`, changed so that it says `after`.

    What the text says without `before` knowing it, such as a default written out, is left alone.
    """
    if before == after:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") else text + newline
    tree, problems = read_tree(whole, "")
    if tree is None:
        raise Unreadable(problems)
    wanted = changed(as_value(tree), before, after)
    for target in (after, _on_one_line(after)):
        patch = _Patch(whole, newline)
        patch.change(tree, before, target, Slot(tree.start, 0, False, dash=True))
        revised = patch.applied()
        for result in [revised] if whole is text else [revised.removesuffix(newline), revised]:
            reread, _ = read_tree(result, "")
            if reread is not None and as_value(reread) == wanted:
                return result
    raise trouble(
        "file.not-revised", "the text is laid out in a way that cannot be changed by command", "change it by hand"
    )


def _on_one_line(value: Value) -> Value:
    """The same, with no text on lines of its own: what stands below might be taken for a part of it."""
    if isinstance(value, str):
        return emit.OneLine(value) if "\n" in value else value
    if isinstance(value, list):
        return [_on_one_line(item) for item in value]
    return {key: _on_one_line(inner) for key, inner in value.items()}


class _Patch:
    """The splices of one text, which ends with a line end."""

    def __init__(self, text: str, newline: str) -> None:
        self.text = text
        self.newline = newline
        self.splices: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """The text with all splices made."""
        parts, at = [], 0
        for start, end, new in sorted(self.splices, key=lambda splice: splice[:2]):
            parts += [self.text[at:start], new]
            at = max(at, end)
        return "".join(parts) + self.text[at:]

    def change(self, node: Node, before: Value, after: Value, slot: Slot) -> None:
        """Make the node say `after` instead of `before`."""
        if before == after:
            return
        if isinstance(node, Mapping) and isinstance(before, dict) and isinstance(after, dict):
            self._mapping(node, before, after, slot)
        elif isinstance(node, Sequence) and isinstance(before, list) and isinstance(after, list):
            self._sequence(node, before, after, slot)
        else:
            self._exchange(node, after, slot)

    def _mapping(self, node: Mapping, before: dict[str, Value], after: dict[str, Value], slot: Slot) -> None:
        keys = list(node.entries)
        kept = [key for key in keys if key in after or key not in before]
        lacking = added(keys, before, after)
        whole = changed(self._spoken(node), before, after) if node.flow or not kept else {}
        grows = bool(lacking) or len(kept) < len(keys)
        if not (kept or lacking) or (node.flow and self._is_better_anew(node, whole, slot, grows)):
            self._exchange(node, whole, slot)
            return
        for key in kept:
            entry = node.entries[key]
            if key in after:
                was = before[key] if key in before else as_value(entry.node)
                self.change(entry.node, was, after[key], self._slot(entry.key, node))
        members = [Member(entry.key.start, entry.node.end) for entry in node.entries.values()]
        gone = {place for place, key in enumerate(keys) if key not in kept}
        new = [New(_place(preceding(key, after, kept), keys), key, after[key]) for key in lacking]
        self._members(node, members, gone, new)

    def _sequence(self, node: Sequence, before: list[Value], after: list[Value], slot: Slot) -> None:
        whole = changed(self._spoken(node), before, after)
        grows = len(before) != len(after)
        unfit = len(node.items) != len(before) or not before or not after
        if unfit or (node.flow and self._is_better_anew(node, whole, slot, grows)):
            self._exchange(node, whole, slot)
            return
        places = origins(before, after)
        members = [Member(self._dash(item, node), item.end) for item in node.items]
        new: list[New] = []
        anchor: int | None = None
        for at, value in zip(places, after, strict=True):
            if at is None:
                new.append(New(anchor, None, value))
                continue
            anchor = at
            slot = Slot(members[at].start + 1, node.column + 1, node.flow, dash=True)
            self.change(node.items[at], before[at], value, slot)
        self._members(node, members, set(range(len(before))) - set(places), new)

    def _members(self, node: Mapping | Sequence, members: list[Member], gone: set[int], new: list[New]) -> None:
        """Take out and put in whole entries or items."""
        kept = [place for place in range(len(members)) if place not in gone]
        if node.flow:
            self._flow_members(members, kept, gone, new)
        elif kept:
            self._block_members(members, kept, gone, new, node.column - 1)
        else:
            self._all_new(members, new, node.column - 1)

    def _flow_members(self, members: list[Member], kept: list[int], gone: set[int], new: list[New]) -> None:
        if not kept:
            self._put(members[0].start, members[-1].end, ", ".join(one.flow() for one in new))
            return
        if kept[0]:
            self._put(members[0].start, members[kept[0]].start, "")
        for place in sorted(gone):
            if place > kept[0]:
                self._put(members[place - 1].end, members[place].end, "")
        for one in new:
            if one.anchor is None:
                self._put(members[kept[0]].start, members[kept[0]].start, f"{one.flow()}, ")
            else:
                self._put(members[one.anchor].end, members[one.anchor].end, f", {one.flow()}")

    def _block_members(
        self, members: list[Member], kept: list[int], gone: set[int], new: list[New], indent: int
    ) -> None:
        first = members[kept[0]].start
        begin = self._line_start(members[0].start)
        if kept[0] and self.text[begin : members[0].start].strip():
            gone = gone - self._closed_up(members, kept[0])
        for place in gone:
            self._put(self._line_start(members[place].start), self._next_line(members[place].end), "")
        for one in new:
            lines = self._lines(one.lines(indent))
            if one.anchor is None:
                self._put(first, first, lines[indent:] + " " * indent)
            else:
                at = self._next_line(members[one.anchor].end)
                self._put(at, at, lines)

    def _closed_up(self, members: list[Member], first: int) -> set[int]:
        """Take the leading members off a dash's line: the first that stays moves up, unless remarks stand between."""
        end = self._line_end(members[0].end)
        if "#" in self.text[end : members[first].start]:
            self._put(self._blanks_before(members[0].start), end, "")
            return {0}
        self._put(members[0].start, members[first].start, "")
        return set(range(first))

    def _all_new(self, members: list[Member], new: list[New], indent: int) -> None:
        lines = self._lines([line for one in new for line in one.lines(indent)])
        start = self._line_start(members[0].start)
        if self.text[start : members[0].start].strip():
            start, lines = members[0].start, lines[indent:]
        self._put(start, self._next_line(members[0].end), lines)
        for member in members[1:]:
            self._put(self._line_start(member.start), self._next_line(member.end), "")

    def _exchange(self, node: Node, value: Value, slot: Slot) -> None:
        """Put another value in the node's place."""
        restyled = self._restyled(node, value)
        if slot.flow:
            self._put(node.start, node.end, restyled or emit.flow(value))
            return
        (start, end), (below, rest) = self._parts(node, slot)
        indent = node.column - 1 if slot.dash and start < end else slot.indent
        line = restyled or emit.inline(value, emit.WIDTH - (slot.at - self._line_start(slot.at)) - 1)
        head, tail = _written(value, line, indent, slot)
        if head and start == end:
            head = f" {head}"
        if not head and start < end:
            start = self._blanks_before(start)
        self._put(start, end, head)
        self._put(below, rest, self._lines(tail))

    def _parts(self, node: Node, slot: Slot) -> tuple[tuple[int, int], tuple[int, int]]:
        """What of the old value stands behind its colon or dash, and which whole lines below belong to it."""
        header = (
            _BLOCK_HEADER.match(self.text, node.start) if isinstance(node, Word) and node.end > node.start else None
        )
        if header:
            below = self._next_line(header.end())
            return header.span(), (below, max(below, self._next_line(node.end)))
        if not isinstance(node, Word) and not node.flow and "\n" in self.text[slot.at : node.start]:
            return (slot.at, slot.at), (self._line_start(node.start), self._next_line(node.end))
        below = self._next_line(node.end)
        return (node.start, node.end), (below, below)

    def _restyled(self, node: Node, value: Value) -> str | None:
        """A word in the quotes of the old one."""
        if not isinstance(node, Word) or not isinstance(value, str) or "\n" in value or node.end == node.start:
            return None
        sign = self.text[node.start]
        if sign == "'" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        return emit.quoted(value) if sign in "\"'" else None

    def _is_better_anew(self, node: Mapping | Sequence, whole: Value, slot: Slot, grows: bool) -> bool:
        """Whether a flow node is to be written again: it would get too long, or lacks what splices hold on to."""
        if isinstance(node, Mapping):
            hollow = any(entry.node.start == entry.node.end for entry in node.entries.values())
            if hollow or not node.entries or self.text[node.start] != "{":
                return True
        one_line = "\n" not in self.text[node.start : node.end]
        return grows and one_line and not slot.flow and node.column + len(emit.flow(whole)) > _LONGEST_FLOW

    def _spoken(self, node: Node) -> Value:
        """What the node says, its unquoted words as words that need no quotes."""
        if isinstance(node, Word):
            return node.text if self.text[node.start : node.start + 1] in ("'", '"', "|", ">") else Plain(node.text)
        if isinstance(node, Mapping):
            return {key: self._spoken(entry.node) for key, entry in node.entries.items()}
        return [self._spoken(item) for item in node.items]

    def _slot(self, key: Word, node: Mapping) -> Slot:
        at = key.end if node.flow else self.text.index(":", key.end) + 1
        return Slot(at, node.column + 1, node.flow)

    def _dash(self, item: Node, node: Sequence) -> int:
        """Where the item's dash stands; within brackets the item itself."""
        if node.flow:
            return item.start
        start = self._line_start(item.start)
        while self.text[start : start + node.column].strip(" -") or self.text[start + node.column - 1] != "-":
            start = self._line_start(start - 1)
        return start + node.column - 1

    def _put(self, start: int, end: int, new: str) -> None:
        if new or start < end:
            self.splices.append((start, end, new))

    def _lines(self, lines: list[str]) -> str:
        return "".join(line + self.newline for line in lines)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        return self.text.index("\n", at) + 1

    def _line_end(self, at: int) -> int:
        end = self._next_line(at) - 1
        return end - 1 if self.text[end - 1] == "\r" else end

    def _blanks_before(self, at: int) -> int:
        while self.text[at - 1] in " \t":
            at -= 1
        return at


def _written(value: Value, line: str | None, indent: int, slot: Slot) -> tuple[str, list[str]]:
    """The new value: what stands behind the colon or dash, and the lines below."""
    if line is not None:
        return line, []
    if isinstance(value, str):
        header, *lines = emit.literal(value, slot.indent)
        return header, lines
    lines = emit.block(value, indent)
    return (lines[0].lstrip(" "), lines[1:]) if slot.dash else ("", lines)


def _place(key: str | None, keys: list[str]) -> int | None:
    return None if key is None else keys.index(key)
