from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shadowjournal.errors import (
    JournalExists,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    NoJournal,
    NoKeychain,
    WrongKey,
)
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.recovery import RecoveryCode
from tests.builders import QUICK, a_folder
from tests.keychains import BrokenKeychain, MemoryKeychain, no_keychain
from tests.ui.news import heard
from ui.door import Door, KeychainFinder
from ui.tasks import Tasks

Open = Callable[..., Door]


@pytest.fixture
def door_to(tasks: Tasks) -> Open:
    def door_to(folder: JournalFolder, find: KeychainFinder = no_keychain) -> Door:
        return Door(folder, tasks, find, QUICK)

    return door_to


@pytest.fixture
def empty(tmp_path: Path) -> JournalFolder:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    return folder


def fault(qtbot: QtBot, door: Door, act: Any, *values: Any) -> BaseException:
    (error,) = heard(qtbot, door.stayed_shut, act, *values)
    assert isinstance(error, BaseException)
    return error


def wait_for_renewal() -> None:
    """Wait until the keyring was given its key back, where that is being done."""
    for thread in threading.enumerate():
        if thread.name == "patient":
            thread.join(10)
            assert not thread.is_alive()


def test_a_new_journal_gives_its_code_then_its_key_and_the_keyring_opens_it(
    qtbot: QtBot, door_to: Open, empty: JournalFolder
) -> None:
    computer = MemoryKeychain()
    door = door_to(empty, computer.find)
    news: list[str] = []
    door.made.connect(lambda *_: news.append("made"))
    door.unlocked.connect(lambda _: news.append("unlocked"))
    (made,) = heard(qtbot, door.unlocked, door.make, None)
    assert news == ["made", "unlocked"]
    (key,) = heard(qtbot, door.unlocked, door.try_keychain)
    assert key.keys == made.keys
    assert heard(qtbot, door.ways_known, door.look) == [True, False]


def test_a_journal_with_a_passphrase_asks_no_keyring(
    qtbot: QtBot, door_to: Open, empty: JournalFolder
) -> None:
    door = door_to(empty)
    (made,) = heard(qtbot, door.unlocked, door.make, "one")
    assert heard(qtbot, door.ways_known, door.look) == [False, True]
    assert isinstance(fault(qtbot, door, door.try_passphrase, "two"), WrongKey)
    (key,) = heard(qtbot, door.unlocked, door.try_passphrase, "one")
    assert key.keys == made.keys


def test_the_keyring_a_new_journal_would_use_is_named_or_why_there_is_none(
    qtbot: QtBot, door_to: Open, empty: JournalFolder
) -> None:
    door = door_to(empty, MemoryKeychain("Secret Service").find)
    assert heard(qtbot, door.keychain_found, door.look_for_keychain) == ["Secret Service", ""]
    door = door_to(empty)
    name, problem = heard(qtbot, door.keychain_found, door.look_for_keychain)
    assert name == ""
    assert problem


def test_without_a_keyring_no_journal_is_made(
    qtbot: QtBot, door_to: Open, empty: JournalFolder
) -> None:
    door = door_to(empty)
    assert isinstance(fault(qtbot, door, door.make, None), NoKeychain)
    assert isinstance(fault(qtbot, door, door.look), NoJournal)


def test_no_journal_is_made_over_another(qtbot: QtBot, door_to: Open, tmp_path: Path) -> None:
    folder, made = a_folder(tmp_path)
    door = door_to(folder)
    assert isinstance(fault(qtbot, door, door.make, "one"), JournalExists)
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys


@pytest.mark.parametrize("kind", [KeychainLocked, KeychainSilent, KeyNotThere])
def test_a_fault_of_the_keyring_is_told_as_it_is(
    qtbot: QtBot, door_to: Open, tmp_path: Path, kind: type[KeychainLocked]
) -> None:
    folder, _ = a_folder(tmp_path)
    door = door_to(folder, BrokenKeychain(kind("What is wrong.")).find)
    assert type(fault(qtbot, door, door.try_keychain)) is kind


def test_the_recovery_code_opens_and_gives_the_keyring_its_key_back(
    qtbot: QtBot, door_to: Open, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    computer = MemoryKeychain()
    door = door_to(folder, computer.find)
    assert isinstance(fault(qtbot, door, door.try_keychain), KeyNotThere)
    assert isinstance(fault(qtbot, door, door.try_code, RecoveryCode.new()), WrongKey)
    assert computer.kept == {}
    heard(qtbot, door.unlocked, door.try_code, made.code)
    wait_for_renewal()
    (key,) = heard(qtbot, door.unlocked, door.try_keychain)
    assert key.keys == made.key.keys
    assert folder.vault().unlock_with_code(made.code).keys == made.key.keys


@pytest.mark.parametrize(
    "find", [no_keychain, BrokenKeychain(KeychainLocked("The keyring is locked.")).find]
)
def test_the_recovery_code_opens_where_no_keyring_helps(
    qtbot: QtBot, door_to: Open, tmp_path: Path, find: KeychainFinder
) -> None:
    folder, made = a_folder(tmp_path)
    before = folder.vault()
    door = door_to(folder, find)
    (key,) = heard(qtbot, door.unlocked, door.try_code, made.code)
    assert key.keys == made.key.keys
    wait_for_renewal()
    assert folder.vault() == before.with_tested_recovery()


def test_a_journal_with_a_passphrase_gets_no_keyring_by_its_code(
    qtbot: QtBot, door_to: Open, empty: JournalFolder
) -> None:
    """Who chose a passphrase chose that the computer alone does not open the journal."""
    code = empty.create(passphrase="one", effort=QUICK).code
    computer = MemoryKeychain()
    door = door_to(empty, computer.find)
    heard(qtbot, door.unlocked, door.try_code, code)
    wait_for_renewal()
    assert computer.kept == {}


def test_a_code_that_was_typed_back_is_noted(qtbot: QtBot, door_to: Open, tmp_path: Path) -> None:
    folder, _ = a_folder(tmp_path)
    door = door_to(folder)
    door.note_tested_code()
    qtbot.waitUntil(lambda: folder.vault().recovery_is_tested, timeout=10_000)
