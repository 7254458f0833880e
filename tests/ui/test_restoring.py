from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backups
from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite, KeychainError
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.journal import Journal
from shadowjournal.vault.keychain import SystemKeychain
from tests.builders import NOVEMBER, QUICK, a_folder, an_entry
from tests.keychains import MemoryKeychain, no_keychain
from tests.secret_service import SecretService
from tests.ui.conftest import Start
from tests.ui.seen import asked_for_a_file, buttons, focused, labels
from ui.app import App
from ui.backups.restore_page import RestorePage
from ui.restoring import Restoring
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import UnlockState

WAIT = 20_000


def save(qtbot: QtBot, program: App, title: str) -> None:
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT):
        program.session.save(an_entry(title, "Rain."))


def back_up(program: App, place: Path) -> Path:
    key = program.session.key
    assert key is not None
    return Backups(place).make(program.door.folder, key, NOVEMBER).file


def elsewhere(tmp_path: Path, passphrase: str | None = None) -> tuple[Path, NewJournal]:
    """A backup that was made on another computer, of a journal with one entry."""
    if passphrase is None:
        folder, made = a_folder(tmp_path / "elsewhere")
    else:
        folder = JournalFolder(tmp_path / "elsewhere" / "journal")
        folder.take()
        made = folder.create(passphrase=passphrase, effort=QUICK)
    journal = folder.open(made.key)
    journal.save(an_entry("From elsewhere", "Sun."))
    journal.close()
    file = Backups(tmp_path / "stick").make(folder, made.key, NOVEMBER).file
    folder.release()
    return file, made


def opens_by_keyring(folder: JournalFolder) -> bool:
    """Whether the keyring of this computer has the key by now."""
    try:
        folder.vault().unlock_with_keychain(SystemKeychain.find)
    except KeychainError:
        return False
    return True


def page_of(qtbot: QtBot, program: App, words: str) -> RestorePage:
    """The page of a backup to be restored, once *words* stand on it."""

    def is_there() -> bool:
        screen = program.window.screen_shown
        return isinstance(screen, RestorePage) and words in labels(screen)

    qtbot.waitUntil(is_there, timeout=WAIT)
    screen = program.window.screen_shown
    assert isinstance(screen, RestorePage)
    return screen


def titles(qtbot: QtBot, program: App) -> list[str]:
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    qtbot.waitUntil(lambda: program.window.screen_shown is program.desk, timeout=WAIT)
    qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
    return sorted(summary.title for summary in program.session.summaries)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Every restore stops half way until this is set."""
    gate = threading.Event()
    look = Restoring._look

    def wait(self: Restoring, stopping: threading.Event, total: int, opened: int) -> None:
        assert gate.wait(30)
        look(self, stopping, total, opened)

    monkeypatch.setattr(Restoring, "_look", wait)
    yield gate
    gate.set()


def test_a_backup_is_put_back_and_the_journal_from_before_lies_beside_it(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    save(qtbot, program, "Monday")
    file = back_up(program, tmp_path / "stick")
    save(qtbot, program, "Tuesday")
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "Still on the page.")
    told: list[str] = []
    program.keeping.told.connect(told.append)
    key = program.session.key
    assert key is not None
    program.keeping.restoring.begin(file)
    page = page_of(qtbot, program, "Put this backup in place?")
    assert "Sunday 22 November 2026, 21:04" in labels(page)
    assert "is kept beside it" in labels(page)
    buttons(page)["Restore"].click()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert titles(qtbot, program) == ["Monday"]
    assert "There is no such entry" not in labels(program.window)
    (kept,) = program.door.folder.path.glob("journal * before restore.db")
    news = "The journal is as it was on Sunday 22 November 2026, 21:04: 1 entry in 1 version."
    assert told == [f"{news} The one from before lies beside it: {kept.name}"]
    assert told[0] in labels(program.window)
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "journal.db").write_bytes(kept.read_bytes())
    before = JournalFolder(tmp_path / "look").open(key)
    words = [summary.first_words for summary in before.summaries()]
    assert "Still on the page." in words, "what was on the page was sealed first"
    assert len(words) == 3
    before.close()


def test_not_now_changes_nothing_and_leads_back_to_the_page(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    save(qtbot, program, "Monday")
    program.keeping.restoring.begin(back_up(program, tmp_path / "stick"))
    page_of(qtbot, program, "Put this backup in place?")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert program.window.screen_shown is program.desk
    assert program.keeping.restoring.screen is None
    assert program.session.is_open


def test_a_damaged_backup_leaves_the_journal_open_as_it_was(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    save(qtbot, program, "Monday")
    file = back_up(program, tmp_path / "stick")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE revision SET sealed = zeroblob(length(sealed))")
    told: list[str] = []
    program.keeping.told.connect(told.append)
    program.keeping.restoring.begin(file)
    buttons(page_of(qtbot, program, "Put this backup in place?"))["Restore"].click()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert told[0].startswith("The backup was not restored.")
    assert told[0].endswith("Your journal is as it was.")
    assert titles(qtbot, program) == ["Monday"]
    assert "There is no such entry" not in labels(program.window)
    assert list(program.door.folder.path.glob("*before restore*")) == []


@pytest.mark.parametrize("content", [b"a photo of a cat", None])
def test_what_is_no_backup_is_refused_before_anything_is_closed(
    qtbot: QtBot, program: App, tmp_path: Path, content: bytes | None
) -> None:
    file = program.door.folder.file
    if content is not None:
        file = tmp_path / "cat.backup"
        file.write_bytes(content)
    program.keeping.restoring.begin(file)
    page = page_of(qtbot, program, "Nothing was changed.")
    assert program.session.is_open
    buttons(page)["Not now"].click()
    save(qtbot, program, "Monday")
    assert titles(qtbot, program) == ["Monday"]
    assert "There is no such entry" not in labels(program.window)


def test_a_restore_that_is_stopped_leaves_the_journal_as_it_was(
    qtbot: QtBot, program: App, tmp_path: Path, gate: threading.Event
) -> None:
    save(qtbot, program, "Monday")
    file = back_up(program, tmp_path / "stick")
    told: list[str] = []
    program.keeping.told.connect(told.append)
    program.keeping.restoring.begin(file)
    buttons(page_of(qtbot, program, "Put this backup in place?"))["Restore"].click()
    qtbot.waitUntil(lambda: not program.session.is_open, timeout=WAIT)
    page = page_of(qtbot, program, "Bringing the backup back")
    qtbot.waitUntil(lambda: program.keeping.restoring._stopping is not None, timeout=WAIT)
    buttons(page)["Stop"].click()
    gate.set()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert told == ["Stopped. Your journal is as it was."]
    assert titles(qtbot, program) == ["Monday"]
    assert "There is no such entry" not in labels(program.window)


def test_words_that_cannot_be_sealed_are_not_given_up_for_a_backup(
    qtbot: QtBot, program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, program, "Monday")
    file = back_up(program, tmp_path / "stick")
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "Still on the page.")

    def refuse(self: Journal, entry: Entry) -> Entry:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(Journal, "save", refuse)
    told: list[str] = []
    program.keeping.told.connect(told.append)
    program.keeping.restoring.begin(file)
    buttons(page_of(qtbot, program, "Put this backup in place?"))["Restore"].click()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    assert told == ["What you wrote last is not sealed yet, so no backup was restored."]
    assert program.session.is_open
    assert program.window.screen_shown is program.desk
    assert list(program.door.folder.path.glob("*before restore*")) == []
    monkeypatch.undo()
    program.desk.writing.seal()
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def test_quitting_while_a_backup_is_brought_back_leaves_one_whole_journal(
    qtbot: QtBot, program: App, tmp_path: Path, gate: threading.Event
) -> None:
    save(qtbot, program, "Monday")
    key = program.session.key
    assert key is not None
    file = back_up(program, tmp_path / "stick")
    save(qtbot, program, "Tuesday")
    program.keeping.restoring.begin(file)
    buttons(page_of(qtbot, program, "Put this backup in place?"))["Restore"].click()
    qtbot.waitUntil(lambda: program.keeping.restoring._stopping is not None, timeout=WAIT)
    threading.Timer(0.3, gate.set).start()  # the program waits for it
    program.commands.quit.trigger()
    assert not program.window.isVisible()
    journal = program.door.folder.open(key)
    assert sorted(s.title for s in journal.summaries()) == ["Monday", "Tuesday"]
    journal.close()
    assert list(program.door.folder.path.glob("*.unfinished")) == []


def test_locking_while_it_asks_forgets_what_was_typed(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    file, _ = elsewhere(tmp_path)
    program.keeping.restoring.begin(file)
    page_of(qtbot, program, "What opens this backup?")
    QTest.keyClicks(focused(), "ABCD")
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    assert isinstance(program.window.screen_shown, UnlockScreen)
    assert program.keeping.restoring.screen is None
    assert "ABCD" not in [field.text() for field in program.window.findChildren(QLineEdit)]


def test_a_backup_of_another_journal_is_told_to_be_one_and_asks_for_its_key(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    save(qtbot, program, "Monday")
    file, made = elsewhere(tmp_path)
    program.keeping.restoring.begin(file)
    page = page_of(qtbot, program, "What opens this backup?")
    assert "This backup is of another journal." in labels(page)
    QTest.keyClicks(focused(), made.code.text)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert titles(qtbot, program) == ["From elsewhere"]
    assert len(list(program.door.folder.path.glob("*before restore.db"))) == 1


def test_on_a_bare_computer_with_another_keyring_the_code_and_a_backup_are_enough(
    qtbot: QtBot, start: Start, tmp_path: Path, secret_service: SecretService
) -> None:
    file, made = elsewhere(tmp_path)
    program = start(SystemKeychain.find)
    qtbot.waitUntil(lambda: "I have a backup…" in buttons(program.window), timeout=WAIT)
    buttons(program.window)["I have a backup…"].click()
    dialog = asked_for_a_file(program.window)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    program.window.activateWindow()
    page = page_of(qtbot, program, "What opens this backup?")
    assert "It becomes your journal on this computer" in labels(page)
    QTest.keyClicks(focused(), made.code.text.lower().replace("-", " "))
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert titles(qtbot, program) == ["From elsewhere"]
    assert not program.entrance.is_first_run
    save(qtbot, program, "Here")
    qtbot.waitUntil(lambda: opens_by_keyring(program.door.folder), timeout=WAIT)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    program.door.try_keychain()
    assert titles(qtbot, program) == ["From elsewhere", "Here"]


def test_on_a_bare_computer_without_a_keyring_the_passphrase_opens_it_now_and_later(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    file, _ = elsewhere(tmp_path, "correct horse")
    program = start(no_keychain)
    program.window.activateWindow()
    program.keeping.restoring.begin(file)
    page = page_of(qtbot, program, "What opens this backup?")
    buttons(page)["Open with the passphrase"].click()
    QTest.keyClicks(focused(), "wrong horse")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Restore" in buttons(page), timeout=WAIT)
    assert "does not" in labels(page)
    assert not program.door.folder.holds_journal
    QTest.keySequence(
        focused(), QKeySequence.StandardKey.SelectAll
    )  # what is typed takes its place
    QTest.keyClicks(focused(), "correct horse")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert titles(qtbot, program) == ["From elsewhere"]
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.commands.lock.trigger()
    assert "Open with the keyring" not in buttons(program.window)
    program.door.try_passphrase("correct horse")
    assert titles(qtbot, program) == ["From elsewhere"]


def test_a_backup_that_turns_out_no_good_leads_back_to_the_first_step(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    program = start()
    (tmp_path / "cat.backup").write_bytes(b"a photo of a cat")
    program.keeping.restoring.begin(tmp_path / "cat.backup")
    page = page_of(qtbot, program, "Nothing was changed.")
    buttons(page)["Not now"].click()
    assert "A place to write" in labels(program.window)
    assert not program.door.folder.holds_journal


def test_a_damaged_journal_is_replaced_from_the_closed_door_by_the_keyring(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    computer = MemoryKeychain()
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=computer)
    journal = folder.open(made.key)
    journal.save(an_entry("Monday", "Rain."))
    journal.close()
    file = Backups(tmp_path / "stick").make(folder, made.key, NOVEMBER).file
    folder.release()
    ruined = b"SQLite format 3\0" + bytes(8000)
    folder.file.write_bytes(ruined)
    program = start(computer.find)
    qtbot.waitUntil(lambda: "Restore a backup…" in buttons(program.window), timeout=WAIT)
    assert program.entrance._unlock.state in {UnlockState.UNREADABLE, UnlockState.DAMAGED}
    program.keeping.restoring.begin(file)
    page = page_of(qtbot, program, "Put this backup in place?")
    buttons(page)["Restore"].click()
    assert titles(qtbot, program) == ["Monday"]
    assert "There is no such entry" not in labels(program.window)
    (kept,) = folder.path.glob("*before restore.db")
    assert kept.read_bytes() == ruined
