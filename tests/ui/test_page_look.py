"""The type of the page is a matter of taste, and never of the text."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.document import Heading, ListItem, Paragraph, document, spans
from shadowjournal.preferences import Face, PageLook, Preferences, Width
from ui.actions import Actions
from ui.app import App
from ui.editor.editor import EntryEditor
from ui.icons import Icons
from ui.page_look import column_width, page_font
from ui.theme import load_fonts, load_theme

TEXT = document(
    [
        Heading(1, spans(["Kitchen"])),
        Paragraph(spans(["Bread"])),
        ListItem("check", spans=spans(["Salt"])),
    ]
)


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    load_fonts()
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.page.show_document(TEXT)
    return made


FACES: list[Face] = ["serif", "sans", "readable"]
WIDTHS: list[Width] = ["narrow", "medium", "wide"]


@pytest.mark.parametrize("face", FACES)
def test_larger_text_in_any_typeface_is_the_same_text_and_undo_goes_on(
    editor: EntryEditor, face: Face
) -> None:
    QTest.keyClicks(editor.page, " and pepper")
    before = editor.page.document().size().height()
    editor.follow(Preferences(page=PageLook(face, 160, "wide")))
    assert editor.page.document().defaultFont().pixelSize() > 20
    assert editor.page.document().size().height() > before
    assert editor.page.document().indentWidth() > 50
    editor.page.undo()
    assert editor.page.written() == TEXT


def test_airy_lines_take_more_room(editor: EntryEditor) -> None:
    before = editor.page.document().size().height()
    editor.follow(Preferences(page=PageLook(lines="airy")))
    assert editor.page.document().size().height() > before
    assert editor.page.written() == TEXT


def test_a_wider_line_holds_more_characters_at_any_size(editor: EntryEditor) -> None:
    widths = []
    for zoom in (100, 200):
        for width in WIDTHS:
            editor.follow(Preferences(page=PageLook(zoom=zoom, width=width)))
            widths.append(column_width() / page_font(17).pixelSize())
    assert widths[:3] == sorted(widths[:3])
    assert widths[3:] == pytest.approx(widths[:3], rel=0.05)


def test_the_keys_for_size_are_remembered(qtbot: QtBot, program: App) -> None:
    program.commands.zoom_in.trigger()
    program.commands.zoom_in.trigger()
    qtbot.waitUntil(lambda: program.session.preferences.page.zoom == 120)
    qtbot.waitUntil(lambda: program.desk.editor.page.document().defaultFont().pixelSize() == 20)
    program.commands.zoom_reset.trigger()
    qtbot.waitUntil(lambda: program.desk.editor.page.document().defaultFont().pixelSize() == 17)
