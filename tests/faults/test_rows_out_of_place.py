"""Somebody moves sealed rows about in the file: each is refused where it does not belong."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from shadowjournal.__main__ import main
from shadowjournal.entry import Entry, Picture, entry_to_bytes
from shadowjournal.errors import DamagedData, NoSuchEntry
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from shadowjournal.vault.key import JournalKey, Kind
from tests.builders import QUICK, an_entry, text

pytestmark = pytest.mark.fault("a row out of its place")
PICTURE = Picture("0123456789abcdef" * 2, "image/png", 1, 1, b"a picture")
DAMAGED = 4


class Scene:
    """A journal with two entries, each with an older version, and a picture.

    Attributes:
        folder: it lies here.
        key: opens it.
        mine: the entry that is struck.
        other: the one that is not.
    """

    def __init__(self, place: Path) -> None:
        self.folder = JournalFolder(place / "journal")
        self.folder.take()
        self.key = self.folder.create(passphrase="one", effort=QUICK).key
        self.mine = self._written("Mine", "My first words.", "My last words.")
        self.other = self._written("Other", "Other first words.", "Other last words.")
        with closing(self.open()) as journal:
            journal.keep_picture(PICTURE)
        self.folder.release()

    def open(self) -> Journal:
        return self.folder.open(self.key)

    def _written(self, title: str, *versions: str) -> Entry:
        entry = an_entry(title)
        for words in versions:
            with closing(self.open()) as journal:  # another sitting
                entry = journal.save(replace(entry, document=text(words)))
        return entry

    def change(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder.file)) as file, file:
            assert file.execute(statement, values).rowcount > 0

    def sealed(self, entry: Entry, revision: int) -> bytes:
        asked = "SELECT sealed FROM revision WHERE entry = ? AND revision = ?"
        with closing(sqlite3.connect(self.folder.file)) as file:
            ((sealed,),) = file.execute(asked, (entry.id, revision))
        assert isinstance(sealed, bytes)
        return sealed

    def put(self, sealed: bytes) -> None:
        """Let *sealed* stand in the place of the newest version of what is struck."""
        self.change("UPDATE revision SET sealed = ? WHERE entry = ? AND revision = 2",
                    sealed, self.mine.id)  # fmt: skip


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def another_entry(scene: Scene) -> None:
    scene.put(scene.sealed(scene.other, 2))


def its_own_older_version(scene: Scene) -> None:
    scene.put(scene.sealed(scene.mine, 1))


def its_older_version_with_a_higher_number(scene: Scene) -> None:
    scene.change("UPDATE revision SET revision = 3 WHERE entry = ? AND revision = 1",
                 scene.mine.id)  # fmt: skip


def a_copy_with_a_higher_number(scene: Scene) -> None:
    scene.change("INSERT INTO revision (entry, revision, sealed) VALUES (?, 3, ?)",
                 scene.mine.id, scene.sealed(scene.mine, 2))  # fmt: skip


def another_journals_entry(scene: Scene) -> None:
    key = JournalKey.new("f" * 32)
    scene.put(key.seal(Kind.ENTRY, scene.mine.id, 2, entry_to_bytes(scene.mine)))


def this_key_under_another_journals_name(scene: Scene) -> None:
    key = JournalKey("f" * 32, scene.key.keys)
    scene.put(key.seal(Kind.ENTRY, scene.mine.id, 2, entry_to_bytes(scene.mine)))


def another_key(scene: Scene) -> None:
    key = JournalKey.new(scene.key.journal_id)
    scene.put(key.seal(Kind.ENTRY, scene.mine.id, 2, entry_to_bytes(scene.mine)))


def a_picture(scene: Scene) -> None:
    with closing(sqlite3.connect(scene.folder.file)) as file:
        ((sealed,),) = file.execute("SELECT sealed FROM attachment")
    scene.put(sealed)


def a_picture_sealed_under_its_name(scene: Scene) -> None:
    content = msgspec.msgpack.encode(PICTURE)
    scene.put(scene.key.seal(Kind.PICTURE, scene.mine.id, 2, content))


def a_record_of_settings(scene: Scene) -> None:
    content = entry_to_bytes(scene.mine)
    scene.put(scene.key.seal(Kind.SETTINGS, scene.mine.id, 2, content))


def a_generation_that_never_was(scene: Scene) -> None:
    sealed = scene.sealed(scene.mine, 2)
    scene.put(sealed[:3] + (7).to_bytes(4, "big") + sealed[7:])


def an_algorithm_that_never_was(scene: Scene) -> None:
    sealed = scene.sealed(scene.mine, 2)
    scene.put(sealed[:2] + b"\x02" + sealed[3:])


def nothing_at_all(scene: Scene) -> None:
    scene.put(b"")


STRIKES: list[Callable[[Scene], None]] = [
    another_entry,
    its_own_older_version,
    its_older_version_with_a_higher_number,
    a_copy_with_a_higher_number,
    another_journals_entry,
    this_key_under_another_journals_name,
    another_key,
    a_picture,
    a_picture_sealed_under_its_name,
    a_record_of_settings,
    a_generation_that_never_was,
    an_algorithm_that_never_was,
    nothing_at_all,
]


def said(capsys: pytest.CaptureFixture[str], scene: Scene, *words: str) -> tuple[int, str, str]:
    passphrase = scene.folder.path.with_name("passphrase")
    passphrase.write_text("one")
    place = ["--journal", str(scene.folder.path), "--passphrase-file", str(passphrase)]
    sys.argv = ["shadowjournal", *place, *words]
    code = main()
    heard = capsys.readouterr()
    return code, heard.out, heard.err


@pytest.fixture(autouse=True)
def arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [])


@pytest.mark.parametrize("strike", STRIKES, ids=lambda strike: strike.__name__)
def test_a_row_in_anothers_place_is_refused_and_named_and_the_rest_opens(
    scene: Scene, capsys: pytest.CaptureFixture[str], strike: Callable[[Scene], None]
) -> None:
    strike(scene)
    with closing(scene.open()) as journal:
        shown = {summary.title for summary in journal.summaries()}
        assert shown == {"Other"}
        assert plain_text(journal.get(scene.other.id).document) == "Other last words."
        with pytest.raises(DamagedData):
            journal.get(scene.mine.id)
        assert {damage.record for damage in journal.damaged} >= {scene.mine.id}
        seen = journal.verify()
        assert {damage.record for damage in seen.damaged} >= {scene.mine.id}
    code, out, _ = said(capsys, scene, "--json", "list")
    assert (code, [entry["title"] for entry in json.loads(out)]) == (DAMAGED, ["Other"])
    code, _, err = said(capsys, scene, "verify")
    assert code == DAMAGED
    assert "damaged" in err or scene.mine.id in err


def test_two_entries_that_changed_places_are_both_refused(scene: Scene) -> None:
    scene.change("UPDATE revision SET entry = CASE entry WHEN ? THEN ? ELSE ? END, "
                 "revision = revision + 10",
                 scene.mine.id, scene.other.id, scene.mine.id)  # fmt: skip
    with closing(scene.open()) as journal:
        assert journal.summaries() == []
        assert {damage.record for damage in journal.damaged} >= {scene.mine.id, scene.other.id}


def test_a_row_under_a_name_that_nobody_gave_it_is_no_entry(scene: Scene) -> None:
    stranger = "e" * 32
    scene.change("INSERT INTO revision (entry, revision, sealed) VALUES (?, 2, ?)",
                 stranger, scene.sealed(scene.mine, 2))  # fmt: skip
    with closing(scene.open()) as journal:
        assert {summary.title for summary in journal.summaries()} == {"Mine", "Other"}
        with pytest.raises((DamagedData, NoSuchEntry)):
            journal.get(stranger)
        assert [damage.record for damage in journal.verify().damaged if damage.record == stranger]


@pytest.mark.parametrize("kind", ["another picture", "an entry"])
def test_what_is_no_picture_stands_in_for_none(scene: Scene, kind: str) -> None:
    if kind == "an entry":
        sealed = scene.sealed(scene.mine, 2)
    else:
        other = replace(PICTURE, id="f" * 32)
        content = msgspec.msgpack.encode(other)
        name = scene.key.name_for(Kind.PICTURE, other.id)
        sealed = scene.key.seal(Kind.PICTURE, name, 0, content)
    scene.change("UPDATE attachment SET sealed = ?", sealed)
    with closing(scene.open()) as journal:
        assert journal.picture(PICTURE.id) is None
        assert journal.damaged
        assert {summary.title for summary in journal.summaries()} == {"Mine", "Other"}


def test_a_journal_with_anothers_vault_opens_with_neither_key(scene: Scene, tmp_path: Path) -> None:
    other = Scene(tmp_path / "other")
    with closing(sqlite3.connect(other.folder.file)) as file:
        ((vault,),) = file.execute("SELECT vault FROM header")
    scene.change("UPDATE header SET vault = ?", vault)
    key = scene.folder.vault().unlock_with_passphrase("one")
    assert key.keys == other.key.keys
    with closing(scene.folder.open(key)) as journal:
        assert journal.summaries() == []
        assert journal.damaged
