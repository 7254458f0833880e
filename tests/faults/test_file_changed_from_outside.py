"""Somebody who can write to the file, but has no key."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.entry import Picture, new_id
from shadowjournal.folder import JournalFolder
from shadowjournal.results import Change, Discrepancy
from shadowjournal.vault.key import JournalKey
from shadowjournal.witness import Witness
from tests.builders import QUICK, an_entry, text

DAYS = 6


class Writer:
    """A journal of a few days, and what a stranger does to its file."""

    def __init__(self, place: Path) -> None:
        self.folder = JournalFolder(place / "journal", Witness(place / "seen"))
        self.folder.take()
        self.key: JournalKey = self.folder.create(passphrase="one", effort=QUICK).key
        self.entries: list[str] = []
        self.write(DAYS)

    def write(self, days: int) -> None:
        journal = self.folder.open(self.key)
        for number in range(days):
            entry = journal.save(an_entry(f"Day {number}"))
            journal.save(replace(entry, document=text("The same evening.")))
            self.entries.append(entry.id)
        journal.keep_picture(Picture(new_id(), "image/png", 2, 2, b"dots"))
        journal.close()

    def found(self) -> tuple[Discrepancy, ...]:
        """What is noticed when the journal is opened and read."""
        journal = self.folder.open(self.key)
        journal.read_all()
        found = journal.discrepancies
        assert journal.verify().discrepancies == found
        journal.close()
        return found

    def hurt(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder.file)) as file, file:
            file.execute(statement, values)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    made = Writer(tmp_path)
    yield made
    made.folder.release()


def test_a_journal_that_nobody_touched_is_as_it_was_written(writer: Writer) -> None:
    assert writer.found() == ()
    writer.write(2)
    assert writer.found() == ()


def test_rows_that_were_deleted_are_missed(writer: Writer) -> None:
    writer.hurt("DELETE FROM revision WHERE entry IN (?, ?)", *writer.entries[:2])
    assert writer.found() == (Discrepancy(Change.ROWS_MISSING, 2),)
    writer.hurt("DELETE FROM attachment")
    assert writer.found() == (Discrepancy(Change.ROWS_MISSING, 3),)


def test_what_is_missed_is_missed_until_its_owner_accepts_it(writer: Writer) -> None:
    writer.hurt("DELETE FROM revision WHERE entry = ?", writer.entries[0])
    writer.write(3)
    assert writer.found() == (Discrepancy(Change.ROWS_MISSING, 1),)
    journal = writer.folder.open(writer.key)
    journal.accept()
    journal.close()
    assert writer.found() == ()
    writer.write(1)
    assert writer.found() == ()


def test_an_old_revision_in_the_place_of_a_new_one_is_noticed(writer: Writer) -> None:
    entry = writer.entries[0]
    journal = writer.folder.open(writer.key)  # another sitting
    journal.save(replace(journal.get(entry), document=text("Something else.")))
    journal.close()
    assert writer.found() == ()
    writer.hurt("DELETE FROM revision WHERE entry = ? AND revision = 2", entry)
    assert writer.found() == (Discrepancy(Change.ROWS_MISSING, 1),)


def test_a_row_put_back_after_it_was_replaced_is_noticed(writer: Writer) -> None:
    journal = writer.folder.open(writer.key)
    first = journal.save(an_entry("Tonight"))
    with closing(sqlite3.connect(writer.folder.file)) as file:
        query = "SELECT sealed FROM revision WHERE entry = ?"
        (old,) = file.execute(query, (first.id,)).fetchone()
    journal.save(replace(first, document=text("On second thought.")))
    journal.close()
    writer.hurt("UPDATE revision SET sealed = ? WHERE entry = ?", old, first.id)
    assert writer.found() == (Discrepancy(Change.ROWS_EXCHANGED),)


def test_rows_of_a_stranger_are_noticed(writer: Writer) -> None:
    writer.hurt("INSERT INTO revision (entry, revision, sealed) VALUES (?, 1, x'00')", "f" * 32)
    assert writer.found() == (Discrepancy(Change.ROWS_ADDED, 1),)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM record WHERE name = 'manifest'",
        "UPDATE record SET sealed = x'00' WHERE name = 'manifest'",
        "UPDATE record SET sealed = substr(sealed, 1, 40)",
        "DROP TABLE record",
    ],
)
def test_without_the_manifest_nothing_is_taken_for_granted(writer: Writer, statement: str) -> None:
    if "DROP" in statement:
        writer.hurt("PRAGMA user_version = 1")  # as if an earlier version had written the file
    writer.hurt(statement)
    assert writer.found() == (Discrepancy(Change.MANIFEST_MISSING),)
    writer.write(1)
    assert writer.found() == (Discrepancy(Change.MANIFEST_MISSING),)


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_whole_file_of_another_day_is_noticed(writer: Writer, tmp_path: Path, days: int) -> None:
    old = shutil.copy(writer.folder.file, tmp_path / "old.db")
    writer.write(days)
    shutil.copy(old, writer.folder.file)
    assert [each.change for each in writer.found()] == [Change.FILE_OLDER]


def test_an_older_file_stays_one_while_it_is_written_to(writer: Writer, tmp_path: Path) -> None:
    old = shutil.copy(writer.folder.file, tmp_path / "old.db")
    writer.write(5)
    shutil.copy(old, writer.folder.file)
    writer.write(1)
    assert [each.change for each in writer.found()] == [Change.FILE_OLDER]
    journal = writer.folder.open(writer.key)
    journal.accept()
    journal.close()
    assert writer.found() == ()


def test_a_witness_that_was_forged_or_deleted_raises_no_alarm(
    writer: Writer, tmp_path: Path
) -> None:
    for seen in (tmp_path / "seen").iterdir():
        assert b"Day" not in seen.read_bytes()
        seen.write_bytes(bytes(300))
    assert writer.found() == ()


@pytest.fixture
def of_an_earlier_version(writer: Writer, tmp_path: Path) -> Writer:
    writer.hurt("DROP TABLE record")
    writer.hurt("PRAGMA user_version = 1")
    shutil.rmtree(tmp_path / "seen")
    return writer


def test_a_journal_of_an_earlier_version_is_counted_once(of_an_earlier_version: Writer) -> None:
    assert of_an_earlier_version.found() == ()
    of_an_earlier_version.hurt("DELETE FROM revision WHERE seq = (SELECT MIN(seq) FROM revision)")
    assert of_an_earlier_version.found() == (Discrepancy(Change.ROWS_MISSING, 1),)
