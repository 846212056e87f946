"""Records and their files: every kind of paper with its reader and its words; bytes to records and back.

Room: files.  Problems: money.too-large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from ressio_cli.files import (
    bill_file,
    budget_file,
    change_file,
    emit,
    invoice_file,
    payment_file,
    settings_file,
    splice,
)
from ressio_cli.files.align import changed
from ressio_cli.files.bytes import decode, encode
from ressio_cli.files.fields import Fields
from ressio_cli.files.seal import seal
from ressio_cli.files.tree import as_value, read_tree
from ressio_cli.model.money import Currency
from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.record import dataclass
from ressio_cli.model.value import Value

if TYPE_CHECKING:
    from ressio_cli.files.schema import FieldDoc

Words = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kind of file. `read` takes the fields and the id, `value` makes a record's words."""

    kind: str
    folder: str
    read: Callable[[Fields, str], Any]
    value: Callable[[Any], Words]

    def path(self, id: str) -> str:
        """Where the paper with this id lies, relative to the project."""
        return f"{self.folder}/{id}.yaml" if self.folder else "budget.yaml"


BUDGET = Paper(kind="budget", folder="", read=lambda fields, id: budget_file.read(fields), value=budget_file.value)
CHANGE = Paper(kind="change", folder="changes", read=change_file.read, value=change_file.value)
BILL = Paper(kind="bill", folder="bills", read=bill_file.read, value=bill_file.value)
DRAFT = Paper(kind="draft", folder="drafts", read=invoice_file.read_draft, value=invoice_file.draft_value)
INVOICE = Paper(kind="invoice", folder="invoices", read=invoice_file.read_released, value=invoice_file.released_value)
PAYMENT = Paper(kind="payment", folder="payments", read=payment_file.read, value=payment_file.value)
PAPERS = {paper.kind: paper for paper in (BUDGET, CHANGE, BILL, DRAFT, INVOICE, PAYMENT)}


class Miswritten(AssertionError):
    """A text we made does not read back as what was meant: a bug, found before anything touches the disk."""


def read_record(paper: Paper, data: bytes, id: str, file: str, currency: Currency) -> tuple[Any, list[Problem]]:
    """The record in a file's bytes and everything wrong with it; None where anything is."""
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    tree, findings = read_tree(text, file)
    if tree is None:
        return None, findings.all()
    fields = Fields(tree, file, findings, currency)
    record = paper.read(fields, id)
    fields.finish(lambda again: paper.read(again, id))
    return (None if findings else record), findings.all()


def describe(kind: str) -> tuple[FieldDoc, ...]:
    """The fields of a kind of file, a key of `PAPERS` or `settings`."""
    from ressio_cli.files import schema

    if kind == "settings":
        return schema.describe(settings_file.read)
    paper = PAPERS[kind]
    return schema.describe(lambda fields: paper.read(fields, kind))


def new_text(value: Words) -> bytes:
    """The bytes of a new file."""
    return emit.dump(value).encode()


def written(paper: Paper, record: Any, currency: Currency) -> bytes:
    """The bytes of a new file for a record, read back and compared."""
    data, meant = new_text(paper.value(record)), paper.value(record)
    return _proved(paper, data, meant, currency)


def revised(paper: Paper, currency: Currency, old: bytes, before: Words, after: Words) -> bytes:
    """The old bytes with no more than the difference of two records' words worked in, read back and compared.

    What a person wrote in another form than ours (`12.50%`, `taxed: false`) stays where it did not change. A new seal
    is laid over the words that stand in the file then.
    """
    text, problems = decode(old, "")
    tree, more = read_tree(text or "", "")
    if text is None or tree is None:
        raise Miswritten(f"a {paper.kind} to revise could not be read: {[*problems, *more]}")
    if paper is INVOICE and before.get("seal") != after.get("seal"):
        wanted = changed(as_value(tree), before, after)
        after = after | {"seal": seal(cast(Words, wanted))}
    return _proved(paper, encode(splice.revise(text, before, after), old), after, currency)


def _proved(paper: Paper, data: bytes, meant: Words, currency: Currency) -> bytes:
    record, problems = read_record(paper, data, "proof", "", currency)
    if problems and all(problem.code == "field.money" for problem in problems):
        raise Refused([_too_large(problem) for problem in problems])
    if record is None or paper.value(record) != meant:
        said = paper.value(record) if record else [problem.message for problem in problems]
        raise Miswritten(f"the {paper.kind} would read back as {said}, not as {meant}")
    return data


def _too_large(problem: Problem) -> Problem:
    """An amount we made that cannot be read back is one of too many digits."""
    figure = problem.message.partition(";")[0]
    hint = "at most twelve digits stand before the point: divide the amount, or the job"
    return Problem("money.too-large", f"{figure}, which has too many digits", hint=hint)


def of(record: Any, papers: Mapping[str, Paper] = PAPERS) -> Paper:
    """The kind of file a record is written to."""
    return papers[_KINDS[type(record).__name__]]


_KINDS = {
    "Budget": "budget", "Change": "change", "Bill": "bill", "Draft": "draft", "Released": "invoice",
    "Payment": "payment",
}  # fmt: skip
