from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal import privacy
from shadowjournal.backup import Backups
from shadowjournal.entry import Entry
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
from shadowjournal.settings import read_settings
from tests.builders import an_entry, text
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from ui.app import App
from ui.editor.page import Page
from ui.widgets.notice_bar import NoticeBar

WAIT = 10_000
COPY = "journal (Ada's conflicted copy 2026-01-01).db"
not_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights differently")


class Home:
    """A journal made before the program starts, and the keyring that holds its key."""

    def __init__(self, place: Path, start: Start, qtbot: QtBot) -> None:
        self._start = start
        self.running: list[App] = []
        self._qtbot = qtbot
        self.computer = MemoryKeychain()
        self.folder = JournalFolder(place / "journal")
        self.folder.take()
        self.key = self.folder.create(keychain=self.computer).key
        journal = self.folder.open(self.key)
        journal.prefer(Preferences(code_was_shown=True))  # past the first run
        journal.close()
        self.folder.release()

    def write(self, *entries: Entry) -> list[Entry]:
        """Write in the journal while the program does not run."""
        journal = self.folder.open(self.key)
        saved = [journal.save(entry) for entry in entries]
        journal.close()
        return saved

    def copy_then(self, name: str, *entries: Entry) -> Path:
        """Let another computer write *entries* into a copy that lies beside the journal then."""
        file = self.folder.file
        shutil.copy(file, file.with_name("kept"))
        self.write(*entries)
        copy = file.rename(file.with_name(name))
        file.with_name("kept").rename(file)
        return copy

    def start(self) -> App:
        """Start the program, and wait until every entry was read."""
        program = self._start(self.computer.find)
        self.running.append(program)
        self._qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
        program.window.activateWindow()
        return program

    def close(self, program: App) -> None:
        """Close the program."""
        program.window.close()
        self._qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)


@pytest.fixture
def at_home(tmp_path: Path, start: Start, qtbot: QtBot) -> Iterator[Home]:
    home = Home(tmp_path, start, qtbot)
    yield home
    for program in home.running:
        program.window.leave()


def bar(program: App) -> NoticeBar:
    return program.desk.editor.notices


def says(program: App, words: str) -> Callable[[], bool]:
    def is_said() -> bool:
        notice = bar(program).notice
        return notice is not None and words in notice.words

    return is_said


def press(program: App, words: str) -> None:
    (found,) = [
        each
        for each in bar(program).findChildren(QPushButton)
        if each.isVisible() and each.text() == words
    ]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def titles(program: App) -> set[str]:
    return {summary.title for summary in program.session.summaries}


def nothing_is_going_on(qtbot: QtBot, program: App) -> None:
    """Wait until everything that was handed in was done and answered."""
    done: list[object] = []
    program.tasks.aside(lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)


def test_where_all_is_well_nothing_is_said(qtbot: QtBot, at_home: Home) -> None:
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()
    assert not bar(program).isVisible()


@not_windows
def test_a_folder_that_others_may_open_is_made_private_by_a_button(
    qtbot: QtBot, at_home: Home
) -> None:
    at_home.folder.path.chmod(0o755)
    at_home.folder.file.chmod(0o644)
    program = at_home.start()
    qtbot.waitUntil(says(program, "Others who use this computer"), timeout=WAIT)
    press(program, "Make private")
    qtbot.waitUntil(says(program, "Only you can open"), timeout=WAIT)
    assert privacy.open_to_others(at_home.folder.path) == ()
    at_home.close(program)
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()


@not_windows
def test_a_disk_that_keeps_no_rights_is_said_once_to_keep_none(
    qtbot: QtBot, at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home.folder.path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)  # what such a disk makes of it
    program = at_home.start()
    qtbot.waitUntil(says(program, "Others who use this computer"), timeout=WAIT)
    press(program, "Make private")
    qtbot.waitUntil(says(program, "stays open to others"), timeout=WAIT)
    press(program, "Do not show again")
    assert bar(program).notices == ()
    at_home.close(program)
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()


def test_a_folder_that_a_program_copies_is_spoken_of_until_that_is_known(
    qtbot: QtBot, at_home: Home, tmp_path: Path
) -> None:
    (tmp_path / ".stfolder").mkdir()
    program = at_home.start()
    qtbot.waitUntil(says(program, "Syncthing copies this journal's folder"), timeout=WAIT)
    at_home.close(program)
    program = at_home.start()
    qtbot.waitUntil(says(program, "Syncthing copies this journal's folder"), timeout=WAIT)
    press(program, "Do not show again")
    assert bar(program).notices == ()
    at_home.close(program)
    assert read_settings(tmp_path / "settings.json").told == (f"synced:{at_home.folder.path}",)
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()


def test_what_was_put_away_about_one_folder_is_still_said_of_another(
    qtbot: QtBot, at_home: Home, tmp_path: Path
) -> None:
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "settings.json").write_text('{"told": ["synced:/elsewhere"]}')
    program = at_home.start()
    qtbot.waitUntil(says(program, "Syncthing"), timeout=WAIT)


def test_after_a_notice_the_keyboard_is_back_on_the_page(
    qtbot: QtBot, at_home: Home, tmp_path: Path
) -> None:
    (tmp_path / ".stfolder").mkdir()
    program = at_home.start()
    qtbot.waitUntil(says(program, "Syncthing"), timeout=WAIT)
    assert isinstance(QApplication.focusWidget(), Page)
    program.commands.notice.trigger()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), Page)
    assert bar(program).notices == ()


def test_what_another_copy_holds_is_brought_in_after_a_backup_and_the_copy_stays(
    qtbot: QtBot, at_home: Home
) -> None:
    (monday,) = at_home.write(an_entry("Monday", "First."))
    copy = at_home.copy_then(
        COPY, replace(monday, document=text("There.")), an_entry("Tuesday", "Only there.")
    )
    at_home.write(replace(monday, document=text("Here.")))
    before = copy.read_bytes()
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(says(program, "1 entry is new; 1 entry is kept twice."), timeout=WAIT)
    assert "The copy is as it was." in bar(program).notices[0].words
    qtbot.waitUntil(
        lambda: titles(program) == {"Monday", "Tuesday", "Monday (from the other copy)"},
        timeout=WAIT,
    )
    assert copy.read_bytes() == before
    (backup,) = Backups(backups_folder()).newest_first()
    assert backup.journal_id == at_home.key.journal_id
    at_home.close(program)
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()


def test_a_copy_that_holds_nothing_new_is_not_spoken_of(qtbot: QtBot, at_home: Home) -> None:
    at_home.write(an_entry("Monday", "First."))
    at_home.copy_then(COPY)
    at_home.copy_then("journal 2026-01-01 12.00.00 before restore.db", an_entry("Tuesday"))
    at_home.write(an_entry("Wednesday"))
    program = at_home.start()
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()


def test_several_copies_are_brought_together_at_once(qtbot: QtBot, at_home: Home) -> None:
    at_home.copy_then("journal (1).db", an_entry("Tuesday"))
    at_home.copy_then("journal (2).db", an_entry("Wednesday"))
    program = at_home.start()
    qtbot.waitUntil(says(program, "2 other copies"), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(says(program, "2 entries are new."), timeout=WAIT)
    qtbot.waitUntil(lambda: titles(program) == {"Tuesday", "Wednesday"}, timeout=WAIT)


def test_newer_words_for_the_entry_on_the_page_are_shown_there(qtbot: QtBot, at_home: Home) -> None:
    (today,) = at_home.write(Entry.begin())
    at_home.copy_then(COPY, replace(today, document=text("Newer words.")))
    program = at_home.start()
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == today.id, timeout=WAIT)
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(says(program, "has newer words"), timeout=WAIT)
    qtbot.waitUntil(
        lambda: plain_text(program.desk.editor.entry().document) == "Newer words.", timeout=WAIT
    )


def test_what_is_typed_meanwhile_is_not_lost(qtbot: QtBot, at_home: Home) -> None:
    at_home.copy_then(COPY, *(an_entry(f"Day {number}") for number in range(50)))
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    program.desk.editor.focus_text()
    page = program.desk.editor.findChild(Page)
    assert page is not None
    QTest.keyClicks(page, "Before. ")
    press(program, "Bring together…")
    QTest.keyClicks(page, "Meanwhile.")
    qtbot.waitUntil(says(program, "50 entries are new."), timeout=WAIT)
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    entry = program.desk.editor.entry()
    assert plain_text(entry.document) == "Before. Meanwhile."
    at_home.close(program)
    journal = at_home.folder.open(at_home.key)
    assert plain_text(journal.get(entry.id).document) == "Before. Meanwhile."
    journal.close()


def test_what_does_not_open_in_the_copy_is_said(qtbot: QtBot, at_home: Home) -> None:
    copy = at_home.copy_then(COPY, an_entry("Tuesday"), an_entry("Lost"))
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE revision SET sealed = x'00' WHERE seq = 2")
    database.close()
    log = copy.with_name(f"{copy.name}-wal")
    log.touch(mode=0o600)
    log.write_bytes(b"another file's")
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(says(program, "1 record of the copy could not be opened"), timeout=WAIT)
    assert says(program, "A log beside the copy")()
    qtbot.waitUntil(lambda: titles(program) == {"Tuesday"}, timeout=WAIT)


def test_where_no_backup_can_be_made_nothing_is_brought_in(qtbot: QtBot, at_home: Home) -> None:
    at_home.copy_then(COPY, an_entry("Tuesday"))
    backups_folder().parent.mkdir(parents=True, exist_ok=True)
    backups_folder().write_text("in the way")
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(says(program, "Not brought together: The folder"), timeout=WAIT)
    assert titles(program) == set()
    backups_folder().unlink()
    press(program, "Try again")
    qtbot.waitUntil(says(program, "1 entry is new."), timeout=WAIT)


def test_it_can_be_stopped_and_gone_on_with(qtbot: QtBot, at_home: Home) -> None:
    at_home.copy_then(COPY, *(an_entry(f"Day {number}") for number in range(200)))
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    press(program, "Stop")
    qtbot.waitUntil(says(program, "It was stopped"), timeout=WAIT)
    press(program, "Go on")
    qtbot.waitUntil(says(program, "The copy is as it was."), timeout=WAIT)
    qtbot.waitUntil(says(program, "new."), timeout=WAIT)
    qtbot.waitUntil(lambda: len(titles(program)) == 200, timeout=WAIT)


def test_locking_in_the_midst_leaves_no_word_of_it_and_spoils_nothing(
    qtbot: QtBot, at_home: Home
) -> None:
    at_home.copy_then(COPY, *(an_entry(f"Day {number}") for number in range(200)))
    program = at_home.start()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    program.commands.lock.trigger()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    nothing_is_going_on(qtbot, program)
    assert bar(program).notices == ()
    program.door.try_keychain()
    qtbot.waitUntil(says(program, COPY), timeout=WAIT)
    press(program, "Bring together…")
    qtbot.waitUntil(lambda: len(titles(program)) == 200, timeout=WAIT)
