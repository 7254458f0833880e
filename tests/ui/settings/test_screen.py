from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seen import buttons, focused, labels, nameless
from ui.icons import Icons
from ui.settings.screen import SettingsScreen
from ui.theme import load_theme


def a_page(words: str) -> QWidget:
    page = QWidget()
    QVBoxLayout(page).addWidget(QCheckBox(words))
    return page


@pytest.fixture
def screen(qtbot: QtBot) -> SettingsScreen:
    screen = SettingsScreen(Icons(load_theme("light")))
    screen.add_page("Lock", "ph.lock-simple", a_page("on minimise"))
    screen.add_page("Colours", "ph.palette", a_page("dark"))
    qtbot.addWidget(screen)
    screen.resize(900, 600)
    screen.show()
    screen.activateWindow()
    qtbot.waitActive(screen)
    screen.setFocus()
    return screen


def test_the_first_page_is_shown_under_its_title(screen: SettingsScreen) -> None:
    assert screen.page_shown == "Lock"
    assert labels(screen).splitlines() == ["SETTINGS", "Lock"]


def test_the_arrow_keys_turn_the_pages(screen: SettingsScreen) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert screen.page_shown == "Colours"
    assert "Colours" in labels(screen).splitlines()
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert screen.page_shown == "Lock"


def test_tab_leads_over_the_way_out_into_the_page(screen: SettingsScreen) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is buttons(screen)["Back"]
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    found = focused()
    assert isinstance(found, QCheckBox)
    assert found.text() == "on minimise"


def test_a_page_is_shown_by_its_title_and_an_unknown_one_changes_nothing(
    screen: SettingsScreen,
) -> None:
    screen.show_page("Colours")
    assert screen.page_shown == "Colours"
    screen.show_page("Sounds")
    assert screen.page_shown == "Colours"


def test_escape_and_back_lead_out(screen: SettingsScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(screen.closed):
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
    with qtbot.waitSignal(screen.closed):
        QTest.mouseClick(buttons(screen)["Back"], Qt.MouseButton.LeftButton)


def test_everything_that_takes_the_keyboard_has_a_name(screen: SettingsScreen) -> None:
    assert nameless(screen) == []


def test_a_page_too_long_for_the_window_scrolls(screen: SettingsScreen, qtbot: QtBot) -> None:
    long = QWidget()
    column = QVBoxLayout(long)
    for number in range(60):
        column.addWidget(QPushButton(f"button {number}"))
    screen.add_page("Long", "ph.gear-six", long)
    screen.show_page("Long")
    last = buttons(screen)["button 59"]
    last.setFocus()
    area = screen.findChildren(QScrollArea)[-1]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.ensureWidgetVisible(last)
    assert not last.visibleRegion().isEmpty()
    assert screen.height() == 600
