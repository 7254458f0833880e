from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from shadowjournal.entry import Picture, new_id, now
from shadowjournal.errors import CannotOpen, CannotWrite, NoSuchEntry, UnreadableFile
from shadowjournal.journal import Journal
from shadowjournal.rotation import NewKeys, rotate
from tests.builders import a_folder, a_prompt, an_entry
from tests.keychains import MemoryKeychain
from tests.ui.news import WAIT, found, heard, let_the_disk_take, unexpected
from ui.session import Session
from ui.tasks import Tasks


def test_what_is_saved_is_known_listed_and_found(qtbot: QtBot, session: Session) -> None:
    entry = an_entry("Monday", "I cleaned the kitchen.")
    assert not session.knows(entry.id)
    (saved,) = heard(qtbot, session.entry_saved, session.save, entry)
    assert session.knows(entry.id)
    assert [summary.id for summary in session.summaries] == [entry.id]
    assert [hit.summary.id for hit in found(qtbot, session, "kitchen")] == [entry.id]
    assert heard(qtbot, session.entry_loaded, session.load, entry.id) == [saved]


def test_the_newest_day_comes_first_whatever_was_written_last(
    qtbot: QtBot, session: Session
) -> None:
    for day in (2, 3, 1):
        heard(
            qtbot,
            session.entry_saved,
            session.save,
            an_entry(f"Day {day}", "words", at=datetime(2026, 1, day)),
        )
    assert [summary.title for summary in session.summaries] == ["Day 3", "Day 2", "Day 1"]


def test_prompts_answered_before_a_day_are_known(qtbot: QtBot, session: Session) -> None:
    for day, prompt in ((1, "pp-1"), (5, "pp-2")):
        entry = an_entry("", "words", prompt=a_prompt(prompt), at=datetime(2026, 1, day))
        heard(qtbot, session.entry_saved, session.save, entry)
    before = session.answered_before(date(2026, 1, 5))
    assert [(answered.reference, answered.on.day) for answered in before] == [("core/pp-1", 1)]


def test_a_save_that_is_refused_gives_the_entry_back(qtbot: QtBot, session: Session) -> None:
    entry = an_entry("Monday", "precious")
    let_the_disk_take(session, is_taking=False)
    given_back, error = heard(qtbot, session.save_failed, session.save, entry)
    assert given_back == entry
    assert isinstance(error, CannotWrite)
    assert not session.knows(entry.id)
    let_the_disk_take(session, is_taking=True)
    heard(qtbot, session.entry_saved, session.save, entry)


def test_what_is_not_there_is_said(qtbot: QtBot, session: Session) -> None:
    (error,) = heard(qtbot, session.went_wrong, session.load, new_id())
    assert isinstance(error, NoSuchEntry)


def test_a_picture_is_kept_and_comes_back_and_a_missing_one_brings_no_news(
    qtbot: QtBot, session: Session
) -> None:
    picture = Picture("a" * 32, "image/png", 1, 1, b"pixels")
    assert heard(qtbot, session.picture_kept, session.keep_picture, picture) == [picture]
    assert heard(qtbot, session.picture_loaded, session.load_picture, picture.id) == [picture]
    with qtbot.assertNotEmitted(session.picture_loaded):
        session.load_picture("b" * 32)
        found(qtbot, session, "anything")


def test_locking_finishes_what_was_handed_in_and_forgets_the_rest(
    qtbot: QtBot, session: Session
) -> None:
    saved: list[object] = []
    session.entry_saved.connect(saved.append)
    for number in range(20):
        session.save(an_entry(f"Day {number}", "words"))
    heard(qtbot, session.locked, session.lock)
    assert len(saved) == 20
    assert not session.is_open
    assert session.summaries == []
    (error,) = heard(qtbot, session.went_wrong, session.load, "a" * 32)
    assert isinstance(error, CannotOpen)


def test_opening_shows_the_last_entry_first_and_then_reads_the_others(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.take_in([(an_entry(f"Day {n}", "words"), ()) for n in range(1100)])
    last = journal.save(an_entry("The last one", "words"))
    journal.close()
    session = Session(tasks)
    steps: list[str] = []
    session.opened.connect(lambda latest: steps.append(latest.title))
    session.entries_read.connect(lambda _: steps.append("read"))
    heard(qtbot, session.all_read, session.open, folder, made.key, unexpected)
    assert steps[0] == last.title
    assert len(steps) > 2, "in several steps"
    assert len(session.summaries) == 1101


def test_a_journal_locked_while_it_is_read_stays_locked(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.take_in([(an_entry(f"Day {n}", "words"), ()) for n in range(1100)])
    journal.close()
    session = Session(tasks)
    session.entries_read.connect(session.lock)
    with qtbot.assertNotEmitted(session.all_read):
        heard(qtbot, session.locked, session.open, folder, made.key, unexpected)
    assert session.summaries == []


def test_a_rotation_that_was_cut_off_goes_on_in_the_window_between_other_work(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.take_in([(an_entry(f"Day {n}", "words"), ()) for n in range(900)])
    journal.close()
    key = rotate(folder, made.key, NewKeys(made.code), MemoryKeychain().find).key
    session = Session(tasks)
    heard(qtbot, session.all_read, session.open, folder, key, unexpected)
    (saved,) = heard(qtbot, session.entry_saved, session.save, an_entry("Meanwhile", "words"))
    qtbot.waitUntil(lambda: session.wait_for(lambda journal: journal.is_resealed), timeout=WAIT)
    heard(qtbot, session.locked, session.lock)
    assert b"SJ\x01" + bytes([0, 0, 0, 1]) not in folder.file.read_bytes()
    journal = folder.open(key)
    assert journal.get(saved.id) == saved
    seen = journal.verify()
    assert (seen.entries, seen.damaged, seen.discrepancies) == (901, (), ())
    journal.close()


def test_a_journal_that_does_not_open_says_why(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    (folder.path / "journal.db").write_bytes(b"something else")
    session = Session(tasks)
    faults: list[BaseException] = []
    session.open(folder, made.key, faults.append)
    qtbot.waitUntil(lambda: bool(faults), timeout=WAIT)
    assert isinstance(faults[0], UnreadableFile)
    assert not session.is_open


def test_what_came_in_by_an_import_is_shown_after_a_refresh(qtbot: QtBot, session: Session) -> None:
    entry = an_entry("From elsewhere", "words", at=now().replace(tzinfo=None))
    session.ask(
        partial(Journal.take_in, arrivals=[(entry, ())]), lambda _: session.refresh(), unexpected
    )
    qtbot.waitUntil(lambda: session.knows(entry.id), timeout=WAIT)
