"""The window over a journal of a lifetime: how it opens, and how its lists scroll."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from benchmarks.comparison import Goal, p95
from benchmarks.contest import ROOT
from benchmarks.corpus import a_journal_of, pages
from benchmarks.launch_bench import in_rounds
from benchmarks.lists_probe import Scrolled
from shadowjournal.importers import Imported
from shadowjournal.vault.keychain import SystemKeychain

_FEW, _RUNS = 100, 5


def goals(many: Path, place: Path, diary: list[Imported]) -> list[Goal]:
    """Measure with the journal in the folder *many*, beside a small one made in *place*."""
    few = place / "few"
    a_journal_of(few, pages(diary, _FEW), SystemKeychain.find())[0].release()
    short, long = in_rounds((str(few), str(many)), place / "bytecode", _RUNS, "opening")
    scrolled = scroll(many)
    opening = f"the window opens, to one with {_FEW} entries"
    frame = f"a frame of scrolling entries, p95 (a bare list: {p95(scrolled.bare):.1f})"
    return [
        Goal(opening, long.seconds / short.seconds, 1.3, "x"),
        Goal(frame, p95(scrolled.ours), 16, "ms"),
    ]


def scroll(folder: Path) -> Scrolled:
    """Scroll the list of the journal in *folder*, all of it read."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.lists_probe", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        # Else Qt waits some milliseconds before it paints, for the bare list too.
        env={**os.environ, "QT_QPA_UPDATE_IDLE_TIME": "0"},
    )
    return msgspec.json.decode(done.stdout, type=Scrolled)
