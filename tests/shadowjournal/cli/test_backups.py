from __future__ import annotations

from pathlib import Path

import pytest

from shadowjournal.cli.opening import taken
from shadowjournal.folder import JournalFolder
from shadowjournal.places import backups_folder
from shadowjournal.preferences import Preferences
from tests.builders import QUICK, a_dayone_export
from tests.commands import Run


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def saved(made: Run, place: Path) -> Path:
    """A backup of a journal with one entry, which has a second one by now."""
    assert made("write", "--title", "Monday", stdin="words").code == 0
    file = Path(made("--json", "backup", "-o", str(place)).json["file"])
    assert made("write", "--title", "Tuesday", stdin="words").code == 0
    return file


def titles(run: Run, *options: str) -> list[str]:
    listed = run("--json", *options, "list", passphrase=not options)
    assert listed.code == 0, listed.err
    return sorted(entry["title"] for entry in listed.json)


def test_a_backup_says_what_is_in_it(made: Run, place: Path) -> None:
    made("write", stdin="words")
    said = made("--json", "backup", "-o", str(place))
    assert said.code == 0, said.err
    (file,) = place.iterdir()
    assert said.json == {"file": str(file), "entries": 1, "revisions": 1, "pictures": 0}
    assert made("backup", "-o", str(place)).out.startswith("Backed up and opened again: 1 entry,")


def test_backups_lie_where_a_person_finds_them(made: Run, home: Path) -> None:
    assert made("--json", "backups").json == []
    file = made("--json", "backup").json["file"]
    assert Path(file).parent == backups_folder()
    assert backups_folder().is_relative_to(home)
    (listed,) = made("--json", "backups", passphrase=False).json
    assert listed["file"] == file
    assert listed["journal"] == made("--json", "info").json["id"]
    assert listed["bytes"] == Path(file).stat().st_size
    assert file in made("backups").out


def test_a_backup_that_cannot_be_read_is_listed_as_such(
    made: Run, saved: Path, place: Path
) -> None:
    saved.write_bytes(b"a photo of a cat")
    (listed,) = made("--json", "backups", "-o", str(place)).json
    assert listed["journal"] is None
    assert "not readable" in made("backups", "-o", str(place)).out


def test_a_backup_is_verified_and_brought_back(made: Run, saved: Path, tmp_path: Path) -> None:
    assert made("--json", "verify", str(saved)).json["entries"] == 1
    said = made("--json", "restore", str(saved))
    assert said.code == 0, said.err
    kept = said.json.pop("kept")
    assert said.json == {
        "restored": str(tmp_path / "journal" / "journal.db"),
        "kept": kept,
        "entries": 1,
    }
    assert titles(made) == ["Monday"]
    again = made("--json", "restore", kept)
    assert again.json["entries"] == 2
    assert titles(made) == ["Monday", "Tuesday"]
    assert "is kept as" in made("restore", str(saved)).out


def test_on_another_computer_the_recovery_code_brings_a_backup_back(
    run: Run, tmp_path: Path, place: Path
) -> None:
    code = tmp_path / "code"
    code.write_text(run("--json", "init").json["recovery_code"])
    run("write", "--title", "Monday", stdin="words")
    file = run("--json", "backup", "-o", str(place)).json["file"]
    elsewhere = "--journal", str(tmp_path / "elsewhere")
    by_code = *elsewhere, "--recovery-code-file", str(code)
    assert run("--json", *by_code, "verify", file, passphrase=False).json["damaged"] == []
    assert not (tmp_path / "elsewhere").exists()
    said = run("--json", *by_code, "restore", file, passphrase=False)
    assert said.json["kept"] is None
    assert titles(run, *by_code) == ["Monday"]
    said = run(*by_code, "restore", file, passphrase=False)
    assert said.out.startswith("Restored: 1 entry, opened with the recovery code.\n")


def test_a_wrong_key_damage_and_what_is_no_backup_change_nothing(
    made: Run, saved: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("battery staple")
    content = saved.read_bytes()
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(content[: len(content) // 2])
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo of a cat")
    for command in ("restore", "verify"):
        key = "--passphrase-file", str(wrong)
        said = made(*key, command, str(saved), passphrase=False)
        assert (said.code, said.out) == (3, "")
        for file, code in ((damaged, 4), (photo, 5), (tmp_path / "nowhere", 5)):
            said = made(command, str(file))
            assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert titles(made) == ["Monday", "Tuesday"]


def test_another_journal_may_be_restored_over_this_one_with_its_own_key(
    made: Run, saved: Path, tmp_path: Path
) -> None:
    other = JournalFolder(tmp_path / "other")
    other.take()
    other.create(passphrase="battery staple", effort=QUICK)
    other.release()
    secret = tmp_path / "secret"
    secret.write_text("battery staple")
    journal = "--journal", str(other.path)
    said = made(*journal, "restore", str(saved))
    assert said.code == 0, said.err
    assert titles(made) == ["Monday", "Tuesday"]
    (kept,) = other.path.glob("*before restore.db")
    by_secret = *journal, "--passphrase-file", str(secret)
    assert made(*by_secret, "restore", str(kept), passphrase=False).code == 0
    assert titles(made, *by_secret) == []


@pytest.mark.fault("a second start")
def test_a_journal_that_is_open_elsewhere_is_not_replaced(
    made: Run, saved: Path, tmp_path: Path
) -> None:
    window = JournalFolder(tmp_path / "journal")
    window.take()
    said = made("restore", str(saved))
    window.release()
    assert said.code == 3
    assert titles(made) == ["Monday", "Tuesday"]


def test_a_damaged_journal_is_not_backed_up(made: Run, saved: Path, tmp_path: Path) -> None:
    file = tmp_path / "journal" / "journal.db"
    identity = made("--json", "list").json[0]["id"]
    content = bytearray(file.read_bytes())
    content[content.index(identity.encode()) + 80] ^= 1
    file.write_bytes(content)
    said = made("backup", "-o", str(saved.parent))
    assert (said.code, said.out) == (4, "")
    assert [*saved.parent.iterdir()] == [saved]
    assert made("restore", str(saved)).code == 0
    assert titles(made) == ["Monday"]


def prefer(tmp_path: Path, folder: Path) -> None:
    """Choose *folder* for the backups, as the window does."""
    here = JournalFolder(tmp_path / "journal")
    with taken(here):
        journal = here.open(here.vault().unlock_with_passphrase("correct horse"))
        journal.prefer(Preferences(backup_folder=str(folder)))
        journal.close()


def test_without_a_word_backups_go_where_the_owner_of_the_journal_chose(
    made: Run, tmp_path: Path, place: Path
) -> None:
    place.mkdir()
    prefer(tmp_path, place)
    file = made("--json", "backup").json["file"]
    assert Path(file).parent == place
    assert [each["file"] for each in made("--json", "backups").json] == [file]
    without_a_key = made("--json", "backups", passphrase=False)
    assert without_a_key.json == []
    assert "Listed is the usual folder." in without_a_key.err


def test_a_chosen_folder_that_is_gone_is_not_made_anew(
    made: Run, tmp_path: Path, place: Path
) -> None:
    prefer(tmp_path, place)
    said = made("backup")
    assert said.code != 0
    assert f"The folder {place} is not here." in said.err
    assert not place.exists()


def test_before_an_import_the_journal_is_backed_up(made: Run, tmp_path: Path) -> None:
    first = a_dayone_export(tmp_path / "first.zip", [{"text": "One."}])
    assert made("import", str(first)).code == 0
    assert made("--json", "backups").json == [], "there was nothing to back up"
    second = a_dayone_export(tmp_path / "second.zip", [{"text": "Two.", "uuid": "F" * 32}])
    assert made("--json", "import", "--dry-run", str(second)).json["imported"] == 1
    assert made("--json", "backups").json == [], "a trial changes nothing"
    assert "Backed up first" in made("import", str(second)).out
    (backup,) = made("--json", "backups").json
    assert made("--json", "verify", backup["file"]).json["entries"] == 1
    third = a_dayone_export(tmp_path / "third.zip", [{"text": "Three.", "uuid": "E" * 32}])
    assert made("import", "--no-backup", str(third)).code == 0
    assert len(made("--json", "backups").json) == 1


def test_where_no_backup_can_be_made_nothing_is_imported_unless_one_insists(
    made: Run, tmp_path: Path, place: Path
) -> None:
    made("write", stdin="words")
    prefer(tmp_path, place)
    export = a_dayone_export(tmp_path / "export.zip", [{"text": "One."}])
    said = made("import", str(export))
    assert said.code != 0
    assert "so nothing was changed" in said.err
    assert len(made("--json", "list").json) == 1
    assert made("import", "--no-backup", str(export)).code == 0
    assert len(made("--json", "list").json) == 2
