from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import Document, Figure
from shadowjournal.entry import Entry, Picture, Source, new_id, now
from shadowjournal.errors import CannotWrite, JournalError, NoSuchEntry
from shadowjournal.journal import Journal
from shadowjournal.results import Selection
from tests.builders import a_folder, a_journal, a_prompt, an_entry, text
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


@pytest.fixture(scope="module")
def any_journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    journal = a_journal(tmp_path_factory.mktemp("any"))
    yield journal
    journal.close()


@given(st.lists(entries(), max_size=2))
def test_every_legal_entry_survives(any_journal: Journal, written: list[Entry]) -> None:
    saved = [any_journal.save(replace(entry, id=new_id())) for entry in written]
    assert [any_journal.get(entry.id) for entry in saved] == saved
    assert {entry.id for entry in saved} <= {summary.id for summary in any_journal.summaries()}


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


@pytest.mark.fault("a row out of its place")
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


@pytest.mark.fault("a full disk")
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


@pytest.mark.fault("a clock set back")
def test_a_clock_set_back_harms_no_order(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    first = journal.save(an_entry("Today", "words", at=datetime(2026, 11, 22)))
    journal.save(an_entry("Before", "words", at=datetime(2026, 11, 22) - timedelta(days=4000)))
    last = journal.latest()
    assert last is not None
    assert last.title == "Before"
    assert journal.summaries()[0].id == first.id
    journal.close()


def test_a_stretch_of_damage_hides_nothing_behind_it(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    for number in range(620):
        journal.save(an_entry(f"Day {number}"))
    journal.close()
    with database(tmp_path) as file:
        file.execute("UPDATE revision SET sealed = x'00' WHERE seq > 100")
    file.close()
    again = folder.open(made.key)
    assert len(again.read_some()) == 100
    assert len(again.damaged) == 520
    again.close()


def test_a_journal_that_was_closed_takes_nothing_more(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.close()
    with pytest.raises(JournalError):
        journal.save(an_entry("Too late"))
    assert folder.open(made.key).summaries() == []
