from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.days import Days
from tests.ui.calendar.pages import TODAY, id_of, page
from tests.ui.seen import buttons, labels, nameless
from ui.calendar.year_page import YearPage
from ui.icons import Icons
from ui.theme import load_theme

Key = Qt.Key


@pytest.fixture
def days() -> Days:
    return Days(
        [
            page(1, date(2026, 11, 20), "Soup", 1_200),
            page(2, date(2026, 11, 20), "Bread", 34, hour=7),
            page(3, date(2026, 3, 14), "Pears", 1),
            page(4, date(2023, 5, 1), "Earlier", 5),
        ]
    )


@pytest.fixture
def shown(qtbot: QtBot, days: Days) -> YearPage:
    commands = QWidget()
    qtbot.addWidget(commands)
    out = QAction("&Help", commands)
    shown = YearPage(days, (out,), Icons(load_theme("light")))
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show_days(TODAY)
    shown.show()
    shown.activateWindow()
    return shown


def arrow(shown: YearPage, name: str) -> QToolButton:
    return next(b for b in shown.findChildren(QToolButton) if b.accessibleName() == name)


def titles(shown: YearPage) -> list[str]:
    model = shown.timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_year_says_how_much_was_written_and_shows_it_by_month(shown: YearPage) -> None:
    assert "2026" in buttons(shown)
    assert "2 days written · 1,235 words" in labels(shown)
    assert "NOVEMBER" in labels(shown)
    assert titles(shown) == ["Soup", "Bread", "March 2026", "Pears"]
    assert "4 entries" in labels(shown)
    assert nameless(shown) == []


def test_the_arrows_turn_the_year_as_far_as_anything_was_written(shown: YearPage) -> None:
    assert not arrow(shown, "Go to 2027").isEnabled()
    arrow(shown, "Go to 2025").click()
    assert "No pages in this year" in labels(shown)
    assert titles(shown) == []
    arrow(shown, "Go to 2024").click()
    arrow(shown, "Go to 2023").click()
    assert "1 day written · 5 words" in labels(shown)
    assert not arrow(shown, "Go to 2022").isEnabled()
    arrow(shown, "Go to 2024").click()
    assert "2024" in buttons(shown)


def test_the_number_of_the_year_opens_a_menu_of_years(shown: YearPage) -> None:
    menu = buttons(shown)["2026"].menu()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["2026\t2 days", "2023\t1 day"]
    assert [action.isChecked() for action in menu.actions()] == [True, False]
    menu.actions()[1].trigger()
    assert "2023" in buttons(shown)
    assert titles(shown) == ["Earlier"]


def test_page_keys_turn_the_year_and_the_keyboard_stays_on_the_day(shown: YearPage) -> None:
    grid = shown.map.grid
    grid.setFocus()
    assert grid.day == TODAY
    for key, day in (
        (Key.Key_PageUp, date(2025, 11, 22)),
        (Key.Key_Home, date(2025, 1, 1)),
        (Key.Key_Up, date(2024, 12, 31)),
        (Key.Key_Right, date(2025, 1, 7)),
        (Key.Key_PageDown, date(2026, 1, 7)),
        (Key.Key_PageDown, date(2026, 1, 7)),  # nothing is after this year
        (Key.Key_End, TODAY),
        (Key.Key_Down, TODAY),  # tomorrow is not here yet
    ):
        QTest.keyClick(grid, key)
        assert grid.day == day, key
    assert "2026" in buttons(shown)


def test_an_entry_dated_in_days_to_come_can_be_reached(days: Days, shown: YearPage) -> None:
    days.put(page(5, date(2028, 2, 29), "To come"))
    shown.show_days(TODAY)
    shown.map.grid.setFocus()
    for _ in range(2):
        QTest.keyClick(shown.map.grid, Key.Key_PageDown)
    assert titles(shown) == ["To come"]
    QTest.keyClick(shown.map.grid, Key.Key_End)
    assert shown.map.grid.day == date(2028, 2, 29)


def test_at_the_end_of_a_year_one_goes_on_to_the_one_before(shown: YearPage) -> None:
    buttons(shown)["Go on to 2023"].click()
    assert titles(shown) == ["Earlier"]
    assert shown.timeline.hasFocus()
    assert [words for words in buttons(shown) if words.startswith("Go on")] == []


def test_an_entry_is_opened_from_the_timeline_and_a_day_from_the_map(
    shown: YearPage, qtbot: QtBot
) -> None:
    shown.timeline.setFocus()
    with qtbot.waitSignal(shown.entry_chosen) as told:
        QTest.keyClick(shown.timeline, Key.Key_Return)
    assert told.args == [id_of(1)]
    shown.map.grid.setFocus()
    with qtbot.waitSignal(shown.day_chosen) as news:
        QTest.keyClick(shown.map.grid, Key.Key_Return)
    assert news.args is not None
    assert news.args[0] == TODAY


def test_escape_leads_away(shown: YearPage, qtbot: QtBot) -> None:
    for place in (shown.timeline, shown.map.grid):
        place.setFocus()
        with qtbot.waitSignal(shown.left):
            QTest.keyClick(place, Key.Key_Escape)


def test_the_keyboard_is_always_in_sight(shown: YearPage, days: Days, qtbot: QtBot) -> None:
    for n in range(200):
        days.put(page(100 + n, date(2026, 1 + n % 10, 1 + n % 28)))
    shown.resize(700, 420)
    shown.show_days(TODAY)
    shown.timeline.setFocus()
    qtbot.waitUntil(shown.timeline.hasFocus)
    scroll = shown._area.verticalScrollBar()
    qtbot.waitUntil(lambda: scroll.maximum() > shown.timeline.height() - shown.height())
    for key in (Key.Key_End, Key.Key_PageUp, Key.Key_PageUp):
        QTest.keyClick(shown.timeline, key)
        row = shown.timeline.visualRect(shown.timeline.currentIndex())
        assert shown.rect().contains(shown.timeline.mapTo(shown, row.center())), key
    shown.map.grid.setFocus()
    assert not shown.map.grid.viewport().visibleRegion().isEmpty()
    shown.timeline.setFocus()
    qtbot.wait(20)
    row = shown.timeline.visualRect(shown.timeline.currentIndex())
    assert shown.rect().contains(shown.timeline.mapTo(shown, row.center()))


def test_an_empty_journal_says_what_will_be_here(days: Days, shown: YearPage) -> None:
    assert "Your days will be here." not in labels(shown)
    for number in range(1, 5):
        days.drop(id_of(number))
    shown.show_days(TODAY)
    assert "Your days will be here." in labels(shown)
    assert "entries" not in labels(shown)


def test_where_it_is_narrow_nothing_is_cut(shown: YearPage) -> None:
    shown.resize(330, 600)
    facts = shown.head._below
    assert facts.isVisible()
    assert not shown.head._beside.isVisible()


def test_cleared_it_holds_no_word(days: Days, shown: YearPage) -> None:
    days.clear()
    shown.clear()
    assert titles(shown) == []
    assert "written" not in labels(shown)
    assert "entries" not in labels(shown)
    assert shown.head._years.actions() == []
    assert shown.map.grid.model().rowCount() == 0
