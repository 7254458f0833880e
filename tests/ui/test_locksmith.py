from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from typing_extensions import override

from shadowjournal.errors import CannotWrite, LastKey
from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import KeychainSlot, RecoverySlot
from tests.builders import QUICK, a_folder
from tests.keychains import MemoryKeychain
from tests.ui.news import WAIT, heard
from ui.keys.words import hindrance
from ui.locksmith import KeyTask, Locksmith
from ui.tasks import Tasks


class SlowKeychain(MemoryKeychain):
    """A keyring that keeps one waiting until it may answer."""

    def __init__(self) -> None:
        super().__init__()
        self.was_asked = threading.Event()
        self.may_answer = threading.Event()

    @override
    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        self.was_asked.set()
        assert self.may_answer.wait(30)
        super().keep(journal_id, slot_id, secret)


@pytest.fixture
def held(tmp_path: Path) -> tuple[JournalFolder, NewJournal]:
    return a_folder(tmp_path)


def test_a_change_that_another_overtook_undoes_nothing(
    qtbot: QtBot, tasks: Tasks, held: tuple[JournalFolder, NewJournal]
) -> None:
    folder, made = held
    computer, code = SlowKeychain(), RecoveryCode.new()
    smith = Locksmith(folder, tasks, computer.find, QUICK)
    smith.add_keychain(made.key)
    assert computer.was_asked.wait(10)
    overtaking = folder.vault().with_code(made.key, code)
    tasks.from_journal(lambda: folder.keep_vault(overtaking))
    task, error = heard(qtbot, smith.failed, computer.may_answer.set)
    assert task is KeyTask.ADD_KEYRING
    assert isinstance(error, CannotWrite)
    assert folder.vault() == overtaking


def test_a_second_task_waits_for_nobody_and_is_not_begun(
    qtbot: QtBot, tasks: Tasks, held: tuple[JournalFolder, NewJournal]
) -> None:
    folder, made = held
    computer = SlowKeychain()
    smith = Locksmith(folder, tasks, computer.find, QUICK)
    smith.add_keychain(made.key)
    assert computer.was_asked.wait(10)
    smith.set_passphrase(made.key, "plain words", is_required=True)
    assert smith.task is KeyTask.ADD_KEYRING
    assert heard(qtbot, smith.finished, computer.may_answer.set) == [KeyTask.ADD_KEYRING, True]
    qtbot.waitUntil(lambda: smith.task is None, timeout=WAIT)
    assert not folder.vault().has_passphrase


def test_what_was_given_up_changes_nothing_when_the_keyring_answers_at_last(
    qtbot: QtBot, tasks: Tasks, held: tuple[JournalFolder, NewJournal]
) -> None:
    folder, made = held
    before = folder.vault()
    computer = SlowKeychain()
    smith = Locksmith(folder, tasks, computer.find, QUICK)
    smith.add_keychain(made.key)
    assert computer.was_asked.wait(10)
    assert heard(qtbot, smith.stopped, smith.stop) == [KeyTask.ADD_KEYRING, False]
    assert smith.task is None
    with qtbot.assertNotEmitted(smith.finished, wait=200):
        computer.may_answer.set()
    tasks.finish()
    assert folder.vault() == before


def test_the_code_is_stored_as_tested_once_it_was_typed_back(
    qtbot: QtBot, tasks: Tasks, held: tuple[JournalFolder, NewJournal]
) -> None:
    folder, made = held
    smith = Locksmith(folder, tasks, MemoryKeychain().find, QUICK)
    code = RecoveryCode.new()
    (vault,) = heard(qtbot, smith.vault_known, smith.set_code, made.key, code)
    assert vault.recovery_is_tested
    assert vault.unlock_with_code(code).keys == made.key.keys
    qtbot.waitUntil(lambda: smith.task is None, timeout=WAIT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(is_tested=st.booleans(), has_passphrase=st.booleans(), has_code=st.booleans())
def test_whatever_may_be_removed_leaves_a_key_that_somebody_is_known_to_have(
    tmp_path_factory: pytest.TempPathFactory,
    is_tested: bool,
    has_passphrase: bool,
    has_code: bool,
) -> None:
    folder, made = a_folder(tmp_path_factory.mktemp("any"))
    vault = folder.vault()
    folder.release()
    if has_passphrase:
        vault = vault.with_passphrase(made.key, "plain words", QUICK)
    if is_tested:
        vault = vault.with_tested_recovery()
    if has_passphrase and not has_code:
        vault = vault.without(vault.slot("recovery").id)
    for slot in vault.slots:
        left = [each for each in vault.slots if each.id != slot.id]
        are_keyrings = all(isinstance(each, KeychainSlot) for each in left)
        are_untested = all(isinstance(each, RecoverySlot) and not each.tested for each in left)
        assert bool(hindrance(vault, slot)) == (are_keyrings or are_untested)


def test_the_last_key_is_told_as_the_core_tells_it(
    qtbot: QtBot, tasks: Tasks, held: tuple[JournalFolder, NewJournal]
) -> None:
    folder, _ = held
    smith = Locksmith(folder, tasks, MemoryKeychain().find, QUICK)
    before = folder.vault()
    task, error = heard(qtbot, smith.failed, smith.remove, before.slot("recovery").id)
    assert (task, type(error)) == (KeyTask.REMOVE, LastKey)
    assert folder.vault() == before
