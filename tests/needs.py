"""What a test needs of the system it runs on."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests.desktop import MARK


def is_complete() -> bool:
    """Whether the set-up has run (make test, or a machine that decides about a change)."""
    return bool(os.environ.get("CI") or os.environ.get(MARK))


def need(*programs: str) -> None:
    """Skip the test where a program is missing; fail where the set-up promised it. Linux only."""
    missing = ", ".join(name for name in programs if shutil.which(name) is None)
    if sys.platform != "linux":
        pytest.skip(f"for Linux: {', '.join(programs)}")
    elif missing and is_complete():
        pytest.fail(f"not installed: {missing}", pytrace=False)
    elif missing:
        pytest.skip(f"not installed: {missing} (make test installs it)")
