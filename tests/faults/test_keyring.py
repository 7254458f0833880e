"""The keyring as it really is: gone, locked, new, frozen, or not the one it says it is.

A real gnome-keyring where one can be made to fail so; a stand-in with the same manners for the
keyrings of other systems.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import keyring.backend
import keyring.core
import keyring.errors
import pytest
from typing_extensions import override

from shadowjournal.entry import new_id
from shadowjournal.errors import (
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    NoKeychain,
)
from shadowjournal.vault.key import KEY_BYTES
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.vault import new_vault
from tests import children
from tests.desktop import VirtualScreen
from tests.needs import need
from tests.secret_service import NEEDS, SecretService

WINDOWS_AT_MOST = 1_280
SECRET = bytes(range(KEY_BYTES))
LONGEST_WAIT = 1.0
pytestmark = pytest.mark.fault("a keyring that fails")


FAULTS: dict[str, tuple[Callable[[SecretService], None], type[KeychainError]]] = {
    "locked": (SecretService.lock, KeychainLocked),
    "its daemon killed": (SecretService.kill, KeychainLocked),
    "its password mistyped": (SecretService.mistype, KeychainLocked),
    "frozen": (SecretService.freeze, KeychainSilent),
    "its bus gone": (SecretService.kill_bus, KeychainError),
}
each_fault = pytest.mark.parametrize(("strike", "meaning"), FAULTS.values(), ids=FAULTS)


@pytest.fixture
def keychain(secret_service: SecretService) -> Iterator[SystemKeychain]:
    found = SystemKeychain.find()
    found._patience = LONGEST_WAIT
    yield found
    secret_service.thaw()


@each_fault
def test_a_keyring_that_fails_gives_no_key_and_says_why(
    keychain: SystemKeychain,
    secret_service: SecretService,
    strike: Callable[[SecretService], None],
    meaning: type[KeychainError],
) -> None:
    journal, slot = new_id(), new_id()
    keychain.keep(journal, slot, SECRET)
    strike(secret_service)
    with pytest.raises(meaning):
        keychain.recall(journal, slot)


@each_fault
def test_a_keyring_that_fails_takes_no_key_so_nothing_is_sealed_with_it(
    keychain: SystemKeychain,
    secret_service: SecretService,
    strike: Callable[[SecretService], None],
    meaning: type[KeychainError],
) -> None:
    keychain.keep(new_id(), new_id(), SECRET)
    strike(secret_service)
    with pytest.raises(meaning):
        new_vault(keychain=keychain)


def test_what_was_kept_is_there_once_the_keyring_is_back(
    keychain: SystemKeychain, secret_service: SecretService
) -> None:
    journal, slot = new_id(), new_id()
    keychain.keep(journal, slot, SECRET)
    for strike in (SecretService.lock, SecretService.mistype):
        strike(secret_service)
        with pytest.raises(KeychainLocked):
            keychain.recall(journal, slot)
        secret_service.unlock()  # the next login
        assert keychain.recall(journal, slot) == SECRET
    secret_service.freeze()
    with pytest.raises(KeychainSilent):
        keychain.recall(journal, slot)
    secret_service.thaw()
    assert keychain.recall(journal, slot) == SECRET


@pytest.mark.parametrize("question", [1, 2, 3], ids=["asked", "given the key", "asked again"])
def test_a_keyring_locked_midway_keeps_no_key_that_counts(
    keychain: SystemKeychain, secret_service: SecretService, question: int
) -> None:
    backend = _LockedAt(question, keychain._backend, secret_service)
    midway = SystemKeychain(keychain.name, backend, LONGEST_WAIT)
    with pytest.raises(KeychainLocked):
        new_vault(keychain=midway)


class _LockedAt(keyring.backend.KeyringBackend):
    """The real keyring, which somebody locks before the nth question."""

    def __init__(
        self, question: int, real: keyring.backend.KeyringBackend, service: SecretService
    ) -> None:
        self._left = question
        self._real = real
        self._service = service

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._service.lock()

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._count()
        return self._real.get_password(service, username)

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._count()
        self._real.set_password(service, username, password)


def test_where_no_keyring_was_ever_made_nothing_is_called_locked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to unlock: a passphrase is the way, or a keyring has to be made first."""
    need(*NEEDS)
    service = SecretService()
    service.start(has_collection=False)
    try:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
        with pytest.raises(NoKeychain):
            new_vault(keychain=SystemKeychain.find())
        with pytest.raises(NoKeychain):
            SystemKeychain.find().recall(new_id(), new_id())
    finally:
        service.stop()


def test_a_keyring_that_asks_its_owner_holds_nobody_up_for_ever(
    home: Path, screen: VirtualScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a desktop a locked keyring opens a window of its own, and waits for a password in it."""
    need(*NEEDS)
    with SecretService(screen.display) as service:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
        found = SystemKeychain.find()
        found._patience = LONGEST_WAIT
        found.keep(new_id(), new_id(), SECRET)
        service.lock()
        with pytest.raises(KeychainSilent):
            found.recall(new_id(), new_id())
        service.kill()  # ends the question that still waits


PLAIN = """
import os
import keyring.backend

class Keyring(keyring.backend.KeyringBackend):
    '''Keeps passwords in a plaintext file, and says that it is the best there is.'''

    priority = 99

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        with open(os.environ["PLAIN_FILE"], "a") as file:
            file.write(password)
"""
KEEPS = """
import sys
import plain
import keyring
from shadowjournal.errors import NoKeychain
from shadowjournal.vault.keychain import SystemKeychain
assert not keyring.get_keyring().__module__.endswith("SecretService"), "the trap is set"
try:
    found = SystemKeychain.find()
    found.keep("1" * 32, "2" * 32, bytes(32))
    print(found.name, found.recall("1" * 32, "2" * 32) == bytes(32))
except NoKeychain:
    print("none")
"""


@pytest.mark.parametrize("is_there", [True, False], ids=["safe one", "no safe one"])
@pytest.mark.parametrize("way", ["installed", "environment", "configured", "chained", "null"])
def test_no_setting_leads_a_key_into_a_plain_file(
    request: pytest.FixtureRequest,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
    is_there: bool,
) -> None:
    if is_there:
        request.getfixturevalue("secret_service")
    plain = tmp_path / "plain.txt"
    (tmp_path / "plain.py").write_text(PLAIN)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{children.ROOT}")
    monkeypatch.setenv("PLAIN_FILE", str(plain))
    config = home / ".config" / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir(parents=True)
    match way:
        case "environment":
            monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "plain.Keyring")
        case "null":
            monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        case "configured":
            config.write_text("[backend]\ndefault-keyring=plain.Keyring\n")
        case "chained":
            config.write_text(
                "[backend]\ndefault-keyring=keyring.backends.chainer.ChainerBackend\n"
            )
    child = children.start(KEEPS, is_doomed=True)
    with child:
        said = children.read_line(child)
    assert child.wait() == 0
    assert said == ("Secret Service True" if is_there else "none")
    assert not plain.exists()


class error(Exception):  # noqa: N801 - as pywin32 names it
    """What pywin32 raises; no error of ``keyring``'s."""


class LikeWindows(keyring.backend.KeyringBackend):
    """Takes 1,280 characters at most, and fails with an error of its own."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password) > WINDOWS_AT_MOST:
            raise error(1783, "CredWrite", "The stub received bad data")
        self.kept[service, username] = password


class LikeMacOS(LikeWindows):
    """Deletes first and then adds, as macOS's does; where the adding fails, what was is gone."""

    refuses = False

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept.pop((service, username), None)
        if self.refuses:
            raise keyring.errors.PasswordSetError("Can't store password on keychain")
        self.kept[service, username] = password


def test_a_key_is_short_enough_for_windows() -> None:
    backend = LikeWindows()
    made = new_vault(keychain=SystemKeychain("Windows Credential Manager", backend))
    ((service, user), text) = next(iter(backend.kept.items()))
    assert len(text) == 44
    assert base64.b64decode(text, validate=True) != made.key.keys[1], "the slot has its own key"
    assert len(service) + len(user) < 256


def test_a_raw_error_of_the_system_is_an_answer_too() -> None:
    long = SystemKeychain("Windows Credential Manager", LikeWindows())
    with pytest.raises(KeychainError):
        long.keep(new_id(), new_id(), bytes(WINDOWS_AT_MOST))


def test_a_keyring_that_deletes_before_it_adds_never_loses_a_key() -> None:
    backend = LikeMacOS()
    keychain = SystemKeychain("macOS Keychain", backend)
    made = new_vault(keychain=keychain)
    before = dict(backend.kept)
    (slot,) = (slot for slot in made.vault.slots if not hasattr(slot, "tested"))
    with pytest.raises(KeychainError):
        keychain.keep(made.vault.journal_id, slot.id, bytes(KEY_BYTES))
    assert backend.kept == before, "nothing is written over"
    backend.refuses = True
    with pytest.raises(KeychainError):
        made.vault.with_keychain(made.key, keychain)
    assert backend.kept == before
    assert made.vault.unlock_with_keychain(lambda _: keychain).keys == made.key.keys


def test_a_keyring_of_another_name_is_not_asked(secret_service: SecretService) -> None:
    with pytest.raises(NoKeychain):
        SystemKeychain.find("KWallet")
    with pytest.raises(NoKeychain):
        SystemKeychain.find("plain.Keyring")


def test_a_keyring_with_something_else_under_the_name_opens_nothing(
    keychain: SystemKeychain,
) -> None:
    made = new_vault(keychain=keychain)
    for text in ("", "not base64", base64.b64encode(bytes(31)).decode()):
        other = LikeWindows()
        (slot,) = (slot for slot in made.vault.slots if not hasattr(slot, "tested"))
        other.kept[f"ShadowJournal/{made.vault.journal_id}", slot.id] = text
        found = SystemKeychain("Secret Service", other)
        with pytest.raises(KeyNotThere):
            made.vault.unlock_with_keychain(partial(_always, found))


def _always(found: SystemKeychain, _: str) -> SystemKeychain:
    return found
