"""A project's own templates: they see the same safe values, can do nothing but write them, and fail in plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build import a_job, an_invoice, an_item, section, stated
from cli.house import Answer, quiet_run
from portal.folders import DAY, files, portal, sample
from portal.seen_jobs import html_of, pages_of
from story import refused

from ressio_cli.model.problem import Refused
from ressio_cli.views.portal import sandbox
from ressio_cli.views.portal.render import PAGE, Printer

JOB = a_job(
    items=[an_item("A1")],
    invoices=[an_invoice(1, section("amount", stated(100)), title="March")],
)
SITE = {"project": "Harbor House", "builder": "", "currency": "USD", "preview": ""}


def written(template: str) -> str:
    """The home page by a template."""
    return Printer(SITE, {PAGE: template}).html(pages_of(JOB)["index.html"])


def failing(template: str) -> tuple[int, str]:
    """Where a template fails, and why."""
    with refused("portal.template") as caught:
        written(template)
    (problem,) = caught.value.problems
    assert problem.origin.file == "portal-templates/page.html"
    return problem.origin.line, problem.message


def test_a_template_writes_what_the_page_says() -> None:
    assert written("{{ page.title }}|{{ site.project }}|{{ menu[1][0] }}|{{ page.day }}") == (
        "Overview|Harbor House|Budget|2026-06-15"
    )
    assert written("{% for block in page.blocks %}{{ block|kind }} {% endfor %}") == "bar bar listing listing "
    rows = "{% for block in page.blocks if block|kind == 'listing' %}{{ block.grid.rows[0][4] }} {% endfor %}"
    assert written(rows) == "100.00 100.00 "


def test_a_template_builds_on_ours() -> None:
    ours = html_of(JOB)["index.html"]
    template = "{% extends 'ressio/page.html' %}{% block footer %}<p>Call {{ site.project }}</p>{% endblock %}"
    theirs = html_of(JOB, {PAGE: template})["index.html"]
    assert re.sub(r"<footer>.*</footer>", "", theirs, flags=re.DOTALL) == (
        re.sub(r"<footer>.*</footer>", "", ours, flags=re.DOTALL)
    )
    assert "<p>Call Harbor House</p>" in theirs
    template = "{% extends 'ressio/page.html' %}{% block footer %}{{ super() }}!{% endblock %}"
    assert html_of(JOB, {PAGE: template})["index.html"].count("as of 2026-06-15</p>\n!") == 1


ESCAPES = (
    "{{ ''.__class__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ page.__class__ }}",
    "{{ page.__init__.__globals__ }}", "{{ page|attr('__class__') }}", "{{ page['__class__'] }}",
    "{{ self.__init__.__globals__ }}", "{{ self._TemplateReference__context }}", "{{ loop.__class__ }}",
    "{{ cycler.__init__.__globals__.os }}", "{{ lipsum.__globals__ }}", "{{ joiner }}", "{{ namespace() }}",
    "{{ dict(a=1) }}", "{{ range(9) }}", "{{ get_flashed_messages }}", "{{ config }}", "{{ request }}",
    "{% import 'os' as os %}", "{% include '/etc/passwd' %}", "{% include '../ressio.toml' %}",
    "{% from 'ressio/page.html' import nothing %}{{ nothing() }}", "{{ site.update({'a': 1}) }}",
    "{{ site.items() }}", "{{ page.title.format(1) }}", "{{ page.title.upper }}",
    "{{ 'a'.join(['b']) }}", "{{ '%s'|format(1) }}",
    "{{ page.title|safe }}", "{{ page.title|xmlattr }}", "{{ page.title|tojson }}", "{{ page.title|urlize }}",
    "{% autoescape false %}{{ page.title }}{% endautoescape %}", "{{ page.blocks[0].parts[0].amount.grouped() }}",
    "{{ page.day.today() }}", "{{ (1).__add__(1) }}", "{{ environment }}",
    "{{ page.blocks.__getitem__(0) }}", "{{ caller() }}", "{% macro m() %}{{ m.__class__ }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ m._func }}{% endmacro %}{{ m() }}", "{% macro m() %}{{ m._environment }}{% endmacro %}{{ m() }}",
    "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
)  # fmt: skip


@pytest.mark.parametrize("template", ESCAPES)
def test_no_template_gets_out(template: str) -> None:
    line, message = failing("\n" + template)
    assert (line, message[:36]) == (2, "the template page.html does not work")


GREEDY = {
    "a value that is written to": "{% set page.title = 'x' %}",
    "a loop in a loop in a loop": "{% set n = '" + "x" * 999 + "' %}{% for a in n %}{% for b in n %}{% for c in n %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}"
    "{% endmacro %}{{ m(40) }}",
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a page in itself": "{% include 'page.html' %}",
    "a page that builds on itself": "{% extends 'page.html' %}",
    "a text doubled forty times": "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}{% set a = '" + "x" * 99 + "' %}"
    + "{% set a = d(a) %}" * 40,
    "a block doubled forty times": "{% set a %}" + "x" * 99 + "{% endset %}"
    + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40,
    "a text added up": "{% set a = 'x' %}" + "{% set a = a + a %}" * 40,
    "texts tied together": "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40,
    "a text times a number": "{{ 'x' * 10000000000 }}",
    "a number to a number": "{{ 10 ** 10 ** 10 }}",
    "a wide format": "{{ '%10000000000d' % 1 }}",
    "a deep nest": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "loops too deep for Python": "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
    "a long page": "{% set n = '" + "x" * 3000 + "' %}{% for a in n %}{{ n }}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("name", GREEDY)
def test_no_template_runs_away(name: str) -> None:
    _, message = failing(GREEDY[name])
    assert message.startswith("the template page.html does not work: ")


WRONG = {
    "page.html:3: a word that is not there": (
        "\n\n{{ page.cost }}",
        "'ressio_cli.views.portal.page.Page object' has no",
    ),
    "page.html:2: a tag that is not known": ("\n{% fro x in y %}", "Encountered unknown tag 'fro'."),
    "page.html:4: a loop that is not closed": ("\n\n\n{% for x in y %}", "Unexpected end of template."),
    "page.html:1: a filter that is not known": ("{{ 'x'|nothing }}", "No filter named 'nothing'."),
    "page.html:2: dividing by nothing": ("\n{{ 1 / 0 }}", "division by zero"),
}


@pytest.mark.parametrize("where", WRONG)
def test_a_template_that_is_wrong_says_where(where: str) -> None:
    template, why = WRONG[where]
    line, message = failing(template)
    assert f"page.html:{line}" == where.rpartition(": ")[0]
    assert message.startswith(f"the template page.html does not work: {why}")


def portal_command(root: Path, *words: str) -> Answer:
    return quiet_run(["-C", str(root), "portal", *words], DAY)


def test_a_failing_template_leaves_the_portal_as_it_was(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = portal(house)
    house.put("portal-templates/page.html", "<p>\n{{ page.nothing }}</p>")
    answer = portal_command(house.root)
    assert answer.code == 3
    assert answer.err.startswith("portal-templates/page.html:2:1: the template page.html does not work: ")
    assert files(house) == before
    assert [path.name for path in house.root.iterdir() if path.name.startswith(".ressio-tmp")] == []
    paid = quiet_run(["-C", str(house.root), "pay", "6"], DAY)
    assert paid.code == 0 and "note: the portal is as it was: the template page.html does not work" in paid.err
    assert files(house) == before
    house.put("portal-templates/page.html", "{% extends 'ressio/page.html' %}{% block footer %}Call us{% endblock %}")
    assert b"Call us" in portal(house)["invoices/INV-0001.html"]


def test_a_stylesheet_of_the_project_takes_the_place_of_ours(tmp_path: Path) -> None:
    house = sample(tmp_path)
    house.put("portal-templates/style.css", "body { color: teal }\n")
    assert portal(house)["style.css"] == b"body { color: teal }\n"
    house.put("portal-templates/style.css", b"\xff\xfe")
    answer = portal_command(house.root)
    assert answer.code == 3 and answer.err.startswith("portal-templates/style.css:")


@pytest.mark.parametrize("name", ["page.html", "style.css"])
def test_a_template_is_a_file_of_the_project(tmp_path: Path, name: str) -> None:
    house = sample(tmp_path)
    (tmp_path / "elsewhere").write_text("secret")
    (house.root / "portal-templates").mkdir()
    (house.root / "portal-templates" / name).symlink_to(tmp_path / "elsewhere")
    answer = portal_command(house.root)
    assert answer.code == 3 and "is not a file of the project [portal.template]" in answer.err
    assert not (house.root / "portal").exists()


def test_steps_are_counted_for_every_page_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "STEPS", 500)
    template = "{% set n = '" + "x" * 20 + "' %}{% for a in n %}{% for b in n %}{% endfor %}{% endfor %}."
    printer, page = Printer(SITE, {PAGE: template}), pages_of(JOB)["index.html"]
    assert [printer.html(page) for _ in range(4)] == ["."] * 4
    monkeypatch.setattr(sandbox, "STEPS", 419)
    with refused("portal.template"):
        printer.html(page)


def test_a_refusal_is_one() -> None:
    with pytest.raises(Refused) as caught:
        written("{{ 1 / 0 }}")
    assert caught.value.exit_code == 3
