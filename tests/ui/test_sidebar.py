from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.icons import Icons
from ui.sidebar import Sidebar
from ui.theme import load_theme


class House:
    """A sidebar with a plain list in each of its rooms."""

    def __init__(self) -> None:
        self.prompts, self.entries, self.results = (QListWidget() for _ in range(3))
        icons = Icons(load_theme("light"))
        self.sidebar = Sidebar(self.prompts, self.entries, self.results, icons)
        search = self.sidebar.findChild(QLineEdit)
        assert isinstance(search, QLineEdit)
        self.search = search

    def shown(self) -> list[str]:
        rooms = {"prompts": self.prompts, "entries": self.entries, "results": self.results}
        return [name for name, room in rooms.items() if room.isVisible()]

    def button(self, name: str) -> QToolButton:
        found = (b for b in self.sidebar.findChildren(QToolButton) if b.accessibleName() == name)
        return next(found)


@pytest.fixture
def house(qtbot: QtBot) -> House:
    house = House()
    qtbot.addWidget(house.sidebar)
    house.sidebar.resize(316, 700)
    house.sidebar.show()
    house.sidebar.activateWindow()
    qtbot.waitUntil(house.sidebar.isActiveWindow)
    return house


def test_the_sidebar_opens_on_the_prompts(house: House) -> None:
    assert house.shown() == ["prompts"]


def test_only_the_chosen_room_shows_its_word(house: House) -> None:
    QTest.mouseClick(house.button("Entries"), Qt.MouseButton.LeftButton)
    assert house.shown() == ["entries"]
    assert (house.button("Entries").text().strip(), house.button("Prompts").text()) == (
        "Entries",
        "",
    )
    assert house.button("Entries").isChecked()
    assert not house.button("Prompts").isChecked()


def test_the_lock_is_one_press_away(house: House, qtbot: QtBot) -> None:
    with qtbot.waitSignal(house.sidebar.lock_wanted):
        QTest.mouseClick(house.button("Lock the journal"), Qt.MouseButton.LeftButton)


def test_what_is_found_stands_where_the_room_was_while_searching(house: House) -> None:
    house.sidebar.show_room("entries")
    QTest.keyClicks(house.search, "kitchen")
    assert house.shown() == ["results"]
    house.sidebar.clear_search()
    assert house.shown() == ["entries"]


def test_blanks_are_no_search(house: House) -> None:
    told = QSignalSpy(house.sidebar.search_changed)
    QTest.keyClicks(house.search, "   ")
    assert house.shown() == ["prompts"]
    assert told.count() == 0


def test_quick_typing_searches_once(house: House, qtbot: QtBot) -> None:
    told = QSignalSpy(house.sidebar.search_changed)
    with qtbot.waitSignal(house.sidebar.search_changed):
        QTest.keyClicks(house.search, " kitchen ")
    assert [told.at(n) for n in range(told.count())] == [["kitchen"]]
    assert house.sidebar.search_text == "kitchen"


def test_an_emptied_field_is_told_at_once(house: House, qtbot: QtBot) -> None:
    with qtbot.waitSignal(house.sidebar.search_changed):
        QTest.keyClicks(house.search, "kitchen")
    told = QSignalSpy(house.sidebar.search_changed)
    house.search.clear()
    assert [told.at(n) for n in range(told.count())] == [[""]]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_the_keyboard_goes_from_the_words_into_what_was_found(house: House, key: Qt.Key) -> None:
    told = QSignalSpy(house.sidebar.search_changed)
    house.sidebar.focus_search()
    QTest.keyClicks(house.search, "kitchen")
    QTest.keyClick(house.search, key)
    assert house.results.hasFocus()
    assert told.at(0) == ["kitchen"]


@pytest.mark.parametrize("place", ["search", "results"])
def test_escape_ends_the_search_wherever_the_keyboard_is_and_leads_back_to_the_page(
    qtbot: QtBot, house: House, place: str
) -> None:
    QTest.keyClicks(house.search, "kitchen")
    widget: QWidget = getattr(house, place)
    widget.setFocus()
    with qtbot.waitSignal(house.sidebar.left, timeout=1000):
        QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert house.search.text() == ""
    assert house.shown() == ["prompts"]


def test_escape_leads_back_to_the_page_where_nothing_is_searched_for(
    qtbot: QtBot, house: House
) -> None:
    house.search.setFocus()
    with qtbot.waitSignal(house.sidebar.left, timeout=1000):
        QTest.keyClick(house.search, Qt.Key.Key_Escape)


def test_going_to_a_room_ends_the_search(house: House) -> None:
    QTest.keyClicks(house.search, "kitchen")
    QTest.mouseClick(house.button("Prompts"), Qt.MouseButton.LeftButton)
    assert house.search.text() == ""
    assert house.shown() == ["prompts"]


def test_searching_again_begins_over_the_old_words(house: House) -> None:
    QTest.keyClicks(house.search, "kitchen")
    house.sidebar.focus_search()
    assert house.search.selectedText() == "kitchen"
    assert house.search.hasFocus()


def test_everything_the_keyboard_reaches_has_a_name(house: House) -> None:
    own = [w for w in house.sidebar.findChildren(QWidget) if w.parent() is house.sidebar]
    reached = [w for w in own if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) == 3  # the rooms are one stop; the arrows go from room to room
    assert all(widget.accessibleName() for widget in reached)


def test_the_icons_change_with_the_theme(house: House) -> None:
    before = house.button("Prompts").grab().toImage()
    house.sidebar.retint(Icons(load_theme("dark")))
    assert house.button("Prompts").grab().toImage() != before
