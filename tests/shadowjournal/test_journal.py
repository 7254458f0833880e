from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import Document, Figure
from shadowjournal.entry import Entry, Picture, Source, new_id, now
from shadowjournal.errors import (
    CannotWrite,
    JournalExists,
    JournalInUse,
    NoJournal,
    NoSuchEntry,
    UnreadableFile,
)
from shadowjournal.folder import JournalFolder
from shadowjournal.results import Selection
from tests.builders import QUICK, a_folder, a_journal, a_prompt, an_entry, text
from tests.keychains import MemoryKeychain
from tests.strategies import entries

PLANTED = "zephyrquartz"


def database(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path / "journal" / "journal.db")


def test_what_is_saved_is_there_the_next_day(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    saved = journal.save(an_entry("Monday", "Sun.", tags=("weather",), prompt=a_prompt()))
    journal.close()
    again = folder.open(made.key)
    assert again.get(saved.id) == saved
    assert again.latest() == saved
    assert [summary.title for summary in again.summaries()] == ["Monday"]


@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry.id))
def test_every_legal_entry_survives(
    tmp_path_factory: pytest.TempPathFactory, written: list[Entry]
) -> None:
    journal = a_journal(tmp_path_factory.mktemp("any"))
    saved = [journal.save(entry) for entry in written]
    assert [journal.get(entry.id) for entry in saved] == saved
    assert {summary.id for summary in journal.summaries()} == {entry.id for entry in saved}
    journal.close()


def test_no_word_of_it_stands_anywhere_in_the_folder(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    entry = an_entry(
        f"Title {PLANTED}1",
        f"Text {PLANTED}2",
        tags=(f"tag {PLANTED}3",),
        prompt=a_prompt("planted-prompt", f"Prompt {PLANTED}4"),
        at=datetime(1987, 3, 14, 15, 9),
    )
    for number in range(50):
        journal.save(replace(entry, id=new_id(), title=f"Title {PLANTED}{number}"))
    journal.keep_picture(Picture("a" * 32, "image/png", 1, 1, PLANTED.encode() * 100))
    journal.search(PLANTED)
    wal = folder.path / "journal.db-wal"
    assert wal.stat().st_size > 0, "the write-ahead log is part of what is looked at"
    hidden = [
        PLANTED,
        "Title",
        "planted-prompt",
        "pushpull",
        "Loops",
        "1987-03",
        "London",
        "a" * 32,
    ]
    for file in folder.path.iterdir():
        seen = file.read_bytes().lower()
        assert not [word for word in hidden if word.lower().encode() in seen], file.name
    journal.close()


def test_only_its_owner_may_read_the_folder(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).close()
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / "journal.db").stat().st_mode & 0o777 == 0o600


def test_pauses_in_one_sitting_make_one_revision_and_another_day_makes_a_second(
    tmp_path: Path,
) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    entry = an_entry("Monday", "One.")
    for words in ("One. Two.", "One. Two. Three."):
        entry = journal.save(replace(entry, document=text(words)))
    assert len(journal.revisions(entry.id)) == 1
    journal.close()
    later = folder.open(made.key)
    later.save(replace(entry, document=text("Other.")))
    assert [e.document for e in later.revisions(entry.id)] == [
        text("One. Two. Three."),
        text("Other."),
    ]
    later.close()


def test_the_list_runs_from_the_newest_day_and_search_follows_every_save(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    monday = journal.save(an_entry("Monday", "The kitchen light.", at=datetime(2026, 11, 16, 9)))
    journal.save(an_entry("Old", "A garden.", at=datetime(2020, 1, 1, 9)))
    assert [summary.title for summary in journal.summaries()] == ["Monday", "Old"]
    assert [hit.summary.title for hit in journal.search("kitchen")] == ["Monday"]
    journal.save(replace(monday, document=text("The hallway.")))
    assert journal.search("kitchen") == []
    assert [hit.summary.id for hit in journal.search("hallway")] == [monday.id]
    journal.close()


def test_reading_on_while_writing_shows_what_was_written_last(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    old = [journal.save(an_entry(f"Day {n}", "old words")) for n in range(1200)]
    journal.close()
    journal = folder.open(made.key)
    assert len(journal.read_some()) < len(old)
    journal.save(replace(old[0], document=text("new words")))
    journal.read_all()
    assert len(journal.summaries()) == len(old)
    assert len(journal.search("old")) == len(old) - 1
    assert [hit.summary.id for hit in journal.search("new")] == [old[0].id]
    journal.close()


def test_entries_are_chosen_by_day_tag_and_search(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    for day in range(1, 11):
        tags = ("odd",) if day % 2 else ()
        journal.save(
            an_entry(
                f"Day {day}", "rain" if day < 6 else "sun", at=datetime(2026, 5, day), tags=tags
            )
        )

    def titles(selection: Selection) -> list[str]:
        return [entry.title for entry in journal.select(selection)]

    assert titles(Selection(date(2026, 5, 3), date(2026, 5, 5))) == ["Day 3", "Day 4", "Day 5"]
    assert titles(Selection(tag="#Odd", query="sun")) == ["Day 7", "Day 9"]
    assert titles(Selection(last=date(2026, 5, 2))) == ["Day 1", "Day 2"]
    journal.close()


def test_answered_prompts_are_known_by_day(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    journal.save(an_entry("Loop", "words", prompt=a_prompt("pp-2")))
    journal.save(an_entry("Free", "words"))
    assert [(a.reference, a.on) for a in journal.answered()] == [("core/pp-2", date(2026, 11, 22))]
    journal.close()


def test_an_unknown_entry_is_refused(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    with pytest.raises(NoSuchEntry):
        journal.get(new_id())
    assert journal.latest() is None
    journal.close()


def test_a_picture_is_kept_once_and_comes_back(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    picture = Picture("b" * 32, "image/png", 2, 3, b"pixels")
    journal.keep_picture(picture)
    journal.keep_picture(picture)
    entry = replace(an_entry("Seen"), document=Document((Figure("b" * 32), Figure("c" * 32))))
    assert journal.pictures_of([entry]) == {"b" * 32: picture}
    assert journal.verify().pictures == 1
    journal.close()


def imported(identity: str, words: str, minute: int = 0) -> Entry:
    edited = datetime(2020, 1, 1, 12, minute, tzinfo=now().tzinfo)
    return replace(
        an_entry("From elsewhere", words), edited=edited, source=Source("Other", identity, edited)
    )


def test_the_same_import_twice_changes_nothing(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    picture = Picture("d" * 32, "image/png", 1, 1, b"pixels")
    assert journal.take_in([(imported(str(n), "words"), [picture]) for n in range(5)]) == (5, 0)
    before = journal.summaries()
    journal.close()
    journal = folder.open(made.key)
    assert journal.take_in([(imported(str(n), "words"), [picture]) for n in range(5)]) == (0, 5)
    assert journal.summaries() == before
    assert journal.verify()[:3] == (5, 5, 1)
    journal.close()


def test_an_import_brings_what_was_edited_there_and_leaves_what_was_edited_here(
    tmp_path: Path,
) -> None:
    journal = a_journal(tmp_path)
    journal.take_in([(imported("a", "first"), ()), (imported("b", "first"), ())])
    mine = next(
        s for s in journal.summaries() if journal.get(s.id).source == imported("b", "").source
    )
    journal.save(replace(journal.get(mine.id), document=text("mine")))
    again = [(imported("a", "second", 5), ()), (imported("b", "second", 5), ())]
    assert journal.take_in(again) == (1, 1)
    assert sorted(s.first_words for s in journal.summaries()) == ["mine", "second"]
    journal.close()


def test_damage_is_reported_and_loses_only_what_was_hit(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    saved = [journal.save(an_entry(f"Day {n}", "words")) for n in range(20)]
    journal.close()
    with database(tmp_path) as file:
        file.execute(
            "UPDATE revision SET sealed = "
            "CAST(substr(sealed, 1, 60) || x'00' || substr(sealed, 62) AS BLOB) WHERE entry = ?",
            [saved[3].id],
        )
    file.close()
    journal = folder.open(made.key)
    assert len(journal.summaries()) == 19
    seen = journal.verify()
    assert (seen.entries, seen.revisions) == (20, 20)
    assert [damage.record for damage in seen.damaged] == [saved[3].id]
    journal.close()


def test_swapped_rows_are_refused(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    one, two = journal.save(an_entry("One", "1")), journal.save(an_entry("Two", "2"))
    journal.close()
    with database(tmp_path) as file:
        file.execute("UPDATE revision SET entry = 'x' WHERE entry = ?", [one.id])
        file.execute("UPDATE revision SET entry = ? WHERE entry = ?", [one.id, two.id])
        file.execute("UPDATE revision SET entry = ? WHERE entry = 'x'", [two.id])
    file.close()
    journal = folder.open(made.key)
    assert len(journal.verify().damaged) == 2
    journal.close()


def test_no_key_is_ever_made_over_a_journal(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).save(an_entry("Monday", "Sun."))
    with pytest.raises(JournalExists):
        folder.create(keychain=MemoryKeychain())
    assert [s.title for s in folder.open(made.key).summaries()] == ["Monday"]


def test_a_second_program_is_turned_away_until_the_first_is_done(tmp_path: Path) -> None:
    folder, _ = a_folder(tmp_path)
    with pytest.raises(JournalInUse):
        JournalFolder(folder.path).take()
    folder.release()
    second = JournalFolder(folder.path)
    second.take()
    second.release()


def test_an_empty_folder_holds_no_journal(tmp_path: Path) -> None:
    with pytest.raises(NoJournal):
        JournalFolder(tmp_path).vault()


@pytest.mark.parametrize("content", [b"", b"no database" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_journal_is_told_apart_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    with pytest.raises(UnreadableFile):
        JournalFolder(tmp_path).vault()
    assert (tmp_path / "journal.db").read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "journal.db") as other:
        other.execute("CREATE TABLE cookies (name TEXT)")
    other.close()
    with pytest.raises(UnreadableFile):
        JournalFolder(tmp_path).vault()


def test_a_journal_of_a_newer_version_is_told_apart(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).close()
    with database(tmp_path) as file:
        file.execute("PRAGMA user_version = 999")
    file.close()
    with pytest.raises(UnreadableFile, match="newer"):
        folder.vault()


def test_a_full_disk_loses_nothing_and_writing_goes_on_once_there_is_room(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    kept = journal.save(an_entry("Kept", "words"))
    limit = journal._store._database
    pages = limit.pragma("page_count")
    limit.pragma("max_page_count", pages)
    long = an_entry("Long", "words " * 50_000)
    with pytest.raises(CannotWrite, match="full"):
        journal.save(long)
    assert journal.get(kept.id) == kept
    assert [s.title for s in journal.summaries()] == ["Kept"]
    limit.pragma("max_page_count", 2**30)
    assert journal.get(journal.save(long).id).title == "Long"
    journal.close()


def test_a_passphrase_journal_needs_no_keyring(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(passphrase="one", effort=QUICK)
    assert folder.vault().unlock_with_passphrase("one").keys == made.key.keys
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys


def test_a_clock_set_back_harms_no_order(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    first = journal.save(an_entry("Today", "words", at=datetime(2026, 11, 22)))
    journal.save(an_entry("Before", "words", at=datetime(2026, 11, 22) - timedelta(days=4000)))
    last = journal.latest()
    assert last is not None
    assert last.title == "Before"
    assert journal.summaries()[0].id == first.id
    journal.close()
