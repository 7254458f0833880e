"""From the start of the process to a page that can be written on."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import a_journal_of
from benchmarks.figure import Figure
from shadowjournal.importers import Imported
from shadowjournal.vault.keychain import SystemKeychain

_RUNS = 9


class Launch(NamedTuple):
    """When the page could be written on, and how much memory was taken at most."""

    seconds: float
    megabytes: float


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with a small journal and one that holds *entries*."""
    keychain = SystemKeychain.find()
    small, large = place / "small", place / "large"
    for folder, held in ((small, entries[:1]), (large, entries)):
        a_journal_of(folder, held, keychain)[0].release()
    bare, one, all_ = in_rounds(("bare", str(small), str(large)), place / "bytecode")
    held_in = f"{len(entries):,} entries"
    return [
        Figure(f"launch to a writable page, {held_in}", all_.seconds, bare.seconds, "s", "<= 4x"),
        Figure("the same against a journal of one entry", all_.seconds, one.seconds, "s", "~ 1x"),
        Figure(f"memory of the window, {held_in}", all_.megabytes, bare.megabytes, "MB", ""),
        Figure("memory of the window, one entry", one.megabytes, bare.megabytes, "MB", ""),
    ]


def in_rounds(
    whats: Sequence[str], bytecode: Path, runs: int = _RUNS, *ending: str
) -> list[Launch]:
    """Launch each of *whats* in turn, *runs* times; return the medians of each.

    A slow moment of the machine hits all of them. The first round does not count: it brings the
    files into memory and leaves *bytecode*, as the first launch on a computer does. With the
    *ending* ``opening`` each ends once the page was painted, and its memory says nothing.
    """
    rounds = [[_launch(bytecode, what, *ending) for what in whats] for _ in range(runs + 1)][1:]
    return [
        Launch(*map(statistics.median, zip(*launches, strict=True)))
        for launches in zip(*rounds, strict=True)
    ]


def _launch(bytecode: Path, *what: str) -> Launch:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.launch_probe", *what],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    moment, megabytes = map(float, done.stdout.split())
    return Launch(moment - start, megabytes)
