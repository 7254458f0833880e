from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from shadowjournal.errors import UnreadableFile
from shadowjournal.storage import migrations
from shadowjournal.storage.migrations import MIGRATIONS
from shadowjournal.storage.rows import NewRow
from shadowjournal.storage.store import Store

ROW = NewRow("a" * 32, 1, b"sealed")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "journal.db"
    store = Store.create(file, b"a vault")
    store.put([ROW])
    store.close()
    return file


def version(file: Path) -> int:
    database = SqliteDatabase(str(file))
    found = int(database.pragma("user_version"))
    database.close()
    return found


def next_version(patch: pytest.MonkeyPatch, *more: Callable[[Any], None]) -> None:
    """Let the program be one that knows *more* migrations."""
    patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, *more))


def test_a_new_file_is_of_this_version(file: Path) -> None:
    assert version(file) == len(MIGRATIONS)


def test_an_older_file_is_brought_up_to_date_once_and_keeps_its_rows(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def second(database: Any) -> None:
        runs.append("second")
        database.execute_sql("CREATE TABLE more (id INTEGER)")

    next_version(monkeypatch, second)
    for _ in range(2):
        store = Store.open(file)
        assert [row[1:] for row in store.every_row()] == [ROW]
        store.close()
    assert runs == ["second"]
    assert version(file) == len(MIGRATIONS) + 1


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(database: Any) -> None:
        database.execute_sql("DELETE FROM revision")
        database.execute_sql("CREATE TABLE more (id INTEGER)")
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        next_version(patch, broken)
        with pytest.raises(ZeroDivisionError):
            Store.open(file)
    assert version(file) == len(MIGRATIONS)
    store = Store.open(file)
    assert [row[1:] for row in store.every_row()] == [ROW]
    assert store._database.get_tables() == ["attachment", "header", "record", "revision"]
    store.close()


def test_a_file_of_a_newer_version_is_refused_and_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        next_version(patch, lambda _: None)
        Store.open(file).close()
    before = file.read_bytes()
    with pytest.raises(UnreadableFile, match="newer"):
        Store.open(file)
    assert file.read_bytes() == before
