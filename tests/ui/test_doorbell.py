from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import children
from ui.doorbell import Doorbell, ring

WAIT = 20_000
RING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.doorbell import ring
app = QCoreApplication([])
sys.exit(0 if ring(Path(sys.argv[1])) else 7)
"""
DIE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.doorbell import Doorbell
app = QCoreApplication([])
bell = Doorbell(Path(sys.argv[1]))
os._exit(0)  # as a crash does: the socket's file stays
"""


@pytest.fixture
def bell(qapp: QApplication, tmp_path: Path) -> Iterator[Doorbell]:
    bell = Doorbell(tmp_path)
    yield bell
    bell.deleteLater()
    del bell


def test_a_second_start_is_heard_each_time(qtbot: QtBot, bell: Doorbell, tmp_path: Path) -> None:
    for _ in range(2):
        with qtbot.waitSignal(bell.rang, timeout=WAIT), children.start(RING, tmp_path) as second:
            pass
        assert second.wait() == 0


def test_the_bell_of_another_journal_stays_silent(
    qtbot: QtBot, bell: Doorbell, tmp_path: Path
) -> None:
    with qtbot.assertNotEmitted(bell.rang), children.start(RING, tmp_path / "other") as second:
        pass
    assert second.wait() == 7


def test_where_no_window_is_open_nobody_hears(qapp: QApplication, tmp_path: Path) -> None:
    assert not ring(tmp_path)


@pytest.mark.fault("a second start")
def test_what_a_crash_left_is_in_nobodys_way(qtbot: QtBot, tmp_path: Path) -> None:
    with children.start(DIE, tmp_path, is_doomed=True) as crashed:
        pass
    assert crashed.wait() == 0
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.rang, timeout=WAIT):
        assert ring(tmp_path)
    bell.deleteLater()
