"""A real disk that fills up while somebody writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backups, verify_backup
from shadowjournal.errors import CannotWrite, DiskFull
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from shadowjournal.settings import Settings, keep_settings, read_settings
from tests.builders import a_folder, an_entry
from tests.disks import fill, small_disk
from tests.keychains import MemoryKeychain
from ui.app import App
from ui.editor.page import Page
from ui.theme import load_fonts

WAIT = 10_000
ROOM = 110_000  # for what SQLite needs to open a journal, and not for what is written then


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """The folder of the journal, on a disk of four megabytes."""
    with small_disk(tmp_path / "journal", 4096) as disk:
        yield disk


@pytest.fixture
def computer() -> MemoryKeychain:
    """The keyring that holds the journal's key."""
    return MemoryKeychain()


def open_journal(disk: Path, computer: MemoryKeychain) -> Journal:
    folder = JournalFolder(disk)
    return folder.open(folder.vault().unlock_with_keychain(computer.find))


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, disk: Path, tmp_path: Path, computer: MemoryKeychain
) -> Iterator[Callable[[], App]]:
    """Opens the window on a journal there, which holds an entry."""
    load_fonts()
    folder = JournalFolder(disk)
    folder.take()
    key = folder.create(keychain=computer).key
    journal = folder.open(key)
    journal.save(an_entry("Monday", "Rain."))
    journal.close()
    folder.release()
    running: list[App] = []

    def open_window() -> App:
        program = App(qapp, JournalFolder(disk), tmp_path / "settings.json", computer.find)
        qtbot.addWidget(program.window)
        qtbot.addWidget(program.desk)
        running.append(program)
        program.start()
        qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
        return program

    yield open_window
    for program in running:
        program.window.leave()
        program.tasks.stop()
        program.door.folder.release()


def page_of(program: App) -> Page:
    page = program.desk.editor.findChild(Page)
    assert page is not None
    return page


def words_seen(program: App) -> str:
    return " ".join(label.text() for label in program.window.findChildren(QLabel))


def leave_room(disk: Path, room: int) -> Path:
    films = fill(disk)
    os.truncate(films, films.stat().st_size - room)
    return films


def test_words_stay_on_the_page_until_there_is_room_for_them(
    qtbot: QtBot, open_window: Callable[[], App], disk: Path, computer: MemoryKeychain
) -> None:
    program = open_window()
    films = leave_room(disk, ROOM)
    page = page_of(program)
    page.insertPlainText("I lay awake. " * 20_000)
    QTest.keyClicks(page, "And then it was day.")
    program.desk.writing.seal()
    qtbot.waitUntil(
        lambda: "Not sealed yet: The disk is full." in words_seen(program), timeout=WAIT
    )
    assert not program.desk.writing.is_safe
    assert plain_text(program.desk.editor.entry().document).endswith("And then it was day.")
    assert [summary.title for summary in program.session.summaries] == ["Monday"]
    films.unlink()
    page.selectAll()
    QTest.keyClicks(page, "It is day, and there is room.")
    program.desk.writing.seal()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    identity = program.desk.editor.entry().id
    program.leave()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    journal = open_journal(disk, computer)
    assert plain_text(journal.get(identity).document) == "It is day, and there is room."
    assert journal.verify().damaged == ()
    journal.close()


def test_a_journal_on_a_full_disk_is_read_and_written_once_there_is_room(
    qtbot: QtBot, open_window: Callable[[], App], disk: Path
) -> None:
    films = fill(disk)
    program = open_window()
    notices = program.desk.editor.notices
    assert notices.notice is not None
    assert notices.notice.words.startswith(
        "This journal can be read, not written: its disk is full."
    )
    assert plain_text(program.desk.editor.entry().document) == "Rain."
    assert program.desk.editor.is_read_only
    (again,) = [b for b in notices.findChildren(QPushButton) if b.text() == "Try again"]
    again.click()
    assert notices.notice.words.endswith("it is still so.")
    films.unlink()
    (again,) = [b for b in notices.findChildren(QPushButton) if b.isVisible()]
    again.click()
    qtbot.waitUntil(lambda: not program.desk.editor.is_read_only, timeout=WAIT)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    program.commands.new_entry.trigger()
    QTest.keyClicks(page_of(program), "There is room.")
    program.desk.writing.seal()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def test_a_journal_is_not_half_made_on_a_full_disk(disk: Path) -> None:
    films = fill(disk)
    folder = JournalFolder(disk)
    computer = MemoryKeychain()
    folder.take()
    with pytest.raises(CannotWrite):
        folder.create(keychain=computer)
    assert not folder.holds_journal
    films.unlink()
    key = folder.create(keychain=computer).key
    folder.open(key).close()
    folder.release()


def test_a_backup_on_a_full_disk_leaves_the_old_ones_whole(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.save(an_entry("Monday", "Rain."))
    with small_disk(tmp_path / "stick", 512) as stick:
        backups = Backups(stick)
        first = backups.make(folder, made.key).file
        journal.save(an_entry("Tuesday", "Words. " * 20_000))
        films = leave_room(stick, ROOM)
        with pytest.raises(CannotWrite):
            backups.make(folder, made.key)
        assert {file.name for file in stick.iterdir()} == {first.name, films.name}
        assert verify_backup(first, made.key).entries == 1
        films.unlink()
        second = backups.make(folder, made.key).file
        assert verify_backup(second, made.key).entries == 2
    journal.close()
    folder.release()


def test_a_full_disk_is_told_from_other_faults(disk: Path) -> None:
    folder = JournalFolder(disk)
    folder.take()
    key = folder.create(keychain=MemoryKeychain()).key
    journal = folder.open(key)
    journal.save(an_entry("Monday"))
    leave_room(disk, 0)
    with pytest.raises(DiskFull):
        journal.save(an_entry("Tuesday", "Words. " * 60_000))
    assert [summary.title for summary in journal.summaries()] == ["Monday"]
    journal.close()
    folder.release()


def test_settings_that_find_no_room_leave_the_old_ones(tmp_path: Path) -> None:
    with small_disk(tmp_path / "home", 64) as home:
        file = home / "settings.json"
        assert keep_settings(file, Settings(theme="dark"))
        fill(home)
        assert not keep_settings(file, Settings(theme="light", told=("synced:" + "x" * 9_000,)))
        assert read_settings(file) == Settings(theme="dark")
        assert {each.name for each in home.iterdir()} == {"settings.json", "films"}
