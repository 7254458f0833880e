from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.errors import CannotWrite, DamagedData, NoJournal, UnreadableFile
from shadowjournal.storage import store as store_module
from shadowjournal.storage.rows import NewRow, SealedRow
from shadowjournal.storage.store import Store
from tests import children

ENTRIES = tuple(letter * 32 for letter in "abcde")
VAULT = b"a vault"

rows = st.builds(NewRow, st.sampled_from(ENTRIES), st.integers(1, 3), st.binary(max_size=20))
batches = st.lists(st.lists(rows, max_size=4), max_size=6)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = Store.create(file, VAULT)
    yield store
    store.close()


class Ledger:
    """What a store should hold: the rows in the order of writing, by entry and revision."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], bytes] = {}

    def put(self, new: list[NewRow]) -> None:
        for entry, revision, sealed in new:
            self.rows.pop((entry, revision), None)
            self.rows[entry, revision] = sealed

    def heads(self) -> list[NewRow]:
        """The newest revision of every entry, last written first."""
        newest = {entry: 0 for entry, _ in self.rows}
        for entry, revision in self.rows:
            newest[entry] = max(newest[entry], revision)
        return [row for row in self.all()[::-1] if newest[row.entry] == row.revision]

    def all(self) -> list[NewRow]:
        return [NewRow(*name, sealed) for name, sealed in self.rows.items()]


def without_places(found: list[SealedRow]) -> list[NewRow]:
    return [NewRow(*row[1:]) for row in found]


@given(batches)
def test_what_goes_in_comes_out_in_the_order_of_writing(
    tmp_path_factory: pytest.TempPathFactory, written: list[list[NewRow]]
) -> None:
    path = tmp_path_factory.mktemp("store") / "journal.db"
    store, ledger = Store.create(path, VAULT), Ledger()
    for batch in written:
        store.put(batch)
        ledger.put(batch)
    store.close()
    store = Store.open(path)
    assert without_places(list(store.every_row())) == ledger.all()
    assert [
        row for batch in store.heads.batches() for row in without_places(batch)
    ] == ledger.heads()
    last = store.last_written()
    assert (without_places([last]) if last else []) == ledger.all()[-1:]
    for entry in ENTRIES:
        revisions = sorted(row for row in ledger.all() if row.entry == entry)
        assert without_places(store.revisions(entry)) == revisions
        newest = store.newest(entry)
        assert (without_places([newest]) if newest else []) == revisions[-1:]
    store.close()


@given(batches, st.lists(st.lists(rows, max_size=2), max_size=8))
def test_lists_stay_whole_while_rows_are_written_between_two_batches(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[list[NewRow]],
    meanwhile: list[list[NewRow]],
) -> None:
    store, ledger = (
        Store.create(tmp_path_factory.mktemp("store") / "journal.db", VAULT),
        Ledger(),
    )
    for batch in before:
        store.put(batch)
        ledger.put(batch)
    at_first = ledger.heads()
    seen: list[NewRow] = []
    changed: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_module, "_BATCH", 2)
        for heads in store.heads.batches():
            seen += without_places(heads)
            if meanwhile:
                new = meanwhile.pop()
                store.put(new)
                changed |= {row.entry for row in new}
    store.close()
    assert [row for row in at_first if row in seen] == seen, "nothing twice, nothing new"
    assert {row.entry for row in at_first} - {row.entry for row in seen} <= changed


def test_what_is_replaced_within_a_sitting_becomes_the_last_written(store: Store) -> None:
    first, second = ENTRIES[:2]
    store.put([NewRow(first, 1, b"one"), NewRow(second, 1, b"two")])
    store.put([NewRow(first, 1, b"one more")])
    last = store.last_written()
    assert last is not None
    assert last[1:] == (first, 1, b"one more")
    assert [row.entry for row in store.every_row()] == [second, first]


def test_a_picture_is_stored_once_and_the_first_stays(store: Store) -> None:
    store.put([], [("a", b"sealed"), ("b", b"other")])
    store.put([], [("a", b"sealed again")])
    assert store.picture("a") == b"sealed"
    assert dict(store.pictures()) == {"a": b"sealed", "b": b"other"}
    assert store.picture("c") is None


def test_two_journals_are_open_at_once_and_keep_apart(tmp_path: Path) -> None:
    one, two = (Store.create(tmp_path / name, name.encode()) for name in ("one", "two"))
    one.put([NewRow(ENTRIES[0], 1, b"one")])
    two.put([NewRow(ENTRIES[0], 1, b"two")])
    assert [(s.vault, [row.sealed for row in s.every_row()]) for s in (one, two)] == [
        (b"one", [b"one"]),
        (b"two", [b"two"]),
    ]
    one.close()
    two.close()


def test_the_vault_is_replaced_and_its_rows_stay(file: Path, store: Store) -> None:
    store.put([NewRow(ENTRIES[0], 1, b"one")])
    store.renewal.keep_vault(b"another vault")
    store.close()
    again = Store.open(file)
    assert again.vault == b"another vault"
    assert [row.sealed for row in again.every_row()] == [b"one"]
    again.close()


@pytest.mark.parametrize("is_open_twice", [False, True])
def test_of_a_replaced_vault_nothing_stays_in_the_file_or_its_log(
    file: Path, store: Store, is_open_twice: bool
) -> None:
    store.renewal.empty_log()
    other = Store.open(file) if is_open_twice else None
    before: list[bytes] = []
    for number in (2000, 500, 2, 600, 1):  # its pages are freed, and used again
        store.put([NewRow(ENTRIES[0], number, b"one" * number)])
        wrapped = b"<%d is wrapped>" % number
        store.renewal.keep_vault(wrapped * number)
        content = b"".join(path.read_bytes() for path in file.parent.iterdir())
        assert wrapped in content
        assert [old for old in before if old in content] == []
        before.append(wrapped)
    store.close()
    if other:
        other.close()


def test_rows_come_in_together_or_not_at_all(store: Store) -> None:
    def some() -> Iterator[NewRow]:
        yield NewRow(ENTRIES[0], 1, b"one")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.put(some(), [("a", b"sealed")])
    assert list(store.every_row()) == []
    assert store.picture("a") is None


def test_a_file_that_another_program_holds_is_not_written_and_then_is(
    file: Path, store: Store
) -> None:
    store._database.pragma("busy_timeout", 1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CannotWrite, match="Another program"):
        store.put([NewRow(ENTRIES[0], 1, b"one")])
    other.close()
    assert store.last_written() is None
    store.put([NewRow(ENTRIES[0], 1, b"one")])
    assert store.last_written() is not None


def test_a_file_that_may_only_be_read_can_be_read(store: Store) -> None:
    store.put([NewRow(ENTRIES[0], 1, b"one")])
    store._database.pragma("query_only", 1)
    with pytest.raises(CannotWrite, match="read-only"):
        store.put([NewRow(ENTRIES[0], 2, b"two")])
    assert [row.sealed for row in store.every_row()] == [b"one"]


def test_a_folder_that_is_not_there_is_said_to_be_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        Store.create(tmp_path / "nowhere" / "journal.db", VAULT)
    with pytest.raises(NoJournal):
        Store.open(tmp_path / "nowhere" / "journal.db")


CHILD = """
import resource, sys, time
from pathlib import Path
from shadowjournal.errors import CannotWrite
from shadowjournal.storage.rows import NewRow
from shadowjournal.storage.store import Store
store = Store.open(Path(sys.argv[1]))
if sys.argv[2] == "limited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for number in range(10_000):
    try:
        store.put([NewRow("a" * 32, number, bytes(5_000))])
    except CannotWrite as error:
        print(error, flush=True)
        break
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits and signals")
def test_a_disk_that_takes_no_more_keeps_what_it_took(file: Path, store: Store) -> None:
    store.close()
    with children.start(CHILD, file, "limited", is_doomed=True) as child:
        *numbers, refusal = child.communicate()[0].splitlines()
    assert refusal == "The disk does not take what is written."
    assert [row.revision for row in Store.open(file).every_row()] == [int(n) for n in numbers]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits and signals")
def test_what_was_stored_before_the_program_was_killed_is_there(file: Path, store: Store) -> None:
    store.close()
    with children.start(CHILD, file, "killed", is_doomed=True) as child:
        told = [int(children.read_line(child)) for _ in range(20)]
        child.send_signal(signal.SIGKILL)
    kept = [row.revision for row in Store.open(file).every_row()]
    assert kept[: len(told)] == told
    assert kept == [*range(len(kept))]


def test_a_damaged_page_is_told_from_a_journal_that_is_none(file: Path, store: Store) -> None:
    store.put([NewRow(ENTRIES[0], number, bytes(3000)) for number in range(1, 40)])
    store.close()
    content = bytearray(file.read_bytes())
    content[4096 * 6 : 4096 * 30] = b"\xa5" * (4096 * 24)
    file.write_bytes(content)
    with pytest.raises(DamagedData):
        list(Store.open(file).every_row())


def test_a_file_cut_short_opens_nothing_and_stays_as_it_is(file: Path, store: Store) -> None:
    store.close()
    file.write_bytes(file.read_bytes()[:1000])
    cut = file.read_bytes()
    with pytest.raises((UnreadableFile, DamagedData)):
        list(Store.open(file).every_row())
    assert file.read_bytes() == cut


def test_a_journal_without_its_locks_is_unreadable(file: Path, store: Store) -> None:
    store.close()
    with sqlite3.connect(file) as other:
        other.execute("DELETE FROM header")
    other.close()
    with pytest.raises(UnreadableFile):
        _ = Store.open(file).vault
