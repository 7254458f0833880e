"""The window is killed while somebody types without a pause."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from tests import children
from tests.builders import QUICK
from tests.tally import Tally

KILLS = int(os.environ.get("SHADOWJOURNAL_KILLS", "20")) // 5
MOST_LOST = 2.0  # seconds of typing
PASSPHRASE = "one"
pytestmark = [
    pytest.mark.timeout(120 + 30 * KILLS),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal"),
]

TYPIST = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shadowjournal.folder import JournalFolder
from ui.app import App
from ui.editor.page import Page
from ui.process import Sweeper

application = QApplication([])
sweeper = Sweeper()
place = Path(sys.argv[1])
program = App(application, JournalFolder(place), place.with_name("settings.json"))
page = program.desk.editor.findChild(Page)
number = 0

def type_on():
    global number
    number += 1
    QTest.keyClicks(page, f"{number} ")
    print(number, time.monotonic(), flush=True)

def begin(_):
    page.setFocus()
    timer.start(60)

timer = QTimer()
timer.timeout.connect(type_on)
program.session.opened.connect(begin)
program.start()
program.door.try_passphrase(sys.argv[2])
application.exec()
"""


@pytest.mark.fault("a kill while somebody types")
def test_a_kill_takes_no_more_than_the_last_two_seconds_of_typing(
    tmp_path: Path, tally: Tally
) -> None:
    chance = random.Random(5)
    typed = kept = 0
    for number in range(KILLS):
        place = tmp_path / str(number) / "journal"
        folder = JournalFolder(place)
        folder.take()
        folder.create(passphrase=PASSPHRASE, effort=QUICK)
        folder.release()
        with children.start(TYPIST, place, PASSPHRASE, is_doomed=True) as child:
            lines = [children.read_line(child)]
            deadline = time.monotonic() + chance.uniform(1.0, 7.0)
            while time.monotonic() < deadline:
                lines.append(children.read_line(child))
            child.send_signal(signal.SIGKILL)
            killed = time.monotonic()
        moments = [float(line.split()[1]) for line in lines]
        # A machine that has no time for the typist has none for sealing either.
        stall = max((b - a for a, b in itertools.pairwise(moments)), default=0.0)
        saved = _last_number(folder)
        due = sum(moment < killed - MOST_LOST - stall for moment in moments)
        typed, kept = typed + len(moments), kept + saved
        tally.tried("a kill while somebody types", lost=max(0, due - saved))
        assert saved >= due, f"typed {len(moments)}, due {due}, kept {saved}"
    tally.tried("a kill while somebody types", 0, words_typed=typed, words_kept=kept)
    assert kept > 0


def _last_number(folder: JournalFolder) -> int:
    """The last number that was kept; all before it are there, and nothing else is."""
    folder.take()
    journal = folder.open(folder.vault().unlock_with_passphrase(PASSPHRASE))
    latest = journal.latest()
    assert journal.verify().damaged == ()
    journal.close()
    folder.release()
    numbers = [int(word) for word in plain_text(latest.document).split()] if latest else []
    # The last word may have been sealed in the middle.
    assert numbers[:-1] == list(range(1, len(numbers)))
    return len(numbers)
