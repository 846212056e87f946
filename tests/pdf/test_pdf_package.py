"""An invoice with what goes with it: PDF pages as they are, pictures fitted, others named, bills in their order."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from cli.house import House, cost_plus, fixed
from cli.house import bill as a_bill
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas


def a_pdf(*texts: str, size: tuple[float, float] = (300.0, 500.0)) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for text in texts:
        canvas.drawString(20, 20, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_picture(kind: str, size: tuple[int, int], mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 77 if mode in ("L", "P", "I;16") else None).save(out, kind, **more)
    return out.getvalue()


def locked_pdf(algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf("secret")))
    writer.encrypt("", "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def packaged(house: House, **files: bytes) -> list[Any]:
    """A draft with these attachments as a package: the pages of it."""
    reader = PdfReader(io.BytesIO(package(house, files)))
    return list(reader.pages)


def package(house: House, files: dict[str, bytes]) -> bytes:
    words = [word for name in attached(house, files) for word in ("--attach", name)]
    id = house.run("invoice", "new", "--item", "Permit=10", "--title", "With files", *words, "-q").out.strip()
    file = house.root.parent / "package.pdf"
    done = house.run("pdf", id, "--package", "-o", str(file))
    assert done.code == 0, done
    return file.read_bytes()


def attached(house: House, files: dict[str, bytes]) -> list[str]:
    """Files outside of the project, by their paths; `slab_jpg` is slab.jpg."""
    found = []
    for name, data in files.items():
        path = house.root.parent / name.replace("_", ".")
        path.write_bytes(data)
        found.append(str(path))
    return found


@pytest.fixture
def house(tmp_path: Path) -> House:
    return fixed(tmp_path, 'id: "03-100", name: Slab, cost: 100.00')


def test_attachments_follow_in_their_order_with_bookmarks(house: House) -> None:
    files = {
        "plan_pdf": a_pdf("first page", "second page"),
        "slab_jpg": a_picture("JPEG", (400, 200)),
        "list_txt": b"nothing to show",
        "site_png": a_picture("PNG", (200, 400), "RGBA"),
    }
    reader = PdfReader(io.BytesIO(package(house, files)))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["Invoice DRAFT", "plan.pdf", "slab.jpg", "site.png", "Other files"]
    pages = [reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)]
    assert pages == [0, 1, 3, 4, 5]
    assert [page.extract_text().strip() for page in reader.pages][1:3] == ["first page", "second page"]
    assert [float(page.mediabox.width) for page in reader.pages] == [612, 300, 300, 792, 612, 612]
    assert "list.txt" in reader.pages[5].extract_text()
    assert reader.metadata
    assert reader.metadata.title == "Invoice DRAFT: With files"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_kind_fits_its_page(house: House, mode: str) -> None:
    assert len(packaged(house, site_png=a_picture("PNG", (300, 100), mode))) == 2


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpeg_of_every_kind_fits_its_page(house: House, mode: str) -> None:
    assert len(packaged(house, site_jpg=a_picture("JPEG", (300, 100), mode))) == 2


def test_a_photograph_taken_upright_stands_upright(house: House) -> None:
    mark = Image.Exif()
    mark[0x0112] = 6
    photograph = a_picture("JPEG", (400, 200), exif=mark)
    *_, page = packaged(house, slab_jpg=photograph)
    assert float(page.mediabox.height) == 792


def test_a_large_picture_is_brought_down_to_what_a_printer_shows(house: House) -> None:
    large = Image.effect_noise((3600, 3200), 50)
    out = io.BytesIO()
    large.save(out, "PNG")
    assert len(package(house, {"site_png": out.getvalue()})) < len(out.getvalue()) / 2


def test_the_bytes_are_the_same_each_time(house: House) -> None:
    files = {"plan_pdf": a_pdf("plan"), "site_png": a_picture("PNG", (30, 40), "RGBA")}
    first = package(house, files)
    house.run("pdf", "with-files", "--package", "-o", str(house.root.parent / "again.pdf"))
    assert (house.root.parent / "again.pdf").read_bytes() == first


UNFIT = {
    "cut off": ("plan_pdf", a_pdf("plan")[:300], "damaged"),
    "only a head": ("plan_pdf", b"%PDF-1.4\n", "damaged"),
    "empty": ("plan_pdf", b"", "empty"),
    "another thing": ("plan_pdf", b"PK\x03\x04 not a pdf at all", "damaged"),
    "its pages are lost": ("plan_pdf", a_pdf("plan").replace(b"/Kids", b"/Kidz"), ""),
    "a stream is lost": ("plan_pdf", a_pdf("plan").replace(b"/FlateDecode", b"/LZWDecode"), "damaged"),
    "encrypted": ("plan_pdf", locked_pdf("RC4-128"), "encrypted"),
    "a picture cut off": ("slab_jpg", a_picture("JPEG", (400, 200))[:400], "damaged"),
    "a picture that is a text": ("slab_png", b"hello", "neither PNG nor JPEG"),
    "an empty picture": ("slab_png", b"", "empty"),
}


@pytest.mark.parametrize("unfit", UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_appended_is_refused_and_nothing_is_written(house: House, unfit: tuple[str, bytes, str]) -> None:
    name, data, why = unfit
    words = [word for path in attached(house, {name: data, "good_pdf": a_pdf("good")}) for word in ("--attach", path)]
    house.ok("invoice", "new", "--item", "Permit=10", "--title", "With files", *words)
    assert house.no(3, "pdf", "with-files", "--package") == {"attachment.unreadable"}
    assert why in house.run("pdf", "with-files", "--package").err
    assert not (house.root / "pdf").exists()


def test_every_unfit_file_is_named_at_once(house: House) -> None:
    files = {"plan_pdf": b"", "slab_png": b"hello"}
    words = [word for path in attached(house, files) for word in ("--attach", path)]
    house.ok("invoice", "new", "--item", "Permit=10", "--title", "With files", *words)
    said = house.run("pdf", "with-files", "--package").err
    assert "plan.pdf" in said
    assert "slab.png" in said
    (house.root / "attachments/with-files/plan.pdf").unlink()
    assert house.no(3, "pdf", "with-files", "--package") == {"attachment.missing"}


def test_costs_bring_the_bills_of_their_vendors_in_the_order_of_the_lines(tmp_path: Path) -> None:
    house = cost_plus(tmp_path)
    for name in ("concrete", "lumber"):
        house.put(f"attachments/{name}.pdf", a_pdf(f"bill of {name}"))
        line = f"code: 03-30-00, description: {name}, amount: 100.00"
        files = f"files: [attachments/{name}.pdf]\n"
        house.put(f"bills/{name}-1.yaml", a_bill(line, vendor=name.capitalize(), more=files))
    words = ("--bill", "lumber-1", "--bill", "concrete-1", "--title", "Costs")
    house.ok("invoice", "new", "--from", "actuals", *words)
    lines = house.ok("invoice", "show", "costs")["sections"][0]["lines"]
    order = [line["source"].partition("-")[0] for line in lines]
    file = house.root.parent / "costs.pdf"
    done = house.run("pdf", "costs", "--package", "-o", str(file))
    assert "show costs" in done.err
    reader = PdfReader(file)
    assert [page.extract_text().strip() for page in reader.pages][1:] == [f"bill of {name}" for name in order]
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[1:] == [name.capitalize() for name in order]
    house.ok("invoice", "edit", "costs", "--show", "cost")
    assert house.run("pdf", "costs", "--package", "-o", str(file)).err == ""


def test_hidden_attachments_stay_out_of_the_package(house: House) -> None:
    words = [word for path in attached(house, {"plan_pdf": a_pdf("plan")}) for word in ("--attach", path)]
    house.ok("invoice", "new", "--item", "Permit=10", "--title", "With files", "--hide", "attachments", *words)
    file = house.root.parent / "package.pdf"
    assert house.run("pdf", "with-files", "--package", "-o", str(file)).code == 0
    assert len(PdfReader(file).pages) == 1
    assert b"plan" not in file.read_bytes()
