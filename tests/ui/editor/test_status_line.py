from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.seen import buttons, labels
from ui.actions import Actions
from ui.editor.status_line import StatusLine
from ui.icons import Icons
from ui.theme import load_theme


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    line = StatusLine(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(line)
    line.resize(1000, 30)
    line.show()
    return line


@pytest.mark.parametrize(
    ("words", "said"),
    [(1, "1 word"), (199, "199 words"), (340, "340 words · 2 min to read")],
)
def test_a_longer_text_says_how_long_it_takes_to_read(
    line: StatusLine, words: int, said: str
) -> None:
    line.show_words(words)
    assert said in labels(line).split("\n")


def test_of_what_is_selected_the_words_are_counted(line: StatusLine) -> None:
    line.show_words(1_340)
    line.show_selected(12)
    assert "12 of 1,340 words selected" in labels(line)
    line.show_selected(0)
    assert "1,340 words · 7 min to read" in labels(line)


def test_an_empty_page_counts_nothing(line: StatusLine) -> None:
    line.show_words(0)
    assert "word" not in labels(line)


def test_where_it_is_narrow_less_is_said_and_nothing_cut(line: StatusLine) -> None:
    line.show_words(340)
    wide = line.sizeHint().width()
    line.resize(wide - 10, 30)
    assert "340 words" in labels(line)
    assert "min" not in labels(line)
    line.resize(line.minimumSizeHint())
    assert "words" not in labels(line)
    line.resize(1000, 30)
    assert "340 words · 2 min to read" in labels(line)


def linked(line: StatusLine) -> str:
    return next((words for words in buttons(line) if words not in HELP), "")


HELP = ("Too much right now?", "Help")


def test_the_entries_that_link_here_are_counted(line: StatusLine) -> None:
    assert linked(line) == ""
    line.show_linked(1)
    assert linked(line) == "Linked from 1 entry"
    line.show_linked(1_200)
    assert linked(line) == "Linked from 1,200 entries"
    line.show_linked(0)
    assert linked(line) == ""


def test_of_links_too_less_is_said_where_it_is_narrow_and_nothing_cut(line: StatusLine) -> None:
    line.show_words(340)
    line.show_linked(30)
    said = []
    for width in range(line.sizeHint().width(), line.minimumSizeHint().width() - 1, -1):
        line.resize(width, 30)
        line._row.activate()
        said.append(linked(line))
        shown = [b for b in line.findChildren(QPushButton) if b.isVisible()]
        assert [b.text() for b in shown if b.width() < b.sizeHint().width()] == [], width
    ever_less = ["Linked from 30 entries", "30 links here", "\u2190 30", ""]
    assert list(dict.fromkeys(said)) == ever_less
    assert {*HELP} <= {*buttons(line)}
