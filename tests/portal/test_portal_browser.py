"""The portal in a real browser: nothing complains, nothing is fetched from elsewhere, and people can read it."""

from __future__ import annotations

import functools
import http.server
import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdf
import pytest
from cli.house import House
from portal.browser import Tab
from portal.folders import pages, portal, run, sample, unpacked
from portal.hostile import STRINGS, a_job_saying
from portal.seen_jobs import html_of

from ressio_cli.views.portal.render import Printer

NARROW, WIDE = 320, 1280
SHAPE = "Array.from(document.querySelectorAll('*'), e => e.tagName + '.' + e.className.toString()).join(' ')"
WIDER = """Array.from(document.querySelectorAll('body *')).filter(e => !e.closest('.table') && !e.closest('thead')
    && !e.closest('.skip') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 99))"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A job with all that a portal shows: an edited invoice, a void one with its reissue, attachments, changes."""
    house = sample(tmp_path_factory.mktemp("browser"))
    text = house.text("ressio.toml")
    house.put("ressio.toml", re.sub(r"\[client\]\n", '[client]\nsees = "budget"\n', re.sub(r"(?m)^sees.*\n", "", text)))
    run(house, "invoice", "edit", "6", "--notes", "Thank you\nfor the coffee")
    portal(house)
    return house


def test_every_page_is_quiet_and_fits_at_both_widths(house: House, tab: Tab) -> None:
    found = pages(house)
    assert len(found) == 10
    for page in found:
        for width in (NARROW, WIDE):
            for dark in (False, True):
                tab.look(width, dark=dark)
                tab.go(page.as_uri())
                assert tab.ask("document.documentElement.scrollWidth") <= width, (page.name, width)
                assert tab.ask(WIDER) == [], (page.name, width)
                assert tab.ask("document.styleSheets.length") == 1
                dark_page = tab.ask("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
                assert dark_page is dark
    assert tab.said == []
    root = (house.root / "portal").as_uri()
    assert {address for address in tab.asked if not address.startswith(root)} == set()
    print(f"{len(found)} pages at 2 widths, light and dark: no message, {len(tab.asked)} requests, all from the folder")


def test_every_link_leads_to_a_file_and_every_file_is_reached(house: House, tab: Tab) -> None:
    tab.look(WIDE)
    root, reached = house.root / "portal", set()
    for page in pages(house):
        tab.go(page.as_uri())
        links = tab.ask("Array.from(document.querySelectorAll('a[href], link[href]'), e => e.href)")
        reached |= {link.partition("#")[0] for link in links}
    files = {path.as_uri() for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")}
    assert reached == files


def test_a_click_goes_from_the_list_to_the_invoice_and_back(house: House, tab: Tab) -> None:
    tab.look(NARROW)
    tab.go((house.root / "portal" / "invoices.html").as_uri())
    inside = (house.root / "portal" / "invoices" / "INV-0002.html").as_uri()
    tab.follow("tbody a[href$='INV-0002.html']")
    assert tab.ask("location.href") == inside
    tab.follow("dd a[href$='INV-0003.html']")  # replaced by
    tab.follow("nav li:nth-child(3) a")
    assert tab.ask("document.title") == "Invoices, Harbor House"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a static host on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


EVIL = (
    "<script>document.documentElement.dataset.ran = 'inline'</script><script src='evil.js'></script>"
    "<img src='evil.png' onerror=\"document.documentElement.dataset.ran = 'handler'\"><iframe src='evil.html'></iframe>"
    "<p style='color: red' id='styled'>x</p><base href='//evil.test/'>"
)


@pytest.mark.parametrize("by", ["disk", "http"])
def test_the_policy_holds_even_if_something_gets_in(house: House, tab: Tab, tmp_path: Path, by: str) -> None:
    page = (house.root / "portal" / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(page.replace("</main>", EVIL + "</main>"), encoding="utf-8")
    (tmp_path / "style.css").write_bytes((house.root / "portal" / "style.css").read_bytes())
    (tmp_path / "evil.js").write_text("document.documentElement.dataset.ran = 'file'")
    (tmp_path / "evil.html").write_text("<p>framed")
    tab.look(WIDE)
    with served(tmp_path) as address:
        tab.go(f"{address if by == 'http' else tmp_path.as_uri()}/index.html")
        assert tab.ask("document.documentElement.dataset.ran || ''") == ""
        assert tab.ask("getComputedStyle(document.getElementById('styled')).color") == "rgb(27, 31, 36)"
        assert tab.ask("document.styleSheets.length") == 1
        assert tab.ask("document.baseURI") == tab.ask("location.href")
    refused = " ".join(tab.said)
    for directive in ("script-src", "img-src", "frame-src", "style-src", "base-uri"):
        assert directive in refused, directive


def test_no_string_does_anything_in_a_browser(tab: Tab, tmp_path: Path) -> None:
    shapes = {}
    words = [*[word for word in STRINGS if len(word) < 300][::5], "x" * 400]
    for number, word in enumerate(["Harmless", *words]):
        pages = html_of(a_job_saying(word))
        page = pages["invoices/INV-0001.html"].replace("../", "")
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    (tmp_path / "style.css").write_text(Printer({}, {}).style)
    for number, word in enumerate(["Harmless", *words]):
        tab.look(NARROW if number % 2 else WIDE)
        tab.go((tmp_path / f"{number}.html").as_uri())
        shapes[word] = tab.ask(SHAPE)
        assert tab.ask(WIDER) == [], word
    assert {word for word, shape in shapes.items() if shape != shapes["Harmless"]} == set()
    assert tab.said == []
    assert {address for address in tab.asked if not address.startswith(tmp_path.as_uri())} == set()
    print(f"{len(words)} of {len(STRINGS)} strings in a browser: one tree, no message")


def roles(tab: Tab) -> dict[str, int]:
    """How often each role stands in the tree that a screen reader is given."""
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    counts: dict[str, int] = {}
    for node in nodes:
        if not node.get("ignored"):
            role = node["role"]["value"]
            counts[role] = counts.get(role, 0) + 1
    return counts


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_screen_reader_finds_landmarks_and_tables(house: House, tab: Tab, width: int) -> None:
    tab.look(width)
    for page in pages(house):
        tab.go(page.as_uri())
        found = roles(tab)
        marks = {name: found.get(name, 0) for name in ("banner", "navigation", "main", "contentinfo")}
        assert marks == dict.fromkeys(marks, 1), page.name
        tables, rows = (tab.ask(f"document.querySelectorAll('{tag}').length") for tag in ("table", "tr"))
        heads = tab.ask("document.querySelectorAll('tbody tr').length")
        assert (found.get("table", 0), found.get("row", 0)) == (tables, rows), page.name
        assert found.get("rowheader", 0) >= heads, page.name
        assert tab.ask("document.querySelectorAll('h1').length") == 1
        assert tab.ask("document.documentElement.lang") == "en"
    assert found.get("columnheader", 0) > 0


def test_the_keyboard_reaches_everything_and_shows_where_it_is(house: House, tab: Tab) -> None:
    tab.look(WIDE)
    tab.go((house.root / "portal" / "index.html").as_uri())
    tab.press("Tab")
    where = "document.activeElement.textContent.trim()"
    visible = "document.activeElement.getBoundingClientRect().left >= 0"
    assert (tab.ask(where), tab.ask(visible)) == ("Skip to the content", True)
    tab.press("Enter")
    tab.press("Tab")
    assert tab.ask("document.activeElement.closest('main') !== null")
    tab.go((house.root / "portal" / "index.html").as_uri())
    stops = []
    for _ in range(40):
        tab.press("Tab")
        if tab.ask("document.activeElement === document.body"):
            break
        stops.append(tab.ask("document.activeElement.getAttribute('href') || 'table'"))
        assert tab.ask("getComputedStyle(document.activeElement).outlineStyle") != "none", stops
    assert stops[:5] == ["#main", "index.html", "budget.html", "invoices.html", "changes.html"]
    links = tab.ask("document.querySelectorAll('a').length")
    assert len([stop for stop in stops if stop != "table"]) == links


def test_a_page_prints_without_its_menu_and_with_all_its_rows(house: House, tab: Tab) -> None:
    tab.look(WIDE, dark=True)
    tab.go((house.root / "portal" / "budget.html").as_uri())
    printed = tab.paper()
    paper = " ".join(unpacked(printed).decode("utf-8", "replace").split())
    assert "Skip to the content" not in paper and "Home" not in paper
    for words in ("Building permit fees", "Everything else"):
        assert words in paper
    reader = pypdf.PdfReader(io.BytesIO(printed))
    assert len(reader.pages) > 1
    texts = [page.extract_text() for page in reader.pages]
    assert sum("Original price" in text.replace("\n", " ") for text in texts) == len(texts)  # headings on every page
    assert sum("191,177.34" in text for text in texts) == 1  # the total at the end alone
    tab.look(WIDE, dark=True, media="print")
    assert tab.ask("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert tab.ask("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"


def test_on_a_phone_a_foot_is_one_line_and_a_row_a_card(house: House, tab: Tab) -> None:
    tab.look(NARROW)
    tab.go((house.root / "portal" / "invoices" / "INV-0005.html").as_uri())
    foot = "document.querySelector('tfoot tr')"
    assert tab.ask(f"{foot}.getBoundingClientRect().height") < 45
    borders = "(s => s.borderTopWidth + ' ' + s.borderBottomWidth)(getComputedStyle(e))"
    assert set(tab.ask(f"Array.from({foot}.children, e => {borders})")) == {"0px 0px"}
    label = tab.ask("getComputedStyle(document.querySelector('tbody td'), '::before').content")
    assert label in ("attr(data-label)", '"Value"')
