"""Looking back at an entry, and throwing one away, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from shadowjournal.journal import Journal
from tests.builders import text
from tests.ui.seen import buttons, labels, nameless
from ui.app import App
from ui.history.screen import HistoryScreen
from ui.trash.screen import TrashScreen

WAIT = 10_000


def write(program: App, qtbot: QtBot, words: str) -> str:
    QTest.keyClicks(program.desk.editor.page, words)
    program.desk.writing.seal()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    return program.desk.editor.entry().id


def go_on_later(program: App, qtbot: QtBot, words: str) -> None:
    """Write on, as one does on another occasion: what is there becomes an earlier version."""
    entry = program.desk.editor.entry()
    program.session.wait_for(lambda journal: journal.append([entry]))
    write(program, qtbot, words)


def history(program: App, qtbot: QtBot) -> HistoryScreen:
    program.commands.history.trigger()
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, HistoryScreen), timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, HistoryScreen)
    return screen


def trash(program: App, qtbot: QtBot) -> TrashScreen:
    program.commands.trash.trigger()
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, TrashScreen), timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, TrashScreen)
    return screen


def rows(screen: HistoryScreen | TrashScreen) -> list[str]:
    found = screen.findChildren(QListWidget)[0]
    return [found.item(row).text() for row in range(found.count())]


def test_an_earlier_version_is_seen_beside_the_present_and_brought_back(
    qtbot: QtBot, program: App
) -> None:
    write(program, qtbot, "I never said that.")
    go_on_later(program, qtbot, " Or did I?")
    screen = history(program, qtbot)
    assert len(rows(screen)) == 1
    browser = screen.findChildren(QTextBrowser)[0]
    qtbot.waitUntil(lambda: "Or did I?" in browser.toPlainText(), timeout=WAIT)
    assert "3 words came" in labels(screen)
    assert nameless(screen) == []
    buttons(screen)["Bring this version back"].click()
    editor = program.desk.editor
    qtbot.waitUntil(lambda: editor.entry().document == text("I never said that."), timeout=WAIT)
    editor.notices.action_chosen.emit("brought", "undo")
    qtbot.waitUntil(
        lambda: editor.entry().document == text("I never said that. Or did I?"), timeout=WAIT
    )


def test_an_entry_of_one_sitting_has_no_earlier_version_and_says_so(
    qtbot: QtBot, program: App
) -> None:
    write(program, qtbot, "Only this.")
    screen = history(program, qtbot)
    assert rows(screen) == []
    assert "only this version" in labels(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert program.window.screen_shown is program.desk


def test_what_is_thrown_away_is_out_of_sight_and_comes_back_with_undo(
    qtbot: QtBot, program: App
) -> None:
    entry_id = write(program, qtbot, "Never again.")
    program.commands.throw_away.trigger()
    qtbot.waitUntil(lambda: not program.session.knows(entry_id), timeout=WAIT)
    assert program.desk.editor.entry().is_empty
    notices = program.desk.editor.notices
    qtbot.waitUntil(lambda: notices.notice is not None, timeout=WAIT)
    notices.action_chosen.emit("thrown", "undo")
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == entry_id, timeout=WAIT)
    assert program.desk.editor.entry().document == text("Never again.")
    assert program.session.knows(entry_id)


def test_words_not_sealed_yet_are_in_the_trash_too(qtbot: QtBot, program: App) -> None:
    write(program, qtbot, "Never")
    QTest.keyClicks(program.desk.editor.page, " again")
    program.commands.throw_away.trigger()
    screen = trash(program, qtbot)
    qtbot.waitUntil(lambda: rows(screen) != [], timeout=WAIT)
    assert rows(screen)[0].startswith("Never again\n")
    assert rows(screen)[0].endswith("30 days left")


def test_from_the_trash_an_entry_goes_for_ever_only_when_that_was_confirmed(
    qtbot: QtBot, program: App
) -> None:
    entry_id = write(program, qtbot, "Never again.")
    program.commands.throw_away.trigger()
    screen = trash(program, qtbot)
    qtbot.waitUntil(lambda: rows(screen) != [], timeout=WAIT)
    assert nameless(screen) == []
    buttons(screen)["Delete for ever…"].click()
    assert "Backups" in labels(screen)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert len(rows(screen)) == 1
    buttons(screen)["Empty the trash…"].click()
    buttons(screen)["Delete this entry for ever"].click()
    qtbot.waitUntil(lambda: rows(screen) == [], timeout=WAIT)
    assert program.session.wait_for(lambda journal: journal.revisions(entry_id)) == []
    assert program.session.wait_for(Journal.verify).discrepancies == ()


@pytest.mark.parametrize("command", ["history", "trash"])
def test_a_lock_leaves_no_word_in_either_room(qtbot: QtBot, program: App, command: str) -> None:
    write(program, qtbot, "Never again.")
    go_on_later(program, qtbot, " Never.")
    if command == "trash":
        program.commands.throw_away.trigger()
    screen = history(program, qtbot) if command == "history" else trash(program, qtbot)
    qtbot.waitUntil(lambda: rows(screen) != [], timeout=WAIT)
    shown = screen.findChildren(QTextBrowser)
    program.closing.lock()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    assert all("Never" not in browser.toPlainText() for browser in shown)
