"""Two hundred texts that try to break out, in every field of every paper: all are printed as what they are."""

from __future__ import annotations

import io
import socket
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_made import every_paper
from pdf_pages import faults, read_back, squeezed
from pypdf import PdfReader

from ressio_cli.views.pdf import draw, faces
from ressio_cli.views.pdf.signs import printed

MARKUP = [
    '<img src="/etc/passwd">', "<img src='http://127.0.0.1:9/x.png'/>", "<b>bold</b>", "<b>", "</para>", "<para>",
    "<br/>", "<a href='file:///etc/passwd'>x</a>", "<font color=red>", "<font name=nope>x</font>", "<unknown/>",
    "<onDraw name=x/>", "<seq id=1/>", "<bullet>x</bullet>", "<link href=x>y</link>", "<greek>a</greek>",
    "<super>2</super>", "<!-- x -->", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>",
    "&amp;", "&lt;b&gt;", "&#0;", "&#x1F600;", "&nope;", "&", "&&&", "<", ">", "<<>>", "< b >", "<script>1</script>",
    "]]>", '"', "'", "\\", "\\\\", "\\n", "\\(", "\\)", "(", ")", "((", "))(", "(x", "x)", "\\ddd", "\\101",
    "<</Type /Catalog>>", "endobj", "endstream", "stream", "xref", "trailer", "%%EOF", "%PDF-1.4", "1 0 obj", "BT ET",
    "(x) Tj", "q Q", "/F1 12 Tf", "<FEFF0041>", "[(a)] TJ", "Do", "BI ID EI", "/JavaScript (app.alert(1))",
]  # fmt: skip
TEMPLATES = [
    "%s", "%d %n", "%(x)s", "%", "%%", "%c", "{0}", "{0.__class__}", "{x!r}", "{", "}", "{}", "{{ 7*7 }}", "{% if %}",
    "{{ config }}", "${x}", "$(id)", "`id`", "#{x}", "${jndi:ldap://127.0.0.1/x}", "<%= x %>", "{{''.__class__}}",
    "__import__('os')", "'; DROP TABLE x;--", "1 OR 1=1", "../../../etc/passwd", "file:///etc/passwd", "C:\\x\\y",
    "=1+1", "@SUM(1)", "+1", "-1", "|x", "*x*", "_x_", "~x~", "# x", "- x", "> x", "[x](y)", "![x](y)", "[/]",
    "[bold]x[/bold]", ":house:", "\\x1b[31m", "None", "null", "true", "NaN", "0", "-0", "1e309", "0x10", "undefined",
]  # fmt: skip
CONTROLS = [
    "\x01", "\x07bell", "\x08\x08", "\x1b[31mred", "\x1b]0;t\x07", "a\x7fb", "\x80\x9f", "\x9b31m", "a\tb", "a\rb",
    "a\r\nb", "a\nb", "\n", "\n\n\n", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\u2029b", "\x1e\x1f", "\x00",
]  # fmt: skip
BIDI = [
    "a\u202eb", "\u202dx\u202c", "\u202ax", "\u202bx", "\u2066x\u2069", "\u2067x", "\u2068x", "a\u200eb", "a\u200fb",
    "\u061cx", "invoice\u202efdp.exe", "שלום", "שלום abc", "abc שלום 123", "(שלום)", "12 שלום 34", "مرحبا", "مرحبا بك",
    "السلام عليكم", "لا إله", "۱۲۳", "٣٢١ مرحبا", "שָׁלוֹם", "a שלום b مرحبا c", "؟", "،",
]  # fmt: skip
LETTERS = [
    "Łukasz", "Ğülşen", "Ελένη", "Жанна", "Đorđe", "Þór", "Åse", "Ñandú", "Čeština", "Tiếng Việt", "İstanbul ı",
    "ﬁn", "ß", "ﬀ", "½ ⅓ ² ³ m²", "– — ‘ ’ “ ”", "• · …", "€ £ ¥ ₹ ₺", "№ ℃ Ω µ", "× ÷ ± ≤ ≥ ≠", "→ ← ↑ ↓", "✓ ✗ ★",
    "□ ■ ▲", "e\u0301", "a\u030a\u0301", "o\u0302\u0323", "Z\u0351\u036b\u0343", "\u0301", "\u0301abc", "x\u20dd",
    "न\u092eस्ते", "ไทย", "ქართული", "Հայերեն", "አማርኛ", "தமிழ்", "ខ្មែរ", "မြန်မာ", "ᚠᚢᚦ", "漢字", "かな", "カナ",
    "한국어", "简体字", "繁體字", "ｆｕｌｌ", "ﾊﾝｶｸ", "、。「」", "𠮷野", "𝐀𝐁", "𝕏",
    "😀", "😀😀😀", "👨‍👩‍👧", "🇫🇷", "❤️", "1️⃣", "☎", "🏗️",
    "\U0010ffff", "\uffff", "\ufffe", "\ufffd", "\ue000", "\ufdd0", "a\u00adb", "a\u200bb", "a\u200db", "\ufeffx",
    "a\u00a0b", "a\u202fb", "a\u3000b", "\u2060", "\u034f", "\U000e0041", "\u180e", "\u115f", "\u3164", " ", "   ",
]  # fmt: skip
LONG = ["x" * 10_000, "y" * 300 + " z", "- " * 400, "漢" * 500, "\u0301" * 300, "W-" * 1000, "a\n" * 60]
HOSTILE = [*MARKUP, *TEMPLATES, *CONTROLS, *BIDI, *LETTERS, *LONG]
FIELDS = {"invoice": 22, "void": 22, "receipt": 9, "failed": 9, "statement": 8, "change": 12, "budget": 8}


class Reached(AssertionError):
    """Something was opened that should not be."""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No socket and no file but the fonts may be opened."""
    for name in (faces.PLAIN, faces.BOLD, faces.ITALIC, "DejaVuSans", "DroidSansFallback"):
        faces.known(name)

    def refuse(*words: object, **more: object) -> None:
        raise Reached(repr(words))

    with monkeypatch.context() as kept:
        for name in ("socket", "create_connection", "getaddrinfo"):
            kept.setattr(socket, name, refuse)
        kept.setattr("builtins.open", refuse)
        kept.setattr("io.open", refuse)
        kept.setattr(Path, "open", refuse)
        yield


def readable(text: str) -> str:
    """What of a text stands on paper: its signs without spaces, a box for each that no face has."""
    shown = "".join("□" if not sign.isspace() and sign in faces.lacking(sign) else sign for sign in printed(text))
    return unicodedata.normalize("NFKC", squeezed(shown))


def test_there_are_more_than_two_hundred_and_no_two_are_alike() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) > 200


@pytest.mark.parametrize("batch", range(8))
def test_a_hostile_text_in_every_field_of_every_paper_is_printed_as_it_is(batch: int, alone: None) -> None:
    """Short ones are read back from every field; the rest are drawn without a fault."""
    for text in HOSTILE[batch::8]:
        for name, paper in every_paper(f" {text}").items():
            if len(text) < 500:
                assert faults(paper) == [], (name, text)
            data = draw.pdf(paper)
            if batch in (0, 4) or name == "invoice":
                _reads_back(name, text, data)


def _reads_back(name: str, text: str, data: bytes) -> None:
    found = unicodedata.normalize("NFKC", squeezed(read_back(data)))
    wanted = readable(text)
    if len(text) > 400:
        assert found.count(wanted[:30]) >= 3, (name, text[:20])
    elif _is_leftward(text) or "\n" in text or not wanted:
        return  # the reader puts lines of two directions in an order of its own; below, they are read alone
    else:
        assert found.count(wanted) >= FIELDS[name], (name, text, found.count(wanted))


def _is_leftward(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") or unicodedata.combining(sign) for sign in text)


@pytest.mark.parametrize("text", ["שלום", "שלום עולם", "مرحبا", "مرحبا بك", "𝕏x", "😀", "漢字かな한국어", "ﬁn"])
def test_writing_of_all_kinds_reads_back_in_the_order_it_was_written(text: str) -> None:
    from ressio_cli.views.paper import Paper, Words

    found = read_back(draw.pdf(Paper(kind="Letter", blocks=(Words(text=text),))))
    assert unicodedata.normalize("NFKC", text) in unicodedata.normalize("NFKC", found)


def test_what_cannot_be_seen_is_left_out_and_what_might_mislead_is_shown() -> None:
    assert printed("a\u200b\u00ad\ufeffb\ufe0f") == "ab"
    assert printed("a\tb\u00a0c") == "a b c"
    assert printed("a\r\nb\rc\x85d\u2028e") == "a\nb\nc\nd\ne"
    assert printed("e\u0301") == "\u00e9"
    assert printed("\x1b[31m \u202efdp.exe \x9b \x00") == "\\x1b[31m \\u202efdp.exe \\x9b \\x00"


def test_signs_without_a_face_are_told_and_have_a_box() -> None:
    from ressio_cli.views.paper import Paper, Words

    found = draw.document(Paper(kind="Letter", blocks=(Words(text="a\U00013000b😀"),)))
    assert found.missing == {"\U00013000"}
    assert "a□b😀" in read_back(found.data)


def test_what_is_told_of_the_document_is_the_same_text() -> None:
    paper = every_paper(" <b>&amp;(x) Ğ漢")["invoice"]
    reader = PdfReader(io.BytesIO(draw.pdf(paper)))
    told = reader.metadata
    assert told
    assert told.title == "Invoice INV-0003: March progress <b>&amp;(x) Ğ漢"
    assert told.author == "Alder & Oak Builders <b>&amp;(x) Ğ漢"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    titles = [item.title for item in reader.outline[1]]
    assert titles == ["Progress <b>&amp;(x) Ğ漢", "Additional items"]


def test_all_faces_are_embedded_as_subsets() -> None:
    reader = PdfReader(io.BytesIO(draw.pdf(every_paper(" ✓漢")["invoice"])))
    fonts = {name: font.get_object() for page in reader.pages for name, font in page["/Resources"]["/Font"].items()}
    assert len({font["/BaseFont"].partition("+")[2] for font in fonts.values()}) >= 4
    for font in fonts.values():
        assert font["/BaseFont"][7] == "+", font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
