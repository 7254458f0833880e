from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import (
    QInputMethodEvent,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from ui.overlay import Laid, Overlay

NUMBER = re.compile("[0-9]+")


def slanted() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontItalic(True)
    return shape


class Numbers(Overlay):
    """Lays a slant over every number."""

    @override
    def look_over(self, block: QTextBlock) -> list[Laid]:
        found = NUMBER.finditer(block.text())
        return [Laid(each.start(), each.end() - each.start(), slanted()) for each in found]


class QtNumbers(QSyntaxHighlighter):
    """Does the same in Qt's own way."""

    @override
    def highlightBlock(self, text: str) -> None:
        for each in NUMBER.finditer(text):
            self.setFormat(each.start(), each.end() - each.start(), slanted())


class Areas(QObject):
    """Remembers which areas of a widget were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[QRect] = []
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.seen.append(event.rect())
        return False


def laid(page: QTextDocument) -> list[list[tuple[int, int, bool]]]:
    rows, block = [], page.begin()
    while block.isValid():
        formats = block.layout().formats()
        rows.append([(each.start, each.length, each.format.fontItalic()) for each in formats])
        block = block.next()
    return rows


EDITS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9), st.text("ab 12\n", max_size=5)), max_size=8
)


@given(EDITS)
@settings(deadline=None)
def test_whatever_is_written_and_undone_is_dressed_as_qt_would_dress_it(
    edits: list[tuple[int, int, str]],
) -> None:
    ours, other = QTextDocument(), QTextDocument()
    other.documentLayout()
    Numbers(ours)
    highlighter = QtNumbers(other)
    for page in (ours, other):
        page.setPlainText("one 1\ntwo 22 and 3\n\n4444")
        for place, removed, text in edits:
            cursor = QTextCursor(page)
            last = page.characterCount() - 1
            cursor.setPosition(min(place, last))
            cursor.setPosition(min(place + removed, last), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
        page.undo()
    highlighter.rehighlight()  # what it puts off it does now
    assert laid(ours) == laid(other)


def test_what_an_input_method_marks_in_the_text_it_composes_stays(qtbot: QtBot) -> None:
    page = QTextEdit()
    qtbot.addWidget(page)
    Numbers(page.document())
    page.setPlainText("12 and 34")
    cursor = page.textCursor()
    cursor.setPosition(4)
    page.setTextCursor(cursor)
    shape = QTextCharFormat()
    shape.setFontUnderline(True)
    mark = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, 5, shape)
    QApplication.sendEvent(page, QInputMethodEvent("nihon", [mark]))
    block = page.document().begin()
    assert block.layout().preeditAreaText() == "nihon"
    assert sorted(laid(page.document())[0]) == [(0, 2, True), (4, 5, False), (12, 2, True)]
    event = QInputMethodEvent()
    event.setCommitString("77")
    QApplication.sendEvent(page, event)
    assert page.toPlainText() == "12 a77nd 34"
    assert laid(page.document()) == [[(0, 2, True), (4, 2, True), (9, 2, True)]]


def test_a_key_after_what_is_dressed_paints_no_more_than_its_own_block(qtbot: QtBot) -> None:
    page = QTextEdit()
    qtbot.addWidget(page)
    Numbers(page.document())
    page.setPlainText("12 and more\nanother 5\nand 6")
    page.resize(300, 300)
    page.show()
    page.setFocus()
    qtbot.wait(50)
    cursor = page.textCursor()
    cursor.setPosition(len("12 and more"))
    page.setTextCursor(cursor)
    qtbot.wait(50)
    layout = page.document().documentLayout()
    second = layout.blockBoundingRect(page.document().findBlockByNumber(1)).toRect()
    areas = Areas(page.viewport())
    page.insertPlainText("x")
    qtbot.waitUntil(lambda: bool(areas.seen))
    assert not any(area.intersects(second.adjusted(0, 4, 0, -4)) for area in areas.seen)


def test_text_that_was_there_before_is_dressed_when_it_is_looked_at(qapp: QApplication) -> None:
    page = QTextDocument("1 and 2")
    overlay = Numbers(page)
    assert laid(page) == [[]]  # the overlay came after the text
    overlay.refresh_all()
    assert laid(page) == [[(0, 1, True), (6, 1, True)]]
