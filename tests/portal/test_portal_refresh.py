"""Commands that write keep the portal up to date, make only what changed, and are never undone by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.house import House, quiet_run
from portal.folders import DAY, files, portal, run, sample

from ressio_cli.views.portal.render import Printer


def made(house: House, monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """The pages a command renders, sorted."""
    rendered: list[str] = []
    html = Printer.html

    def counted(self: Printer, page) -> str:  # type: ignore[no-untyped-def]
        rendered.append(page.path)
        return html(self, page)

    with monkeypatch.context() as patch:
        patch.setattr(Printer, "html", counted)
        run(house, *words)
    return sorted(rendered)


STEPS = (
    ("release may-progress", ["budget.html", "index.html", "invoices.html", "invoices/INV-0007.html"]),
    ("pay 6 100", ["index.html", "invoices.html", "invoices/INV-0006.html"]),
    ("payment settle 2026-05-27-INV-0005", ["index.html", "invoices.html", "invoices/INV-0005.html"]),
    ("payment void 2026-06-15-INV-0006 --reason typed", ["index.html", "invoices.html", "invoices/INV-0006.html"]),
    ("invoice edit 6 --notes Thanks", ["invoices/INV-0006.html"]),
    ("void 6 --reason Wrong --reissue", ["index.html", "invoices.html", "invoices/INV-0006.html"]),
    ("payment new 500 --ref 9", ["index.html", "invoices.html"]),
)


def test_each_command_makes_the_pages_it_changes_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = sample(tmp_path)
    portal(house)
    for line, expected in STEPS:
        assert made(house, monkeypatch, *line.split()) == expected, line
        refreshed = files(house)
        assert portal(house) == refreshed, f"{line}: not what a whole build says"


def test_nothing_is_made_again_where_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = sample(tmp_path)
    portal(house)
    assert made(house, monkeypatch, "portal") == []
    assert run(house, "portal").out.splitlines()[0] == "20 files for Dana and Robin Reyes, 0 of them made anew"


def test_the_next_day_only_the_pages_that_name_the_day_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sample(tmp_path)
    portal(house)
    house.today = "2026-06-16"
    rendered = made(house, monkeypatch, "portal", "--as-of", "2026-06-16")
    assert rendered == ["budget.html", "changes.html", "index.html", "invoices.html"]


def test_a_portal_that_was_never_built_is_not_built_by_others(tmp_path: Path) -> None:
    house = sample(tmp_path)
    run(house, "pay", "6")
    assert not (house.root / "portal").exists()


def test_a_dry_run_leaves_the_portal(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = portal(house)
    run(house, "void", "6", "--reason", "Wrong", "--dry-run")
    assert files(house) == before


def test_what_is_dated_later_is_not_published_before(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = portal(house)
    run(house, "release", "may-progress", "--on", "2026-07-01", "--future")
    assert files(house) == before
    assert "invoices/INV-0007.html" in portal(house, today="2026-07-01")


@pytest.mark.parametrize("deed", [["pay", "6"], ["void", "6", "--reason", "Wrong"], ["release", "may-progress"]])
def test_a_refresh_that_fails_undoes_nothing(tmp_path: Path, deed: list[str]) -> None:
    house = sample(tmp_path)
    before = portal(house)
    house.put("portal/strange.txt", "mine")
    answer = quiet_run(["-C", str(house.root), *deed], DAY)
    assert answer.code == 0
    assert "note: the portal is as it was: ressio did not make portal/strange.txt" in answer.err
    assert files(house) == {**before, "strange.txt": b"mine"}
    assert quiet_run(["-C", str(house.root), "check"], DAY).code == 0


def test_a_preview_shows_the_draft_and_publishes_nothing(tmp_path: Path) -> None:
    house = sample(tmp_path)
    before = house.files()
    answer = run(house, "portal", "--preview", "may", "--json")
    index = Path(str(answer.json["index"]))
    page = (index.parent / "invoices" / "INV-0007.html").read_text(encoding="utf-8")
    assert '<p class="stamp" role="note">PREVIEW of may-progress: this is not published</p>' in page
    assert (index.parent / "pdf" / "INV-0007.pdf").is_file()
    assert house.files() == before and not index.is_relative_to(house.root)


def test_a_released_invoice_has_no_preview(tmp_path: Path) -> None:
    house = sample(tmp_path)
    answer = quiet_run(["-C", str(house.root), "portal", "--preview", "6"], DAY)
    assert (answer.code, "INV-0006 is released already [portal.not-draft]" in answer.err) == (2, True)


def test_open_opens_the_first_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(opened.append(address)))
    house = sample(tmp_path)
    answer = run(house, "portal", "--open")
    assert opened == [(house.root / "portal/index.html").resolve().as_uri()]
    assert "note: no browser could be opened" in answer.err
