"""From the start of the process to a page that can be written on."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.corpus import a_journal_of
from benchmarks.figure import Figure
from shadowjournal.importers import Imported
from shadowjournal.vault.keychain import SystemKeychain

_RUNS = 7


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with a small journal and one that holds *entries*."""
    keychain = SystemKeychain.find()
    small, large = place / "small", place / "large"
    for folder, held in ((small, entries[:1]), (large, entries)):
        a_journal_of(folder, held, keychain)[0].release()
    bare_times, small_times, large_times = [], [], []
    for run in range(_RUNS + 1):  # in turn, so that a slow minute of the machine hits all three
        times = [_launch("bare"), _launch(str(small)), _launch(str(large))]
        if run:  # the first one warms the disk
            bare_times.append(times[0])
            small_times.append(times[1])
            large_times.append(times[2])
    bare, one, all_ = map(statistics.median, (bare_times, small_times, large_times))
    return [
        Figure(f"launch to a writable page, {len(entries)} entries", all_, bare, "s", "<= 4x"),
        Figure("the same against a journal of one entry", all_, one, "s", "<= 1.3x"),
    ]


def _launch(what: str) -> float:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.launch_probe", what],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1]) - start
