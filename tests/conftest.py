"""What the suite says at its end: how the outside cases came out."""

from __future__ import annotations

import os

import pytest

# What a command writes names the person who gives it: here always the same one, whoever runs the tests.
os.environ["RESSIO_USER"] = "Pat Alder"

# Helpers that assert tell what differed, as tests do.
pytest.register_assert_rewrite("cli.house", "portal.folders", "portal.html_tree", "walk.walker", "walk.job_machine")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """`cases: N passed, M not offered, 0 failed`, where any case was run; workers report here too."""
    ended = {
        name: sum("test_cases.py::test_case[" in report.nodeid for report in terminalreporter.getreports(name))
        for name in ("passed", "skipped", "failed")
    }
    if any(ended.values()):
        passed, skipped, failed = ended.values()
        terminalreporter.write_line(f"cases: {passed} passed, {skipped} not offered, {failed} failed")
