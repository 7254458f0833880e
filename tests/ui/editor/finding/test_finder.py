from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from tests.builders import an_entry, text
from tests.ui.seen import nameless
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.finding.bar import FindBar
from ui.editor.finding.preview import ReplacePreview
from ui.icons import Icons
from ui.theme import load_theme

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_entry(an_entry("", "bread and salt", "Bread again", "no more bread"))
    made.put_cursor(0)
    return made


def bar(editor: EntryEditor) -> FindBar:
    (found,) = editor.findChildren(FindBar)
    return found


def fields(editor: EntryEditor) -> list[QLineEdit]:
    return [field for field in bar(editor).findChildren(QLineEdit) if field.isVisible()]


def count(editor: EntryEditor) -> str:
    return bar(editor).findChildren(QLabel)[0].text()


def chosen(editor: EntryEditor) -> str:
    return editor.page.textCursor().selectedText()


def test_enter_goes_from_place_to_place_and_round(editor: EntryEditor) -> None:
    editor.commands.find.trigger()
    [field] = fields(editor)
    QTest.keyClicks(field, "bread")
    assert (chosen(editor), count(editor)) == ("bread", "1 of 3")
    QTest.keyClick(field, ENTER)
    assert (chosen(editor), count(editor)) == ("Bread", "2 of 3")
    editor.commands.find_next.trigger()
    editor.commands.find_next.trigger()
    assert count(editor) == "1 of 3"
    QTest.keyClick(field, ENTER, SHIFT)
    assert count(editor) == "3 of 3"
    editor.commands.find_previous.trigger()
    assert count(editor) == "2 of 3"
    assert nameless(bar(editor)) == []


def test_escape_leaves_the_cursor_at_what_was_found(editor: EntryEditor) -> None:
    editor.commands.find.trigger()
    QTest.keyClicks(fields(editor)[0], "again")
    QTest.keyClick(fields(editor)[0], ESCAPE)
    assert not bar(editor).isVisible()
    assert chosen(editor) == "again"
    assert editor.page.extraSelections() == []


def test_what_is_selected_is_looked_for(editor: EntryEditor) -> None:
    cursor = editor.page.textCursor()
    cursor.setPosition(10)
    cursor.setPosition(14, cursor.MoveMode.KeepAnchor)
    editor.page.setTextCursor(cursor)
    editor.commands.find.trigger()
    assert fields(editor)[0].text() == "salt"


def test_what_is_not_there_is_said(editor: EntryEditor) -> None:
    editor.commands.find.trigger()
    QTest.keyClicks(fields(editor)[0], "honey")
    assert count(editor) == "Not on this page"


def test_writing_on_keeps_the_count_true(editor: EntryEditor, qtbot: QtBot) -> None:
    editor.commands.find.trigger()
    QTest.keyClicks(fields(editor)[0], "bread")
    editor.put_cursor(10_000)
    QTest.keyClicks(editor.page, " bread")
    qtbot.waitUntil(lambda: count(editor).endswith("4"))


def test_one_place_is_replaced_and_the_next_is_shown(editor: EntryEditor) -> None:
    editor.commands.replace.trigger()
    find, replacement = fields(editor)
    QTest.keyClicks(find, "bread")
    replacement.setFocus()
    QTest.keyClicks(replacement, "toast")
    QTest.keyClick(replacement, ENTER)
    assert editor.entry().document == text("toast and salt", "Bread again", "no more bread")
    assert (chosen(editor), count(editor)) == ("Bread", "1 of 2")


def test_all_are_seen_before_any_is_replaced_and_each_can_stay(editor: EntryEditor) -> None:
    before = editor.entry().document
    editor.commands.replace.trigger()
    find, replacement = fields(editor)
    QTest.keyClicks(find, "bread")
    QTest.keyClicks(replacement, "toast")
    bar(editor).all_wanted.emit()
    (preview,) = editor.findChildren(ReplacePreview)
    rows = preview.findChildren(QListWidget)[0]
    assert [rows.item(n).text() for n in range(3)] == [
        "[bread → toast] and salt",
        "[Bread → toast] again",
        "no more [bread → toast]",
    ]
    assert editor.entry().document == before
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    QTest.keyClick(rows, ENTER)
    assert editor.entry().document == text("toast and salt", "Bread again", "no more toast")
    editor.page.undo()
    assert editor.entry().document == before
    assert not preview.isVisible()


def test_another_entry_leaves_no_word_that_was_looked_for(editor: EntryEditor) -> None:
    editor.commands.replace.trigger()
    find, replacement = fields(editor)
    QTest.keyClicks(find, "bread")
    QTest.keyClicks(replacement, "toast")
    bar(editor).all_wanted.emit()
    editor.clear()
    assert [field.text() for field in bar(editor).findChildren(QLineEdit)] == ["", ""]
    assert editor.findChildren(QListWidget)[0].count() == 0
    assert editor.page.extraSelections() == []


def test_in_a_journal_that_is_only_read_nothing_is_replaced(editor: EntryEditor) -> None:
    editor.set_read_only(True)
    editor.commands.replace.trigger()
    assert len(fields(editor)) == 1
