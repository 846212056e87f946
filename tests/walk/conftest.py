"""Flushing to the disk is proved elsewhere; here it would only cost minutes."""

from __future__ import annotations

import os

import pytest

pytest.register_assert_rewrite("cli.house", "walk.test_rows", "walk.walker", "walk.job_machine")


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `fsync` cost nothing."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
