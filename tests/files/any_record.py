"""Any record that could be written down, with texts, amounts and days of every kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from ressio_cli.files.invoice_file import sealed
from ressio_cli.model import bill, change, payment
from ressio_cli.model.bill import Bill, BillLine, Correction
from ressio_cli.model.budget import Budget, Category, Item, Lock
from ressio_cli.model.change import Change, ChangeItem, Decision
from ressio_cli.model.invoice import Attachment, Draft, Event, Line, Recap, Released, Retainage, Section, TaxCharge
from ressio_cli.model.invoice import VoidMark as Void
from ressio_cli.model.issued import Issued, JobSite, StoredFile
from ressio_cli.model.money import Money, Percent
from ressio_cli.model.payment import Applied, Payment, Undone
from ressio_cli.model.settings import SHOWABLE, Party

TRICKY = (
    "no", "0010", "1e3", "2026-03-31", "~", "null", "- a", "a: b", "# no remark", "", "a\nb\n", " a ", "a #b", "'", '"',
    "\\", "{a}", "[a]", "*a", "&a", "!a", "|", ">", "%", "@", "`", "12:30", "<<", "=", "a\r\nb", "\t", "\x07",
    "\u2028", "\ufeff", "é", "日本語", "a,b", "x: |\n y", "<<<<<<< HEAD\n", "...", "---", "?", "? a", ": ",
)  # fmt: skip
METHODS = ("amount", "changes", "percentage", "actuals", "deposit", "retainage")
texts = st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
names = texts.filter(bool)
words = st.from_regex("[A-Za-z0-9][A-Za-z0-9/-]{0,8}", fullmatch=True)
ids = st.from_regex("[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True).filter(
    lambda id: id.lower() not in ("all", "retainage")
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
money = st.integers(-(10**13), 10**13).map(Money)
numbers = st.decimals(-1000, 1000, places=3)
rates = st.decimals(0, 100, places=4).map(Percent)
markups = st.decimals(-50, 100, places=2).map(Percent)
agreed = st.decimals(-50, 100, places=16).map(Percent)
taxed = st.booleans() | st.lists(names, min_size=1, max_size=2).map(tuple)


def maybe(strategy):
    return st.none() | strategy


@st.composite
def priced(draw, kind, **more):
    whole = draw(st.booleans())
    price = draw(maybe(money))
    return kind(
        name=draw(names), code=draw(texts), unit=draw(texts), description=draw(texts), taxed=draw(taxed),
        cost=draw(money) if whole else None, quantity=None if whole else draw(numbers),
        unit_cost=None if whole else draw(numbers), price=price, markup=draw(maybe(markups)) if price is None else None,
        builder_taxed=draw(st.booleans()), **{key: draw(value) for key, value in more.items()},
    )  # fmt: skip


@st.composite
def budgets(draw):
    found = draw(st.lists(priced(Item, id=ids, closed=st.booleans()), max_size=5, unique_by=lambda item: item.id))
    cut = draw(st.integers(0, len(found)))
    groups = tuple(Category(name=draw(names), items=tuple(part)) for part in (found[:cut], found[cut:]))
    lock = st.builds(
        Lock, on=days, price=money, cost=maybe(money), markup=maybe(agreed), builder_tax=maybe(rates), seal=texts,
        items=st.dictionaries(names, names),
    )  # fmt: skip
    return Budget(categories=groups, locked=draw(maybe(lock)))


signatures = st.builds(Attachment, file=names, title=texts, sha256=texts)
decisions = st.builds(
    Decision, on=days, by=texts, markup=maybe(agreed), builder_tax=maybe(rates), sealed=st.booleans(), seal=texts,
    signed=maybe(signatures),
)  # fmt: skip
changes = st.builds(
    Change, id=ids, title=names, kind=st.sampled_from(change.KINDS), status=st.sampled_from(change.STATUSES),
    items=st.lists(priced(ChangeItem, item=texts), min_size=1, max_size=4).map(tuple), proposed=maybe(days),
    decided=decisions, carried_out=st.sampled_from(("", *change.CARRIED_OUT)), reason=texts,
)  # fmt: skip
bill_lines = st.builds(
    BillLine, amount=money, description=texts, code=texts, item=texts, change=texts, markup=maybe(markups), taxed=taxed
)
corrections = st.builds(Correction, on=days, reason=names, line=maybe(st.integers(0, 9)), was=maybe(money))
bills = st.builds(
    Bill, id=ids, vendor=names, number=texts, kind=st.sampled_from(bill.KINDS), date=days, due=maybe(days),
    status=st.sampled_from(bill.STATUSES), approved=maybe(days),
    lines=st.lists(bill_lines, min_size=1, max_size=4).map(tuple), files=st.lists(signatures, max_size=2).map(tuple),
    paid=maybe(days), corrections=st.lists(corrections, max_size=2).map(tuple),
)  # fmt: skip
payments = st.builds(
    Payment, id=ids, received=days, amount=money.filter(bool), method=st.sampled_from(
        [method for method in payment.METHODS if method != payment.WRITE_OFF]
    ),
    status=st.just("cleared"), reference=texts, settled=maybe(days), refunds=texts, note=texts, by=texts,
    sealed=st.booleans(), seal=texts,
    applied=st.lists(
        st.builds(Applied, invoice=names, amount=money, discount=maybe(money.filter(bool))), max_size=3
    ).map(tuple),
) | st.builds(
    Payment, id=ids, received=days, amount=money.filter(bool), method=st.just("check"), status=st.just("failed"),
    failed=st.builds(Undone, on=days, reason=texts, by=texts), note=texts,
) | st.builds(
    lambda invoice, amount, **more: Payment(
        amount=amount, applied=(Applied(invoice=invoice, amount=amount),), method=payment.WRITE_OFF, **more
    ),
    invoice=names, amount=money.filter(lambda amount: amount.positive), id=ids, received=days,
    status=st.just("cleared"), reason=texts.filter(str.strip), note=texts,
)  # fmt: skip
lines = st.builds(
    Line, amount=money, source=texts, code=texts, description=texts, cost=maybe(money), quantity=maybe(numbers),
    unit=texts, unit_cost=maybe(numbers), markup=maybe(markups), source_markup=maybe(markups), worth=maybe(money),
    percent=maybe(rates), previous=maybe(money), stored=maybe(money), taxed=taxed, over=texts,
    tax_rates=st.dictionaries(names, rates, max_size=2),
)  # fmt: skip
sections = st.builds(
    Section, title=names, method=st.sampled_from(METHODS),
    lines=st.lists(lines, min_size=1, max_size=3).map(tuple),
)  # fmt: skip
papers = {
    "id": ids, "title": texts, "sections": st.lists(sections, min_size=1, max_size=3).map(tuple),
    "terms": st.sampled_from(("", "Net 30", "Due on receipt", "2/10 net 30")), "description": texts, "notes": texts,
    "internal": texts, "conditions": texts, "show": st.dictionaries(st.sampled_from(SHOWABLE), st.booleans()),
    "attachments": st.lists(st.builds(Attachment, file=names, title=texts, sha256=texts), max_size=2).map(tuple),
    "replaces": texts,
    "history": st.lists(st.builds(Event, on=days, did=names, note=texts, by=texts), max_size=2).map(tuple),
}  # fmt: skip
addresses = st.lists(names, max_size=2).map(tuple)


@st.composite
def letterheads(draw):
    """A letterhead as a release writes it; the pattern of the numbers is always there."""
    logo = draw(maybe(st.builds(StoredFile, file=names, sha256=names)))
    company = st.builds(
        Party, name=texts, address=addresses, emails=st.lists(names, max_size=1).map(tuple), phone=texts,
        license=texts, logo=st.just(logo.file if logo else ""), how_to_pay=texts,
    )  # fmt: skip
    return Issued(
        company=draw(company), client=draw(st.builds(Party, name=texts, address=addresses)),
        project=draw(st.builds(JobSite, name=texts, number=texts, address=addresses)), series=draw(names),
        taxed=draw(st.lists(names, max_size=2).map(tuple)), logo=logo,
    )  # fmt: skip


wished = st.builds(Retainage, rate=rates) | st.builds(Retainage, held=money) | st.just(Retainage())
drafts = st.builds(Draft, **papers, due=maybe(days), number=st.just("") | ids, retainage=wished)
charges = st.builds(
    TaxCharge, name=names, rate=rates, base=money, amount=money, base_before=maybe(money), amount_before=maybe(money)
)
invoices = st.builds(
    Released, **papers, due=days, released=days, total=money, draft=texts, revision=st.integers(1, 9),
    currency=st.sampled_from(("USD", "CAD")), number=st.just("") | ids, issued=maybe(letterheads()),
    retainage=st.builds(Retainage, rate=maybe(rates), held=money),
    taxes=st.lists(charges, max_size=2).map(tuple),
    recap=maybe(st.builds(Recap, approved_price=money, billed_before=money, this_invoice=money, billed_to_date=money,
                          left=maybe(money))),
    void=maybe(st.builds(Void, on=days, reason=names, paid=maybe(money), replaced_by=texts)),
).map(sealed)  # fmt: skip
records = budgets() | changes | bills | payments | drafts | invoices
HOURS = BillLine(amount=Money(44_000), hours=Decimal(8), rate=Decimal(55), description="Framing")
