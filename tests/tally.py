"""What the tests of faults tried and what was lost by it: counted in every process, summed once.

A test that is one try of a fault says so with ``@pytest.mark.fault("a locked keyring")``. One that
tries many counts them with the fixture `tally`. Where ``SHADOWJOURNAL_TALLY`` names a folder, each
process adds to a file of its own there, and ``python -m tests.tally FOLDER`` prints the sum.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FOLDER = "SHADOWJOURNAL_TALLY"


class Tally:
    """What one test tried."""

    def __init__(self) -> None:
        self.counted: dict[str, Counter[str]] = defaultdict(Counter)

    def tried(self, fault: str, times: int = 1, *, lost: int = 0, **figures: int) -> None:
        """Count *times* tries of *fault*, by which so many things that should be there were lost.

        A test that loses something has failed; it counts before it asserts. *figures* are printed
        beside, summed, their underscores made blanks: ``acknowledged_saves=12``.
        """
        self.counted[fault] += Counter(tried=times, lost=lost)
        for name, figure in figures.items():
            self.counted[fault][name.replace("_", " ")] += figure


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "fault(name): one try of the fault *name*")


@pytest.fixture
def tally() -> Iterator[Tally]:
    """Count what a test tries more than once."""
    tally = Tally()
    yield tally
    for fault, counted in tally.counted.items():
        _add({"fault": fault, **counted})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a test that is one try, and every one that failed or could not be tried."""
    report = yield
    counts_itself = "tally" in getattr(item, "fixturenames", ())
    for mark in item.iter_markers("fault"):
        if report.failed:
            _add({"fault": mark.args[0], "failed": 1})
        elif report.skipped:
            _add({"fault": mark.args[0], "not tried here": 1})
        elif report.when == "call" and not counts_itself:
            _add({"fault": mark.args[0], "tried": 1})
    return report


def _add(line: dict[str, Any]) -> None:
    if folder := os.environ.get(FOLDER):
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        with (place / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


class Sum(NamedTuple):
    """All that was tried, by fault, and whether anything was lost or failed."""

    counted: dict[str, Counter[str]]

    @property
    def is_sound(self) -> bool:
        """Whether something was tried, nothing was lost and nothing failed."""
        return bool(self.counted) and not any(
            counted["lost"] or counted["failed"] for counted in self.counted.values()
        )


def summed(folder: Path) -> Sum:
    """Return what every process counted in *folder*."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            figures = json.loads(line)
            counted[figures.pop("fault")] += Counter(figures)
    return Sum(counted)


def table(total: Sum) -> str:
    """Return *total* as lines for a terminal."""
    lines = [f"{'fault':<52}{'tried':>8}{'lost':>6}"]
    for fault in sorted(total.counted):
        counted = total.counted[fault]
        others = [f"{n:,} {name}" for name, n in counted.items() if name not in {"tried", "lost"}]
        row = f"{fault:<52}{counted['tried']:>8,}{counted['lost']:>6,}"
        lines.append("   ".join([row, ", ".join(others)]).rstrip())
    tried = sum(counted["tried"] for counted in total.counted.values())
    lost = sum(counted["lost"] for counted in total.counted.values())
    return "\n".join([*lines, f"{'all':<52}{tried:>8,}{lost:>6,}"])


if __name__ == "__main__":
    total = summed(Path(sys.argv[1]))
    print(table(total))
    sys.exit(0 if total.is_sound else 1)
