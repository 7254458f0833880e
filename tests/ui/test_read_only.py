"""The window on a journal that can be read and not written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.document import ListItem, document, spans
from shadowjournal.entry import Entry
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from tests.builders import a_prompt, an_entry, text
from tests.disks import read_only
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from tests.ui.seen import labels, nameless
from ui.app import App
from ui.editor.page import Page
from ui.editor.title_field import TitleField

WAIT = 10_000


class Closed:
    """A journal on a read-only disk, and the way to make that one writable again."""

    def __init__(self, place: Path, start: Start, qtbot: QtBot) -> None:
        self.start = start
        self.running: list[App] = []
        self.qtbot = qtbot
        self.computer = MemoryKeychain()
        self.folder = JournalFolder(place / "journal")
        self.folder.take()
        key = self.folder.create(keychain=self.computer).key
        journal = self.folder.open(key)
        self.first: Entry = journal.save(an_entry("Monday", "Rain.", tags=("sea",)))
        check = document([ListItem("check", spans=spans(["Tea."]))])
        self.last = journal.save(replace(an_entry("Tuesday"), document=check))
        journal.close()
        self.folder.release()
        self.disk = ExitStack()
        self.disk.enter_context(read_only(self.folder.path))

    def program(self) -> App:
        program = self.start(self.computer.find)
        self.running.append(program)
        self.qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
        program.window.activateWindow()
        self.qtbot.waitUntil(program.window.isActiveWindow, timeout=WAIT)
        return program


@pytest.fixture
def closed(tmp_path: Path, start: Start, qtbot: QtBot) -> Iterator[Closed]:
    closed = Closed(tmp_path, start, qtbot)
    yield closed
    for program in closed.running:
        program.window.leave()
    closed.disk.close()


def page_of(program: App) -> Page:
    page = program.desk.editor.findChild(Page)
    assert page is not None
    return page


def banner(program: App) -> str:
    notice = program.desk.editor.notices.notice
    return notice.words if notice else ""


def press(program: App, words: str) -> None:
    (found,) = [
        each
        for each in program.desk.editor.notices.findChildren(QPushButton)
        if each.isVisible() and each.text() == words
    ]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_it_opens_on_what_was_written_last_and_says_that_it_can_only_be_read(
    closed: Closed,
) -> None:
    program = closed.program()
    assert program.desk.editor.entry() == closed.last
    assert banner(program).startswith(
        "This journal can be read, not written: its folder is read-only."
    )
    seen = [w for w in program.desk.editor.notices.findChildren(QWidget) if w.isVisible()]
    assert "Close this notice" not in {each.accessibleName() for each in seen}


def test_rights_that_cannot_be_changed_there_are_not_spoken_of(
    qtbot: QtBot, closed: Closed
) -> None:
    closed.disk.close()
    closed.folder.path.chmod(0o755)
    closed.disk.enter_context(read_only(closed.folder.path))
    program = closed.program()
    done: list[object] = []
    program.tasks.aside(lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    assert [notice.key for notice in program.desk.editor.notices.notices] == ["read-only"]


def test_nothing_that_is_done_to_the_page_changes_it(closed: Closed) -> None:
    program = closed.program()
    page = page_of(program)
    before = program.desk.editor.entry()
    page.setFocus()
    page.selectAll()
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab)
    for key in keys:
        page.setFocus()
        QTest.keyClick(page, key)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page, "words")
    data = QMimeData()
    data.setText("pasted")
    page.insertFromMimeData(data)
    composed = QInputMethodEvent()
    composed.setCommitString("composed")
    QApplication.sendEvent(page, composed)
    page.cut_selection()
    page.delete_selection()
    page.paste_plain()
    for x in range(0, 40, 4):  # the box of the check list lies to the left of its words
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    for action in (*program.commands.for_text, program.commands.star):
        action.trigger()
    title = program.desk.editor.findChild(TitleField)
    assert title is not None
    QTest.keyClicks(title, "words")
    assert program.desk.editor.entry() == before
    assert program.desk.writing.is_safe


def test_no_command_offers_what_cannot_be_done(closed: Closed) -> None:
    program = closed.program()
    c = program.commands
    for action in (c.new_entry, c.save, c.star, c.import_, c.bold, c.undo, c.picture, *c.around):
        assert not action.isEnabled()
    assert not program.desk.editor.header.date_button.isEnabled()
    for action in (c.search, c.export, c.lock, c.next_entry, c.help, c.notice):
        assert action.isEnabled()
    menu = page_of(program).menu()
    usable = {action.text().replace("&", "") for action in menu.actions() if action.isEnabled()}
    assert usable - {""} == {"Select all"}
    fields = program.desk.editor.findChildren(QLineEdit)
    assert [
        each for each in fields if each.accessibleName() == "Add a tag" and each.isVisible()
    ] == []


def test_what_is_there_is_found_read_and_copied(qtbot: QtBot, closed: Closed) -> None:
    program = closed.program()
    program.commands.search.trigger()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "rain")
    qtbot.waitUntil(lambda: "1 " in labels(program.desk.results), timeout=WAIT)
    program.desk.writing.open(closed.first.id)
    qtbot.waitUntil(lambda: program.desk.editor.entry() == closed.first, timeout=WAIT)
    page = page_of(program)
    page.setFocus()
    page.selectAll()
    assert plain_text(closed.first.document) in page.textCursor().selectedText()
    assert nameless(program.window) == []


def test_a_chosen_prompt_begins_nothing_that_would_be_lost(closed: Closed) -> None:
    program = closed.program()
    program.desk.prompts.prompt_chosen.emit(a_prompt())
    program.desk.writing.begin()
    assert program.desk.editor.entry() == closed.last


def test_as_long_as_nothing_has_changed_trying_again_says_so(closed: Closed) -> None:
    program = closed.program()
    press(program, "Try again")
    assert banner(program).endswith("it is still so.")
    assert program.session.is_open


def test_once_it_can_be_written_trying_again_opens_it_for_writing(
    qtbot: QtBot, closed: Closed
) -> None:
    program = closed.program()
    closed.disk.close()
    press(program, "Try again")
    qtbot.waitUntil(lambda: not program.desk.editor.is_read_only, timeout=WAIT)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    assert banner(program) == ""
    c = program.commands
    assert all(action.isEnabled() for action in (c.new_entry, c.star, c.bold, c.import_))
    program.commands.new_entry.trigger()
    QTest.keyClicks(page_of(program), "Words.")
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    assert len(program.session.summaries) >= 1
    entry = program.desk.editor.entry()
    assert replace(entry, document=text("Words.")) == entry
    assert JournalFolder(closed.folder.path).file.exists()


def test_locked_and_opened_again_it_still_can_only_be_read(qtbot: QtBot, closed: Closed) -> None:
    program = closed.program()
    program.commands.lock.trigger()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    assert program.desk.editor.notices.notices == ()
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    qtbot.waitUntil(lambda: "read-only" in banner(program), timeout=WAIT)
    assert program.desk.editor.is_read_only
    assert isinstance(program.commands.bold, QAction)
