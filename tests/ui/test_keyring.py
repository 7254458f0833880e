"""The window and a keyring that fails: a real one, before and while a journal is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shadowjournal.folder import JournalFolder, NewJournal
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from tests.secret_service import SecretService
from tests.ui.conftest import Start
from tests.ui.test_app import WAIT, page_of, sealed, type_words
from ui.app import App
from ui.unlock.screen import UnlockScreen
from ui.unlock.situations import UnlockState, Way

pytestmark = pytest.mark.fault("a keyring that fails, seen in the window")
Strike = Callable[[SecretService], None]


def find(name: str | None = None) -> SystemKeychain:
    found = SystemKeychain.find(name)
    found._patience = 2.0
    return found


@pytest.fixture
def made(secret_service: SecretService, tmp_path: Path) -> Iterator[NewJournal]:
    """A journal whose key the real keyring keeps."""
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(keychain=find())
    folder.release()
    yield made
    secret_service.thaw()


def door_of(program: App) -> UnlockScreen:
    door = program.entrance.screen
    assert isinstance(door, UnlockScreen)
    return door


def shows(program: App, state: UnlockState) -> Callable[[], bool]:
    return lambda: (
        program.window.screen_shown is door_of(program) and (door_of(program).state is state)
    )


def offered(program: App) -> set[Way]:
    door = door_of(program)
    return {way for way, pressed in door._ways.items() if pressed.isVisibleTo(door)}


FAULTS: dict[str, tuple[Strike, UnlockState]] = {
    "locked": (SecretService.lock, UnlockState.KEYRING_LOCKED),
    "mistyped": (SecretService.mistype, UnlockState.KEYRING_LOCKED),
    "killed": (SecretService.kill, UnlockState.KEYRING_LOCKED),
    "frozen": (SecretService.freeze, UnlockState.KEYRING_SILENT),
    "gone": (SecretService.kill_bus, UnlockState.KEYRING_MISSING),
}
each_fault = pytest.mark.parametrize(("strike", "state"), FAULTS.values(), ids=FAULTS)


@each_fault
def test_whatever_the_keyring_does_there_is_a_way_out_and_no_new_key(
    qtbot: QtBot,
    start: Start,
    made: NewJournal,
    secret_service: SecretService,
    strike: Strike,
    state: UnlockState,
) -> None:
    strike(secret_service)
    program = start(find)
    qtbot.waitUntil(shows(program, state), timeout=WAIT)
    assert Way.RECOVERY in offered(program)
    assert door_of(program)._step.primary.text() == "Try again"
    assert program.door.folder.vault().unlock_with_code(made.code).keys == made.key.keys
    program.door.try_code(RecoveryCode.new())
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


def test_a_journal_copied_to_another_computer_is_told_that_the_key_is_not_there(
    qtbot: QtBot, start: Start, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with SecretService() as elsewhere, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", elsewhere.address)
        folder = JournalFolder(tmp_path / "journal")
        folder.take()
        folder.create(keychain=find())
        folder.release()
    request.getfixturevalue("secret_service")
    program = start(find)
    qtbot.waitUntil(shows(program, UnlockState.KEY_NOT_THERE), timeout=WAIT)
    assert door_of(program)._step.primary.text() == "Open with the recovery code"


def test_a_frozen_keyring_is_waited_for_with_a_way_out(
    qtbot: QtBot, start: Start, made: NewJournal, secret_service: SecretService
) -> None:
    secret_service.freeze()
    program = start(SystemKeychain.find)  # with all its patience
    qtbot.waitUntil(lambda: door_of(program).state is UnlockState.WAITING, timeout=WAIT)
    assert offered(program) == set(), "it may answer at once"
    qtbot.waitUntil(lambda: Way.RECOVERY in offered(program), timeout=WAIT)
    assert program.window.screen_shown is door_of(program)
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    secret_service.thaw()  # the late answer changes nothing
    with qtbot.assertNotEmitted(program.session.locked, wait=300):
        pass
    assert program.session.is_open


def test_a_keyring_that_was_unlocked_meanwhile_opens_the_journal_at_the_next_try(
    qtbot: QtBot, start: Start, made: NewJournal, secret_service: SecretService
) -> None:
    secret_service.lock()
    program = start(find)
    qtbot.waitUntil(shows(program, UnlockState.KEYRING_LOCKED), timeout=WAIT)
    secret_service.unlock()
    door_of(program)._step.primary.click()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)


@pytest.mark.parametrize(
    ("strike", "state"),
    [
        (SecretService.kill, UnlockState.KEYRING_LOCKED),
        (SecretService.kill_bus, UnlockState.KEYRING_MISSING),
    ],
    ids=["its daemon killed", "its bus gone"],
)
def test_an_open_journal_outlives_its_keyring_and_asks_again_after_a_lock(
    qtbot: QtBot,
    start: Start,
    made: NewJournal,
    secret_service: SecretService,
    strike: Strike,
    state: UnlockState,
) -> None:
    program = start(find)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    qtbot.waitUntil(lambda: page_of(program).isVisibleTo(program.window), timeout=WAIT)
    strike(secret_service)
    type_words(program, "written without a keyring")
    sealed(qtbot, program)
    program.commands.lock.trigger()
    qtbot.waitUntil(lambda: door_of(program).state is UnlockState.LOCKED, timeout=WAIT)
    door_of(program)._step.primary.click()
    qtbot.waitUntil(shows(program, state), timeout=WAIT)
    assert not program.session.is_open
    program.door.try_code(made.code)
    qtbot.waitUntil(lambda: bool(program.session.summaries), timeout=WAIT)
    assert program.session.summaries[0].first_words.startswith("written without a keyring")


def test_a_first_run_without_a_keyring_that_works_leads_to_a_passphrase(
    qtbot: QtBot, start: Start, secret_service: SecretService, tmp_path: Path
) -> None:
    program = start(find)
    qtbot.waitUntil(lambda: program.entrance.is_first_run, timeout=WAIT)
    secret_service.lock()
    with qtbot.waitSignal(program.door.stayed_shut, timeout=WAIT):
        program.door.make(None)
    assert program.entrance.is_first_run
    assert not JournalFolder(tmp_path / "journal").holds_journal
    program.door.make("one")
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
