from __future__ import annotations

import keyring.backend
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
from shadowjournal.vault.keychain import SystemKeychain
from tests.secret_service import SecretService

SECRET = bytes(range(32))


@pytest.fixture
def keychain(secret_service: SecretService) -> SystemKeychain:
    return SystemKeychain.find()


@pytest.fixture
def impatient(keychain: SystemKeychain) -> SystemKeychain:
    keychain._patience = 0.5
    return keychain


def test_the_real_keyring_keeps_a_key(keychain: SystemKeychain) -> None:
    journal, slot = new_id(), new_id()
    keychain.keep(journal, slot, SECRET)
    assert keychain.name == "Secret Service"
    assert SystemKeychain.find("Secret Service").recall(journal, slot) == SECRET


def test_a_keyring_without_the_key_says_so(keychain: SystemKeychain) -> None:
    with pytest.raises(KeyNotThere):
        keychain.recall(new_id(), new_id())


def test_a_key_is_never_written_over(keychain: SystemKeychain) -> None:
    journal, slot = new_id(), new_id()
    keychain.keep(journal, slot, SECRET)
    with pytest.raises(KeychainError):
        keychain.keep(journal, slot, bytes(32))
    assert keychain.recall(journal, slot) == SECRET


def test_a_locked_keyring_is_locked(
    keychain: SystemKeychain, secret_service: SecretService
) -> None:
    secret_service.lock()
    with pytest.raises(KeychainLocked):
        keychain.recall(new_id(), new_id())


def test_a_keyring_that_froze_is_silent(
    impatient: SystemKeychain, secret_service: SecretService
) -> None:
    secret_service.freeze()
    try:
        with pytest.raises(KeychainSilent):
            impatient.recall(new_id(), new_id())
    finally:
        secret_service.thaw()


def test_a_keyring_whose_bus_died_is_silent_and_not_a_bug(
    keychain: SystemKeychain, secret_service: SecretService
) -> None:
    keychain.keep(new_id(), new_id(), SECRET)
    secret_service.kill_bus()
    with pytest.raises(KeychainError):
        keychain.recall(new_id(), new_id())


def test_a_system_without_a_keyring_has_none() -> None:
    with pytest.raises(NoKeychain):
        SystemKeychain.find()


def test_a_configured_plaintext_keyring_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(NoKeychain):
        SystemKeychain.find()


class _Backend(keyring.backend.KeyringBackend):
    """What a backend may do wrong."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._fault = fault

    @override
    def get_password(self, service: str, username: str) -> str | None:
        if self._fault:
            raise self._fault
        return None

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing, as the null backend does."""


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    with pytest.raises(KeychainError, match="did not keep"):
        SystemKeychain("x", _Backend()).keep(new_id(), new_id(), SECRET)


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (keyring.errors.NoKeyringError(), NoKeychain),
        (keyring.errors.KeyringLocked(), KeychainLocked),
        (keyring.errors.InitError(), NoKeychain),
        (keyring.errors.PasswordSetError(), KeychainError),
        (OSError("a raw error of the system"), KeychainSilent),
    ],
)
def test_every_fault_of_a_backend_has_a_meaning(fault: Exception, meaning: type[Exception]) -> None:
    with pytest.raises(meaning):
        SystemKeychain("x", _Backend(fault)).recall(new_id(), new_id())
