"""The window over a journal of a lifetime: how it opens, and how its lists scroll."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.comparison import Goal, p95
from benchmarks.contest import ROOT
from benchmarks.corpus import a_journal_of, pages
from benchmarks.launch_bench import in_rounds
from benchmarks.lists_probe import Scrolled
from shadowjournal.importers import Imported
from shadowjournal.vault.keychain import SystemKeychain

_FEW, _RUNS = 100, 3
_AS_FAST = 1.3
_FRAME = 16  # ms


def goals(many: Path, place: Path, diary: list[Imported]) -> Iterator[Goal]:
    """Yield what is wanted with the journal in the folder *many*, and a small one in *place*."""
    few = place / "few"
    a_journal_of(few, pages(diary, _FEW), SystemKeychain.find())[0].release()
    short, long = in_rounds((str(few), str(many)), place / "bytecode", _RUNS, "opening")
    opening = f"the window opens, to one with {_FEW} entries"
    yield Goal(opening, long.seconds / short.seconds, _AS_FAST, "x")
    scrolled = scroll(many)
    for name, times in (("entries", scrolled.entries), ("results", scrolled.results)):
        frame = f"a frame of scrolling {name}, p95 (a bare list: {_ms(scrolled.bare)})"
        yield Goal(frame, p95(times) if times else None, _FRAME, "ms")


def scroll(folder: Path) -> Scrolled:
    """Scroll the lists of the journal in *folder*, all of it read; nothing where that fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.lists_probe", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,  # what else was measured is not to be lost with it
        # Else Qt waits some milliseconds before it paints, for the bare list too.
        env={**os.environ, "QT_QPA_UPDATE_IDLE_TIME": "0"},
    )
    if done.returncode:
        return Scrolled([], [], [])
    return msgspec.json.decode(done.stdout, type=Scrolled)


def _ms(times: list[float]) -> str:
    return f"{p95(times):.1f}" if times else "-"
