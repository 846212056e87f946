"""Whether a draft's lines still say what the sources say today, and how to bring them up to date.

Room: billing.  Problems: line.stale, source.unknown, tax.unknown, source.twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ressio_cli.billing.actuals import own_worth, rest_at
from ressio_cli.billing.claiming import once, taxed_word
from ressio_cli.billing.rate_lines import kept_rates, rate_reasons
from ressio_cli.billing.register import CLAIMING
from ressio_cli.billing.several_lines import each_line, following, gathered, sources_billed_apart, twice
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
    for line in invoice.lines:
        problems += _unknown_taxes(book, line)
    for source, lines in _by_source(invoice).items():
        problems += _source_reasons(book, invoice, book.sources.get(source), lines)
    for line in twice(book, invoice):
        problems.append(Problem("source.twice", f"{line.source} stands twice on {invoice.id}", line.origin))
    return once([*problems, *rate_reasons(book, invoice)])


def _by_source(invoice: Draft | Released) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {}
    for line in invoice.lines:
        if line.source:
            lines.setdefault(line.source, []).append(line)
    return lines


def _source_reasons(
    book: Book, invoice: Draft | Released, source: Source | None, lines: Sequence[Line]
) -> Iterable[Problem]:
    if source is None:
        yield from (_gone(line) for line in lines)
        return
    if source.blocked:
        yield source.blocked
        return
    billed = billed_before(book, source.id, invoice)
    for line in lines:
        yield from _line_reasons(book, invoice, line, source, billed)
        billed += line.amount
    problem = beyond_together(book, invoice, source, lines)
    if problem:
        yield problem


def beyond_together(book: Book, invoice: Draft | Released, source: Source, lines: Sequence[Line]) -> Problem | None:
    """Why the lines of one source on an invoice may not stand together, or None."""
    ground = Ground.of(book, source, invoice)
    excuses = [*(line.over for line in lines), *(claim.line.over for claim in ground.claims)]
    together = replace(
        lines[-1],
        amount=book.project.currency.total(line.amount for line in lines),
        worth=todays_worth(book.project.settings, lines[-1], source),
        over=next(filter(None, excuses), ""),
    )
    problem = beyond(book, together, source, ground)
    return replace(problem, origin=lines[-1].origin) if problem else None


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
        if name not in tax.rates and name not in line.tax_rates:
            yield Problem("tax.unknown", f"there is no tax named {name}", line.origin, "add it to [tax] rates")


def _line_reasons(
    book: Book, invoice: Draft | Released, line: Line, source: Source, billed: Money
) -> Iterable[Problem]:
    """Where a line differs from today. `billed`: what is billed of its source before it."""
    settings = book.project.settings
    worth = todays_worth(settings, line, source)
    if line.worth != worth:
        yield _stale(invoice, line, "worth", str(line.worth.grouped() if line.worth else "nothing"), worth.grouped())
    names, todays = taxes(line.taxed, settings.tax), source.taxes
    if not isinstance(line.taxed, tuple) and names != todays:
        yield _stale(invoice, line, "tax", _listed(names), _listed(todays))
    if line.percent is not None and worth.share(line.percent) - billed != line.amount:
        yield _percent_stale(book, invoice, line, worth.share(line.percent) - billed)


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
    several = {source for source, lines in _by_source(invoice).items() if len(lines) > 1}
    back = several - sources_billed_apart(book, invoice)
    invoice = replace(invoice, sections=gathered(book, invoice, back))
    reached: dict[str, Money] = {}

    def now(line: Line) -> Line:
        if not line.source:
            made = made_of(line, book.project.currency)
            return line if made is None else replace(line, amount=made)
        if line.source in several - back:
            return _refreshed_part(book, invoice, line, reached)
        return _refreshed_line(book, invoice, line)

    return each_line(invoice.sections, now)


def _refreshed_part(book: Book, invoice: Draft | Released, line: Line, reached: dict[str, Money]) -> Line:
    """One of several lines of a source: its amount stays, but where it is a percent to date.

    `reached`: what is billed of each source up to the line; it is moved on.
    """
    source = _source_of(book, line)
    before = reached[source.id] if source.id in reached else _before(book, source, invoice)
    worth = todays_worth(book.project.settings, line, source)
    amount = line.amount if line.percent is None else worth.share(line.percent) - before
    reached[source.id] = before + amount
    taxed = line.taxed if isinstance(line.taxed, tuple) else taxed_word(book.project.settings, source.taxes)
    return replace(line, worth=worth, amount=amount, previous=before, taxed=taxed)


def restarted(book: Book, invoice: Draft | Released, sources: Collection[str]) -> tuple[Section, ...]:
    """The sections after lines of these sources were taken out: the others start anew, a percent they miss goes."""
    seen: set[str] = set()

    def started(line: Line) -> Line:
        if line.source not in sources or line.source in seen or line.source not in book.sources:
            return line
        seen.add(line.source)
        return replace(line, previous=_before(book, book.sources[line.source], invoice))

    def with_percent(line: Line) -> Line:
        if line.source not in seen or line.percent is None or line.worth is None or line.previous is None:
            return line
        return line if line.worth.share(line.percent) - line.previous == line.amount else replace(line, percent=None)

    return each_line(following(each_line(invoice.sections, started)), with_percent)


def _before(book: Book, source: Source, invoice: Draft | Released) -> Money:
    """What a line says was billed before: of a draft all other claims, else what earlier invoices bill."""
    if isinstance(invoice, Draft):
        return Ground.of(book, source, invoice).before
    return billed_before(book, source.id, invoice)


def _source_of(book: Book, line: Line) -> Source:
    source = book.sources.get(line.source)
    if source is None:
        raise Refused([_gone(line)])
    if source.blocked:
        raise Refused([source.blocked])
    return source


def _refreshed_line(book: Book, invoice: Draft | Released, line: Line) -> Line:
    source = _source_of(book, line)
    amount = None if line.percent is not None or claims_the_rest(book, invoice, line) else line.amount
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
        tax_rates=kept_rates(book, line, made),
        previous=made.previous if isinstance(invoice, Draft) else billed_before(book, line.source, invoice),
        origin=line.origin,
    )


def _against_earlier(book: Book, invoice: Released, want: Want) -> Want:
    """On a released invoice a percent to date starts from the invoices released before it."""
    assert want.percent is not None
    amount = want.source.worth.share(want.percent) - billed_before(book, want.source.id, invoice)
    return replace(want, percent=None, amount=amount)


def claims_the_rest(book: Book, invoice: Draft | Released, line: Line) -> bool:
    """Whether a line claims all that was left of its source when it was made.

    Its file says so where everything billed before was billed at the line's own worth. Where the worth has moved since,
    it is the rest of the cost after what others claim of it.
    """
    if line.worth is None or line.previous is None:
        return False
    source = book.sources.get(line.source)
    others = [claim.line for claim in book.claims_on(line.source, invoice)]
    if line.previous + line.amount == line.worth or source is None:
        return line.previous + line.amount == line.worth
    moved = any(other.worth not in (None, source.worth) for other in others)
    return moved and line.amount == rest_at(line.worth, source, others)
