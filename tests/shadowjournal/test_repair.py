from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.entry import Picture, new_id
from shadowjournal.errors import CannotWrite, WrongKey
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.preferences import Preferences
from shadowjournal.repair import Salvaged, repair, salvageable_vaults
from shadowjournal.storage.carving import carve
from shadowjournal.vault.key import JournalKey
from tests.builders import QUICK, an_entry, text

DAYS = 40
LONG = 7  # every seventh entry goes on over several pages


class Diary(NamedTuple):
    """A journal that was closed, and what was written in it: revisions by entry."""

    file: Path
    key: JournalKey
    written: dict[str, list[str]]


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    folder = JournalFolder(tmp_path_factory.mktemp("diary"))
    folder.take()
    key = folder.create(passphrase="one", effort=QUICK).key
    written: dict[str, list[str]] = {}
    for sitting in ("first", "second"):
        journal = folder.open(key)
        for number in range(DAYS):
            words = f"The {sitting} words of day {number}. " * (400 if number % LONG == 0 else 9)
            entry = an_entry(f"Day {number}")
            if sitting == "second":
                entry = journal.get(list(written)[number])
            entry = journal.save(replace(entry, document=text(words.strip())))
            written.setdefault(entry.id, []).append(words.strip())
        journal.keep_picture(Picture(new_id(), "image/png", 9, 9, bytes(50_000)))
        journal.prefer(Preferences(lock_after=77))
        journal.close()
    yield Diary(folder.file, key, written)
    folder.release()


def salvaged(diary: Diary, file: Path, copy: Path) -> Salvaged:
    """Repair *file* and see that the copy is a whole journal with no other words in it."""
    vaults = salvageable_vaults(file) or salvageable_vaults(diary.file)
    seen = repair(file, diary.key, vaults[0], copy / "journal.db")
    folder = JournalFolder(copy)
    journal = folder.open(diary.key)
    found = journal.verify()
    assert found == (seen.entries, seen.revisions, seen.pictures, (), ())
    for summary in journal.summaries():
        for revision in journal.revisions(summary.id):
            assert plain_text(revision.document) in diary.written[summary.id]
    journal.close()
    return seen


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    place = tmp_path / "copy"
    place.mkdir()
    return place


def test_of_a_whole_journal_all_is_brought_over(diary: Diary, copy: Path) -> None:
    seen = salvaged(diary, diary.file, copy)
    assert seen == (DAYS, 2 * DAYS, 2, (), 0)
    journal = JournalFolder(copy).open(diary.key)
    for identity, words in diary.written.items():
        kept = [plain_text(each.document) for each in journal.revisions(identity)]
        assert kept == words
    assert journal.preferences.lock_after == 77
    journal.close()
    assert (copy / "journal.db").stat().st_mode & 0o777 == 0o600


def test_rows_carved_from_the_pages_are_the_rows_of_the_database(diary: Diary) -> None:
    with closing(sqlite3.connect(diary.file)) as file:
        rows = file.execute("SELECT * FROM revision ORDER BY seq").fetchall()
        pictures = file.execute("SELECT name, sealed FROM attachment").fetchall()
        ((vault,),) = file.execute("SELECT vault FROM header").fetchall()
        records = file.execute("SELECT name, sealed FROM record").fetchall()
    carved = carve(diary.file)
    assert set(rows) <= {tuple(row) for row in carved.revisions}
    assert set(pictures) <= set(carved.pictures)
    assert set(records) <= set(carved.records)
    assert vault in carved.vaults


@pytest.mark.parametrize("part", [0.1, 1 / 3, 2 / 3, 0.9])
def test_of_a_file_that_was_cut_what_stands_before_the_cut_opens(
    diary: Diary, tmp_path: Path, copy: Path, part: float
) -> None:
    whole = diary.file.read_bytes()
    cut = tmp_path / "cut.db"
    cut.write_bytes(whole[: int(len(whole) * part)])
    seen = salvaged(diary, cut, copy)
    share = seen.revisions / (2 * DAYS)
    assert part - 0.25 <= share <= part + 0.25, "about as much as there is left of the file"


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_takes_no_more_than_a_page_with_it(
    diary: Diary, tmp_path: Path, copy: Path, seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(diary.file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    hurt = tmp_path / "hurt.db"
    hurt.write_bytes(content)
    seen = salvaged(diary, hurt, copy)
    on_a_page = 4096 // 400
    assert seen.revisions >= 2 * DAYS - on_a_page
    assert seen.entries >= DAYS - on_a_page


def test_a_byte_in_one_entry_costs_that_entry_and_names_it(
    diary: Diary, tmp_path: Path, copy: Path
) -> None:
    identity = list(diary.written)[3]
    hurt = tmp_path / "hurt.db"
    shutil.copy(diary.file, hurt)
    with closing(sqlite3.connect(hurt)) as file, file:
        rows = file.execute("SELECT sealed, seq FROM revision WHERE entry = ?", (identity,))
        for sealed, seq in rows.fetchall():
            wrong = sealed[:99] + bytes([sealed[99] ^ 1]) + sealed[100:]
            file.execute("UPDATE revision SET sealed = ? WHERE seq = ?", (wrong, seq))
    seen = salvaged(diary, hurt, copy)
    assert (seen.entries, seen.revisions) == (DAYS - 1, 2 * DAYS - 2)
    assert {damage.record for damage in seen.lost} == {identity}
    assert seen.missing == 0


def test_what_lies_in_the_log_of_a_killed_program_is_brought_over(
    diary: Diary, tmp_path: Path, copy: Path
) -> None:
    place = tmp_path / "killed"
    place.mkdir()
    shutil.copy(diary.file, place / "journal.db")
    folder = JournalFolder(place)
    journal = folder.open(diary.key)
    last = journal.save(an_entry("The last evening", "Not in the file yet."))
    diary.written[last.id] = ["Not in the file yet."]
    killed = tmp_path / "as-it-lay"
    shutil.copytree(place, killed)
    journal.close()
    with (killed / "journal.db").open("r+b") as file:
        file.seek(16)
        file.write(bytes(40))  # and the head of the file is gone: no program opens it any more
    seen = salvaged(diary, killed / "journal.db", copy)
    del diary.written[last.id]
    assert (seen.entries, seen.lost, seen.missing) == (DAYS + 1, (), 0)


def test_what_is_gone_without_a_trace_is_counted(diary: Diary, tmp_path: Path, copy: Path) -> None:
    less = tmp_path / "less.db"
    shutil.copy(diary.file, less)
    with closing(sqlite3.connect(less)) as file, file:
        file.execute("PRAGMA secure_delete = ON")
        file.execute("DELETE FROM revision WHERE entry = ?", (list(diary.written)[5],))
    seen = salvaged(diary, less, copy)
    assert (seen.entries, seen.lost, seen.missing) == (DAYS - 1, (), 2)


def test_a_key_that_opens_nothing_makes_no_copy(diary: Diary, copy: Path) -> None:
    other = JournalKey.new(diary.key.journal_id)
    with pytest.raises(WrongKey):
        repair(diary.file, other, salvageable_vaults(diary.file)[0], copy / "journal.db")
    assert list(copy.iterdir()) == []


def test_nothing_is_ever_written_over(diary: Diary, copy: Path) -> None:
    (copy / "journal.db").write_text("mine")
    with pytest.raises(CannotWrite):
        repair(diary.file, diary.key, salvageable_vaults(diary.file)[0], copy / "journal.db")
    assert (copy / "journal.db").read_text() == "mine"


@given(st.binary(max_size=9000), st.sampled_from([512, 1024, 4096, 65536]))
def test_no_bytes_at_all_stop_the_search(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, size: int
) -> None:
    file = tmp_path_factory.mktemp("any") / "any.db"
    head = b"SQLite format 3\0" + (size & 0xFFFF).to_bytes(2, "big") + b"\x02" * 82
    file.write_bytes(head + b"\x0d" + content)
    carve(file)
