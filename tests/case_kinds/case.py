"""One outside case: its facts as words, and how what was made is laid beside what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from build import settings

from ressio_cli.files.tree import as_value, decode, read_tree
from ressio_cli.model.money import Currency, Money, Percent
from ressio_cli.model.settings import Settings

CASES = Path(__file__).parents[1] / "cases"
IDS = sorted(file.stem for file in CASES.glob("*.yaml"))
NOT_MADE = "not made"

Tree = Any  # mappings and lists of words (a case), or of money, percents and words (what was made)


class NotOffered(Exception):
    """The product has no such rule; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The facts of one case. Every leaf is a word."""

    id: str
    kind: str
    rules: Mapping[str, str]
    input: Mapping[str, Tree]
    expected: Mapping[str, Tree]
    currency: str = "USD"

    def settings(self, **said: Any) -> Settings:
        """A project's settings in the currency of the case; `said` goes to `build.settings`."""
        return settings(currency=Currency(self.currency), **said)


def read_case(id: str) -> Case:
    """The case as the product's own reader of YAML sees it."""
    file = CASES / f"{id}.yaml"
    text, problems = decode(file.read_bytes(), file.name)
    assert text is not None and not problems, problems
    tree, problems = read_tree(text, file.name)
    assert tree is not None and not problems, problems
    facts: Tree = as_value(tree)
    assert (facts["schema"], facts["id"]) == ("case/1", id)
    names = ("id", "kind", "rules", "input", "expected", "currency")
    return Case(**{name: facts[name] for name in names if name in facts})


def exact(leaf: Money | Percent | str) -> Decimal | str:
    """A figure as an exact decimal; a word that is no number as it is."""
    if isinstance(leaf, Money):
        return leaf.exact
    if isinstance(leaf, Percent):
        return leaf.value
    try:
        return Decimal(leaf)
    except InvalidOperation:
        return leaf


def figures(tree: Tree) -> Tree:
    """The tree with every figure as an exact decimal."""
    if isinstance(tree, Mapping):
        return {key: figures(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [figures(value) for value in tree]
    return exact(tree)


def beside(expected: Tree, made: Tree) -> Tree:
    """What was made at the places that are expected, as exact decimals; a figure nobody made says so."""
    if isinstance(expected, Mapping) and isinstance(made, Mapping):
        return {key: beside(value, made.get(key, NOT_MADE)) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(made, list) and len(expected) == len(made):
        return [beside(wanted, had) for wanted, had in zip(expected, made, strict=True)]
    return figures(made)


def refuse_rounding(case: Case) -> None:
    """Ties go away from zero, to the currency's own digits; nothing else is offered."""
    if case.rules.get("rounding", "half_up") != "half_up":
        raise NotOffered("ties to the even digit")
    if case.rules.get("decimals", "2") != str(Currency(case.currency).digits):
        raise NotOffered("other decimals than the currency has")
