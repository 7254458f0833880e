from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.builders import a_dayone_export, a_folder
from tests.commands import Run
from tests.disks import fill, read_only, small_disk

FINE, CANNOT_OPEN, REFUSED = 0, 3, 5
not_windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights differently")


def test_a_journal_of_ones_own_is_said_to_be_so(made: Run) -> None:
    said = made("check")
    assert (said.code, said.err) == (FINE, "")
    assert said.out.startswith("Only you can open")
    assert made("--json", "check").json["open_to_others"] == []


def test_where_there_is_no_journal_there_is_nothing_to_check(run: Run) -> None:
    assert run("check").code == CANNOT_OPEN


@not_windows
def test_what_others_may_open_is_said_by_every_command_and_mended_by_one(
    made: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    folder.chmod(0o755)
    (folder / "journal.db").chmod(0o644)
    listed = made("list")
    assert listed.code == FINE
    assert "check --mend" in listed.err
    said = made("check")
    assert str(folder / "journal.db") in said.out
    assert made("--json", "check", "--mend").json["mended"] == [
        str(folder),
        str(folder / "journal.db"),
    ]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert made("list").err == ""


def test_a_folder_that_a_program_copies_is_said_to_be_one(made: Run, tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    said = made("check")
    assert said.code == FINE
    assert said.out.startswith(f"Syncthing copies {tmp_path}")
    assert made("--json", "check").json["places"] == [
        {"danger": "synced", "name": "Syncthing", "folder": str(tmp_path)}
    ]


def test_who_makes_a_journal_in_such_a_folder_is_told_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    said = run("init")
    assert said.code == FINE
    assert "Syncthing copies" in said.err


def test_other_copies_beside_the_journal_are_named(made: Run, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    copy = folder / "journal (1).db"
    shutil.copy(folder / "journal.db", copy)
    copy.chmod(0o600)
    other, _ = a_folder(tmp_path / "other")
    shutil.copy(other.file, folder / "journal 2.db")
    (folder / "journal 2.db").chmod(0o600)
    said = made("check")
    assert (said.code, said.err) == (FINE, "")
    assert said.out == f"Another copy of the journal: {copy}. `merge` brings in what it holds.\n"
    assert made("--json", "check").json["copies"] == [str(copy)]


def test_a_journal_on_a_read_only_disk_is_read_by_every_command_that_reads(
    made: Run, tmp_path: Path
) -> None:
    made("write", stdin="Rain.")
    backups = str(tmp_path / "backups")
    with read_only(tmp_path / "journal"):
        assert "Rain." in made("list").out
        assert "Rain" in made("search", "rain").out
        assert made("verify").code == FINE
        assert made("info").code == FINE
        assert made("export", "-o", str(tmp_path / "book.md")).code == FINE
        assert made("backup", "-o", backups).code == FINE
        assert "its folder is read-only" in made("check").out
        assert made("--json", "check").json["read_only"] == "folder"


@pytest.mark.parametrize("command", [("write",), ("import", "export.zip"), ("merge", "copy.db")])
def test_every_command_that_writes_says_in_one_sentence_that_it_cannot(
    made: Run, tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    a_dayone_export(tmp_path / "export.zip", [{"text": "Words."}])
    shutil.copy(tmp_path / "journal" / "journal.db", tmp_path / "copy.db")
    with read_only(tmp_path / "journal"):
        said = made(*command, stdin="Rain.")
        assert said.code == REFUSED
        assert said.err == (
            "shadowjournal: This journal can be read, not written: its folder is read-only.\n"
        )
    assert made("list").out == ""


def test_nothing_is_restored_to_a_read_only_disk(made: Run, tmp_path: Path) -> None:
    made("write", stdin="Rain.")
    made("backup", "-o", str(tmp_path / "backups"))
    (file,) = (tmp_path / "backups").iterdir()
    with read_only(tmp_path / "journal"):
        said = made("restore", str(file))
        assert (said.code, said.err.count("\n")) == (REFUSED, 1)


def test_where_the_newest_words_cannot_be_read_that_is_said(made: Run, tmp_path: Path) -> None:
    made("write", stdin="Rain.")
    log = tmp_path / "journal" / "journal.db-wal"
    log.touch(mode=0o600)
    log.write_bytes(b"words written last" * 100)
    with read_only(tmp_path / "journal"):
        said = made("list")
        assert said.code == FINE
        assert "Rain." in said.out
        assert "journal.db-wal" in said.err


@pytest.mark.parametrize(
    ("room", "words"),
    [
        (0, "This journal can be read, not written: its disk is full."),
        (100_000, "The disk is full."),  # room to open the journal, and none for what is written
    ],
)
def test_a_full_disk_is_said_to_be_full_and_what_was_there_stays(
    run: Run, tmp_path: Path, room: int, words: str
) -> None:
    with small_disk(tmp_path / "journal", 512) as disk:
        assert run("init").code == FINE
        assert run("write", stdin="Rain.").code == FINE
        films = fill(disk)
        os.truncate(films, films.stat().st_size - room)
        said = run("write", stdin="Sun. " * 40_000)
        assert (said.code, said.err) == (REFUSED, f"shadowjournal: {words}\n")
        assert "Rain." in run("list").out
        films.unlink()
        assert run("write", stdin="Sun. " * 2_000).code == FINE
        assert run("verify").code == FINE
