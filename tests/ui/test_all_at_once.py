"""Everything about an entry changes in the same moment, and the window goes: no word is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import permutations

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry, Moment
from shadowjournal.formats.to_plain import plain_text
from tests.ui.test_nothing_is_lost import an_entry_of, page_of, sealed
from ui.app import App

WAIT = 10_000
LONG_AGO = Moment.on_clock(datetime(2020, 5, 17, 9, 30), "Europe/London")


def compose(program: App, words: str) -> None:
    """Begin a word with an input method, and do not finish it."""
    program.desk.editor.focus_text()
    QApplication.sendEvent(page_of(program), QInputMethodEvent(words, []))


def change_title(program: App) -> None:
    program.desk.editor.focus_title()
    QTest.keyClicks(program.desk.editor.header.title, "A title")


def change_tag(program: App) -> None:
    fields = program.desk.editor.header.findChildren(QLineEdit)
    (field,) = [each for each in fields if each.accessibleName() == "Add a tag"]
    field.setFocus()
    QTest.keyClicks(field, "heron")  # not finished with Enter


def star(program: App) -> None:
    program.commands.star.trigger()


def change_date(program: App) -> None:
    program.desk.editor.header.move_to(LONG_AGO)


def type_more(program: App) -> None:
    compose(program, "composed")


CHANGES: list[Callable[[App], None]] = [change_title, change_tag, change_date, star, type_more]
WAYS = ["lock", "lock at once", "another entry", "new entry", "save"]


def leave(program: App, way: str, other: str) -> None:
    match way:
        case "lock":
            program.commands.lock.trigger()
        case "lock at once":
            program.closing.lock_at_once()
        case "another entry":
            program.desk.writing.open(other)
        case "new entry":
            program.commands.new_entry.trigger()
        case _:
            program.commands.save.trigger()


def come_back(qtbot: QtBot, program: App, way: str, entry_id: str) -> Entry:
    if way.startswith("lock"):
        qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
        program.tasks.finish()
        qtbot.wait(20)
        program.door.try_keychain()
        qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    program.desk.writing.open(entry_id)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == entry_id, timeout=WAIT)
    return program.desk.editor.entry()


@pytest.mark.parametrize("way", WAYS)
def test_title_tag_date_star_and_a_word_half_composed_are_all_kept(
    qtbot: QtBot, program: App, way: str
) -> None:
    other = an_entry_of(qtbot, program, "another entry")
    for order in list(permutations(CHANGES))[::29]:
        program.commands.new_entry.trigger()
        program.desk.editor.focus_text()
        QTest.keyClicks(page_of(program), "typed ")
        entry_id = program.desk.editor.entry().id
        for change in order:
            change(program)
        leave(program, way, other)
        entry = come_back(qtbot, program, way, entry_id)
        assert plain_text(entry.document) == "typed composed"
        assert (entry.title, entry.tags, entry.starred) == ("A title", ("heron",), True)
        assert entry.written == LONG_AGO
    sealed(qtbot, program)


def test_what_was_taken_back_after_a_change_of_page_is_sealed_too(
    qtbot: QtBot, program: App
) -> None:
    other = an_entry_of(qtbot, program, "another entry")
    mine = an_entry_of(qtbot, program, "mine")
    QTest.keyClicks(page_of(program), " and more")
    program.desk.writing.open(other)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == other, timeout=WAIT)
    program.desk.writing.open(mine)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == mine, timeout=WAIT)
    assert plain_text(program.desk.editor.entry().document) == "mine and more"
    page_of(program).undo()
    left = plain_text(program.desk.editor.entry().document)
    assert left != "mine and more"
    sealed(qtbot, program)
    program.desk.editor.page.forget()
    program.desk.writing.open(other)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == other, timeout=WAIT)
    program.desk.editor.page.forget()
    program.desk.writing.open(mine)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == mine, timeout=WAIT)
    assert plain_text(program.desk.editor.entry().document) == left
