from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import Summary
from shadowjournal.entry import Moment
from shadowjournal.search import Piece, Snippet
from tests.ui.seen import labels, rows
from ui.icons import Icons
from ui.search.model import Result
from ui.search.panel import ResultsPanel
from ui.theme import load_theme
from ui.widgets.paragraph import Run
from ui.widgets.row_delegate import ROW

SNIPPET: Snippet = (
    Piece("… then I cleaned the ", False),
    Piece("kitchen", True),
    Piece(" …", False),
)


def result(number: int, title: str = "A plain day", starred: bool = False) -> Result:
    local = datetime(2025, 11, 14) - timedelta(days=number)
    written = Moment(local, "UTC", local.replace(tzinfo=UTC))
    return Summary(f"{number:032x}", written, title, "Soup.", (), starred, 1), SNIPPET


@pytest.fixture
def panel(qtbot: QtBot) -> ResultsPanel:
    panel = ResultsPanel(Icons(load_theme("light")))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    return panel


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 entry"), (23, "23 entries · best match first"), (2_304, "2,304 entries · best match")],
)
def test_the_panel_says_how_many_were_found(panel: ResultsPanel, number: int, words: str) -> None:
    panel.show_results("kitchen", [result(n) for n in range(number)])
    assert labels(panel).startswith(words)


def test_the_best_match_stays_on_top_whatever_its_date(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(5, "Best"), result(1, "Second"), result(9, "Third")])
    model = rows(panel).model()
    assert [model.index(row, 0).data() for row in range(3)] == ["Best", "Second", "Third"]


def test_the_words_that_were_found_are_marked(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(0)])
    row = rows(panel).model().index(0, 0).data(ROW)
    assert [run for run in row.body if run.is_marked] == [Run("kitchen", True)]
    assert row.when == "14 Nov 2025"


def test_nothing_found_is_said_with_a_next_step(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(0)])
    panel.show_results("xyzzy", [])
    assert "Nothing found for “xyzzy”." in labels(panel)
    assert "Try fewer words" in labels(panel)
    assert not rows(panel).isVisible()


def test_markup_in_a_query_is_shown_as_it_was_typed(panel: ResultsPanel) -> None:
    panel.show_results("<b>loud</b>", [])
    labels = panel.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_message_takes_the_place_of_what_was_found(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(0)])
    panel.show_message("There is a quotation mark too many.")
    assert labels(panel) == "There is a quotation mark too many."
    assert rows(panel).model().rowCount() == 0


def test_the_arrows_look_and_enter_opens(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(n) for n in range(5)])
    told: list[str] = []
    panel.entry_chosen.connect(told.append)
    panel.setFocus()
    shown = rows(panel)
    assert shown.hasFocus()
    assert shown.currentIndex().row() == 0
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert told == []
    QTest.keyClick(shown, Qt.Key.Key_Enter)
    assert told == [f"{1:032x}"]


def test_a_result_tells_a_screen_reader_all_that_it_shows(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(0, starred=True)])
    spoken = rows(panel).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    expected = "14 November 2025, A plain day, starred, … then I cleaned the kitchen …"
    assert spoken == expected
    assert rows(panel).accessibleName() == "Search results"


def test_the_open_entry_is_marked_among_the_results(panel: ResultsPanel, qtbot: QtBot) -> None:
    panel.show_results("kitchen", [result(n) for n in range(5)])
    with qtbot.assertNotEmitted(panel.entry_chosen):
        panel.choose(f"{3:032x}")
    assert [index.row() for index in rows(panel).selectedIndexes()] == [3]
    panel.choose("f" * 32)
    assert rows(panel).selectedIndexes() == []


def test_results_can_be_painted_in_both_themes(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(n, starred=True) for n in range(5)])
    light = panel.grab().toImage()
    panel.retint(Icons(load_theme("dark")))
    assert panel.grab().toImage() != light


def test_what_comes_in_while_the_arrows_look_moves_nobody_away(panel: ResultsPanel) -> None:
    panel.show_results("kitchen", [result(n) for n in range(5)])
    panel.choose(f"{1:032x}")
    panel.setFocus()
    shown = rows(panel)
    shown.setCurrentIndex(shown.model().index(3, 0))
    panel.show_results("kitchen", [result(n) for n in (4, 1, 3, 0)])
    assert shown.currentIndex().row() == 2
    assert [index.row() for index in shown.selectedIndexes()] == [1]
    panel.show_results("kitchen", [result(n) for n in (4, 0)])
    assert shown.currentIndex().row() == 0
    assert shown.selectedIndexes() == []
