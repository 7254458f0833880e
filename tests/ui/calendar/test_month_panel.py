from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from shadowjournal.days import Days
from tests.ui.calendar.pages import TODAY, page
from tests.ui.seen import buttons, nameless
from ui.calendar.month_panel import MonthPanel
from ui.icons import Icons
from ui.theme import load_theme

Key = Qt.Key


@pytest.fixture
def days() -> Days:
    return Days([page(1, date(2026, 11, 5), words=412), page(2, date(2026, 11, 5), words=1)])


@pytest.fixture
def panel(qtbot: QtBot, days: Days) -> MonthPanel:
    panel = MonthPanel(days, Icons(load_theme("light")))
    qtbot.addWidget(panel)
    panel.resize(280, 300)
    panel.show_today(TODAY)
    panel.show()
    return panel


def spoken(panel: MonthPanel) -> str:
    index = panel.grid.currentIndex()
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def go(panel: MonthPanel, *keys: Qt.Key) -> date | None:
    for key in keys:
        QTest.keyClick(panel.grid, key)
    return panel.grid.day


def test_it_opens_on_the_month_of_today_with_the_keyboard_on_it(panel: MonthPanel) -> None:
    assert "November 2026" in buttons(panel)
    assert panel.grid.day == TODAY
    assert panel.grid.accessibleName() == "November 2026"
    assert nameless(panel) == []


def test_the_arrows_walk_through_the_days_and_out_of_the_month(panel: MonthPanel) -> None:
    assert go(panel, Key.Key_Left) == date(2026, 11, 21)
    assert go(panel, Key.Key_Up, Key.Key_Right) == date(2026, 11, 15)
    assert go(panel, Key.Key_Home, Key.Key_Left) == date(2026, 10, 31)
    assert panel.grid.accessibleName() == "October 2026"
    assert go(panel, Key.Key_Down) == date(2026, 11, 7)


def test_page_keys_turn_the_month_and_home_and_end_go_to_its_ends(panel: MonthPanel) -> None:
    assert go(panel, Key.Key_PageUp) == date(2026, 10, 22)
    assert go(panel, Key.Key_End) == date(2026, 10, 31)
    assert go(panel, Key.Key_PageDown) == date(2026, 11, 30)
    assert go(panel, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown) == date(2027, 2, 28)
    assert go(panel, Key.Key_Home) == date(2027, 2, 1)


def test_the_ends_of_the_calendar_hold(panel: MonthPanel) -> None:
    panel.grid.led_out.emit(date(9999, 12, 31))
    assert go(panel, Key.Key_Right, Key.Key_Down, Key.Key_PageDown) == date(9999, 12, 31)
    panel.grid.led_out.emit(date(1, 1, 1))
    assert go(panel, Key.Key_Left, Key.Key_PageUp) == date(1, 1, 1)


def test_a_day_says_how_much_was_written_and_never_that_nothing_was(panel: MonthPanel) -> None:
    panel.grid.go_to(date(2026, 11, 5))
    assert spoken(panel) == "5 November 2026, 413 words, 2 entries"
    panel.grid.go_to(date(2026, 11, 6))
    assert spoken(panel) == "6 November 2026"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_a_key_chooses_the_day(panel: MonthPanel, qtbot: QtBot, key: Qt.Key) -> None:
    panel.grid.go_to(date(2026, 11, 5))
    with qtbot.waitSignal(panel.day_chosen) as told:
        QTest.keyClick(panel.grid, key)
    assert told.args is not None
    assert told.args[0] == date(2026, 11, 5)


def test_a_click_chooses_the_day_under_it_and_none_where_there_is_none(
    panel: MonthPanel, qtbot: QtBot
) -> None:
    heard: list[date] = []
    panel.day_chosen.connect(lambda day, _: heard.append(day))
    grid = panel.grid
    for row, column in ((0, 0), (0, 6), (2, 1)):
        place = grid.visualRect(grid.model().index(row, column)).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [date(2026, 11, 1), date(2026, 11, 10)]


def test_the_menu_key_asks_for_the_menu_of_the_day(panel: MonthPanel, qtbot: QtBot) -> None:
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(panel.menu_wanted) as told:
        QApplication.sendEvent(panel.grid.viewport(), asked)
    assert told.args is not None
    assert told.args[0] == TODAY


def test_the_name_of_the_month_leads_back_to_today(panel: MonthPanel) -> None:
    for arrow in panel.findChildren(QToolButton):
        arrow.click()
    go(panel, Key.Key_PageUp, Key.Key_PageUp)
    buttons(panel)["September 2026"].click()
    assert panel.grid.day == TODAY


def test_another_day_is_today_after_midnight(panel: MonthPanel) -> None:
    go(panel, Key.Key_PageUp)
    panel.show_today(TODAY)
    assert panel.grid.day == date(2026, 10, 22)
    panel.show_today(date(2026, 11, 23))
    assert panel.grid.day == date(2026, 11, 23)


def colour_of(panel: MonthPanel, day: date) -> QColor:
    panel.grid.go_to(day)
    place = panel.grid.visualRect(panel.grid.currentIndex())
    panel.grid.go_to(date(2026, 11, 30))
    image = panel.grid.viewport().grab().toImage()
    return image.pixelColor(place.left() + 6, place.center().y())


def test_days_written_on_are_tinted_and_today_is_filled(panel: MonthPanel) -> None:
    theme = load_theme("light")
    assert colour_of(panel, date(2026, 11, 5)) == theme.colour("soft")
    assert colour_of(panel, TODAY) == theme.colour("accent")
    other = colour_of(panel, date(2026, 11, 4))
    assert other not in (theme.colour("soft"), theme.colour("accent"))


def test_where_it_is_narrow_the_name_of_the_month_is_shortened(panel: MonthPanel) -> None:
    panel.resize(150, 300)
    assert "Nov 2026" in buttons(panel)


def test_cleared_it_says_nothing_of_where_the_writer_was(panel: MonthPanel, days: Days) -> None:
    go(panel, Key.Key_PageUp)
    days.clear()
    panel.clear()
    panel.show_today(TODAY)
    assert panel.grid.day == TODAY
