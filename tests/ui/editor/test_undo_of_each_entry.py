"""What can be undone in an entry can be undone when one comes back to it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document, Figure, Heading
from tests.builders import an_entry, text
from ui.actions import Actions
from ui.editor.drawer import MOST
from ui.editor.editor import EntryEditor
from ui.icons import Icons
from ui.theme import load_theme


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    return made


def typed(editor: EntryEditor, words: str) -> None:
    QTest.keyClicks(editor.page, words)


def test_undo_and_the_cursor_wait_for_whoever_comes_back(editor: EntryEditor) -> None:
    first, second = an_entry("", "One"), an_entry("", "Two")
    editor.show_entry(first)
    typed(editor, " and more")
    editor.put_cursor(2)
    left = editor.entry()
    editor.show_entry(second)
    typed(editor, " too")
    editor.show_entry(left)
    assert editor.cursor_place == 2
    editor.page.undo()
    assert editor.entry().document == text("One")
    editor.page.redo()
    assert editor.entry().document == text("One and more")


def test_what_was_changed_elsewhere_is_shown_as_it_is_now(editor: EntryEditor) -> None:
    first = an_entry("", "One")
    editor.show_entry(first)
    typed(editor, " and more")
    editor.show_entry(an_entry("", "Two"))
    merged = replace(first, document=text("One, merged"))
    editor.show_entry(merged)
    assert editor.entry().document == merged.document
    assert not editor.page.document().isUndoAvailable()
    editor.show_entry(replace(first, document=text("One, merged again")))
    assert editor.entry().document == text("One, merged again")


def test_coming_back_changes_nothing(editor: EntryEditor, qtbot: QtBot) -> None:
    first = an_entry("", "One")
    editor.show_entry(first)
    typed(editor, "!")
    left = editor.entry()
    editor.show_entry(an_entry("", "Two"))
    with qtbot.assertNotEmitted(editor.changed, wait=50):
        editor.set_theme(load_theme("dark"))
        editor.show_entry(left)
    assert editor.entry() == left


def test_typing_goes_on_being_heard(editor: EntryEditor, qtbot: QtBot) -> None:
    first, second = an_entry("", "One"), an_entry("", "Two")
    for _ in range(2):
        for number in range(2):
            entry = (first, second)[number]
            editor.show_entry(entry)
            with qtbot.waitSignal(editor.changed):
                typed(editor, "x")
            first, second = (
                (editor.entry(), second) if entry.id == first.id else (first, editor.entry())
            )
    assert (first.document, second.document) == (text("Onexx"), text("Twoxx"))


def test_only_so_many_texts_are_kept(editor: EntryEditor, qtbot: QtBot) -> None:
    for number in range(3 * MOST):
        editor.show_entry(an_entry("", str(number)))
        typed(editor, "x")
    qtbot.wait(1)
    assert len(editor.page.findChildren(QTextDocument)) <= MOST + 2


def test_nothing_is_left_of_any_text_once_the_page_is_cleared(
    editor: EntryEditor, qtbot: QtBot
) -> None:
    first = an_entry("", "One")
    editor.show_entry(first)
    typed(editor, "x")
    left = editor.entry()
    editor.show_entry(an_entry("", "Two"))
    editor.clear()
    qtbot.wait(1)
    kept = editor.page.findChildren(QTextDocument)
    assert [each.toPlainText() for each in kept] == [""]
    editor.show_entry(left)
    assert not editor.page.document().isUndoAvailable()


def test_an_entry_with_a_picture_comes_back_with_its_place(editor: EntryEditor) -> None:
    first = replace(an_entry(""), document=Document((Figure("a" * 32), Heading(1))))
    editor.show_entry(first)
    typed(editor, "x")
    left = editor.entry()
    editor.show_entry(an_entry("", "Two"))
    editor.show_entry(left)
    assert editor.entry().document == left.document
    assert editor.has_pictures_missing
