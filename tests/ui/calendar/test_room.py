from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import Summary
from shadowjournal.days import Days
from tests.ui.calendar.pages import TODAY, id_of, page
from tests.ui.seen import buttons, focused, labels, nameless
from ui.calendar.room import NONE, CalendarRoom
from ui.icons import Icons
from ui.theme import load_theme

BACK = [
    page(1, date(2025, 11, 22), "A Sunday without checking"),
    page(2, date(2023, 11, 22), "We drove back in silence"),
    page(3, date(2021, 11, 22), ""),
]


@pytest.fixture
def room(qtbot: QtBot) -> CalendarRoom:
    room = CalendarRoom(Days(), Icons(load_theme("light")))
    qtbot.addWidget(room)
    room.resize(300, 620)
    room.show()
    room.activateWindow()
    return room


def test_this_day_of_earlier_years_stands_on_cards(room: CalendarRoom) -> None:
    room.show_cards(BACK, TODAY)
    model = room.cards.model()
    spoken = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(len(BACK))
    ]
    assert spoken == [
        "A Sunday without checking, 1 year ago · 22 November 2025",
        "We drove back in silence, 3 years ago · 22 November 2023",
        "Soup. The radiator man came., 5 years ago · 22 November 2021",
    ]
    assert NONE not in labels(room)
    assert nameless(room) == []


def test_where_nothing_comes_back_a_line_says_so_and_can_be_read_by_keyboard(
    room: CalendarRoom,
) -> None:
    assert NONE in labels(room)
    room.focus_cards()
    assert focused().accessibleName() == NONE


def test_the_arrows_look_and_enter_opens(room: CalendarRoom, qtbot: QtBot) -> None:
    room.show_cards(BACK, TODAY)
    room.focus_cards()
    assert focused() is room.cards
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    with qtbot.waitSignal(room.entry_chosen) as told:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert told.args == [id_of(2)]


def test_the_keyboard_finds_every_card_in_a_low_window(room: CalendarRoom, qtbot: QtBot) -> None:
    room.resize(300, 380)
    room.show_cards([page(n, date(2025 - n, 11, 22)) for n in range(20)], TODAY)
    room.focus_cards()
    qtbot.wait(20)
    first = room.cards.visualRect(room.cards.model().index(0, 0))
    assert room.rect().contains(room.cards.mapTo(room, first.center()))
    QTest.keyClick(focused(), Qt.Key.Key_End)
    last = room.cards.visualRect(room.cards.model().index(19, 0))
    assert room.rect().contains(room.cards.mapTo(room, last.center()))


def test_the_menu_key_asks_for_the_menu_of_the_card(room: CalendarRoom, qtbot: QtBot) -> None:
    room.show_cards(BACK, TODAY)
    room.focus_cards()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(room.card_menu_wanted) as told:
        QApplication.sendEvent(room.cards.viewport(), asked)
    assert told.args is not None
    assert told.args[0] == BACK[0]


def test_the_keyboard_stays_on_its_card_when_the_same_cards_come_again(room: CalendarRoom) -> None:
    room.show_cards(BACK, TODAY)
    room.focus_cards()
    QTest.keyClick(focused(), Qt.Key.Key_End)
    room.show_cards([*BACK], TODAY)
    assert room.cards.currentIndex().row() == 2


def test_the_keyboard_is_not_lost_with_the_last_card(room: CalendarRoom) -> None:
    room.show_cards(BACK[:1], TODAY)
    room.focus_cards()
    room.show_cards([], TODAY)
    assert focused().accessibleName() == NONE


def test_what_was_done_to_a_card_is_said_with_an_undo(room: CalendarRoom, qtbot: QtBot) -> None:
    assert "Undo" not in buttons(room)
    room.tell("That page will not come up again.")
    assert "That page will not come up again." in labels(room)
    with qtbot.waitSignal(room.undo_wanted):
        buttons(room)["Undo"].click()
    room.tell("")
    assert "Undo" not in buttons(room)


def test_cleared_it_holds_no_word(room: CalendarRoom) -> None:
    room.show_cards(BACK, TODAY)
    room.tell("That page will not come up again.")
    room.clear()
    assert room.cards.model().rowCount() == 0
    assert "That page" not in labels(room)
    held: list[Summary] = [*room.cards._model._entries]
    assert held == []
