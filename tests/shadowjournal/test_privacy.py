from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shadowjournal.privacy import make_private, open_to_others
from tests.builders import a_folder, an_entry

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights differently")


def rights(place: Path) -> int:
    return place.stat().st_mode & 0o777


def test_a_journal_is_made_for_nobody_else_whatever_the_system_would_allow(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder, made = a_folder(tmp_path)
        journal = folder.open(made.key)
        journal.save(an_entry())
        assert {file.name for file in folder.path.iterdir()} > {"journal.db", "journal.lock"}
        assert open_to_others(folder.path) == ()
        journal.close()
    finally:
        os.umask(before)


def test_the_program_lets_nobody_else_open_anything_it_makes(tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("one")
    place = tmp_path / "new" / "journal"
    key = ["--journal", str(place), "--passphrase-file", str(tmp_path / "passphrase")]
    for command in (["init"], ["write"], ["backup", "-o", str(tmp_path / "backups")]):
        words = [sys.executable, "-m", "shadowjournal", *key, *command]
        subprocess.run(words, cwd=ROOT, umask=0, input=b"Rain.", check=True)
    made = [*tmp_path.glob("new/**/*"), *tmp_path.glob("backups/**/*"), place.parent]
    assert len(made) > 4
    assert {place: rights(place) & 0o077 for place in made} == dict.fromkeys(made, 0)


def test_what_others_may_open_is_found_and_mended(tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    folder.open(made.key).save(an_entry())
    folder.path.chmod(0o755)
    folder.file.chmod(0o640)
    kept = folder.path / "journal 2026 before restore.db"
    kept.touch()
    kept.chmod(0o644)  # whatever the umask is
    (folder.path / "journal.db-wal").chmod(0o604)
    found = open_to_others(folder.path)
    assert sorted(place.name for place in found) == [
        "journal",
        "journal 2026 before restore.db",
        "journal.db",
        "journal.db-wal",
    ]
    assert make_private(found) == ()
    assert open_to_others(folder.path) == ()
    assert (rights(folder.path), rights(folder.file)) == (0o700, 0o600)


def test_what_is_not_the_journals_is_left_as_it_is(tmp_path: Path) -> None:
    folder, _ = a_folder(tmp_path)
    other = folder.path / "letters.txt"
    other.touch()
    other.chmod(0o644)
    (folder.path / "journal of a friend.db").symlink_to(other)
    assert open_to_others(folder.path) == ()


def test_nothing_more_is_allowed_than_before(tmp_path: Path) -> None:
    folder, _ = a_folder(tmp_path)
    folder.file.chmod(0o444)
    assert make_private(open_to_others(folder.path)) == ()
    assert rights(folder.file) == 0o400


@pytest.mark.skipif(sys.platform != "linux", reason="a file of Linux's own")
def test_what_belongs_to_somebody_else_is_said_to_stay_open() -> None:
    theirs = Path("/proc/self/status")
    assert make_private((theirs,)) == (theirs,)


def test_a_folder_that_is_gone_is_open_to_nobody(tmp_path: Path) -> None:
    assert open_to_others(tmp_path / "gone") == ()
