from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal import reading
from shadowjournal.entry import Entry, Source, new_id, now
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.rotation import NewKeys, rotate
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from tests.builders import QUICK, a_folder, a_prompt, an_entry, text
from tests.strategies import entries

PLANTED = "zephyrquartz"
QUERIES = (
    "sun", "rain OR sun", '"sun and rain"', "-rain", "r*", "tag:weather", "is:starred",
    "is:trashed", "words>3", "on:2024", "prompt:loop", "é", "悲",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_journals_count_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE", 1)
    monkeypatch.setattr(reading, "_FEW", 0)


def the_file(folder: JournalFolder) -> Path:
    return folder.path / "journal.index"


def read(folder: JournalFolder, key: JournalKey) -> Journal:
    journal = folder.open(key)
    while not journal.is_read:
        journal.read_some()
    return journal


def kept_by(journal: Journal) -> None:
    """Keep the index of *journal* as the window does, and close it once it lies there."""
    while not journal.check_some():
        pass
    while not journal.keep_index():
        pass
    snapshot = journal._reading._snapshot
    assert snapshot is not None
    if snapshot._writing is not None:
        snapshot._writing.result()
    journal.close()


def all_it_says(journal: Journal, *, is_checked: bool = True) -> list[object]:
    while is_checked and not journal.check_some():
        pass
    source = Source("another", "1", now() - timedelta(days=1))
    arriving = replace(an_entry("Came"), source=source)
    return [
        journal.summaries(),
        journal.trash.entries,
        journal.answered(),
        sorted(damage.record for damage in journal.damaged),
        journal.discrepancies,
        journal.would_take(arriving),
        [
            [(found.summary, found.snippet) for found in journal.search(query, is_newest_first=new)]
            for query in QUERIES
            for new in (True, False)
        ],
        [journal.count(query) for query in QUERIES],
    ]


def without_snapshot(folder: JournalFolder, key: JournalKey) -> list[object]:
    the_file(folder).unlink(missing_ok=True)
    journal = read(folder, key)
    said = all_it_says(journal)
    journal.close()
    return said


def with_snapshot(folder: JournalFolder, key: JournalKey) -> list[object]:
    journal = read(folder, key)
    said = all_it_says(journal)
    journal.close()
    return said


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[JournalFolder, JournalKey, list[Entry]]]:
    """A journal of a few days with a snapshot of its index."""
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    saved = [
        journal.save(entry)
        for entry in (
            an_entry("Monday", f"Sun and rain {PLANTED}1.", tags=("weather", f"{PLANTED}2")),
            an_entry("Tuesday", "Rain, rain.", tags=("weather",)),
            an_entry(f"Wednesday {PLANTED}3", "Sun.", prompt=a_prompt("loop", f"{PLANTED}4 loop")),
            replace(an_entry("Thursday", "Été 悲しみ."), source=Source("another", "1", now())),
        )
    ]
    journal.read_all()
    kept_by(journal)
    assert the_file(folder).is_file()
    yield folder, made.key, saved
    folder.release()


Kept = tuple[JournalFolder, JournalKey, list[Entry]]


def opened_from(kept: Kept) -> int:
    """Return how many entries had to be opened for lists and search."""
    folder, key, _ = kept
    journal = read(folder, key)
    count = journal._reading._opened
    journal.close()
    return count


def test_what_was_kept_is_not_read_again(kept: Kept) -> None:
    folder, key, saved = kept
    assert opened_from(kept) == 0
    journal = folder.open(key)
    journal.save(replace(saved[1], document=text("Snow.")))
    journal.close()
    assert opened_from(kept) == 1


changes = st.lists(
    st.tuples(
        st.sampled_from(("write", "edit", "redate", "throw", "take back", "delete", "keep")),
        st.integers(0, 5),
        entries(max_blocks=2),
    ),
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_opened_from_what_was_kept_a_journal_says_what_one_says_that_is_read_anew(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, Entry]]
) -> None:
    folder, made = a_folder(tmp_path_factory.mktemp("any"))
    journal = read(folder, made.key)
    ids: list[str] = []
    for what, which, entry in done:
        chosen = ids[which % len(ids)] if ids else ""
        if what == "write" or not chosen:
            ids.append(journal.save(replace(entry, id=new_id(), trashed=None)).id)
        elif what == "edit":
            journal.append([replace(entry, id=chosen)])
        elif what == "redate":
            journal.save(replace(journal.get(chosen), written=entry.written))
        elif what == "throw":
            journal.trash.throw_away(chosen)
        elif what == "take back":
            journal.trash.take_back(chosen)
        elif what == "delete":
            journal.trash.throw_away(chosen)
            journal.trash.delete([chosen])
            ids.remove(chosen)
        else:
            kept_by(journal)
            journal = read(folder, made.key)
    journal.close()
    said = with_snapshot(folder, made.key)
    assert said == without_snapshot(folder, made.key)
    folder.release()


def test_what_is_saved_while_it_is_read_is_found(kept: Kept) -> None:
    folder, key, saved = kept
    journal = folder.open(key)
    journal.read_some()
    journal.save(replace(saved[1], document=text("Snow.")))
    journal.save(an_entry("Friday", "Hail."))
    while not journal.is_read:
        journal.read_some()
    assert [found.summary.title for found in journal.search("snow OR hail", is_newest_first=True)]
    assert len(journal.search("hail")) == len(journal.search("snow")) == 1
    journal.close()
    assert with_snapshot(folder, key) == without_snapshot(folder, key)


def test_a_damaged_one_changes_nothing_and_is_replaced(kept: Kept) -> None:
    folder, key, _ = kept
    whole = the_file(folder).read_bytes()
    said = with_snapshot(folder, key)
    chance = random.Random(5)
    places = [0, 30, 41, 45, 60, 100, len(whole) - 1, *(chance.randrange(len(whole)) for _ in "12")]
    for place in places:
        wrong = bytearray(whole)
        wrong[place] ^= 1 << chance.randrange(8)
        the_file(folder).write_bytes(wrong)
        assert with_snapshot(folder, key) == said
        assert not the_file(folder).exists()
    for length in (0, 10, 44, 500, len(whole) // 2, len(whole) - 1):
        the_file(folder).write_bytes(whole[:length])
        assert with_snapshot(folder, key) == said
    kept_by(read(folder, key))
    assert opened_from(kept) == 0


def test_another_journals_is_of_no_use(kept: Kept, tmp_path: Path) -> None:
    folder, key, _ = kept
    said = with_snapshot(folder, key)
    other, made = a_folder(tmp_path / "other")
    journal = other.open(made.key)
    journal.save(an_entry("Foreign", "Sun."))
    journal.read_all()
    kept_by(journal)
    the_file(folder).write_bytes(the_file(other).read_bytes())
    assert with_snapshot(folder, key) == said


def test_an_older_one_that_was_put_back_shows_nothing_that_was_deleted(kept: Kept) -> None:
    folder, key, saved = kept
    older = the_file(folder).read_bytes()
    journal = read(folder, key)
    journal.save(replace(saved[1], document=text("Snow.")))
    journal.trash.throw_away(saved[0].id)
    journal.trash.delete([saved[0].id])
    assert not the_file(folder).exists()
    journal.close()
    the_file(folder).write_bytes(older)
    journal = read(folder, key)
    assert journal.search(f"{PLANTED}1") == []
    assert len(journal.search("rain")) == 0
    assert len(journal.search("snow")) == 1
    journal.close()
    assert not the_file(folder).exists()  # for it holds what was deleted


def test_an_entry_that_no_longer_opens_is_named_and_listed_no_more(kept: Kept) -> None:
    folder, key, saved = kept
    content = folder.file.read_bytes()
    journal = folder.open(key)
    row = journal._store.newest(saved[2].id)
    journal.close()
    assert row is not None
    middle = len(row.sealed) // 2
    place = content.index(row.sealed[:middle]) + middle
    folder.file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    said = with_snapshot(folder, key)
    assert saved[2].id in said[3]  # type: ignore[operator]
    assert saved[2].id not in [summary.id for summary in said[0]]  # type: ignore[attr-defined]
    assert said == without_snapshot(folder, key)


def test_no_word_of_the_journal_stands_in_any_file_of_the_folder(kept: Kept) -> None:
    folder, key, _ = kept
    journal = read(folder, key)
    journal.search(PLANTED)
    for file in (*folder.path.iterdir(),):
        content = file.read_bytes()
        assert PLANTED.encode() not in content
        assert b"SQLite format 3" not in content or file == folder.file
    kept_by(journal)
    assert the_file(folder).stat().st_mode & 0o077 == 0


def test_a_new_key_takes_away_what_the_old_one_opens(kept: Kept) -> None:
    folder, key, _ = kept
    older = the_file(folder).read_bytes()
    rotated = rotate(folder, key, NewKeys(RecoveryCode.new(), True, "one", None, QUICK))
    assert not the_file(folder).exists()
    the_file(folder).write_bytes(older)
    assert with_snapshot(folder, rotated.key) == without_snapshot(folder, rotated.key)


def test_a_small_journal_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE", 2)
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.save(an_entry("Monday"))
    journal.read_all()
    kept_by(journal)
    assert not the_file(folder).exists()


def test_a_journal_may_be_closed_while_what_was_kept_is_still_read(kept: Kept) -> None:
    folder, key, _ = kept
    for steps in range(6):
        journal = folder.open(key)
        for _ in range(steps):
            journal.read_some()
        journal.close()
    assert opened_from(kept) == 0
