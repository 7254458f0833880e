from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Document
from ui.editor.page import Page
from ui.theme import load_theme


class Writer:
    """Writes on a page as a person does: with keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def types(self, *strokes: str | Qt.Key) -> None:
        for stroke in strokes:
            if isinstance(stroke, str):
                QTest.keyClicks(self.page, stroke)
            else:
                QTest.keyClick(self.page, stroke)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.page, key, modifier)

    def blocks(self) -> tuple[Block, ...]:
        return self.page.written().blocks

    def shows(self, *blocks: Block) -> None:
        self.page.show_document(Document(blocks))

    def goes_to(self, block: int, place: int = 0) -> None:
        cursor = self.page.textCursor()
        cursor.setPosition(self.page.document().findBlockByNumber(block).position() + place)
        self.page.setTextCursor(cursor)

    def selects(self, start: Sequence[int], end: Sequence[int]) -> None:
        cursor = self.page.textCursor()
        page = self.page.document()
        cursor.setPosition(page.findBlockByNumber(start[0]).position() + start[1])
        cursor.setPosition(
            page.findBlockByNumber(end[0]).position() + end[1], cursor.MoveMode.KeepAnchor
        )
        self.page.setTextCursor(cursor)


@pytest.fixture
def writer(qtbot: QtBot) -> Writer:
    page = Page(load_theme("light"))
    qtbot.addWidget(page)
    return Writer(page)
