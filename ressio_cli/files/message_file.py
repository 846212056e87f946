"""outbox/NAME.yaml: a message that waits, as what it is to say once it is sent.

Room: files.
"""

from __future__ import annotations

from ressio_cli.files import kinds
from ressio_cli.files.canonical import words
from ressio_cli.files.fields import Fields
from ressio_cli.model.notice import KINDS, Notice
from ressio_cli.model.value import Plain, Value


def read(fields: Fields) -> Notice:
    """What a message is to say."""
    return Notice(
        invoice=fields.word("invoice", kinds.ID, "The invoice it is about.", True) or "",
        kind=fields.choice("kind", "What it tells the client.", KINDS, True),
        days=fields.whole("days", "Of a reminder: the step it stands for, in days past due.") or 0,
        queued=fields.day("queued", "The day it was queued.", True) or kinds.NO_DAY,
        by=fields.text("by", "Who queued it."),
    )


def value(notice: Notice) -> dict[str, Value]:
    """The words of a message that waits."""
    return words({
        "invoice": notice.invoice, "kind": Plain(notice.kind), "days": notice.days or None, "queued": notice.queued,
        "by": notice.by,
    })  # fmt: skip
