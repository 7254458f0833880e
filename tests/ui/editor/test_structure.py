"""What a screen reader hears of the page and of all around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
    spans,
)
from shadowjournal.entry import Entry
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.icons import Icons
from ui.theme import load_theme

WORDS = spans(["words"])
TOLD: list[tuple[Block, str]] = [
    (Paragraph(WORDS), ""),
    (Paragraph(), ""),
    (Heading(1, WORDS), "Heading 1"),
    (Heading(3, WORDS), "Heading 3"),
    (Quote(WORDS), "Quotation"),
    (Code("words"), "Code"),
    (Rule(), "Dividing line"),
    (ListItem("bullet", 0, False, WORDS), "Bullet"),
    (ListItem("bullet", 2, False, WORDS), "Bullet, level 3"),
    (ListItem("number", 0, False, WORDS), "Number 1"),
    (ListItem("check", 0, False, WORDS), "Check box, not checked"),
    (ListItem("check", 1, True, WORDS), "Check box, checked, level 2"),
    (Figure("a" * 32), "Picture"),
    (Figure("a" * 32, "A heron at the water"), "Picture: A heron at the water"),
]


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(1004, 840)
    made.show()
    made.activateWindow()
    made.focus_text()
    qtbot.waitUntil(made.page.hasFocus)
    return made


@pytest.fixture
def heard(editor: EntryEditor) -> list[str]:
    said: list[str] = []
    editor.structure.announced.connect(said.append)
    return said


def show(editor: EntryEditor, *blocks: Block) -> None:
    editor.show_entry(replace(Entry.begin(), document=Document(blocks)))


def go_to(editor: EntryEditor, number: int) -> None:
    block = editor.page.document().findBlockByNumber(number)
    editor.page.setTextCursor(QTextCursor(block))
    QApplication.processEvents()


def accessible(editor: EntryEditor) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(editor.page)


def described(editor: EntryEditor) -> str:
    return accessible(editor).text(QAccessible.Text.Description)


@pytest.mark.parametrize(("block", "words"), TOLD)
def test_the_page_says_what_the_cursor_stands_in(
    editor: EntryEditor, block: Block, words: str
) -> None:
    show(editor, Paragraph(WORDS), block, Paragraph(WORDS))
    go_to(editor, 1)
    assert described(editor) == words
    go_to(editor, 2)
    assert described(editor) == ""


def test_numbers_are_those_that_are_seen(editor: EntryEditor) -> None:
    show(editor, *(ListItem("number", 0, False, WORDS),) * 12)
    go_to(editor, 11)
    assert described(editor) == "Number 12"


def test_moving_down_a_page_says_each_kind_as_it_is_reached(
    editor: EntryEditor, heard: list[str]
) -> None:
    item = ListItem("bullet", 0, False, WORDS)
    show(editor, Heading(2, WORDS), Paragraph(WORDS), Paragraph(WORDS), item, item, Quote(WORDS))
    go_to(editor, 0)
    heard.clear()
    for _ in range(5):
        QTest.keyClick(editor.page, Qt.Key.Key_Down)
        QApplication.processEvents()
    assert heard == ["Text", "Bullet", "Bullet", "Quotation"]


def test_typing_says_nothing_and_a_change_of_kind_does(
    editor: EntryEditor, heard: list[str]
) -> None:
    show(editor, Paragraph(WORDS))
    heard.clear()
    QTest.keyClicks(editor.page, " and more")
    assert heard == []
    for change in (
        editor.commands.heading_2.trigger,
        editor.commands.checks.trigger,
        editor.page.undo,
    ):
        change()
        QApplication.processEvents()
    assert heard == ["Heading 2", "Check box, not checked", "Heading 2"]


def test_the_text_its_cursor_and_its_selection_are_there(editor: EntryEditor) -> None:
    show(editor, Heading(2, spans(["One"])), Paragraph(spans(["two three"])))
    text = accessible(editor).textInterface()
    assert accessible(editor).role() is QAccessible.Role.EditableText
    assert text.text(0, text.characterCount()) == "One\ntwo three"
    assert text.cursorPosition() == 13
    text.setCursorPosition(4)
    QApplication.processEvents()
    assert described(editor) == ""
    text.setCursorPosition(1)
    QApplication.processEvents()
    assert described(editor) == "Heading 2"
    text.setSelection(0, 4, 7)
    assert editor.page.textCursor().selectedText() == "two"
    assert text.characterRect(5).height() > 0


def test_another_entry_brings_another_text_to_the_reader(editor: EntryEditor) -> None:
    show(editor, Quote(spans(["secretword"])))
    assert described(editor) == "Quotation"
    show(editor, Figure("a" * 32, "secretword"))
    go_to(editor, 0)
    assert "secretword" in described(editor)
    editor.clear()
    text = accessible(editor).textInterface()
    assert text.text(0, text.characterCount()) == ""
    assert described(editor) == ""


def all_in(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield root
    for number in range(root.childCount()):
        child = root.child(number)
        if child.isValid():
            yield from all_in(child)


def test_all_that_can_be_focused_has_a_name(editor: EntryEditor) -> None:
    entry = replace(Entry.begin(), tags=("one", "two"), document=Document((Paragraph(WORDS),)))
    editor.show_entry(entry)
    reached = 0
    for each in all_in(QAccessible.queryAccessibleInterface(editor)):
        state = each.state()
        if state.focusable and not state.invisible:
            reached += 1
            assert each.text(QAccessible.Text.Name), each.object()
    assert reached > 10
