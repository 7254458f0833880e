"""The question when an entry was written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Moment
from tests.strategies import moments
from tests.ui.seen import buttons, focused, nameless
from ui.editor.day_picker import DayPicker
from ui.editor.when_popover import WhenPopover, moved
from ui.icons import Icons
from ui.theme import load_theme

EVENING = Moment.on_clock(datetime(2026, 3, 28, 21, 4, 33), "Europe/Berlin")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    QLineEdit(window).setFocus()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def asked(window: QWidget) -> WhenPopover:
    popover = WhenPopover(window)
    popover.retint(Icons(load_theme("light")))
    popover.ask(EVENING, QPoint(40, 40))
    return popover


def answers(popover: WhenPopover) -> list[Moment]:
    heard: list[Moment] = []
    popover.chosen.connect(heard.append)
    return heard


@given(moment=moments(), day=st.dates(), clock=st.times())
def test_another_date_keeps_the_place_and_comes_back(
    moment: Moment, day: date, clock: time
) -> None:
    there = moved(moment, day, clock)
    if there.zone == moment.zone:
        back = moved(there, moment.local.date(), moment.local.time())
        assert (back.local, back.zone) == (moment.local, moment.zone)
    else:  # its zone is unknown here
        assert there.zone == "UTC"
    assert there.local.date() == day


def test_the_day_and_the_time_are_those_of_the_place_where_it_was_written() -> None:
    there = moved(EVENING, date(2026, 3, 29), time(21, 4))
    assert there.local == datetime(2026, 3, 29, 21, 4, 33)
    assert there.zone == "Europe/Berlin"
    assert there.utc == there.local.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    assert (there.utc - EVENING.utc).total_seconds() == 23 * 3600  # clocks go forward


def test_the_same_answer_changes_nothing(asked: WhenPopover) -> None:
    heard = answers(asked)
    QTest.mouseClick(buttons(asked)["Use this"], Qt.MouseButton.LeftButton)
    assert heard == [EVENING]
    assert not asked.isVisible()


def test_the_keyboard_alone_chooses_another_day(asked: WhenPopover) -> None:
    heard = answers(asked)
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert [each.local for each in heard] == [datetime(2026, 3, 20, 21, 4, 33)]
    assert isinstance(focused(), QLineEdit)  # where it was


def test_another_time_of_the_day_is_typed(asked: WhenPopover) -> None:
    heard = answers(asked)
    clock = asked.findChild(QTimeEdit)
    assert clock is not None
    clock.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(clock, "0715")
    QTest.mouseClick(buttons(asked)["Use this"], Qt.MouseButton.LeftButton)
    assert [each.local for each in heard] == [datetime(2026, 3, 28, 7, 15)]


def test_now_is_here_and_now(asked: WhenPopover) -> None:
    heard = answers(asked)
    QTest.mouseClick(buttons(asked)["Now"], Qt.MouseButton.LeftButton)
    assert heard[0].zone == Moment.now().zone
    assert abs((heard[0].utc - Moment.now().utc).total_seconds()) < 60


@pytest.mark.parametrize("place", ["the calendar", "the clock"])
def test_escape_changes_nothing(asked: WhenPopover, place: str) -> None:
    heard = answers(asked)
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    if place == "the clock":
        clock = asked.findChild(QTimeEdit)
        assert clock is not None
        clock.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not asked.isVisible()
    assert not heard
    assert isinstance(focused(), QLineEdit)


def test_whoever_goes_elsewhere_is_asked_no_more(asked: WhenPopover, window: QWidget) -> None:
    heard = answers(asked)
    field = window.findChild(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert field is not None
    field.setFocus()
    assert not asked.isVisible()
    assert not heard


def test_the_first_and_the_last_day_of_the_calendar_can_be_chosen(asked: WhenPopover) -> None:
    for day in (date.min, date.max):
        heard = answers(asked)
        asked.ask(Moment.on_clock(datetime.combine(day, time(12)), "UTC"), QPoint(0, 0))
        QTest.mouseClick(buttons(asked)["Use this"], Qt.MouseButton.LeftButton)
        assert heard[0].day == day


def test_a_day_that_was_written_on_has_a_dot(asked: WhenPopover) -> None:
    calendar = asked.findChild(DayPicker)
    assert calendar is not None
    before = calendar.grab().toImage()
    asked.show_days([date(2026, 3, 10)])
    QTest.qWait(20)
    after = calendar.grab().toImage()
    changed = [
        QColor(after.pixel(x, y))
        for x in range(after.width())
        for y in range(after.height())
        if after.pixel(x, y) != before.pixel(x, y)
    ]
    assert 4 < len(changed) < 60


def test_a_screen_reader_can_name_all_of_it(asked: WhenPopover) -> None:
    assert nameless(asked) == []
