"""Flushing to the disk is proved elsewhere; one browser serves every test that needs one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from portal.browser import Tab, a_browser


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `fsync` cost nothing."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def previews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let previews lie where the test's other files lie."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture(scope="session")
def browser() -> Iterator[Tab]:
    """A real browser."""
    with a_browser() as tab:
        yield tab


@pytest.fixture
def tab(browser: Tab) -> Tab:
    """The browser, with nothing said yet."""
    browser.said.clear()
    browser.asked.clear()
    return browser
