"""How a word of a file is quoted in a message, and what its writer may have meant.

Room: files.
"""

from __future__ import annotations

from collections.abc import Iterable

from ressio_cli.files.nodes import Mapping, Node, Sequence, Word

LONGEST_QUOTE = 40


def shown(node: Node) -> str:
    """What stands there, for a sentence."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    return quoted(node.text) if isinstance(node, Word) and node.text else "empty"


def quoted(word: str) -> str:
    """The word between quotes, cut where it is long."""
    return f'"{word}"' if len(word) <= LONGEST_QUOTE else f'"{word[:LONGEST_QUOTE]}…"'


def nearest(word: str, known: Iterable[str]) -> str:
    """A question with the known word that is most alike; empty where none is."""
    import difflib

    by_case = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold().replace(" ", "_"), by_case, 1)
    return f"did you mean `{by_case[found[0]]}`?" if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or all of them."""
    names = list(dict.fromkeys(known))
    return nearest(word, names) or f"the keys that may stand here: {', '.join(names)}"
