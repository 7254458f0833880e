from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import Idle


class Clock:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.awake = 1_000.0
        self.wall = 1_800_000_000.0

    def __call__(self) -> tuple[float, float]:
        return self.awake, self.wall

    def pass_seconds(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds

    def sleep(self, seconds: float) -> None:
        """As in a computer whose steady clock stands still while it sleeps."""
        self.wall += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(qtbot: QtBot, qapp: QApplication, clock: Clock) -> Idle:
    idle = Idle(qapp, None, clock)
    idle.begin(300)
    idle._beat.stop()  # these tests look themselves
    return idle


def window_of(widget: QWidget, qtbot: QtBot) -> QWindow:
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show()
    widget.activateWindow()
    qtbot.waitActive(widget)
    handle = widget.windowHandle()
    assert handle is not None
    return handle


def is_due(idle: Idle) -> bool:
    heard: list[bool] = []

    def note() -> None:
        heard.append(True)

    idle.due.connect(note)
    idle._look()
    idle.due.disconnect(note)
    return bool(heard)


def a_key(window: QWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_A)


def a_click(window: QWindow) -> None:
    QTest.mouseClick(
        window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)
    )


def a_movement(window: QWindow) -> None:
    QTest.mouseMove(window, QPoint(20, 30))
    QTest.mouseMove(window, QPoint(40, 60))


def a_turn_of_the_wheel(window: QWindow) -> None:
    QTest.wheelEvent(window, QPoint(10, 10), QPoint(0, 120))


@pytest.mark.parametrize("touch", [a_key, a_click, a_movement, a_turn_of_the_wheel])
def test_a_touch_begins_the_time_anew(
    qtbot: QtBot, idle: Idle, clock: Clock, touch: Callable[[QWindow], None]
) -> None:
    field = QLineEdit()
    window = window_of(field, qtbot)
    clock.pass_seconds(299)
    assert not is_due(idle)
    touch(window)
    clock.pass_seconds(299)
    assert not is_due(idle)
    clock.pass_seconds(1)
    assert is_due(idle)


def test_a_touch_in_a_dialog_counts(qtbot: QtBot, idle: Idle, clock: Clock) -> None:
    below = QWidget()
    window_of(below, qtbot)
    dialog = QDialog()
    QVBoxLayout(dialog).addWidget(QLineEdit())
    window = window_of(dialog, qtbot)
    clock.pass_seconds(200)
    a_key(window)
    clock.pass_seconds(200)
    assert not is_due(idle)


def test_what_an_input_method_gives_counts(qtbot: QtBot, idle: Idle, clock: Clock) -> None:
    field = QLineEdit()
    window_of(field, qtbot)
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusObject() is field)
    assert not is_due(idle)
    clock.pass_seconds(200)
    QApplication.sendEvent(field, QInputMethodEvent("ni", []))
    clock.pass_seconds(200)
    assert not is_due(idle)


def test_what_the_program_paints_is_no_touch(qtbot: QtBot, idle: Idle, clock: Clock) -> None:
    field = QLineEdit()
    window_of(field, qtbot)
    clock.pass_seconds(200)
    field.setText("words")
    field.repaint()
    clock.pass_seconds(100)
    assert is_due(idle)


def test_a_computer_that_slept_was_not_touched(qtbot: QtBot, idle: Idle, clock: Clock) -> None:
    clock.sleep(3_600)
    assert is_due(idle)


def test_a_clock_that_is_set_back_gives_nobody_more_time(
    qtbot: QtBot, idle: Idle, clock: Clock
) -> None:
    clock.wall -= 86_400
    clock.pass_seconds(300)
    assert is_due(idle)


def test_the_key_that_wakes_the_computer_reaches_nobody(
    qtbot: QtBot, idle: Idle, clock: Clock
) -> None:
    field = QLineEdit()
    window = window_of(field, qtbot)
    idle._meet_all()
    clock.sleep(3_600)
    with qtbot.waitSignal(idle.due):
        a_key(window)
    assert field.text() == ""


def test_a_shorter_time_counts_what_has_passed(qtbot: QtBot, idle: Idle, clock: Clock) -> None:
    clock.pass_seconds(100)
    idle.limit(60)
    assert is_due(idle)
    idle.end()
    assert not is_due(idle)


def test_real_time_passes_too(qtbot: QtBot, qapp: QApplication) -> None:
    idle = Idle(qapp)
    with qtbot.waitSignal(idle.due, timeout=10_000):
        idle.begin(0.2)
    idle.end()
