"""Many entries change at once: all or none, with one way back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backups
from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from shadowjournal.vault.key import JournalKey
from tests.builders import an_entry
from tests.disks import read_only
from tests.keychains import MemoryKeychain
from tests.ui.conftest import Start
from tests.ui.seen import labels
from ui.app import App
from ui.editor.page import Page
from ui.rewriting import Rewriting

WAIT = 10_000
TOLD = "Both have another title now."


class Desk:
    """A program with two entries, the second of which lies on the page."""

    def __init__(self, program: App, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.rewriting: Rewriting = program.back.rewriting
        self.failures: list[BaseException] = []
        self.times = 0
        self.rewriting.failed.connect(self.failures.append)
        self.rewriting.done.connect(self._count)
        self.ids = self.put(an_entry("One", "Rain."), an_entry("Two", "Sun."))
        program.desk.writing.open(self.ids[1])
        self.until(lambda: program.desk.editor.entry().id == self.ids[1])

    def _count(self) -> None:
        self.times += 1

    def until(self, is_so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=WAIT)

    def put(self, *entries: Entry) -> list[str]:
        session = self.program.session
        session.wait_for(lambda journal: journal.append(entries))
        session.refresh()
        self.until(lambda: all(session.knows(entry.id) for entry in entries))
        return [entry.id for entry in entries]

    def rewrite(self, mark: str = "!", *, backs_up: bool = False) -> None:
        done = self.times + 1
        self.rewriting.rewrite(self.ids, titled(mark), TOLD, backs_up=backs_up)
        self.until(lambda: self.times == done or self.failures)

    def undo(self) -> None:
        done = self.times + 1
        notices = self.program.desk.editor.notices
        (button,) = [each for each in notices.findChildren(QPushButton) if each.text() == "Undo"]
        button.click()
        self.until(lambda: self.times == done)

    def stored(self, entry_id: str) -> Entry:
        return self.program.session.wait_for(lambda journal: journal.get(entry_id))

    @property
    def titles(self) -> list[str]:
        return [self.stored(entry_id).title for entry_id in self.ids]

    @property
    def told(self) -> list[str]:
        return [notice.words for notice in self.program.desk.editor.notices.notices]


def titled(mark: str) -> Callable[[Sequence[Entry]], list[Entry]]:
    """A change that marks every title."""

    def change(entries: Sequence[Entry]) -> list[Entry]:
        return [replace(entry, title=f"{entry.title}{mark}") for entry in entries]

    return change


@pytest.fixture
def desk(program: App, qtbot: QtBot) -> Desk:
    return Desk(program, qtbot)


def test_all_are_stored_and_one_undo_brings_all_back(desk: Desk) -> None:
    before = [desk.stored(entry_id) for entry_id in desk.ids]
    desk.rewrite()
    assert desk.titles == ["One!", "Two!"]
    assert desk.told == [TOLD]
    assert desk.rewriting.can_undo
    desk.undo()
    after = [desk.stored(entry_id) for entry_id in desk.ids]
    assert [replace(a, edited=b.edited) for a, b in zip(after, before, strict=True)] == before
    assert all(a.edited > b.edited for a, b in zip(after, before, strict=True))
    assert desk.told == []
    assert not desk.rewriting.can_undo


def test_lists_search_and_the_page_say_what_was_stored(desk: Desk) -> None:
    desk.rewrite("zebra")
    program = desk.program
    desk.until(lambda: program.desk.editor.entry().title == "Twozebra")
    desk.until(lambda: {s.title for s in program.session.summaries} >= {"Onezebra", "Twozebra"})
    found = program.session.wait_for(lambda journal: journal.search("title:onezebra"))
    assert [hit.summary.id for hit in found] == [desk.ids[0]]
    desk.undo()
    desk.until(lambda: program.desk.editor.entry().title == "Two")


def test_what_was_just_typed_is_sealed_before_it_is_rewritten(desk: Desk) -> None:
    page = desk.program.desk.editor.findChild(Page)
    assert page is not None
    QTest.keyClicks(page, "And wind. ")
    desk.rewrite()
    assert "And wind." in plain_text(desk.stored(desk.ids[1]).document)
    assert desk.titles == ["One!", "Two!"]
    desk.undo()
    assert "And wind." in plain_text(desk.stored(desk.ids[1]).document)


def test_what_is_written_while_all_is_rewritten_stays_and_is_rewritten_too(desk: Desk) -> None:
    page = desk.program.desk.editor.findChild(Page)
    assert page is not None
    desk.rewriting.rewrite(desk.ids, retitled, TOLD)
    QTest.keyClicks(page, "And wind. ")
    desk.until(lambda: desk.times == 2 and desk.program.desk.writing.is_safe)
    assert desk.titles == ["Day", "Day"]
    desk.until(lambda: desk.program.desk.editor.entry().title == "Day")
    assert "And wind." in plain_text(desk.stored(desk.ids[1]).document)
    desk.rewriting.undo()
    desk.until(lambda: desk.times == 3)
    assert desk.titles == ["One", "Two"]
    assert "And wind." in plain_text(desk.stored(desk.ids[1]).document)


def retitled(entries: Sequence[Entry]) -> list[Entry]:
    return [replace(entry, title="Day") for entry in entries]


def test_what_is_written_while_all_is_put_back_stays_and_that_is_said(desk: Desk) -> None:
    page = desk.program.desk.editor.findChild(Page)
    assert page is not None
    desk.rewrite()
    desk.until(lambda: desk.program.desk.editor.entry().title == "Two!")
    desk.rewriting.undo()
    QTest.keyClicks(page, "And wind. ")
    desk.until(lambda: desk.times == 2)
    assert "One entry was changed since" in labels(desk.program.desk)
    desk.program.desk.writing.seal()
    desk.until(lambda: desk.program.desk.writing.is_safe)
    assert desk.titles == ["One", "Two!"]
    assert "And wind." in plain_text(desk.stored(desk.ids[1]).document)


def test_what_was_written_on_since_stays_and_that_is_said(desk: Desk) -> None:
    desk.rewrite()
    since = replace(desk.stored(desk.ids[0]), title="One, again")
    desk.program.session.wait_for(lambda journal: journal.save(since))
    desk.undo()
    assert desk.titles == ["One, again", "Two"]
    QTest.qWait(50)
    assert "One entry was changed since" in labels(desk.program.desk)


def test_what_was_deleted_for_ever_since_holds_up_no_undo(desk: Desk) -> None:
    desk.rewrite()

    def delete(journal: Journal) -> None:
        journal.trash.throw_away(desk.ids[0])
        journal.trash.delete([desk.ids[0]])

    desk.program.session.wait_for(delete)
    desk.undo()
    assert desk.stored(desk.ids[1]).title == "Two"
    assert desk.failures == []


def test_where_one_cannot_be_read_none_changes(desk: Desk) -> None:
    desk.ids.append("0" * 32)
    desk.rewrite()
    assert len(desk.failures) == 1
    desk.ids.pop()
    assert desk.titles == ["One", "Two"]
    assert desk.told == []


def test_where_nothing_differs_the_way_back_before_it_stays(desk: Desk) -> None:
    desk.rewrite()
    done = desk.times + 1
    desk.rewriting.rewrite(desk.ids, lambda _: [], "Nothing.")
    desk.until(lambda: desk.times == done)
    assert desk.told == [TOLD]
    desk.undo()
    assert desk.titles == ["One", "Two"]


def test_the_last_of_two_changes_is_taken_back(desk: Desk) -> None:
    desk.rewrite("!")
    desk.rewrite("?")
    desk.undo()
    assert desk.titles == ["One!", "Two!"]
    desk.rewriting.undo()
    assert desk.titles == ["One!", "Two!"]


def test_who_asked_hears_that_it_was_stored_and_that_it_was_taken_back(desk: Desk) -> None:
    heard: list[bool] = []
    desk.rewriting.rewrite(desk.ids, titled("!"), TOLD, heard=heard.append)
    desk.until(lambda: desk.times == 1)
    assert heard == [True]
    desk.rewriting.undo()
    desk.until(lambda: desk.times == 2)
    assert heard == [True, False]


def test_an_undo_that_the_disk_refuses_can_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rewrite()
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", refuse)
        desk.rewriting.undo()
        desk.until(lambda: desk.failures)
    assert desk.told == [TOLD]
    assert desk.titles == ["One!", "Two!"]
    desk.undo()
    assert desk.titles == ["One", "Two"]


def refuse(journal: Journal, versions: Sequence[Entry]) -> None:
    raise CannotWrite("The disk is full.")


def test_an_undo_that_was_pressed_twice_is_done_once(desk: Desk) -> None:
    desk.rewrite()
    desk.rewriting.undo()
    desk.rewriting.undo()
    desk.until(lambda: desk.times == 2)
    QTest.qWait(100)
    assert desk.titles == ["One", "Two"]
    assert desk.told == []


def test_a_notice_that_was_closed_takes_the_way_back_with_it(desk: Desk) -> None:
    desk.rewrite()
    desk.program.desk.editor.notices._dismiss()
    assert not desk.rewriting.can_undo
    assert desk.titles == ["One!", "Two!"]


@pytest.fixture
def backups(desk: Desk, tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "backups"
    place.mkdir()
    session = desk.program.session
    session.prefer(replace(session.preferences, backup_folder=str(place)))
    return place


def test_a_backup_holds_what_was_there_before(desk: Desk, backups: Path, tmp_path: Path) -> None:
    desk.rewrite(backs_up=True)
    assert desk.titles == ["One!", "Two!"]
    (made,) = backups.glob("*.backup")
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / "journal.db").write_bytes(made.read_bytes())
    key = desk.program.session.key
    assert key is not None
    folder = JournalFolder(restored)
    folder.take()
    journal = folder.open(key)
    assert {summary.title for summary in journal.summaries()} == {"One", "Two"}
    journal.close()
    folder.release()


def test_without_a_backup_nothing_changes_and_that_is_said(desk: Desk, tmp_path: Path) -> None:
    session = desk.program.session
    session.prefer(replace(session.preferences, backup_folder=str(tmp_path / "nowhere")))
    desk.rewrite(backs_up=True)
    (error,) = desk.failures
    assert "so nothing was changed" in str(error)
    assert "so nothing was changed" in labels(desk.program.desk)
    assert desk.titles == ["One", "Two"]


class SlowBackup:
    """A backup that waits after it has begun, until it is to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.ended: list[BaseException | None] = []
        real = Backups.make

        def make(
            backups: Backups,
            folder: JournalFolder,
            key: JournalKey,
            progress: Callable[[int], None],
        ) -> object:
            self.begun.set()
            assert self.may_end.wait(WAIT)
            try:
                made = real(backups, folder, key, progress=progress)
            except BaseException as error:
                self.ended.append(error)
                raise
            self.ended.append(None)
            return made

        monkeypatch.setattr(Backups, "make", make)


@pytest.mark.parametrize("opens_again", [False, True])
def test_a_lock_during_the_backup_ends_it_and_nothing_changes(
    desk: Desk, backups: Path, monkeypatch: pytest.MonkeyPatch, opens_again: bool
) -> None:
    slow = SlowBackup(monkeypatch)
    desk.rewriting.rewrite(desk.ids, titled("!"), TOLD, backs_up=True)
    desk.until(slow.begun.is_set)
    program = desk.program
    key = program.session.key
    program.closing.lock()
    desk.until(lambda: not program.session.is_open)
    if opens_again:
        assert key is not None
        desk.until(lambda: program.session._journal is None)
        program.session.open(program.door.folder, key, desk.failures.append)
        desk.until(lambda: program.session.is_open)
    slow.may_end.set()
    desk.until(lambda: slow.ended)
    QTest.qWait(100)
    assert [*backups.iterdir()] == []
    assert desk.failures == []
    assert desk.times == 0
    if opens_again:
        assert desk.titles == ["One", "Two"]


def test_a_lock_leaves_nothing_to_take_back(desk: Desk) -> None:
    desk.rewrite()
    program = desk.program
    with desk.qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    assert not desk.rewriting.can_undo
    assert program.desk.editor.notices.notices == ()
    assert TOLD not in program.desk.editor.notices._words.text()
    assert TOLD not in program.desk.editor.notices.accessibleName()
    gc.collect()
    assert [e for e in gc.get_objects() if isinstance(e, Entry) and e.id in desk.ids] == []


def test_a_journal_that_can_only_be_read_stays_as_it_is(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    computer = MemoryKeychain()
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    journal = folder.open(folder.create(keychain=computer).key)
    entry = journal.save(an_entry("One"))
    journal.close()
    folder.release()
    with read_only(folder.path):
        program = start(computer.find)
        qtbot.waitUntil(lambda: program.desk._has_read_all, timeout=WAIT)
        failures: list[BaseException] = []
        program.back.rewriting.failed.connect(failures.append)
        program.back.rewriting.rewrite([entry.id], titled("!"), TOLD)
        qtbot.waitUntil(lambda: bool(failures), timeout=WAIT)
        assert isinstance(failures[0], CannotWrite)
        assert not program.back.rewriting.can_undo
        assert program.session.wait_for(lambda journal: journal.get(entry.id)) == entry
        program.window.leave()
