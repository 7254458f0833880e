"""Whatever is pressed in whatever order: the page can be read, and what was typed is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    document,
    spans,
)
from shadowjournal.formats.to_plain import plain_text
from tests.strategies import documents
from tests.ui.editor.conftest import Writer
from ui.editor.from_page import blocks_of, is_figure, list_of, read_page
from ui.editor.insertion import insert_block, insert_document
from ui.editor.links import set_link
from ui.editor.manner import Manner
from ui.editor.marks import PICTURE_CHARACTER, is_rule
from ui.editor.to_page import write_page
from ui.editor.verbs import Mark, indent, make, set_mark, toggle_checks
from ui.quotes import quotes_of

Act: TypeAlias = Callable[[Writer], None]

MARKS: list[Mark] = ["bold", "italic", "underline", "strike", "highlight", "code"]
KINDS: list[Block] = [
    Paragraph(),
    Heading(1),
    Heading(3),
    ListItem("bullet"),
    ListItem("number"),
    ListItem("check"),
    Quote(),
    Code(),
]
SOLIDS: list[Block] = [Rule(), Figure("c" * 32, "a cup")]
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
EDITING_KEYS = [
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_Return, SHIFT),
    (Qt.Key.Key_Return, CONTROL),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Backspace, CONTROL),
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Delete, CONTROL),
    (Qt.Key.Key_Tab, NONE),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_Z, CONTROL),
    (Qt.Key.Key_Z, CONTROL | SHIFT),
    (Qt.Key.Key_Up, ALT),
    (Qt.Key.Key_Down, ALT),
]
DELETIONS = [
    (Qt.Key.Key_Delete, NONE),
    (Qt.Key.Key_Backspace, NONE),
    (Qt.Key.Key_Return, NONE),
    (Qt.Key.Key_X, CONTROL),
    (Qt.Key.Key_A, NONE),
]
MOVES = [
    (Qt.Key.Key_Left, NONE),
    (Qt.Key.Key_Right, NONE),
    (Qt.Key.Key_Up, NONE),
    (Qt.Key.Key_Down, NONE),
    (Qt.Key.Key_Home, NONE),
    (Qt.Key.Key_End, NONE),
]
SELECTIONS = [
    (Qt.Key.Key_Left, SHIFT | CONTROL),
    (Qt.Key.Key_Down, SHIFT),
    (Qt.Key.Key_End, SHIFT | CONTROL),
    (Qt.Key.Key_A, CONTROL),
]


def key(stroke: tuple[Qt.Key, Qt.KeyboardModifier]) -> Act:
    def press(writer: Writer) -> None:
        writer.presses(*stroke)

    return press


def words(text: str) -> Act:
    def type_(writer: Writer) -> None:
        writer.types(text)

    return type_


def at(place: int) -> Act:
    def go(writer: Writer) -> None:
        cursor = writer.page.textCursor()
        cursor.setPosition(place % writer.page.document().characterCount())
        writer.page.setTextCursor(cursor)

    return go


def between(places: tuple[int, int]) -> Act:
    def select(writer: Writer) -> None:
        cursor = writer.page.textCursor()
        size = writer.page.document().characterCount()
        cursor.setPosition(places[0] % size)
        cursor.setPosition(places[1] % size, cursor.MoveMode.KeepAnchor)
        writer.page.setTextCursor(cursor)

    return select


def meld(where: tuple[int, int, int, tuple[Qt.Key, Qt.KeyboardModifier]]) -> Act:
    """Select across the border of two blocks, and press a key on that."""

    def do(writer: Writer) -> None:
        number, before, after, stroke = where
        cursor = writer.page.textCursor()
        page = writer.page.document()
        border = page.findBlockByNumber(number % page.blockCount()).position()
        cursor.setPosition(max(border - 1 - before, 0))
        end = min(border + after, page.characterCount() - 1)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        writer.page.setTextCursor(cursor)
        writer.presses(*stroke)

    return do


def make_(kind: Block) -> Act:
    return lambda writer: make(writer.page.textCursor(), kind)


def insert_(block: Block) -> Act:
    return lambda writer: insert_block(writer.page.textCursor(), block)


def mark_(mark: Mark) -> Act:
    return lambda writer: set_mark(writer.page.textCursor(), mark, is_on=True)


def paste_(content: Document) -> Act:
    return lambda writer: insert_document(writer.page.textCursor(), content)


def check_(writer: Writer) -> None:
    toggle_checks(writer.page.textCursor())


def deeper_(writer: Writer) -> None:
    indent(writer.page.textCursor(), 1)


def link_(address: str | None) -> Act:
    return lambda writer: set_link(writer.page.textCursor(), address)


VERBS: list[Act] = [
    *map(make_, KINDS),
    *map(insert_, SOLIDS),
    *map(mark_, MARKS),
    link_("https://a.example"),
    link_(None),
    check_,
    deeper_,
]
# Short blocks of every kind: here nearly every place is one where two kinds meet.
SHORT: list[Block] = [
    *SOLIDS,
    Paragraph(),
    Paragraph(spans(["ab"])),
    Heading(2, spans(["cd"])),
    ListItem("number", 0, spans=spans(["ef"])),
    ListItem("number", 1, spans=spans(["gh"])),
    ListItem("check", 0, True, spans(["ij"])),
    Quote(spans(["kl"])),
    Code("mn\nop"),
]
STARTS = st.lists(st.sampled_from(SHORT), min_size=1, max_size=8).map(document) | documents()
TYPED = [
    "a",
    "to be ",
    "1. ",
    "# ",
    "- ",
    "[] ",
    "> ",
    "``` ",
    "---",
    "**b**",
    "`c`",
    "...",
    ' "q" -- ',
]
PLACES = st.integers(0, 25)
PASTES = documents().map(paste_)
ACTS = st.one_of(
    st.sampled_from([key(stroke) for stroke in (*EDITING_KEYS, *MOVES, *SELECTIONS)]),
    st.sampled_from(VERBS),
    PLACES.map(at),
    st.tuples(PLACES, PLACES).map(between),
    st.tuples(
        st.integers(1, 7), st.integers(0, 1), st.integers(0, 1), st.sampled_from(DELETIONS)
    ).map(meld),
    st.sampled_from([key(stroke) for stroke in DELETIONS]),
    st.sampled_from(TYPED).map(words),
    PASTES,
)
MANY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=int(os.environ.get("GESTURES", "900")) // 15,
)
"""`GESTURES` says how many are tried in each test."""


@pytest.fixture(autouse=True)
def _writes_in_every_manner(writer: Writer) -> None:
    writer.page.set_manner(Manner(has_shorthand=True, quotes=quotes_of("fr")))


def is_in_order(page: QTextDocument) -> bool:
    for block in blocks_of(page):
        if PICTURE_CHARACTER in block.text() and not is_figure(block):
            return False
        if is_rule(block.blockFormat()) and block.text():
            return False
    return True


@given(start=STARTS, acts=st.lists(ACTS, max_size=15))
@MANY
def test_after_anything_the_page_reads_as_what_it_shows(
    writer: Writer, start: Document, acts: list[Act]
) -> None:
    writer.page.show_document(start)
    for act in acts:
        act(writer)
        assert writer.page.written() == read_page(writer.page.document())
    content = writer.page.written()
    assert is_in_order(writer.page.document())
    again = QTextDocument()
    write_page(content, again)
    assert read_page(again) == content
    assert _numbers(again) == _numbers(writer.page.document())


def _numbers(page: QTextDocument) -> list[int]:
    lists = [(block, list_of(block)) for block in blocks_of(page)]
    return [items.itemNumber(block) if items is not None else -1 for block, items in lists]


@given(start=STARTS, acts=st.lists(ACTS, max_size=15))
@MANY
def test_undoing_everything_brings_back_what_was_there(
    writer: Writer, start: Document, acts: list[Act]
) -> None:
    writer.page.show_document(start)
    for act in acts:
        act(writer)
    page = writer.page.document()
    end = None if page.isRedoAvailable() else writer.page.written()
    while page.isUndoAvailable():
        writer.page.undo()
    assert writer.page.written() == start
    while page.isRedoAvailable():
        writer.page.redo()
    assert end is None or writer.page.written() == end


SAFE_KEYS = [
    stroke for stroke in EDITING_KEYS if stroke[0] == Qt.Key.Key_Return or stroke[1] == ALT
]
SAFE = st.one_of(
    st.sampled_from([key(stroke) for stroke in (*SAFE_KEYS, *MOVES)]),
    st.sampled_from(VERBS),
    PLACES.map(at),
)


@given(start=STARTS, acts=st.lists(SAFE, max_size=8), place=PLACES)
@MANY
def test_no_typed_word_is_ever_lost(
    writer: Writer, start: Document, acts: list[Act], place: int
) -> None:
    writer.page.show_document(start)
    at(place)(writer)
    writer.types("zq")
    for act in acts:
        cursor = writer.page.textCursor()
        cursor.clearSelection()
        writer.page.setTextCursor(cursor)
        act(writer)
        writer.types("zq")
    assert _count(writer.page.written()) == _count(start) + len(acts) + 1


def _count(content: Document) -> int:
    return plain_text(content).count("z")
