from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import Run

DAYS = ("Monday", "Tuesday", "Wednesday")


@pytest.fixture
def week(made: Run) -> Run:
    for day in DAYS:
        assert made("write", "--title", day, stdin="some words " * 300).code == 0
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "journal.db"


def titles(run: Run) -> list[str]:
    return sorted(entry["title"] for entry in run("--json", "list").json)


def test_a_file_without_a_head_is_repaired_and_put_back(
    week: Run, file: Path, tmp_path: Path
) -> None:
    hurt = b"\xff" * 100 + file.read_bytes()[100:]
    file.write_bytes(hurt)
    assert week("list").code == 3
    copy = tmp_path / "copy.db"
    said = week("--json", "repair", "-o", str(copy))
    assert (said.code, said.err) == (0, "")
    assert said.json == {
        "copy": str(copy),
        "entries": 3,
        "revisions": 3,
        "pictures": 0,
        "lost": [],
        "missing": 0,
    }
    assert file.read_bytes() == hurt
    assert week("restore", str(copy)).code == 0
    assert titles(week) == sorted(DAYS)
    assert week("verify").code == 0


def test_what_does_not_open_is_listed(week: Run, file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE revision SET sealed = zeroblob(300) WHERE seq = 2")
    said = week("repair", "-o", str(tmp_path / "copy.db"))
    assert said.code == 4
    assert said.out.splitlines()[0].endswith("2 entries, 2 revisions, 0 pictures.")
    assert said.out.splitlines()[1].startswith("Lost: ")
    assert said.err == "shadowjournal: Not all of it opens: 1 record lost, 0 more missing.\n"


def test_a_file_that_lost_its_locks_opens_with_those_of_a_backup(
    week: Run, file: Path, tmp_path: Path
) -> None:
    backup = week("--json", "backup", "-o", str(tmp_path / "backups")).json["file"]
    week("write", "--title", "Thursday", stdin="written since")
    content = file.read_bytes()
    file.write_bytes(content.replace(b'{"format"', b"xxxxxxxxx"))
    copy = tmp_path / "copy.db"
    said = week("repair", "-o", str(copy))
    assert said.code == 3
    assert "--keys-from" in said.err
    assert week("repair", "-o", str(copy), "--keys-from", backup).code == 0
    shutil.move(copy, file)
    assert titles(week) == sorted([*DAYS, "Thursday"])


def test_a_copy_is_never_written_over_a_file(week: Run, file: Path) -> None:
    before = file.read_bytes()
    said = week("repair", "-o", str(file))
    assert said.code == 5
    assert "is there already" in said.err
    assert file.read_bytes() == before


def test_what_changed_from_outside_is_told_and_accepted(week: Run, file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM revision WHERE seq = 1")
    listed = week("list")
    assert listed.code == 4
    assert "not as it was written" in listed.err
    verified = week("verify")
    assert verified.code == 4
    assert "Changed from outside: 1 record is missing." in verified.out
    assert week("--json", "verify").json["changed"] == [{"change": "rows_missing", "rows": 1}]
    assert week("accept").out == "Accepted: 1 record is missing.\n"
    assert week("accept").out == "The file is as it was written; there was nothing to accept.\n"
    assert week("list").code == 0
