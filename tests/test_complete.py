"""Ids for shell completion."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ressio_cli.complete import KINDS, ids

BUDGET = """\
categories:
  - name: Foundations
    items:
      - id: "03-100"
        name: Slab
        code: 03-30-00
      - {id: 03-200, name: Walls, code: '03-40-00'}
      - name: Footings
        id: 03-300   # last
        description: "id: trap"
  - name: "Two words"
    items: []
  - name: Roof
"""


@pytest.fixture
def job(tmp_path: Path) -> Path:
    for room in ("drafts", "invoices", "changes", "bills", "payments", "deep/er"):
        (tmp_path / room).mkdir(parents=True)
    (tmp_path / "ressio.toml").write_text("")
    (tmp_path / "budget.yaml").write_text(BUDGET)
    (tmp_path / "drafts/march.yaml").write_text("title: March\n")
    (tmp_path / "invoices/INV-0001.yaml").write_text("title: One\n")
    (tmp_path / "invoices/INV-0002.yaml").write_text("title: Two\nvoid: {on: 2026-01-01, reason: x}\n")
    (tmp_path / "changes/CO-001.yaml").write_text("status: pending\n")
    (tmp_path / "changes/CO-002.yaml").write_text("status: approved\n")
    (tmp_path / "bills/coastal-1.yaml").write_text("")
    (tmp_path / "payments/2026-01-01-INV-0001.yaml").write_text("")
    for name in ("$(touch x).yaml", "-rf.yaml", "a b.yaml", "x;y.yaml", ".hidden.yaml", "é.yaml", "note.txt"):
        (tmp_path / "drafts" / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("drafts", ["march"]),
        ("invoices", ["INV-0001", "INV-0002", "march"]),
        ("open", ["INV-0001"]),
        ("changes", ["CO-001", "CO-002"]),
        ("pending-changes", ["CO-001"]),
        ("bills", ["coastal-1"]),
        ("payments", ["2026-01-01-INV-0001"]),
        ("items", ["03-100", "03-200", "03-300"]),
        ("categories", ["Foundations", "Roof"]),
        ("codes", ["03-30-00", "03-40-00"]),
        ("sources", ["03-100", "03-200", "03-300", "CO-001", "CO-002", "coastal-1"]),
        ("nonsense", []),
    ],
)
def test_a_kind_lists_its_plain_ids(kind: str, wanted: list[str], job: Path) -> None:
    assert ids(kind, str(job / "deep/er")) == wanted


def test_outside_a_project_there_is_nothing(tmp_path: Path) -> None:
    assert [ids(kind, str(tmp_path)) for kind in KINDS] == [[]] * len(KINDS)


def test_a_project_of_strange_files_is_borne(tmp_path: Path) -> None:
    (tmp_path / "ressio.toml").write_text("")
    os.mkfifo(tmp_path / "budget.yaml")
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes/CO-001.yaml").mkdir()
    (tmp_path / "bills").write_text("no folder")
    assert [ids(kind, str(tmp_path)) for kind in ("items", "pending-changes", "bills")] == [[], [], []]
