"""The calendar of a lifetime: the first look, the timeline scrolled, a year turned."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

import msgspec

from benchmarks.calendar_probe import Measured
from benchmarks.figure import Figure

_JOURNALS = ((20_000, 20), (100_000, 30))


def figures() -> list[Figure]:
    """Measure the calendar of 20,000 and of 100,000 entries."""
    return [figure for count, years in _JOURNALS for figure in _of(count, years)]


def _of(count: int, years: int) -> list[Figure]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.calendar_probe", str(count), str(years)],
        capture_output=True,
        text=True,
        check=True,
        # Else Qt waits some milliseconds before it paints.
        env={**os.environ, "QT_QPA_UPDATE_IDLE_TIME": "0"},
    )
    found = msgspec.json.decode(done.stdout, type=Measured)
    rows = (
        ("calendar, first look at the month", found.room, "<= 300 ms"),
        ("calendar, first look at the year", found.page, "<= 100 ms"),
        ("calendar, frame of the timeline, p95", p95(found.frames), "<= 16 ms"),
        ("calendar, another year, p95", p95(found.years), "<= 100 ms"),
        ("calendar, after an entry was sealed, p95", p95(found.saves), "<= 100 ms"),
    )
    return [Figure(f"{name}, {count:,}", ours, None, "ms", goal) for name, ours, goal in rows]


def p95(times: list[float]) -> float:
    """Return what 95 of 100 of *times* do not exceed."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]
