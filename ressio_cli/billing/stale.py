"""Whether a draft's lines still say what the sources say today, and how to bring them up to date.

Room: billing.  Problems: line.stale, source.unknown, tax.unknown, source.twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ressio_cli.billing.actuals import own_worth
from ressio_cli.billing.claiming import once, taxed_word
from ressio_cli.billing.register import CLAIMING
from ressio_cli.billing.want import Ground, Want, beyond
from ressio_cli.model.ask import Ask
from ressio_cli.model.invoice import Draft, Line, Released, Section
from ressio_cli.model.money import Money
from ressio_cli.model.problem import Problem, Refused
from ressio_cli.model.settings import Settings
from ressio_cli.model.source import Source
from ressio_cli.rules.arithmetic import made_of
from ressio_cli.rules.book import Book
from ressio_cli.rules.order import earlier
from ressio_cli.rules.pricing import taxes


def reasons(book: Book, invoice: Draft | Released) -> list[Problem]:
    """Every reason why the lines may not be released as they stand."""
    problems = list(closed_methods(book, invoice))
    seen: set[str] = set()
    for line in invoice.lines:
        problems += _unknown_taxes(book, line)
        if not line.source:
            continue
        source = book.sources.get(line.source)
        if source is None:
            problems.append(_gone(line))
        elif source.blocked:
            problems.append(source.blocked)
        elif source.id in seen:
            problems.append(Problem("source.twice", f"{source.id} stands twice on {invoice.id}", line.origin))
        else:
            problems += _line_reasons(book, invoice, line, source)
        seen.add(line.source)
    return once(problems)


def closed_methods(book: Book, invoice: Draft | Released) -> Iterable[Problem]:
    """Why a section's method is not open to the project any more."""
    for name in dict.fromkeys(section.method for section in invoice.sections):
        if name in CLAIMING and (problem := CLAIMING[name].closed(book.project)):
            yield problem


def _gone(line: Line) -> Problem:
    return Problem("source.unknown", f"there is no source {line.source} any more", line.origin, "take the line out")


def _unknown_taxes(book: Book, line: Line) -> Iterable[Problem]:
    tax = book.project.settings.tax
    for name in taxes(line.taxed, tax):
        if name not in tax.rates:
            yield Problem("tax.unknown", f"there is no tax named {name}", line.origin, "add it to [tax] rates")


def _line_reasons(book: Book, invoice: Draft | Released, line: Line, source: Source) -> Iterable[Problem]:
    settings = book.project.settings
    worth = todays_worth(settings, line, source)
    if line.worth != worth:
        yield _stale(invoice, line, "worth", str(line.worth.grouped() if line.worth else "nothing"), worth.grouped())
    names, todays = taxes(line.taxed, settings.tax), source.taxes
    if not isinstance(line.taxed, tuple) and names != todays:
        yield _stale(invoice, line, "tax", _listed(names), _listed(todays))
    billed = billed_before(book, line.source, invoice)
    if line.percent is not None and worth.share(line.percent) - billed != line.amount:
        yield _percent_stale(book, invoice, line, worth.share(line.percent) - billed)
    ground = Ground.of(book, source, invoice)
    excused = line.over or next((claim.line.over for claim in ground.claims if claim.line.over), "")
    problem = beyond(book, replace(line, worth=worth, over=excused), source, ground)
    if problem:
        yield replace(problem, origin=line.origin)


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(names) or "untaxed"


def _stale(invoice: Draft | Released, line: Line, what: str, said: str, now: str) -> Problem:
    return Problem(
        "line.stale",
        f"{line.source}: its {what} is {now} today, the line says {said}",
        line.origin,
        f"ressio invoice edit {invoice.id} --refresh",
        subjects=(line.source,),
    )


def _percent_stale(book: Book, invoice: Draft | Released, line: Line, now: Money) -> Problem:
    problem = _stale(invoice, line, f"{line.percent} less what is billed", line.amount.grouped(), now.grouped())
    others = [claim.invoice.id for claim in book.claims_on(line.source, invoice) if claim.drafted]
    if not others:
        return problem
    hint = f"{others[0]} reserves a part of it: release or delete that draft first, then {problem.hint}"
    return replace(problem, hint=hint)


def todays_worth(settings: Settings, line: Line, source: Source) -> Money:
    """The source's worth, at the line's own markup where it has one."""
    return source.worth if line.markup is None else own_worth(settings, source, line.markup)


def billed_before(book: Book, source: str, invoice: Draft | Released) -> Money:
    """What released invoices bill of a source: all of them for a draft, else those released before it."""
    lines = [claim for claim in book.claims_on(source, invoice) if not claim.drafted]
    if isinstance(invoice, Released):
        before = {other.id for other in earlier(book.project, invoice)}
        lines = [claim for claim in lines if claim.invoice.id in before]
    return book.project.currency.total(claim.line.amount for claim in lines)


def claimed_before(book: Book, source: Source, invoice: Draft | Released) -> Money:
    """Where a percent to date starts: for a draft all other claims, else what was billed before."""
    return book.claimed(source, invoice) if isinstance(invoice, Draft) else billed_before(book, source.id, invoice)


def refreshed(book: Book, invoice: Draft | Released) -> tuple[Section, ...]:
    """The sections with worths, taxes, percents and what is left as they are today.

    A line that claimed all that was left claims all that is left; a stated amount stays. Refused when it no
    longer fits. A line on no source comes to what its cost or quantity makes of it.
    """
    sections = []
    for section in invoice.sections:
        lines = [_refreshed_line(book, invoice, line) for line in section.lines]
        sections.append(replace(section, lines=tuple(lines)))
    return tuple(sections)


def _refreshed_line(book: Book, invoice: Draft | Released, line: Line) -> Line:
    if not line.source:
        made = made_of(line, book.project.currency)
        return line if made is None else replace(line, amount=made)
    source = book.sources.get(line.source)
    if source is None:
        raise Refused([_gone(line)])
    amount = None if line.percent is not None or was_all(line) else line.amount
    want = Want(
        source=source,
        percent=line.percent,
        amount=amount,
        by_itself=True,
        markup=line.markup,
        taxed=line.taxed if isinstance(line.taxed, tuple) else taxed_word(book.project.settings, source.taxes),
        over=line.over,
    )
    return again(book, invoice, line, want)


def again(book: Book, invoice: Draft | Released, line: Line, want: Want) -> Line:
    """The line made anew for a want, keeping the description and code that a person gave it."""
    asked = want.percent
    if want.source.blocked:
        raise Refused([want.source.blocked])
    if isinstance(invoice, Released) and asked is not None:
        want = _against_earlier(book, invoice, want)
    claimed = CLAIMING[want.source.method].lines(book, [want], Ask(keep_empty=True), invoice)
    if claimed.problems:
        raise Refused(claimed.problems)
    made = claimed.lines[0]
    return replace(
        made,
        description=line.description or made.description,
        code=line.code or made.code,
        percent=made.percent if asked is None else asked,
        stored=line.stored,
        previous=made.previous if isinstance(invoice, Draft) else billed_before(book, line.source, invoice),
        origin=line.origin,
    )


def _against_earlier(book: Book, invoice: Released, want: Want) -> Want:
    """On a released invoice a percent to date starts from the invoices released before it."""
    assert want.percent is not None
    amount = want.source.worth.share(want.percent) - billed_before(book, want.source.id, invoice)
    return replace(want, percent=None, amount=amount)


def was_all(line: Line) -> bool:
    """Whether a line claimed all that was left when it was made."""
    return line.worth is not None and line.previous is not None and line.previous + line.amount == line.worth
