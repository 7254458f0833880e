from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def test_one_screen_is_seen_at_a_time_and_takes_the_keys(window: MainWindow) -> None:
    first, second = QLineEdit("one"), QLineEdit("two")
    window.activateWindow()
    for screen, other in ((first, second), (second, first), (first, second)):
        window.show_screen(screen)
        assert window.screen_shown is screen
        assert (screen.isVisible(), other.isVisible()) == (True, False)
        assert screen.hasFocus()


def test_the_title_says_nothing_of_what_is_open(window: MainWindow) -> None:
    screen = QLabel("words")
    screen.setWindowTitle("The step that is mine")
    window.show_screen(screen)
    assert window.windowTitle() == "ShadowJournal"


def test_closing_asks_first_and_leaving_does_not(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.leave_wanted):
        window.close()
    assert window.isVisible()
    with qtbot.assertNotEmitted(window.leave_wanted):
        window.leave()
    assert not window.isVisible()


def test_a_window_stands_where_the_last_one_stood(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(700, 500)
    again = MainWindow()
    qtbot.addWidget(again)
    again.place(window.geometry_bytes)
    assert (again.width(), again.height()) == (700, 500)


@pytest.mark.parametrize("geometry", [b"", b"nonsense", b"\x01\xd9\xd0\xcb" + b"\xff" * 62])
def test_a_place_that_makes_no_sense_leaves_the_window_where_it_can_be_seen(
    qtbot: QtBot, geometry: bytes
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.place(geometry)
    window.show()
    assert window.screen().availableGeometry().intersects(window.geometry())
    assert window.width() >= window.minimumWidth()


def test_a_minimised_window_comes_forward(window: MainWindow) -> None:
    window.showMinimized()
    assert window.isMinimized()
    window.come_forward()
    assert not window.isMinimized()
    assert window.isActiveWindow()


def test_a_window_says_when_its_writer_turns_to_it(qtbot: QtBot, window: MainWindow) -> None:
    other = QLabel("another window")
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    with qtbot.waitSignal(window.came_forward):
        window.come_forward()


def test_a_window_that_was_left_does_not_come_back(window: MainWindow) -> None:
    window.leave()
    window.show_by_now()
    assert not window.isVisible()
