from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from shadowjournal.places import backups_folder
from tests.commands import Run

FINE, CANNOT_OPEN, DAMAGED, REFUSED = 0, 3, 4, 5


@pytest.fixture
def copy(made: Run, tmp_path: Path) -> Path:
    """Another copy of the journal, with two entries that the journal does not have."""
    made("write", "--title", "Monday", stdin="Rain.")
    place = tmp_path / "journal"
    shutil.copytree(place, tmp_path / "kept")
    made("write", "--title", "Tuesday", stdin="Sun.")
    made("write", "--title", "Wednesday", stdin="Wind.")
    copy = tmp_path / "journal (1).db"
    shutil.copy(place / "journal.db", copy)
    shutil.rmtree(place)
    (tmp_path / "kept").rename(place)
    return copy


def titles(run: Run) -> set[str]:
    return {entry["title"] for entry in run("--json", "list").json}


def test_a_copy_is_brought_together_with_the_journal_after_a_backup(made: Run, copy: Path) -> None:
    before = copy.read_bytes()
    said = made("--json", "merge", str(copy))
    assert (said.code, said.err) == (FINE, "")
    answer = said.json
    backup = Path(answer.pop("backup"))
    assert answer == {
        "new": 2,
        "newer": 0,
        "older": 0,
        "twice": 0,
        "damaged": [],
        "unread_log": False,
    }
    assert titles(made) == {"Monday", "Tuesday", "Wednesday"}
    assert copy.read_bytes() == before
    assert made("--json", "verify", str(backup)).json["entries"] == 1


def test_what_would_come_in_is_only_said(made: Run, copy: Path) -> None:
    said = made("merge", "--dry-run", str(copy))
    assert (said.code, said.out) == (FINE, "Would come in: 2 entries, new.\n")
    assert titles(made) == {"Monday"}
    assert not backups_folder().exists()


def test_a_second_time_nothing_is_new_and_no_backup_is_made(made: Run, copy: Path) -> None:
    assert made("merge", str(copy)).out == "Came in: 2 entries, new.\n"
    said = made("merge", str(copy))
    assert (said.code, said.out.startswith("Nothing new")) == (FINE, True)
    assert len(list(backups_folder().iterdir())) == 1


def test_what_does_not_open_in_the_copy_is_named(made: Run, copy: Path) -> None:
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE revision SET sealed = x'00' WHERE seq = 3")
    database.close()
    said = made("merge", str(copy))
    assert said.code == DAMAGED
    assert "Left out: " in said.out
    assert said.err.count("\n") == 1
    assert titles(made) == {"Monday", "Tuesday"}


def test_a_log_beside_the_copy_is_said_not_to_be_read(made: Run, copy: Path) -> None:
    copy.with_name(f"{copy.name}-wal").write_bytes(b"another file's")
    said = made("merge", str(copy))
    assert said.code == FINE
    assert "Not read: journal (1).db-wal" in said.out


def test_a_damaged_journal_is_healed_without_a_backup_of_it(
    made: Run, copy: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "journal" / "journal.db") as database:
        database.execute("UPDATE revision SET sealed = x'00'")
    database.close()
    said = made("merge", str(copy))
    assert (said.code, said.out) == (FINE, "Came in: 3 entries, new.\n")
    assert "No backup was made first" in said.err
    assert titles(made) == {"Monday", "Tuesday", "Wednesday"}


def test_what_is_no_copy_of_this_journal_is_refused(made: Run, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("words")
    for name in ("letters.txt", "gone.db", "journal/journal.db"):
        said = made("merge", str(tmp_path / name))
        assert (said.code, said.out, said.err.count("\n")) == (REFUSED, "", 1)
