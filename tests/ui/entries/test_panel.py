from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import Summary
from shadowjournal.entry import Moment
from tests.ui.seen import labels, rows
from ui.entries.delegate import EntriesDelegate
from ui.entries.panel import EntriesPanel
from ui.icons import Icons
from ui.theme import load_theme
from ui.widgets.row_delegate import RowDelegate

NOON = datetime(2026, 11, 22, 12)


def entry(number: int, days_ago: int, title: str = "A plain day", words: str = "Soup.") -> Summary:
    local = NOON - timedelta(days=days_ago)
    written = Moment(local, "UTC", local.replace(tzinfo=UTC))
    return Summary(f"{number:032x}", written, title, words, (), False, 1)


@pytest.fixture
def panel(qtbot: QtBot) -> EntriesPanel:
    panel = EntriesPanel(Icons(load_theme("light")))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    return panel


def chosen_row(panel: EntriesPanel) -> int | None:
    chosen = [index.row() for index in rows(panel).selectedIndexes()]
    return chosen[0] if chosen else None


def test_before_the_first_entry_the_list_says_what_will_be_here(panel: EntriesPanel) -> None:
    assert "Your entries will be here." in labels(panel)
    assert not rows(panel).isVisible()


def test_while_entries_are_opened_the_list_says_so(panel: EntriesPanel) -> None:
    panel.set_loading(True)
    assert "Opening your entries" in labels(panel)
    panel.put(entry(1, 0))
    assert rows(panel).isVisible()


def test_a_click_opens_an_entry(panel: EntriesPanel, qtbot: QtBot) -> None:
    panel.show_entries([entry(1, 0), entry(2, 1), entry(3, 2)])
    shown = rows(panel)
    place = shown.visualRect(shown.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.entry_chosen) as told:
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [f"{2:032x}"]
    assert chosen_row(panel) == 1


def test_the_arrows_look_and_enter_opens(panel: EntriesPanel) -> None:
    panel.show_entries([entry(n, n) for n in range(30)])
    panel.choose(f"{0:032x}")
    told: list[str] = []
    panel.entry_chosen.connect(told.append)
    shown = rows(panel)
    shown.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(shown, key)
    assert (told, chosen_row(panel)) == ([], 0)
    assert shown.currentIndex().row() == 29
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert told == [f"{29:032x}"]
    assert chosen_row(panel) == 29
    for key, row in ((Qt.Key.Key_PageUp, 28), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(shown, key)
        assert shown.currentIndex().row() <= row


def test_showing_an_entry_as_open_tells_nobody(panel: EntriesPanel, qtbot: QtBot) -> None:
    panel.show_entries([entry(1, 0), entry(2, 1)])
    with qtbot.assertNotEmitted(panel.entry_chosen):
        panel.choose(f"{2:032x}")
    assert chosen_row(panel) == 1
    panel.choose(None)
    assert chosen_row(panel) is None


def test_a_new_entry_shows_as_open_once_it_is_first_saved(panel: EntriesPanel) -> None:
    panel.show_entries([entry(1, 1)])
    panel.choose(f"{2:032x}")
    assert chosen_row(panel) is None
    panel.put(entry(2, 0))
    assert chosen_row(panel) == 0


def test_the_open_entry_stays_marked_when_others_come_and_its_date_changes(
    panel: EntriesPanel,
) -> None:
    panel.show_entries([entry(1, 0), entry(2, 1), entry(3, 2)])
    panel.choose(f"{2:032x}")
    panel.put(entry(4, -1))
    assert chosen_row(panel) == 2
    panel.put(replace(entry(2, 1), written=entry(2, 9).written))
    assert chosen_row(panel) == 3
    panel.drop(f"{1:032x}")
    assert chosen_row(panel) == 2


def test_the_last_entry_that_goes_leaves_the_quiet_note(panel: EntriesPanel) -> None:
    panel.show_entries([entry(1, 0)])
    panel.drop(f"{1:032x}")
    assert "Your entries will be here." in labels(panel)


def test_a_row_grows_when_its_words_need_another_line(panel: EntriesPanel, qtbot: QtBot) -> None:
    panel.show_entries([entry(1, 0), entry(2, 1)])
    shown = rows(panel)
    before = shown.visualRect(shown.model().index(0, 0)).height()
    panel.put(entry(1, 0, words="The radiator man came, and I noticed " * 3))
    qtbot.waitUntil(lambda: shown.visualRect(shown.model().index(0, 0)).height() > before)


def test_the_height_of_a_row_is_what_its_words_need(panel: EntriesPanel) -> None:
    words = ("", "Soup.", "The radiator man came while I was out", "It was " * 30)
    panel.show_entries([entry(n, n, title, w) for n, (title, w) in enumerate(
        (title, w) for title in ("A plain day", "") for w in words
    )])  # fmt: skip
    shown = rows(panel)
    delegate = shown.itemDelegate()
    assert isinstance(delegate, EntriesDelegate)
    option = QStyleOptionViewItem()
    option.widget = shown
    for width in (230, 290, 400):
        panel.resize(width, 700)
        for row in range(1, 8):  # the first has the month above it
            index = shown.model().index(row, 0)
            quick = shown.sizeHintForIndex(index).height()
            careful = RowDelegate.sizeHint(delegate, option, index).height()
            assert quick == careful, (row, width)


def test_the_list_has_a_name_for_a_screen_reader(panel: EntriesPanel) -> None:
    assert rows(panel).accessibleName() == "Entries"


def test_every_row_can_be_painted_in_both_themes(panel: EntriesPanel) -> None:
    rows = [entry(1, 0), entry(2, 0, ""), entry(3, 40, "", ""), entry(4, 40, "t" * 300)]
    panel.show_entries([replace(r, tags=("grief", "x" * 99), starred=True) for r in rows])
    light = panel.grab().toImage()
    panel.retint(Icons(load_theme("dark")))
    assert panel.grab().toImage() != light
