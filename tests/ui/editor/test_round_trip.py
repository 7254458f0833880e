from __future__ import annotations

import pytest
from hypothesis import given, settings
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Document, ListItem, Paragraph
from tests.strategies import documents
from ui.editor.from_page import list_of, read_page
from ui.editor.to_page import relist, write_page


@given(content=documents())
@settings(deadline=None)
def test_what_is_put_into_the_page_is_read_from_it_exactly(qapp: object, content: Document) -> None:
    page = QTextDocument()
    write_page(content, page)
    assert read_page(page) == content
    assert not page.isUndoAvailable()
    assert not page.isModified()


@given(first=documents(), second=documents())
@settings(deadline=None, max_examples=40)
def test_nothing_of_one_entry_is_left_when_another_is_shown(
    qapp: object, first: Document, second: Document
) -> None:
    page = QTextDocument()
    write_page(first, page)
    write_page(second, page)
    assert read_page(page) == second


@given(content=documents())
@settings(deadline=None, max_examples=60)
def test_a_page_fresh_from_writing_has_its_lists_in_order_already(
    qapp: object, content: Document
) -> None:
    page = QTextDocument()
    write_page(content, page)
    relist(page)
    assert not page.isUndoAvailable()


def _numbers(page: QTextDocument) -> list[int]:
    found = []
    for place in range(page.blockCount()):
        block = page.findBlockByNumber(place)
        items = list_of(block)
        found.append(items.itemNumber(block) + 1 if items is not None else 0)
    return found


@pytest.mark.parametrize(
    ("blocks", "numbers"),
    [
        ([("number", 0), ("number", 0), ("number", 0)], [1, 2, 3]),
        ([("number", 0), ("number", 1), ("number", 0), ("number", 1)], [1, 1, 2, 1]),
        ([("number", 0), None, ("number", 0)], [1, 0, 1]),
        ([("number", 0), ("bullet", 1), ("number", 0)], [1, 1, 2]),
        ([("number", 0), ("bullet", 0), ("number", 0)], [1, 1, 1]),
    ],
)
def test_numbers_run_on_over_deeper_items_and_start_again_after_anything_else(
    qtbot: QtBot, blocks: list[tuple[str, int] | None], numbers: list[int]
) -> None:
    made: list[Block] = [
        Paragraph()
        if each is None
        else ListItem("number" if each[0] == "number" else "bullet", each[1])
        for each in blocks
    ]
    page = QTextDocument()
    write_page(Document(tuple(made)), page)
    assert _numbers(page) == numbers
