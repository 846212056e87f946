"""Whatever a text says, the pages stay what they are: the tree is that of a harmless text, and no sign is lost."""

from __future__ import annotations

import re

import pytest
from build import a_job, an_invoice, section, stated
from portal.hostile import STRINGS, a_job_saying
from portal.html_tree import Tree
from portal.seen_jobs import html_of

from ressio_cli.model.invoice import Attachment
from ressio_cli.views.portal.addresses import plain_name
from ressio_cli.views.safe import clean

HARMLESS = {path: Tree(html) for path, html in html_of(a_job_saying("Harmless")).items()}
ADDRESS = re.compile(r"(\.\./)?(style\.css|[a-z]+\.html|#main|(invoices|pdf|files)/[A-Za-z0-9_./-]+)")


def shape(tree: Tree) -> list[object]:
    """The tree without the addresses of files, which are made of the letters of their names."""
    return [
        (depth, tag, [(name, "" if str(value).startswith("../files/") and name == "href" else value)
                      for name, value in shape if name != "download"])
        for depth, tag, shape in tree.shape
    ]  # fmt: skip


def test_there_are_many_strings() -> None:
    assert len(STRINGS) >= 200


@pytest.mark.parametrize("start", range(0, len(STRINGS), 20))
def test_no_string_changes_the_tree_and_none_is_lost(start: int) -> None:
    for word in STRINGS[start : start + 20]:
        pages = {path: Tree(html) for path, html in html_of(a_job_saying(word)).items()}
        assert {path: shape(tree) for path, tree in pages.items()} == {
            path: shape(tree) for path, tree in HARMLESS.items()
        }, word
        for path, tree in pages.items():
            assert clean(word, "\n") in tree.words, (path, word)
            for name in ("href", "src"):
                found = [value for _, attribute, value in tree.attributes if attribute == name]
                assert [value for value in found if not ADDRESS.fullmatch(value)] == [], (path, word)


def test_no_page_holds_a_sign_that_is_obeyed() -> None:
    for word in STRINGS:
        text = "".join(html_of(a_job_saying(word)).values()) if not word.isprintable() else ""
        assert [sign for sign in text if sign != "\n" and not sign.isprintable()] == [], word


def test_addresses_are_made_of_plain_letters() -> None:
    assert plain_name("Framing inspection (final).PDF") == "Framing-inspection-final.pdf"
    assert plain_name("Übergröße 日本.jpeg") == "Ubergroe.jpeg"
    assert plain_name("../../x") == "file.x"
    assert plain_name(".htaccess") == "htaccess"
    assert plain_name("x" * 300 + ".txt") == "x" * 60 + ".txt"
    assert plain_name("日本") == plain_name("...") == "file"
    assert plain_name("a.b.c") == "a-b.c"
    for word in STRINGS:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,60}(\.[a-z0-9]{1,10})?", plain_name(word)), word


def test_a_file_that_a_browser_might_run_is_saved_and_not_shown() -> None:
    names = ("plan.pdf", "slab.JPG", "page.html", "drawing.svg", "sheet.xlsx", "run.js", "plain")
    files = tuple(Attachment(file=f"attachments/{name}") for name in names)
    job = a_job(invoices=[an_invoice(1, section("amount", stated(100)), attachments=files)])
    page = Tree(html_of(job)["invoices/INV-0001.html"])
    saved = [dict(shape)["href"] for _, tag, shape in page.shape if tag == "a" and "download" in dict(shape)]
    assert saved == [
        "../files/INV-0001/3-page.html", "../files/INV-0001/4-drawing.svg", "../files/INV-0001/5-sheet.xlsx",
        "../files/INV-0001/6-run.js", "../files/INV-0001/7-plain",
    ]  # fmt: skip
