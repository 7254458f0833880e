"""Words meet refusing disks, slow disks, locks and goodbyes, in any order."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from shadowjournal.document import Figure
from shadowjournal.entry import Entry
from shadowjournal.errors import BadDocument, CannotWrite, KeychainLocked
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from shadowjournal.search import Index
from shadowjournal.vault.key import JournalKey
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from ui.app import App
from ui.editor.editor import EntryEditor
from ui.editor.page import Page
from ui.unlock.screen import UnlockScreen
from ui.widgets.row_list import RowList

WAIT = 10_000


class Disk:
    """A disk that refuses what it is told to; else the journal saves as ever."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.refuses: Callable[[Entry], bool] = lambda _: False
        self.asked: list[str] = []
        real = Journal.save

        def save(journal: Journal, entry: Entry) -> Entry:
            self.asked.append(plain_text(entry.document))
            if self.refuses(entry):
                raise CannotWrite("The disk is full.")
            return real(journal, entry)

        patch.setattr(Journal, "save", save)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@contextmanager
def held_up(program: App) -> Iterator[None]:
    """Let the journal answer nothing in between: it is busy with something long."""
    gate = threading.Event()
    program.tasks.with_journal(lambda: gate.wait(30), lambda _: None, lambda _: None)
    try:
        yield
    finally:
        gate.set()


def page_of(program: App) -> Page:
    page = program.desk.editor.findChild(Page)
    assert page is not None
    return page


def type_words(program: App, words: str) -> None:
    program.desk.editor.focus_text()
    QTest.keyClicks(page_of(program), words)


def written(program: App) -> str:
    return plain_text(program.desk.editor.entry().document)


def sealed(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def stored(program: App) -> set[str]:
    """What the journal gives for every entry, read from its file."""

    def texts(journal: Journal) -> set[str]:
        journal.read_all()
        return {plain_text(journal.get(s.id).document) for s in journal.summaries()}

    return program.session.wait_for(texts)


def an_entry_of(qtbot: QtBot, program: App, words: str) -> str:
    program.commands.new_entry.trigger()
    type_words(program, words)
    program.commands.save.trigger()
    sealed(qtbot, program)
    return program.desk.editor.entry().id


def reopened(qtbot: QtBot, program: App, start: Start) -> App:
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    again = start()
    qtbot.waitUntil(lambda: again.session.is_open, timeout=WAIT)
    return again


def test_a_version_that_was_refused_never_comes_over_a_newer_one(
    qtbot: QtBot, program: App, disk: Disk
) -> None:
    disk.refuses = lambda entry: plain_text(entry.document) == "one"
    with held_up(program):
        type_words(program, "one")
        program.commands.save.trigger()
        type_words(program, " two")
        program.commands.save.trigger()
    qtbot.waitUntil(lambda: len(disk.asked) >= 2, timeout=WAIT)
    disk.refuses = lambda _: False
    program.commands.save.trigger()
    program.desk.writing.seal()  # as the timer does that tries again
    sealed(qtbot, program)
    assert stored(program) == {"one two"}
    assert disk.asked == ["one", "one two"]


def test_an_entry_that_was_refused_comes_back_to_the_page_as_it_was_left(
    qtbot: QtBot, program: App, disk: Disk
) -> None:
    first = an_entry_of(qtbot, program, "old")
    second = an_entry_of(qtbot, program, "other")
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    disk.refuses = lambda entry: entry.id == first
    type_words(program, " and new")
    program.desk.writing.open(second)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == second, timeout=WAIT)
    program.desk.writing.open(first)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first, timeout=WAIT)
    assert written(program) == "old and new"
    disk.refuses = lambda _: False
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert stored(program) == {"old and new", "other"}


def test_an_entry_is_shown_as_it_was_left_while_it_is_still_being_sealed(
    qtbot: QtBot, program: App, disk: Disk
) -> None:
    first = an_entry_of(qtbot, program, "old")
    with held_up(program):
        type_words(program, " and new")
        program.commands.new_entry.trigger()
        program.desk.writing.open(first)
        assert written(program) == "old and new"
    sealed(qtbot, program)


def test_words_typed_and_taken_back_while_they_are_sealed_are_gone(
    qtbot: QtBot, program: App
) -> None:
    with held_up(program):
        type_words(program, "no")
        program.commands.save.trigger()
        for _ in "no":
            QTest.keyClick(page_of(program), Qt.Key.Key_Backspace)
        program.commands.save.trigger()
    sealed(qtbot, program)
    assert stored(program) == {""}


def test_a_page_that_cannot_be_read_counts_as_not_sealed(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = EntryEditor.entry
    type_words(program, "precious")

    def unreadable(editor: EntryEditor) -> Entry:
        raise BadDocument("neighbouring spans of one look")

    monkeypatch.setattr(EntryEditor, "entry", unreadable)
    program.commands.save.trigger()
    assert not program.desk.writing.is_safe
    program.commands.lock.trigger()
    qtbot.wait(100)
    assert program.session.is_open
    monkeypatch.setattr(EntryEditor, "entry", real)
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert stored(program) == {"precious"}


def test_what_is_stored_counts_as_sealed_whatever_becomes_of_the_search(
    qtbot: QtBot, program: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(index: Index, entries: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Index, "put", full)
    type_words(program, "precious")
    program.commands.save.trigger()
    sealed(qtbot, program)
    monkeypatch.undo()
    assert stored(program) == {"precious"}


def test_the_door_closes_before_anything_more_can_be_typed(qtbot: QtBot, program: App) -> None:
    type_words(program, "the last words")
    program.commands.save.trigger()
    sealed(qtbot, program)
    with held_up(program):
        program.commands.lock.trigger()
        assert isinstance(program.window.screen_shown, UnlockScreen)
        assert written(program) == ""
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass


def test_what_an_input_method_is_composing_is_sealed_before_the_door_closes(
    qtbot: QtBot, program: App, start: Start
) -> None:
    with held_up(program):
        type_words(program, "one ")
        program.commands.lock.trigger()
        composing = QInputMethodEvent("two", [])
        QApplication.sendEvent(page_of(program), composing)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert written(program) == "one two"


def test_closing_says_at_once_that_words_cannot_be_sealed_and_staying_keeps_them(
    qtbot: QtBot, program: App, disk: Disk
) -> None:
    disk.refuses = lambda _: True
    type_words(program, "precious")
    program.window.close()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), timeout=WAIT)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    box.defaultButton().click()
    assert program.session.is_open
    assert written(program) == "precious"
    disk.refuses = lambda _: False
    sealed_before = len(disk.asked)
    type_words(program, " words")
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    assert disk.asked[sealed_before:][-1] == "precious words"


def test_closing_twice_in_a_hurry_is_no_reason_to_ask(
    qtbot: QtBot, program: App, start: Start
) -> None:
    with held_up(program):
        type_words(program, "words")
        program.window.close()
        program.window.close()
        assert QApplication.activeModalWidget() is None
    assert written(reopened(qtbot, program, start)) == "words"


def test_staying_after_all_a_lock_later_only_locks(qtbot: QtBot, program: App, disk: Disk) -> None:
    disk.refuses = lambda _: True
    type_words(program, "precious")
    program.window.close()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), timeout=WAIT)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    box.defaultButton().click()
    disk.refuses = lambda _: False
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    assert program.window.isVisible()


def test_the_end_of_the_desktops_session_seals_first(
    qtbot: QtBot, program: App, qapp: QApplication, disk: Disk
) -> None:
    type_words(program, "as the computer shuts down")
    qapp.commitDataRequest.emit(None)
    assert disk.asked == ["as the computer shuts down"]


def test_a_program_that_is_made_to_quit_seals_first(
    qtbot: QtBot, program: App, qapp: QApplication, disk: Disk
) -> None:
    type_words(program, "as the computer shuts down")
    qapp.aboutToQuit.emit()
    assert disk.asked == ["as the computer shuts down"]


def a_picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(data, "JPEG")
    return data.getvalue()


def test_a_picture_lands_on_the_page_it_was_put_on(qtbot: QtBot, program: App) -> None:
    other = an_entry_of(qtbot, program, "other")
    program.commands.new_entry.trigger()
    with held_up(program):
        target = program.desk.editor.entry().id
        program.desk.writing.arrivals.put_picture(a_picture)
        program.desk.writing.open(other)
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == other, timeout=WAIT)
    sealed(qtbot, program)

    def figures(journal: Journal) -> dict[str, int]:
        journal.read_all()
        return {
            s.id: sum(isinstance(b, Figure) for b in journal.get(s.id).document.blocks)
            for s in journal.summaries()
        }

    assert program.session.wait_for(figures) == {other: 0, target: 1}


def test_a_picture_on_its_way_is_sealed_before_the_door_closes(qtbot: QtBot, program: App) -> None:
    with held_up(program):
        program.desk.writing.arrivals.put_picture(a_picture)
        program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert len(program.desk.editor.entry().document.pictures) == 1


def test_a_picture_that_is_none_keeps_no_door_open(qtbot: QtBot, program: App) -> None:
    with held_up(program):
        program.desk.writing.arrivals.put_picture(lambda: b"no picture")
        program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass


def test_undo_brings_nothing_back_into_an_empty_field(qtbot: QtBot, program: App) -> None:
    for field in program.window.findChildren(QLineEdit):
        QTest.keyClicks(field, "zephyr")
    an_entry_of(qtbot, program, "words")
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    for field in program.window.findChildren(QLineEdit):
        for _ in range(3):
            field.undo()
        assert "zephyr" not in field.text().lower(), field.accessibleName()


def test_a_locked_program_holds_no_journal_and_no_key(qtbot: QtBot, program: App) -> None:
    an_entry_of(qtbot, program, "words")
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass

    def alive() -> list[type]:
        gc.collect()
        held = [each for each in gc.get_objects() if isinstance(each, Journal | Index | JournalKey)]
        return [type(e) for e in held if not isinstance(e, JournalKey) or e._ciphers]

    qtbot.waitUntil(lambda: alive() == [], timeout=WAIT)


def test_a_silent_keyring_holds_up_no_other_key_and_its_late_answer_changes_nothing(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    computer = MemoryKeychain()
    made = folder.create(keychain=computer)
    folder.release()
    asked = threading.Event()
    gate = threading.Event()

    def find(name: str | None = None) -> MemoryKeychain:
        asked.set()
        if name is not None:
            gate.wait(30)
            raise KeychainLocked("The keyring is locked.")
        return computer

    program = start(find)
    assert asked.wait(10)
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    gate.set()
    with qtbot.assertNotEmitted(program.door.stayed_shut, wait=200):
        pass
    assert program.window.screen_shown is program.desk


def test_a_key_found_twice_opens_the_journal_once(qtbot: QtBot, program: App) -> None:
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    with qtbot.waitSignal(program.session.opened, timeout=WAIT):
        program.door.try_keychain()
        program.door.try_keychain()
    with qtbot.assertNotEmitted(program.session.opened, wait=300):
        pass


def test_a_disk_that_refuses_does_not_keep_the_recovery_code_from_opening(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=MemoryKeychain())
    folder.release()

    def full(folder: JournalFolder, vault: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(JournalFolder, "keep_vault", full)
    program = start()
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    program.door.note_tested_code()
    with qtbot.assertNotEmitted(program.door.stayed_shut, wait=300):
        pass


def test_what_comes_in_while_the_door_closes_shows_nothing(qtbot: QtBot, program: App) -> None:
    an_entry_of(qtbot, program, "zephyr")
    with held_up(program):
        program.session.refresh()
        program.desk.searching.search_for("zephyr")
        program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    assert program.session.summaries == []
    entries = program.desk.entries.findChild(RowList)
    assert entries is not None
    assert entries.model().rowCount() == 0
