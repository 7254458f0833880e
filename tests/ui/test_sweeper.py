from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.process import Sweeper


@pytest.fixture
def sweeper(qapp: QApplication) -> Iterator[Sweeper]:
    sweeper = Sweeper()
    yield sweeper
    sweeper.close()


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_garbage_goes_on_the_windows_thread_and_on_no_other(qtbot: QtBot, sweeper: Sweeper) -> None:
    where: list[int] = []
    weakref.finalize(Knot(), lambda: where.append(threading.get_ident()))
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([number] for number in range(100_000)))
    worker.start()
    worker.join()
    assert where == []
    qtbot.waitUntil(lambda: bool(where), timeout=10_000)
    assert where == [threading.get_ident()]
    assert len(kept) == 100_000
