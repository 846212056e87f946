"""Flushing to the disk is proved elsewhere; here it would only cost minutes."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `fsync` cost nothing."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
