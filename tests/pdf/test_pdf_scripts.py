"""Text that runs from right to left, and scripts whose letters are shaped, on paper."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from ressio_cli.views.paper import Paper, Words
from ressio_cli.views.pdf import bidi, draw, faces, shaping
from ressio_cli.views.pdf.bidi import visual_order
from ressio_cli.views.pdf.lines import width, wrap
from ressio_cli.views.pdf.runs import runs
from ressio_cli.views.pdf.signs import printed

DEVANAGARI = Path("/usr/share/fonts/truetype/lohit-devanagari/Lohit-Devanagari.ttf")  # Debian's fonts-lohit-deva
UNICODE = Path("/usr/share/unicode/BidiCharacterTest.txt")  # Debian's unicode-data

needs_unicode = pytest.mark.skipif(not UNICODE.is_file(), reason="needs Debian's unicode-data")
needs_devanagari = pytest.mark.skipif(not DEVANAGARI.is_file(), reason="needs Debian's fonts-lohit-deva")


def seen(line: str) -> str:
    """The characters of a line from left to right as they are seen, shaped letters as the letters they stand for."""
    return "".join("".join(glyph.text for glyph in run.glyphs) or run.text for run in runs(line, faces.PLAIN))


@needs_unicode
def test_every_line_of_the_unicode_bidi_character_test_comes_out_in_its_order() -> None:
    count, wrong = 0, []
    for line in UNICODE.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        points, direction, _, resolved, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        levels = resolved.split()
        base: dict[str, bidi.Base | None] = {"0": "L", "1": "R", "2": None}
        signs = [sign for sign in visual_order(text, base[direction]) if levels[sign.index] != "x"]
        count += 1
        if [sign.index for sign in signs] != list(map(int, order.split())) or any(
            sign.leftward != int(levels[sign.index]) % 2 for sign in signs
        ):
            wrong.append(line)
    assert wrong == []
    assert count == 91_707


@pytest.mark.parametrize(
    ("line", "left_to_right"),
    [
        ("סה״כ 1,250.00 ₪", "₪ 1,250.00 כ״הס"),
        ("סה״כ ₪1,250.00", "₪1,250.00 כ״הס"),
        ("זיכוי -300.00", "-300.00 יוכיז"),
        ("זיכוי +300.00 בלבד", "דבלב +300.00 יוכיז"),
        ("עד 2026-03-31 בשעה 12:30", "12:30 העשב 2026-03-31 דע"),
        ("מע״מ 18%", "18% מ״עמ"),
        ("שינוי -2.5% מהמחיר", "ריחמהמ -2.5% יוניש"),
        ("טלפון +972-3-555-0199", "+972-3-555-0199 ןופלט"),
        ("דלת Andersen 400", "Andersen 400 תלד"),
        ("INV-0003 דלת", "INV-0003 תלד"),
        ("קוד 03-30-00 יסודות", "תודוסי 03-30-00 דוק"),
        ("10/20 יחידות", "תודיחי 10/20"),
        ("דלת (לבן)", "(ןבל) תלד"),
        ("[א] {ב} <ג>", "<ג> {ב} [א]"),
        ("door דלת 12.50", "door 12.50 תלד"),
        ("abc 123", "abc 123"),
        ("abc אבג def", "abc גבא def"),
        ("אבג 123 דה", "הד 123 גבא"),
        ("حتى 2026-03-31", "2026-03-31 ىتح"),
        ("خصم -300.00", "-300.00 مصخ"),
        ("السعر 1,250.00 دولار", "رلاود 1,250.00 رعسلا"),  # lam and alef are one glyph
        ("٣٢١ باب", "باب ٣٢١"),
        ("٣٫٥ متر", "رتم ٣٫٥"),
    ],
)
def test_numbers_stay_whole_among_words_that_run_to_the_left(line: str, left_to_right: str) -> None:
    assert seen(line) == left_to_right


def test_arabic_letters_join_and_marks_stay_on_their_letters() -> None:
    (run,) = runs("\u0628\u0628\u0628", faces.PLAIN)
    final, medial, initial = (glyph.code for glyph in run.glyphs)
    forms = faces.font(run.font).face.charToGlyph
    assert [code - shaping.PRIVATE for code in (initial, medial, final)] == [
        forms[0xFE91],
        forms[0xFE92],
        forms[0xFE90],
    ]
    (lam_alef,) = runs("\u0644\u0627", faces.PLAIN)[0].glyphs
    assert (lam_alef.code - shaping.PRIVATE, lam_alef.text) == (forms[0xFEFB], "\u0644\u0627")
    stretched = runs("\u0645\u0640\u062d", faces.PLAIN)[0].glyphs  # meem, tatweel, hah: joined through the tatweel
    assert [glyph.code - shaping.PRIVATE for glyph in stretched] == [forms[0xFEA2], forms[0x0640], forms[0xFEE3]]
    marked = runs("\u0628\u064e", faces.PLAIN)[0].glyphs  # beh with fatha: the mark takes no room
    assert [glyph.advance for glyph in marked if glyph.text == "\u064e"] == [0]
    assert width("\u0628\u064e", faces.PLAIN, 10) == width("\u0628", faces.PLAIN, 10)


def test_a_joiner_between_letters_is_heeded_and_elsewhere_left_out() -> None:
    with_joiner, without = "می\u200cخواهم", "میخواهم"
    assert printed(with_joiner) == with_joiner
    assert [glyph.code for glyph in runs(with_joiner, faces.PLAIN)[0].glyphs] != [
        glyph.code for glyph in runs(without, faces.PLAIN)[0].glyphs
    ]
    assert printed("a\u200db\u200cc") == "abc"
    assert faces.lacking(with_joiner) == frozenset()


def test_a_line_of_a_paragraph_keeps_the_direction_of_the_paragraph() -> None:
    paragraph = "דלת ארוכה מאוד Andersen 400 series בבית"
    lines = wrap(paragraph, faces.PLAIN, 10, width("Andersen 400 series", faces.PLAIN, 10) + 3)
    assert [line.strip("\u200e\u200f") for line in lines] == ["דלת ארוכה מאוד", "Andersen 400 series", "בבית"]
    joined = wrap("דלת, series אב", faces.PLAIN, 10, width("series אב", faces.PLAIN, 10) + 3)
    assert [seen(line) for line in joined] == [",תלד", "בא series"]  # by itself it would read `series בא`
    other = wrap("door, בית x", faces.PLAIN, 10, width("door,", faces.PLAIN, 10) + 3)
    assert [seen(line) for line in other] == ["door,", "תיב x"]  # by itself it would read `x תיב`


def test_shaped_text_reads_back_and_has_the_same_bytes_whatever_was_drawn_before() -> None:
    paper = Paper(kind="Invoice", number="1", blocks=(Words(text="باب 1,250.00 דלת"),))
    other = Paper(kind="Invoice", number="2", blocks=(Words(text="السلام عليكم می\u200cخواهم"),))
    first = draw.document(paper).data
    draw.document(other)
    assert draw.document(paper).data == first
    text = PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert "\nדלת 1,250.00 باب\n" in text


@needs_devanagari
def test_a_font_of_the_projects_own_draws_what_no_other_has_and_shapes_it() -> None:
    paper = Paper(kind="Invoice", number="1", blocks=(Words(text="दरवाज़ा 1,250.00, door דלת"),))
    without, with_font = draw.document(paper), draw.document(paper, font=DEVANAGARI.read_bytes())
    assert without.missing == set(unicodedata.normalize("NFC", "दरवाज़ा"))
    assert with_font.missing == frozenset()
    text = PdfReader(io.BytesIO(with_font.data)).pages[0].extract_text()
    assert "1,250.00, door" in text and "द" in text and "□" not in text
    assert draw.document(paper, font=DEVANAGARI.read_bytes()).data == with_font.data
    assert draw.document(paper).data == without.data  # the font of one paper does not stay for the next


@needs_devanagari
def test_a_vowel_sign_that_is_written_before_its_letter_is_drawn_before_it() -> None:
    with faces.own_font(DEVANAGARI.read_bytes()):
        (run,) = runs("कि", faces.PLAIN)
    sign, letter = (glyph.code - shaping.PRIVATE for glyph in run.glyphs)
    forms = faces.font(run.font).face.charToGlyph
    assert letter == forms[ord("क")] and sign != letter
    assert "".join(glyph.text for glyph in run.glyphs) == "कि"


@pytest.mark.parametrize("data", [b"", b"no font", b"\0\1\0\0" + b"\xff" * 40, b"OTTO" + bytes(60)])
def test_a_file_that_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(faces.UnusableFont):
        draw.document(Paper(kind="Invoice"), font=data or b"\0")


def test_latin_text_needs_neither_library() -> None:
    program = (
        "import sys; sys.modules['bidi'] = sys.modules['uharfbuzz'] = None\n"
        "from ressio_cli.views.paper import Paper, Words\n"
        "from ressio_cli.model.problem import Refused\n"
        "from ressio_cli.views.pdf import draw\n"
        "draw.document(Paper(kind='Invoice', blocks=(Words(text='Łukasz Ελένη Жанна 漢字'),)))\n"
        "try: draw.document(Paper(kind='Invoice', blocks=(Words(text='דלת 12'),)))\n"
        "except Refused as stop: print(str(stop).encode().hex())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    said = bytes.fromhex(done.stdout.strip()).decode()
    assert said == "`דלת 12` cannot be printed: its script needs the extra `scripts`"
