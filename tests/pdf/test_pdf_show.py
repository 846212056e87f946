"""What `show` hides is nowhere in the file: not in its bytes, not in its streams, not in its text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from build import a_line, an_invoice, dated, money, percent, progress, section, stated
from pdf_made import EVERYTHING, a_whole_job, paper_of
from pdf_outside import needs
from pdf_pages import read_back
from pypdf import PdfReader

from ressio_cli.model.invoice import Attachment, Line, Recap
from ressio_cli.model.project import Project
from ressio_cli.views.pdf.draw import pdf

# What each flag alone brings onto the paper. Every word and figure is found nowhere else.
CANARIES = {
    "descriptions": ["longertext"],
    "codes": ["71-81-91"],
    "quantities": ["37.125", "fathom"],
    "cost": ["4,444.44", "77.7777"],
    "markup": ["13.579%"],
    "percent": ["63.21%"],
    "previous": ["1,357.91"],
    "tax": ["Window tax", "5.4321%"],
    "recap": ["98,765.43", "87,654.32", "76,543.21"],
    "attachments": ["cellarpicture", "cellarfile"],
    "lines": ["Wallwork", "Stairwork"],
}
ALWAYS = ["1,000.11", "2,000.22"]  # sums of sections
# internal note, reason, source, what it was called as a draft, what is stored on site
SECRET = ["keptinside", "becausewesaidso", "wall-source", "2026-wish", "8,080.80"]


def told_job(**hidden: bool) -> Project:
    wall = a_line(
        "wall-source", "1000.11", worth=9000, percent_to_date="63.21%", previous="1357.91", code="71-81-91",
        description="Wallwork\nlongertext", taxed=("Window tax",), quantity=Decimal("37.125"), unit="fathom",
        tax_rates={"Window tax": percent("5.4321%")},
        unit_cost=Decimal("77.7777"), cost=money("4444.44"), stored=money("8080.80"), over="becausewesaidso",
    )  # fmt: skip
    stairs = stated("2000.22", description="Stairwork", cost=money("4444.44"), markup=percent("13.579%"))
    invoice = an_invoice(
        3, progress(wall), section("amount", stairs), show={**EVERYTHING, **hidden}, internal="keptinside",
        draft="2026-wish", attachments=(Attachment(file="attachments/cellarfile.jpg", title="cellarpicture"),),
        recap=Recap(
            approved_price=money("98765.43"), billed_before=money("87654.32"), this_invoice=money("76543.21"),
            billed_to_date=money("65432.10"), left=money("54321.09"),
        ),
    )  # fmt: skip
    job = a_whole_job()
    taxes = replace(job.settings.tax, rates={"Window tax": dated("5.4321%")}, default=("Window tax",))
    reckoned = replace(job, settings=replace(job.settings, tax=taxes), payments=())
    charges = [replace(job.invoices[0].taxes[0], name="Window tax", rate=percent("5.4321%"))]
    return replace(reckoned, invoices=(replace(invoice, total=money("3000.33"), taxes=tuple(charges)),))


def raw_and_inflated(data: bytes) -> bytes:
    """The bytes, and every stream of them that is compressed."""
    found = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found)


def everything_in(data: bytes) -> str:
    """All that can be found in a PDF: bytes, streams, text, what is told of the document, its outline."""
    reader = PdfReader(io.BytesIO(data))
    outline = repr([getattr(item, "title", item) for item in reader.outline])
    return raw_and_inflated(data).decode("latin-1") + read_back(data) + repr(reader.metadata) + outline


def test_every_canary_is_there_when_everything_is_shown_but_what_is_never_shown() -> None:
    found = everything_in(pdf(paper_of(told_job())))
    assert [word for words in CANARIES.values() for word in words if word not in found] == ["cellarfile"]
    assert [word for word in SECRET if word in found] == []


@pytest.mark.parametrize("flag", CANARIES)
def test_what_one_flag_hides_is_nowhere_and_the_rest_stays(flag: str) -> None:
    found = everything_in(pdf(paper_of(told_job(**{flag: False}))))
    assert [word for word in CANARIES[flag] if word in found] == []
    if flag != "lines":  # which hides what stands in the lines as well
        others = [word for name, words in CANARIES.items() if name != flag for word in words]
        assert [word for word in others if word not in found] == ["cellarfile"] * (flag != "attachments")
    assert [word for word in ALWAYS if word not in found] == []
    assert [word for word in SECRET if word in found] == []


def test_the_value_of_a_line_is_no_way_to_reckon_a_hidden_percent() -> None:
    found = read_back(pdf(paper_of(told_job(percent=False, previous=False))))
    assert "9,000.00" not in found
    assert "9,000.00" in read_back(pdf(paper_of(told_job(percent=False))))


def test_with_everything_hidden_only_sums_are_left() -> None:
    found = everything_in(pdf(paper_of(told_job(**dict.fromkeys(EVERYTHING, False)))))
    assert [word for words in CANARIES.values() for word in words if word in found] == []
    assert "3,000.33" in found


@needs("qpdf")
def test_what_is_hidden_is_not_found_by_another_program_either(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(pdf(paper_of(told_job(**dict.fromkeys(EVERYTHING, False)))))
    qpdf = shutil.which("qpdf")
    assert qpdf
    subprocess.run([qpdf, "--qdf", "--object-streams=disable", "in.pdf", "out.pdf"], cwd=tmp_path, check=True)
    found = (tmp_path / "out.pdf").read_bytes().decode("latin-1")
    assert [word for words in [*CANARIES.values(), SECRET] for word in words if word in found] == []


def test_a_line_has_no_field_that_no_canary_watches() -> None:
    """A new field of a line must be thought of here too."""
    watched = {
        "amount", "source", "code", "description", "cost", "quantity", "unit", "unit_cost", "markup", "source_markup",
        "worth", "percent", "previous", "taxed", "tax_rates", "stored", "over", "origin",
    }  # fmt: skip
    assert set(Line.__dataclass_fields__) == watched
