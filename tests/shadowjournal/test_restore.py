from __future__ import annotations

import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from shadowjournal.backup import Backups
from shadowjournal.entry import Picture
from shadowjournal.errors import (
    BadBackup,
    CannotWrite,
    DamagedData,
    JournalError,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.restore import restore
from shadowjournal.vault.key import JournalKey
from tests import children
from tests.builders import NOVEMBER, a_folder, an_entry

KEPT = "journal 2026-11-22 21.04.00 before restore.db"

not_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has other rights, limits and signals"
)


class Saved(NamedTuple):
    """A closed journal with "Monday" and "Tuesday" in it, and a backup from Monday."""

    folder: JournalFolder
    made: NewJournal
    file: Path

    @property
    def key(self) -> JournalKey:
        return self.made.key


def titles(folder: JournalFolder, key: JournalKey) -> list[str]:
    journal = folder.open(key)
    found = sorted(summary.title for summary in journal.summaries())
    journal.close()
    return found


def titles_in(file: Path, key: JournalKey, place: Path) -> list[str]:
    """What stands in *file* and its log, opened at another *place*."""
    place.mkdir()
    for end in ("", "-wal"):
        if Path(f"{file}{end}").exists():
            shutil.copy(f"{file}{end}", place / f"journal.db{end}")
    return titles(JournalFolder(place), key)


def write(folder: JournalFolder, key: JournalKey, title: str) -> None:
    journal = folder.open(key)
    journal.save(an_entry(title, "words"))
    journal.close()


def seen(place: Path) -> dict[str, bytes]:
    """What lies in a folder, the lock aside."""
    return {file.name: file.read_bytes() for file in place.iterdir() if "lock" not in file.name}


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    folder, made = a_folder(tmp_path)
    write(folder, made.key, "Monday")
    file, _ = Backups(tmp_path / "backups").make(folder, made.key, NOVEMBER)
    write(folder, made.key, "Tuesday")
    return Saved(folder, made, file)


@pytest.fixture
def bare(tmp_path: Path) -> JournalFolder:
    """The folder of a computer on which there never was a journal."""
    folder = JournalFolder(tmp_path / "another" / "journal")
    folder.take()
    return folder


def test_a_backup_becomes_the_journal_and_the_one_that_was_there_is_kept(
    tmp_path: Path, saved: Saved
) -> None:
    folder, key = saved.folder, saved.key
    before = saved.file.read_bytes()
    holds, kept = restore(saved.file, folder, key, NOVEMBER)
    assert (holds.entries, kept) == (1, folder.path / KEPT)
    assert titles(folder, key) == ["Monday"]
    write(folder, key, "Wednesday")
    assert saved.file.read_bytes() == before
    assert kept is not None
    assert titles_in(kept, key, tmp_path / "elsewhere") == ["Monday", "Tuesday"]


def test_on_another_computer_the_code_and_a_backup_are_enough(
    saved: Saved, bare: JournalFolder
) -> None:
    key = saved.made.key
    assert restore(saved.file, bare, key).kept is None
    assert [*seen(bare.path)] == ["journal.db"]
    assert titles(bare, bare.vault().unlock_with_code(saved.made.code)) == ["Monday"]


@not_windows
def test_only_its_owner_may_read_what_was_restored(saved: Saved, bare: JournalFolder) -> None:
    saved.file.chmod(0o644)
    restore(saved.file, bare, saved.key)
    assert bare.file.stat().st_mode & 0o777 == 0o600


def test_what_is_kept_is_never_overwritten(tmp_path: Path, saved: Saved) -> None:
    folder, key = saved.folder, saved.key
    kept = []
    for title in ("one", "two", "three"):
        write(folder, key, title)
        kept.append(restore(saved.file, folder, key, NOVEMBER).kept)
    found = [titles_in(file, key, tmp_path / file.stem) for file in kept if file]
    assert found == [["Monday", "Tuesday", "one"], ["Monday", "two"], ["Monday", "three"]]


def test_what_a_crash_left_in_the_log_is_kept_too(tmp_path: Path, saved: Saved) -> None:
    folder, key = saved.folder, saved.key
    journal = folder.open(key)
    journal.save(an_entry("Seconds before", "words"))
    crashed = JournalFolder(tmp_path / "crashed")
    crashed.take()
    for end in ("", "-wal"):
        shutil.copy(f"{folder.file}{end}", f"{crashed.file}{end}")
    journal.close()
    kept = restore(saved.file, crashed, key).kept
    assert titles(crashed, key) == ["Monday"]
    assert kept is not None
    assert "Seconds before" in titles_in(kept, key, tmp_path / "elsewhere")
    restore(kept, crashed, key)
    assert "Seconds before" in titles(crashed, key), "what is kept is a backup like any other"


def test_a_ruined_journal_is_kept_as_it_is_with_its_log(saved: Saved) -> None:
    folder, key = saved.folder, saved.key
    log = Path(f"{folder.file}-wal")
    folder.file.write_bytes(b"ruined")
    log.write_bytes(b"ruined too")
    restore(saved.file, folder, key, NOVEMBER)
    assert titles(folder, key) == ["Monday"]
    found = seen(folder.path)
    assert (found[KEPT], found[f"{KEPT}-wal"]) == (b"ruined", b"ruined too")


def test_a_log_without_its_journal_does_not_get_into_the_restored_one(
    tmp_path: Path, saved: Saved
) -> None:
    folder, key = saved.folder, saved.key
    journal = folder.open(key)
    for _ in range(40):  # so that all pages of the file stand in the log
        journal.save(an_entry("Lost", "words"))
    orphaned = JournalFolder(tmp_path / "orphaned")
    orphaned.take()
    shutil.copy(f"{folder.file}-wal", f"{orphaned.file}-wal")
    journal.close()
    restore(saved.file, orphaned, key, NOVEMBER)
    assert titles(orphaned, key) == ["Monday"]
    assert f"{KEPT}-wal" in seen(orphaned.path)


def test_a_disk_without_second_names_keeps_a_copy(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    before = saved.folder.file.read_bytes()
    restore(saved.file, saved.folder, saved.key, NOVEMBER)
    assert titles(saved.folder, saved.key) == ["Monday"]
    assert seen(saved.folder.path)[KEPT] == before


def test_a_system_that_holds_on_to_the_journal_gets_it_back(
    saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets no file go that another program has open."""

    def refuse(*_: object) -> None:
        raise PermissionError

    log = Path(f"{saved.folder.file}-wal")
    saved.folder.file.write_bytes(b"ruined")
    log.write_bytes(b"ruined too")
    before = seen(saved.folder.path)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotWrite):
        restore(saved.file, saved.folder, saved.key)
    assert seen(saved.folder.path) == before


def flip(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE revision SET sealed = zeroblob(300)")
    database.close()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def replace_with_another_file(file: Path) -> None:
    file.write_bytes(b"a photo of a cat")


def make_newer(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (flip, DamagedData),
        (cut, DamagedData),
        (replace_with_another_file, BadBackup),
        (Path.unlink, BadBackup),
        (make_newer, UnreadableFile),
    ],
)
def test_what_cannot_be_restored_leaves_all_as_it_was(
    saved: Saved, bare: JournalFolder, spoil: object, fault: type[JournalError]
) -> None:
    assert callable(spoil)
    spoil(saved.file)
    before = seen(saved.folder.path)
    for folder in (saved.folder, bare):
        with pytest.raises(fault):
            restore(saved.file, folder, saved.key)
    assert seen(saved.folder.path) == before
    assert seen(bare.path) == {}


def test_another_key_and_the_journal_itself_are_refused(tmp_path: Path, saved: Saved) -> None:
    _, other = a_folder(tmp_path / "other")
    before = seen(saved.folder.path)
    with pytest.raises(WrongKey):
        restore(saved.file, saved.folder, other.key)
    with pytest.raises(BadBackup, match="itself"):
        restore(saved.folder.file, saved.folder, saved.key)
    assert seen(saved.folder.path) == before


RESTORE = """
import resource, sys, time
from pathlib import Path
from shadowjournal.backup import vault_of
from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.restore import restore
from shadowjournal.vault.recovery import RecoveryCode

def wait(number):
    print("half way", flush=True)
    time.sleep(60)

file, folder, how = Path(sys.argv[1]), JournalFolder(Path(sys.argv[2])), sys.argv[4]
key = vault_of(file).unlock_with_code(RecoveryCode.parse(sys.argv[3]))
folder.take()
if how == "limited":
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    restore(file, folder, key, progress=wait)
except CannotWrite as error:
    print(error, flush=True)
"""


@not_windows
@pytest.mark.parametrize("how", ["limited", "killed"])
def test_a_full_disk_or_a_killed_program_leaves_the_journal_as_it_was(
    tmp_path: Path, saved: Saved, how: str
) -> None:
    folder, key = saved.folder, saved.key
    journal = folder.open(key)
    journal.keep_picture(Picture("b" * 32, "image/png", 1, 1, bytes(1_000_000)))
    journal.close()
    file, _ = Backups(tmp_path / "more").make(folder, key)
    folder.release()
    before = seen(folder.path)
    arguments = file, folder.path, saved.made.code.text, how
    with children.start(RESTORE, *arguments, is_doomed=True) as child:
        said = children.read_line(child)
        child.send_signal(signal.SIGKILL)
    after = seen(folder.path)
    left = after.keys() - before.keys()
    assert {name: after[name] for name in before} == before
    if how == "limited":
        assert (said, left) == ("The backup cannot be copied to the journal's folder.", set())
    else:
        assert (said, len(left)) == ("half way", 1)
    folder.take()
    restore(file, folder, key, NOVEMBER)
    assert titles(folder, key) == ["Monday", "Tuesday"]
    assert seen(folder.path).keys() == {"journal.db", KEPT}
