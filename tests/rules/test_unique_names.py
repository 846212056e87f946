"""Names of files: a copied, renamed or respelled one is found, whatever kind of record it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from build import a_bill, a_change, a_draft, a_job, a_payment, an_invoice, section, stated

from ressio_cli.model.invoice import Event, Released
from ressio_cli.model.issued import Issued
from ressio_cli.model.problem import Problem
from ressio_cli.model.project import Project
from ressio_cli.rules import checks


def fee(n: int, /, amount: int = 100, **more: Any) -> Released:
    facts: dict[str, Any] = {"draft": f"fee-{n}", "seal": f"sha256:{n}", "content": f"sha256:{n}"}
    return an_invoice(n, section("amount", stated(amount)), **{**facts, **more})


def of_version_0_1(invoice: Released, **more: Any) -> Released:
    """A file that does not hold its number."""
    return replace(invoice, number="", **more)


def problems(*invoices: Released, **said: Any) -> list[Problem]:
    return [problem for problem in checks.check(job(*invoices, **said)) if problem.severity == "problem"]


def job(*invoices: Released, earlier: tuple[str, ...] = (), **said: Any) -> Project:
    made = a_job(invoices=invoices, **said)
    billing = replace(made.settings.billing, earlier_numbers=earlier)
    return replace(made, settings=replace(made.settings, billing=billing))


def told(*invoices: Released, **said: Any) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.message, problem.hint) for problem in problems(*invoices, **said)]


@pytest.mark.parametrize("id", ["INV-0002", "INV-1", "inv-0001", "gravel", "OTHER-1"])
def test_a_copied_invoice_file_is_found_under_any_name(id: str) -> None:
    assert told(fee(1), fee(1, id=id, number="INV-0001")) == [
        (
            "invoice.renamed",
            f"{id} is a copy of INV-0001: the number in the file is INV-0001",
            f"remove invoices/{id}.yaml",
        )
    ]


@pytest.mark.parametrize("id", ["INV-0600", "INV-1", "inv-0001", "gravel"])
def test_a_renamed_invoice_file_is_found_under_any_name(id: str) -> None:
    assert told(fee(1, id=id, number="INV-0001")) == [
        (
            "invoice.renamed",
            f"{id} was renamed: the number in the file is INV-0001",
            f"rename invoices/{id}.yaml to invoices/INV-0001.yaml",
        )
    ]


def test_two_invoice_files_that_changed_places_are_found() -> None:
    swapped = told(fee(1, number="INV-0002"), fee(2, number="INV-0001"))
    assert swapped == [
        (
            "invoice.renamed",
            "INV-0001 changed places with INV-0002: the number in the file is INV-0002",
            "let invoices/INV-0001.yaml and invoices/INV-0002.yaml change names again",
        ),
        (
            "invoice.renamed",
            "INV-0002 changed places with INV-0001: the number in the file is INV-0001",
            "let invoices/INV-0002.yaml and invoices/INV-0001.yaml change names again",
        ),
    ]


def test_a_file_is_never_renamed_onto_another_one() -> None:
    hints = [hint for _, _, hint in told(fee(1, number="INV-0002"), fee(2, number="INV-0003"))]
    assert hints == [
        "rename invoices/INV-0002.yaml first, then invoices/INV-0001.yaml to invoices/INV-0002.yaml",
        "rename invoices/INV-0002.yaml to invoices/INV-0003.yaml",
    ]


@pytest.mark.parametrize("id", ["INV-1", "INV-00001", "inv-0001", "Inv-1"])
def test_one_number_in_two_spellings_is_found_in_files_of_any_version(id: str) -> None:
    copy = of_version_0_1(fee(7), id=id)
    (problem,) = problems(of_version_0_1(fee(1)), copy)
    assert (problem.code, set(problem.subjects)) == ("invoice.number-twice", {"INV-0001", id})


def test_a_name_that_fits_no_series_is_found_with_the_line_to_add() -> None:
    strangers = [of_version_0_1(fee(n), id=f"2026-00{n}") for n in (1, 2, 3, 4)]
    assert told(*strangers, of_version_0_1(fee(9), id="gravel")) == [
        (
            "invoice.no-series",
            "2026-001, 2026-002, 2026-003 and 1 more fit no number series of this project",
            'an earlier series is named under [billing] in ressio.toml: earlier_numbers = ["2026-{n:03}"];'
            " else rename invoices/2026-001.yaml to its number",
        ),
        (
            "invoice.no-series",
            "gravel fits no number series of this project",
            "rename invoices/gravel.yaml to its number",
        ),
    ]


def test_the_line_to_add_keeps_what_is_listed_and_makes_the_names_fit() -> None:
    strangers = [of_version_0_1(fee(1), id="A-7"), of_version_0_1(fee(2), id="07/B".replace("/", "-"))]
    hints = {hint.partition(": ")[2].partition(";")[0] for _, _, hint in told(*strangers, earlier=("OLD-{n}",))}
    assert hints == {'earlier_numbers = ["OLD-{n}", "{n:02}-B", "A-{n}"]'}
    assert told(*strangers, earlier=("OLD-{n}", "{n:02}-B", "A-{n}")) == []


def test_a_series_is_known_by_the_invoices_that_were_released_under_it() -> None:
    earlier = fee(1, id="2026-001", number="2026-001", issued=Issued(series="2026-{n:03}"))
    assert told(earlier) == []
    assert told(replace(earlier, issued=Issued(series="no pattern"))) != []


def a_release(n: int, /, **more: Any) -> Released:
    facts: dict[str, Any] = {"draft": "fee", "history": (Event(on=fee(1).released, did="created"),)}
    return fee(n, **{**facts, **more})


def test_a_draft_released_under_two_numbers_is_found_and_a_void_settles_it() -> None:
    (problem,) = problems(a_release(7), a_release(8))
    assert (problem.code, problem.message) == (
        "draft.released-twice", "INV-0007 and INV-0008 are both the release of the draft fee",
    )  # fmt: skip
    assert problem.hint.startswith("ressio void INV-0008 ")
    assert problems(a_release(7), a_release(8, void="2026-04-01")) == []


def test_a_copy_of_version_0_1_under_the_next_number_is_found_void_or_not() -> None:
    for void in (None, "2026-04-01"):
        original = of_version_0_1(a_release(7, void=void))
        copy = replace(original, id="INV-0008")
        assert [problem.code for problem in problems(original, copy)] == ["draft.released-twice"], void


def test_a_later_draft_of_the_same_name_is_another_one() -> None:
    renamed = Event(on=fee(1).released, did="created", note="the name was that of INV-0007 before")
    assert problems(a_release(7), a_release(8, history=(renamed,))) == []
    assert problems(a_release(7), a_release(8, amount=101)) == []
    assert problems(a_release(7), a_release(8, draft="other")) == []
    lost = [a_release(7, seal=""), a_release(8, seal="", amount=101)]
    assert [problem.code for problem in problems(*lost)] == ["invoice.seal-missing"] * 2


@pytest.mark.parametrize(
    "said",
    [
        {"changes": [a_change("CO-001", 1, title="a"), a_change("co-001", 2, title="b")]},
        {"bills": [a_bill("coastal-1"), a_bill("Coastal-1", vendor="Another", on="2026-02-25")]},
        {"drafts": [a_draft("fee", section("amount", stated(1))), a_draft("Fee", section("amount", stated(2)))]},
        {"payments": [a_payment("2026-04-12-credit", 1), a_payment("2026-04-12-CREDIT", 2)]},
    ],
)
def test_names_that_differ_only_in_case_are_found_in_every_folder(said: dict[str, Any]) -> None:
    assert [problem.code for problem in problems(**said)] == ["file.case"]


@pytest.mark.parametrize("id", ["INV-0009", "inv-9", "12", "2025-003", "GRAVEL", "gravel"])
def test_a_draft_named_like_a_number_or_an_invoice_is_found(id: str) -> None:
    gravel = of_version_0_1(fee(1), id="gravel")
    draft = a_draft(id, section("amount", stated(1)))
    codes = [problem.code for problem in problems(gravel, drafts=[draft], earlier=("2025-{n:03}",))]
    assert codes == ["draft.name", "invoice.no-series"]


def test_sound_names_are_sound() -> None:
    drafts = [a_draft("inv", section("amount", stated(1))), a_draft("march-2", section("amount", stated(1)))]
    assert problems(fee(1), fee(2), of_version_0_1(fee(3)), drafts=drafts) == []
