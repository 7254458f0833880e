from __future__ import annotations

import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from shadowjournal.errors import (
    CannotWrite,
    JournalExists,
    JournalInUse,
    KeychainLocked,
    NoJournal,
    UnreadableFile,
)
from shadowjournal.folder import JournalFolder
from tests import children
from tests.builders import QUICK, a_folder, an_entry
from tests.keychains import BrokenKeychain, MemoryKeychain

TAKE = """
import sys, time
from pathlib import Path
from shadowjournal.folder import JournalFolder
folder = JournalFolder(Path(sys.argv[1]))
folder.take()
print("held", flush=True)
time.sleep(60)
"""

not_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights differently")


@not_windows
def test_only_its_owner_may_read_the_folder(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).close()
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / "journal.db").stat().st_mode & 0o777 == 0o600


def test_no_key_is_ever_made_over_a_journal(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).save(an_entry("Monday", "Sun."))
    with pytest.raises(JournalExists):
        folder.create(keychain=MemoryKeychain())
    assert [s.title for s in folder.open(made.key).summaries()] == ["Monday"]


@pytest.mark.fault("a second start")
def test_a_second_program_is_turned_away_until_the_first_is_done(tmp_path: Path) -> None:
    folder, _ = a_folder(tmp_path)
    with pytest.raises(JournalInUse):
        JournalFolder(folder.path).take()
    folder.release()
    second = JournalFolder(folder.path)
    second.take()
    second.release()


@pytest.mark.fault("a second start")
@not_windows
def test_a_program_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    with children.start(TAKE, tmp_path, is_doomed=True) as child:
        assert children.read_line(child) == "held"
        with pytest.raises(JournalInUse):
            JournalFolder(tmp_path).take()
        child.send_signal(signal.SIGKILL)
    folder = JournalFolder(tmp_path)
    folder.take()
    folder.release()


def test_an_empty_folder_holds_no_journal(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path)
    assert not folder.holds_journal
    with pytest.raises(NoJournal):
        folder.vault()


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
    before = (tmp_path / "journal.db").read_bytes()
    with pytest.raises(UnreadableFile):
        JournalFolder(tmp_path).vault()
    assert (tmp_path / "journal.db").read_bytes() == before


def test_a_journal_of_a_newer_version_is_told_apart(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).close()
    with sqlite3.connect(folder.path / "journal.db") as file:
        file.execute("PRAGMA user_version = 999")
    file.close()
    with pytest.raises(UnreadableFile, match="newer"):
        folder.vault()


def test_a_passphrase_journal_needs_no_keyring(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(passphrase="one", effort=QUICK)
    assert folder.vault().unlock_with_passphrase("one").keys == made.key.keys
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys


def test_a_keyring_that_refuses_leaves_no_journal_behind(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path)
    folder.take()
    with pytest.raises(KeychainLocked):
        folder.create(keychain=BrokenKeychain(KeychainLocked("The keyring is locked.")))
    assert not folder.holds_journal
    folder.create(keychain=MemoryKeychain())
    assert folder.holds_journal


def test_what_a_crash_left_half_made_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path)
    folder.take()
    (tmp_path / "journal.db.unfinished").write_bytes(b"half a journal")
    assert not folder.holds_journal
    made = folder.create(keychain=MemoryKeychain())
    folder.open(made.key).close()
    assert sorted(file.name for file in tmp_path.iterdir() if "lock" not in file.name) == [
        "journal.db"
    ]


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        JournalFolder(tmp_path / "file" / "journal").take()


@not_windows
def test_a_folder_that_vanishes_meanwhile_leaves_no_key_without_a_journal(tmp_path: Path) -> None:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    (tmp_path / "journal").rename(tmp_path / "elsewhere")
    with pytest.raises(CannotWrite):
        folder.create(keychain=MemoryKeychain())
    assert not folder.holds_journal


def test_a_vault_is_kept_in_place_of_the_one_before(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    assert not folder.vault().recovery_is_tested
    folder.keep_vault(folder.vault().with_tested_recovery())
    assert folder.vault().recovery_is_tested
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys


@pytest.mark.parametrize("part", ["journal.db-wal", "journal.db-shm"])
def test_a_journal_whose_file_is_gone_is_not_made_anew_over_what_is_left(
    tmp_path: Path, part: str
) -> None:
    folder = JournalFolder(tmp_path)
    folder.take()
    (tmp_path / part).write_bytes(b"the newest words")
    computer = MemoryKeychain()
    with pytest.raises(JournalExists):
        folder.create(keychain=computer)
    assert computer.kept == {}
    assert (tmp_path / part).read_bytes() == b"the newest words"


@not_windows
def test_a_journal_on_a_disk_that_is_not_there_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "journal.db").symlink_to(tmp_path / "disk" / "journal.db")
    folder = JournalFolder(tmp_path)
    folder.take()
    with pytest.raises(JournalExists):
        folder.create(keychain=MemoryKeychain())
    with pytest.raises(NoJournal):
        folder.vault()


def test_what_a_crash_left_beside_half_a_journal_never_reaches_the_next(tmp_path: Path) -> None:
    other, _ = a_folder(tmp_path / "other")
    file = sqlite3.connect(other.path / "journal.db")
    file.execute("UPDATE header SET vault = x'00'")
    file.commit()
    left = (other.path / "journal.db-wal").read_bytes()
    file.close()
    assert left
    (tmp_path / "journal.db.unfinished-wal").write_bytes(left)
    folder = JournalFolder(tmp_path)
    folder.take()
    made = folder.create(keychain=MemoryKeychain())
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys
    assert sorted(f.name for f in tmp_path.iterdir() if f.is_file() and "lock" not in f.name) == [
        "journal.db"
    ]
