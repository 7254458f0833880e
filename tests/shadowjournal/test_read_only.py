"""A journal that can be read and not written: on a disk that is read-only, or by its rights."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from shadowjournal.backup import Backups, verify_backup
from shadowjournal.errors import CannotWrite, JournalInUse
from shadowjournal.folder import Hindrance, JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.restore import restore
from shadowjournal.vault.key import JournalKey
from tests.builders import a_folder, an_entry
from tests.disks import read_only
from tests.keychains import MemoryKeychain

ROOT = Path(__file__).parents[2]
not_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root"
)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, JournalKey]:
    """A journal with an entry, closed, and its key."""
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.save(an_entry("Monday", "Rain."))
    journal.close()
    folder.release()
    return folder.path, made.key


@contextmanager
def opened(place: Path, key: JournalKey) -> Iterator[tuple[JournalFolder, Journal]]:
    folder = JournalFolder(place)
    folder.take()
    journal = folder.open(key)
    try:
        yield folder, journal
    finally:
        journal.close()
        folder.release()


def titles(journal: Journal) -> list[str]:
    return [summary.title for summary in journal.summaries()]


def contents(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.iterdir()}


def test_a_journal_on_a_read_only_disk_is_read_and_says_that_it_cannot_be_written(
    written: tuple[Path, JournalKey],
) -> None:
    place, key = written
    before = contents(place)
    with read_only(place), opened(place, key) as (folder, journal):
        assert folder.hindrance is Hindrance.FOLDER
        assert not folder.log_is_unseen
        assert titles(journal) == ["Monday"]
        assert [hit.summary.title for hit in journal.search("rain")] == ["Monday"]
        assert journal.verify().damaged == ()
        with pytest.raises(CannotWrite, match="read-only"):
            journal.save(an_entry("Tuesday"))
        with pytest.raises(CannotWrite, match="its folder is read-only"):
            folder.ensure_writable()
        with pytest.raises(CannotWrite):
            folder.keep_vault(folder.vault().with_tested_recovery())
    assert contents(place) == before


def test_two_programs_may_read_where_nobody_writes(written: tuple[Path, JournalKey]) -> None:
    place, key = written
    with read_only(place), opened(place, key), opened(place, key) as (_, second):
        assert titles(second) == ["Monday"]


def test_where_it_can_be_written_again_the_next_time_it_is(
    written: tuple[Path, JournalKey],
) -> None:
    place, key = written
    folder = JournalFolder(place)
    with read_only(place):
        folder.take()
        with pytest.raises(CannotWrite):
            folder.ensure_writable()
        folder.release()
    folder.take()
    folder.ensure_writable()
    journal = folder.open(key)
    journal.save(an_entry("Tuesday"))
    journal.close()
    with pytest.raises(JournalInUse):
        JournalFolder(place).take()
    folder.release()


def test_a_file_on_a_read_only_disk_in_a_folder_that_is_not_is_held_and_read(
    written: tuple[Path, JournalKey], tmp_path: Path
) -> None:
    place, key = written
    stick = tmp_path / "stick"
    stick.mkdir()
    (place / "journal.db").rename(stick / "journal.db")
    (place / "journal.db").symlink_to(stick / "journal.db")
    with read_only(stick), opened(place, key) as (folder, journal):
        assert folder.hindrance is Hindrance.FILE
        assert titles(journal) == ["Monday"]
        with pytest.raises(CannotWrite, match="its file is read-only"):
            folder.ensure_writable()
        with pytest.raises(JournalInUse):
            JournalFolder(place).take()


def left_by_a_crash(folder: JournalFolder, key: JournalKey, elsewhere: Path) -> Path:
    """What lies on the disk when the computer goes off while the journal is open."""
    journal = folder.open(key)
    journal.save(an_entry("Tuesday", "In the log only."))
    shutil.copytree(folder.path, elsewhere)
    journal.close()
    return elsewhere


def test_what_a_crash_left_in_the_log_is_seen_on_a_read_only_disk(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).close()
    place = left_by_a_crash(folder, made.key, tmp_path / "crashed")
    with read_only(place), opened(place, made.key) as (here, journal):
        assert titles(journal) == ["Tuesday"]
        assert not here.log_is_unseen


def test_where_the_log_cannot_be_read_the_rest_is_and_that_is_said(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    journal.save(an_entry("Monday", "In the file."))
    journal.close()
    place = left_by_a_crash(folder, made.key, tmp_path / "crashed")
    (place / "journal.db-shm").unlink()
    before = contents(place)
    with read_only(place), opened(place, made.key) as (here, journal):
        assert titles(journal) == ["Monday"]
        assert here.log_is_unseen
    assert contents(place) == before


def test_a_read_only_journal_is_backed_up_elsewhere(
    written: tuple[Path, JournalKey], tmp_path: Path
) -> None:
    place, key = written
    with read_only(place), opened(place, key) as (folder, _):
        made = Backups(tmp_path / "backups").make(folder, key)
        assert made.holds.entries == 1
    assert verify_backup(made.file, key).entries == 1


def test_nothing_is_put_in_the_place_of_a_read_only_journal(
    written: tuple[Path, JournalKey], tmp_path: Path
) -> None:
    place, key = written
    folder = JournalFolder(place)
    folder.take()
    made = Backups(tmp_path / "backups").make(folder, key)
    folder.release()
    before = contents(place)
    with read_only(place):
        folder.take()
        with pytest.raises(CannotWrite, match="read-only"):
            restore(made.file, folder, key)
        folder.release()
    assert contents(place) == before


def test_no_journal_is_made_on_a_read_only_disk(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    with read_only(place), pytest.raises(CannotWrite):
        JournalFolder(place).take()


def test_a_journal_in_a_folder_of_a_read_only_disk_that_is_not_there_is_not_made(
    tmp_path: Path,
) -> None:
    with read_only(tmp_path), pytest.raises(CannotWrite):
        JournalFolder(tmp_path / "journal").take()


@not_root
@pytest.mark.parametrize(
    ("folder_rights", "file_rights", "hindrance"),
    [(0o500, 0o600, Hindrance.FOLDER), (0o700, 0o400, Hindrance.FILE)],
)
def test_rights_that_forbid_writing_are_seen_before_anything_is_written(
    written: tuple[Path, JournalKey], folder_rights: int, file_rights: int, hindrance: Hindrance
) -> None:
    place, key = written
    (place / "journal.db").chmod(file_rights)
    place.chmod(folder_rights)
    try:
        with opened(place, key) as (folder, journal):
            assert folder.hindrance is hindrance
            assert titles(journal) == ["Monday"]
            with pytest.raises(CannotWrite):
                journal.save(an_entry("Tuesday"))
    finally:
        place.chmod(0o700)


@not_root
def test_a_folder_of_our_own_with_somebody_elses_lock_is_not_called_read_only(
    written: tuple[Path, JournalKey],
) -> None:
    place, _ = written
    (place / "journal.lock").chmod(0)
    with pytest.raises(CannotWrite):
        JournalFolder(place).take()


def test_a_log_that_is_not_the_journals_spoils_nothing_on_a_read_only_disk(
    written: tuple[Path, JournalKey], tmp_path: Path
) -> None:
    place, key = written
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("PRAGMA journal_mode = wal")
    other.execute("CREATE TABLE other (words TEXT)")
    other.commit()
    shutil.copy(tmp_path / "other.db-wal", place / "journal.db-wal")
    other.close()
    with read_only(place), opened(place, key) as (folder, journal):
        assert titles(journal) == ["Monday"]
        assert folder.log_is_unseen


def test_the_keyring_is_not_asked_to_keep_what_the_journal_cannot(
    written: tuple[Path, JournalKey],
) -> None:
    place, key = written
    computer = MemoryKeychain()
    with read_only(place):
        folder = JournalFolder(place)
        folder.take()
        with pytest.raises(CannotWrite):
            folder.keep_vault(folder.vault().with_keychain(key, computer))
        folder.release()


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="for root on Linux, who can become somebody else",
)
def test_the_same_holds_for_somebody_who_is_not_root() -> None:
    """Runs this file again without the rights of root: its tests of rights, and no mounts."""
    nobody = 65534
    with TemporaryDirectory() as place:
        try:
            os.chown(place, nobody, nobody)
        except OSError:
            pytest.skip("this root can become nobody else")
        become = [
            "setpriv",
            "--bounding-set=-all",
            f"--reuid={nobody}",
            f"--regid={nobody}",
            "--clear-groups",
        ]
        tests = [
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            "rights or lock",
            f"--basetemp={place}/tests",
        ]
        if subprocess.run([*become, sys.executable, "-c", "import pytest"], check=False).returncode:
            pytest.skip("nobody else may run this Python")
        done = subprocess.run(
            [*become, sys.executable, "-m", "pytest", __file__, *tests],
            cwd=ROOT,
            env={**os.environ, "HOME": place, "TMPDIR": place},
            capture_output=True,
            text=True,
            check=False,
        )
    assert "3 passed" in done.stdout, done.stdout + done.stderr
