"""Programs from outside that look at what was made: where one is missing its tests are left out, but not in CI."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str) -> pytest.MarkDecorator:
    """Leave a test out where a program is not installed; in CI it then fails."""
    missing = shutil.which(program) is None and not os.environ.get("CI")
    return pytest.mark.skipif(missing, reason=f"{program} is not installed")
