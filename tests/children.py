"""Pieces of Python that run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def start(code: str, *arguments: object, is_doomed: bool = False) -> subprocess.Popen[str]:
    """Start *code* with *arguments*; its standard output is a pipe.

    One that *is_doomed* will be killed: it measures no coverage, of which it would leave half.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not (is_doomed and name.startswith("COVERAGE_"))
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def read_line(child: subprocess.Popen[str]) -> str:
    """Wait for the next line that *child* prints, and return it without its end."""
    assert child.stdout is not None
    return child.stdout.readline().rstrip("\n")
