from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.days import Days
from tests.ui.calendar.pages import TODAY, page
from tests.ui.seen import nameless
from ui.calendar.heat_map import HeatMap
from ui.theme import Theme, load_theme

Key = Qt.Key


def heat_map(qtbot: QtBot, days: Days, theme: Theme | None = None) -> HeatMap:
    shown = HeatMap(days, theme or load_theme("light"))
    qtbot.addWidget(shown)
    shown.resize(900, 130)
    shown.show_year(2026, TODAY)
    shown.grid.go_to(TODAY)
    shown.show()
    return shown


def go(shown: HeatMap, *keys: Qt.Key) -> date | None:
    for key in keys:
        QTest.keyClick(shown.grid, key)
    return shown.grid.day


def colour_of(shown: HeatMap, day: date) -> QColor:
    before = shown.grid.day
    shown.grid.go_to(day)
    place = shown.grid.visualRect(shown.grid.currentIndex()).center()
    assert before is not None
    shown.grid.go_to(before)
    return shown.grid.viewport().grab().toImage().pixelColor(place)


def test_the_arrows_walk_through_the_days_of_the_year(qtbot: QtBot) -> None:
    shown = heat_map(qtbot, Days())
    assert go(shown, Key.Key_Up) == date(2026, 11, 21)
    assert go(shown, Key.Key_Left) == date(2026, 11, 14)
    assert go(shown, Key.Key_Right, Key.Key_Down) == TODAY
    assert go(shown, Key.Key_Home) == date(2026, 1, 1)
    assert go(shown, Key.Key_End) == TODAY
    go(shown, Key.Key_Home)
    for _ in range(6):
        go(shown, Key.Key_Down)
    assert shown.grid.day == date(2026, 1, 7), "from the last day of a week to the first"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Key.Key_PageUp, date(2025, 11, 22)),
        (Key.Key_PageDown, date(2027, 11, 22)),
        (Key.Key_Down, date(2026, 11, 23)),
        (Key.Key_Right, date(2026, 11, 29)),
    ],
)
def test_out_of_what_is_shown_a_key_says_where_it_leads(
    qtbot: QtBot, key: Qt.Key, day: date
) -> None:
    shown = heat_map(qtbot, Days())
    with qtbot.waitSignal(shown.grid.led_out) as told:
        go(shown, key)
    assert told.args == [day]
    assert shown.grid.day == TODAY


def test_a_day_is_spoken_and_shown_as_its_tool_tip(qtbot: QtBot) -> None:
    day = date(2026, 3, 14)
    shown = heat_map(qtbot, Days([page(1, day, words=400), page(2, day, words=12)]))
    shown.grid.go_to(day)
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert shown.grid.currentIndex().data(role) == "14 March 2026, 412 words, 2 entries"
    assert shown.grid.accessibleName() == "Days of 2026"
    assert nameless(shown) == []


def test_a_screen_reader_finds_the_day_the_keyboard_is_on(qtbot: QtBot) -> None:
    shown = heat_map(qtbot, Days([page(1, TODAY, words=412)]))
    shown.activateWindow()
    shown.grid.setFocus()
    qtbot.waitUntil(shown.grid.hasFocus)
    table = QAccessible.queryAccessibleInterface(shown.grid)
    assert table.role() == QAccessible.Role.Table
    cell = table.focusChild()
    assert cell.text(QAccessible.Text.Name) == "22 November 2026, 412 words, 1 entry"
    QTest.keyClick(shown.grid, Key.Key_Up)
    assert table.focusChild().text(QAccessible.Text.Name) == "21 November 2026"
    names = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert {"Monday", "Sunday"} <= {*names}


def test_longer_days_are_shaded_more_in_the_colours_of_the_theme(qtbot: QtBot) -> None:
    days = Days(page(n, date(2026, 3, n), words=n * 100) for n in range(1, 9))
    theme = load_theme("dark")
    shown = heat_map(qtbot, days, theme)
    shades = [colour_of(shown, date(2026, 3, n)) for n in range(1, 9)]
    wanted = [theme.colour(f"written_{level}") for level in (1, 1, 2, 2, 3, 3, 4, 4)]
    assert shades == wanted
    assert colour_of(shown, date(2026, 3, 9)) == theme.colour("unwritten")
    light = load_theme("light")
    shown.grid.set_theme(light)
    assert colour_of(shown, date(2026, 3, 8)) == light.colour("written_4")


@pytest.mark.parametrize(("locale", "weekday"), [("en_GB", 1), ("en_US", 7), ("ar_EG", 6)])
def test_a_week_begins_on_the_day_on_which_it_begins_here(
    qtbot: QtBot, locale: str, weekday: int
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        shown = heat_map(qtbot, Days())
        days = [day for row in shown.grid._model._grid[:1] for day in row if day is not None]
        assert {day.isoweekday() for day in days} == {weekday}
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("width", [400, 528, 900, 1600])
def test_a_whole_year_fits_wherever_there_is_room_for_it(qtbot: QtBot, width: int) -> None:
    shown = heat_map(qtbot, Days())
    shown.resize(width, shown.height())
    shown.show_year(2000, date(2000, 12, 31))
    grid = shown.grid
    grid.go_to(date(2000, 12, 31))
    right = grid.mapTo(shown, grid.visualRect(grid.currentIndex()).bottomRight())
    assert right.x() < width
    assert right.y() < shown.height()
