from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest
from nacl.pwhash import argon2id
from pypdf import PdfReader

from shadowjournal.errors import CannotWrite
from shadowjournal.folder import JournalFolder
from shadowjournal.places import backups_folder
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort
from tests.builders import QUICK
from tests.commands import Run
from tests.secret_service import SecretService

OPENS, SHUT, REFUSED = 0, 3, 5


def slots(run: Run, *key: str) -> list[str]:
    listed = run("--json", "slots", passphrase=False)
    assert listed.code == 0, listed.err
    return [slot["kind"] for slot in listed.json]


def secret(tmp_path: Path, words: str) -> str:
    file = tmp_path / f"secret {words[:5]}"
    file.write_text(words)
    return str(file)


def by(tmp_path: Path, words: str, option: str = "--passphrase-file") -> list[str]:
    return [option, secret(tmp_path, words)]


def code_in(kit: Path) -> str:
    """The code on the page, as its reader reads it."""
    groups = re.findall(r"[1-8] ([0-9A-Z]{4})\b", PdfReader(kit).pages[0].extract_text())
    assert len(groups) == 8
    return "-".join(groups)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase in a test guards nothing."""
    monkeypatch.setattr("shadowjournal.vault.vault.Effort", lambda: QUICK)


def test_the_keys_of_a_journal_are_listed(made: Run) -> None:
    listed = made("--json", "slots", passphrase=False)
    passphrase, recovery = listed.json
    assert (passphrase["kind"], passphrase["tested"]) == ("passphrase", None)
    assert (recovery["kind"], recovery["tested"]) == ("recovery", False)
    assert len(passphrase["id"]) == 32
    assert passphrase["made"] == recovery["made"]
    said = made("slots").out.splitlines()
    assert [line.split()[1] for line in said] == ["passphrase", "recovery"]
    assert "not tested yet" in said[1]


def test_where_there_is_no_journal_none_is_made(run: Run, tmp_path: Path) -> None:
    for words in (["slots"], ["slots", "test"], ["slots", "remove", "keyring"], ["rotate"]):
        assert run(*words).code == SHUT
    assert not (tmp_path / "journal").exists()


def test_a_passphrase_is_changed(made: Run, tmp_path: Path) -> None:
    new = secret(tmp_path, "battery staple")
    said = made("slots", "change", "--new-passphrase-file", new)
    assert said.code == OPENS, said.err
    assert made("list").code == SHUT
    assert made("list", *by(tmp_path, "battery staple"), passphrase=False).code == OPENS


def test_nobody_at_a_terminal_is_asked_for_nothing(made: Run) -> None:
    for words in (["slots", "change"], ["slots", "test", "passphrase"], ["slots", "test"]):
        said = made(*words, passphrase=words[1] == "change")
        assert (said.code, said.out) == (REFUSED, "")


def test_what_is_there_already_is_not_added_again(made: Run, tmp_path: Path) -> None:
    new = secret(tmp_path, "battery staple")
    for kind in ("passphrase", "recovery"):
        said = made("slots", "add", kind, "--new-passphrase-file", new, "--show")
        assert said.code == REFUSED
        assert "already" in said.err
    assert made("slots", "add", "token").code == 2


def test_a_key_is_removed_and_the_last_has_to_stay(made: Run, tmp_path: Path) -> None:
    assert made("slots", "remove", "recovery").code == OPENS
    assert slots(made) == ["passphrase"]
    assert "recovery" not in str(made("--json", "info").json["opens_with"])
    said = made("slots", "remove", "passphrase")
    assert said.code == REFUSED
    assert "has to stay" in said.err
    assert made("slots", "remove", "keyring").code == REFUSED
    assert made("list").code == OPENS
    kit = tmp_path / "kit.pdf"
    assert made("slots", "add", "recovery", "-o", str(kit)).code == OPENS
    code = by(tmp_path, code_in(kit), "--recovery-code-file")
    assert made("list", *code, passphrase=False).code == OPENS


def test_a_recovery_kit_is_a_page_with_a_new_code(made: Run, tmp_path: Path) -> None:
    kit = tmp_path / "kit.pdf"
    said = made("recovery-kit", "-o", str(kit))
    assert said.code == OPENS, said.err
    assert len(PdfReader(kit).pages) == 1
    if sys.platform != "win32":
        assert stat.S_IMODE(kit.stat().st_mode) == 0o600
    text = code_in(kit)
    RecoveryCode.parse(text)
    assert text not in said.out + said.err
    assert text[:4] not in said.out.replace(str(kit), "")
    code = by(tmp_path, text, "--recovery-code-file")
    assert made("--json", "slots").json[1]["tested"] is False
    assert made("slots", "test", *code, passphrase=False).code == OPENS
    assert made("--json", "slots").json[1]["tested"] is True
    again = tmp_path / "again.pdf"
    assert made("recovery-kit", "-o", str(again), *code, passphrase=False).code == OPENS
    assert code_in(again) == text
    assert made("list", *code, passphrase=False).code == OPENS
    shown = made("--json", "recovery-kit", "-o", str(tmp_path / "third.pdf"), "--show").json
    assert shown["recovery_code"] == code_in(tmp_path / "third.pdf")
    assert made("list", *code, passphrase=False).code == SHUT


def test_a_page_that_is_there_already_is_not_written_over(made: Run, tmp_path: Path) -> None:
    kit = tmp_path / "kit.pdf"
    kit.write_text("the page of a code that is still needed")
    before = made("--json", "slots").json
    assert made("recovery-kit", "-o", str(kit)).code == REFUSED
    assert made("recovery-kit", "-o", str(tmp_path / "nowhere" / "kit.pdf")).code == REFUSED
    assert kit.read_text() == "the page of a code that is still needed"
    assert made("--json", "slots").json == before


def test_a_code_that_came_to_open_nothing_leaves_no_page(
    made: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(JournalFolder, "keep_vault", refuse)
    kit = tmp_path / "kit.pdf"
    assert made("recovery-kit", "-o", str(kit)).code == REFUSED
    assert not kit.exists()


def test_a_wrong_code_is_not_tested(made: Run, tmp_path: Path) -> None:
    wrong = by(tmp_path, RecoveryCode.new().text, "--recovery-code-file")
    assert made("slots", "test", *wrong, passphrase=False).code == SHUT
    assert made("--json", "slots").json[1]["tested"] is False
    assert made("slots", "test", "passphrase").code == OPENS
    assert made("slots", "test", "keyring").code == SHUT


def test_the_passphrase_may_be_required_at_every_start(
    run: Run, tmp_path: Path, secret_service: SecretService
) -> None:
    assert run("init", passphrase=False).code == OPENS
    assert slots(run) == ["keyring", "recovery"]
    assert run("slots", "require-passphrase", passphrase=False).code == REFUSED
    new = secret(tmp_path, "correct horse")
    said = run("slots", "add", "passphrase", "--new-passphrase-file", new, passphrase=False)
    assert said.code == OPENS, said.err
    assert run("slots", "test", "keyring", passphrase=False).code == OPENS
    assert run("slots", "require-passphrase", passphrase=False).code == OPENS
    assert slots(run) == ["passphrase", "recovery"]
    assert run("list", passphrase=False).code == SHUT
    assert run("slots", "add", "keyring").code == OPENS
    assert run("list", passphrase=False).code == OPENS
    secret_service.lock()
    said = run("slots", "remove", "keyring")
    assert said.code == OPENS
    assert "did not answer" in said.err
    assert run("list").code == OPENS


def test_a_rotated_journal_opens_with_its_keys_and_a_backup_was_made(
    made: Run, tmp_path: Path
) -> None:
    made("write", "--title", "Monday", stdin="words")
    kit = tmp_path / "kit.pdf"
    said = made("--json", "rotate", "-o", str(kit))
    assert said.code == OPENS, said.err
    assert said.json == {"generation": 2, "entries": 1, "damaged": []}
    code = by(tmp_path, code_in(kit), "--recovery-code-file")
    for key, has_passphrase in (([], True), (code, False)):
        listed = made("--json", *key, "list", passphrase=has_passphrase)
        assert [entry["title"] for entry in listed.json] == ["Monday"]
    (backup,) = backups_folder().iterdir()
    assert made("verify", str(backup)).code == OPENS
    assert made("verify", str(backup), *code, passphrase=False).code == SHUT
    assert b"SJ\x01\0\0\0\1" not in (tmp_path / "journal" / "journal.db").read_bytes()
    again = made("rotate", "--no-backup", *code)
    assert again.code == OPENS, again.err
    assert made("--json", "slots").json[1]["tested"] is True
    assert len([*backups_folder().iterdir()]) == 1
    assert made("list", *code, passphrase=False).code == OPENS


def test_a_rotation_takes_no_key_away_unless_told(made: Run, tmp_path: Path) -> None:
    file = made("--json", "recovery-kit", "-o", str(tmp_path / "kit.pdf"), "--show").json
    code = by(tmp_path, file["recovery_code"], "--recovery-code-file")
    before = made("--json", "slots").json
    said = made("rotate", *code, passphrase=False)
    assert said.code == REFUSED
    assert made("rotate").code == REFUSED  # a new code, and nowhere to put it
    assert made("--json", "slots").json == before
    said = made("rotate", "--drop", *code, passphrase=False)
    assert said.code == OPENS, said.err
    assert slots(made) == ["recovery"]
    assert made("list", *code, passphrase=False).code == OPENS


def test_a_passphrase_may_change_with_the_key(made: Run, tmp_path: Path) -> None:
    new = secret(tmp_path, "battery staple")
    kit = str(tmp_path / "kit.pdf")
    assert made("rotate", "-o", kit, "--new-passphrase-file", new).code == OPENS
    assert made("list").code == SHUT
    assert made("list", *by(tmp_path, "battery staple"), passphrase=False).code == OPENS


def test_an_unfinished_rotation_is_finished_by_the_next_command(
    made: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("write", "--title", "Monday", stdin="words")
    kit = str(tmp_path / "kit.pdf")
    for words in (["rotate"], ["list"]):
        with monkeypatch.context() as cut_off:
            cut_off.setattr("shadowjournal.cli.rotating.finish", lambda *_: True)
            assert made("rotate", "-o", kit).code == OPENS
        file = tmp_path / "journal" / "journal.db"
        folder = JournalFolder(file.parent)
        key = folder.vault().unlock_with_passphrase("correct horse")
        journal = folder.open(key)
        assert not journal.is_resealed
        journal.close()
        said = made(*words)
        assert said.code == OPENS, said.err
        journal = folder.open(key)
        assert journal.is_resealed
        journal.close()
        Path(kit).unlink()


def test_a_new_passphrase_is_as_hard_to_guess_as_ever() -> None:
    effort = Effort()
    assert effort.operations >= argon2id.OPSLIMIT_MODERATE >= 3
    assert effort.memory >= argon2id.MEMLIMIT_MODERATE >= 256 * 1024**2
