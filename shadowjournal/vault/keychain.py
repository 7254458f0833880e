"""The system's keyring, and the only module that touches ``keyring``.

``keyring`` would gladly use a plaintext file, a null backend or a chain that falls through to one.
So the backend is chosen here from those that are safe, whatever a configuration says; what is
written is read back; and names are written once, never over.
"""

from __future__ import annotations

import base64
import binascii
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar

from shadowjournal.errors import (
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    NoKeychain,
)

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds to wait for a keyring that may be asking its owner for a password."""

# Each after the system it is only tried on: loading macOS's elsewhere starts a compiler.
_SAFE = {
    "Windows Credential Manager": ("win32", "keyring.backends.Windows", "WinVaultKeyring"),
    "macOS Keychain": ("darwin", "keyring.backends.macOS", "Keyring"),
    "Secret Service": ("", "keyring.backends.SecretService", "Keyring"),
    "KWallet": ("", "keyring.backends.kwallet", "DBusKeyring"),
}


class Keychain(Protocol):
    """A place of the system that keeps secrets for a logged-in user."""

    @property
    def name(self) -> str:
        """What its owner knows it by."""
        ...

    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        """Keep *secret*, and make sure that it was kept."""
        ...

    def recall(self, journal_id: str, slot_id: str) -> bytes:
        """Return what was kept."""
        ...

    def forget(self, journal_id: str, slot_id: str) -> None:
        """Keep it no longer; what is not there is forgotten already."""
        ...


class SystemKeychain:
    """The safe keyring of this system.

    Every call may block while the system asks its user for a password: keep it off a window's
    thread.

    Attributes:
        name: what its owner knows it by.
    """

    def __init__(self, name: str, backend: KeyringBackend, patience: float = PATIENCE) -> None:
        self.name = name
        self._backend = backend
        self._patience = patience

    @classmethod
    def find(cls, name: str | None = None) -> SystemKeychain:
        """Return the keyring called *name*, or the best safe one of this system.

        Raises:
            NoKeychain: there is none.
        """
        for known, (system, module, backend) in _SAFE.items():
            is_wanted = name in {None, known} and sys.platform.startswith(system)
            if is_wanted and (found := _viable(module, backend)):
                return cls(known, found)
        raise NoKeychain(
            f"The keyring that holds the key ({name}) is not here."
            if name
            else "This system has no keyring that is safe to use."
        )

    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        """Keep *secret* under the journal's and the slot's id, and read it back.

        Raises:
            KeychainError: it was not kept.
        """
        service = _service(journal_id)
        if self._ask(lambda: self._backend.get_password(service, slot_id)) is not None:
            raise KeychainError("The keyring holds something under this name already.")
        text = base64.b64encode(secret).decode()
        self._ask(lambda: self._backend.set_password(service, slot_id, text))
        if self._ask(lambda: self._backend.get_password(service, slot_id)) != text:
            raise KeychainError("The keyring did not keep the key.")

    def recall(self, journal_id: str, slot_id: str) -> bytes:
        """Return what was kept under the journal's and the slot's id.

        Raises:
            KeyNotThere: the keyring answers, but holds no key for it.
            KeychainError: the keyring is locked, silent or gone.
        """
        service = _service(journal_id)
        text = self._ask(lambda: self._backend.get_password(service, slot_id))
        if text is None:
            raise KeyNotThere("The keyring holds no key for this journal.")
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise KeyNotThere("What the keyring holds for this journal is not a key.") from error

    def forget(self, journal_id: str, slot_id: str) -> None:
        """Delete what was kept under the journal's and the slot's id, if anything was.

        Raises:
            KeychainError: the keyring is locked, silent or gone, or it still holds it.
        """
        service = _service(journal_id)
        if self._ask(lambda: self._backend.get_password(service, slot_id)) is None:
            return
        self._ask(lambda: self._backend.delete_password(service, slot_id))
        if self._ask(lambda: self._backend.get_password(service, slot_id)) is not None:
            raise KeychainError("The keyring did not let go of the key.")

    def _ask(self, question: Callable[[], T]) -> T:
        answers: list[T] = []
        faults: list[BaseException] = []

        def ask() -> None:
            try:
                answers.append(question())
            # A backend's own library raises what it likes, and not only KeyringError.
            except Exception as error:  # noqa: BLE001
                faults.append(error)

        asking = threading.Thread(target=ask, name="keyring", daemon=True)
        asking.start()
        asking.join(self._patience)
        if faults:
            raise _named(faults[0]) from faults[0]
        if not answers:
            raise KeychainSilent("The keyring does not answer.")
        return answers[0]


def _viable(module: str, name: str) -> KeyringBackend | None:
    try:
        backend: type[KeyringBackend] = getattr(import_module(module), name)
        return backend() if backend.viable else None
    except Exception:  # noqa: BLE001 - whatever a missing library raises, it is not usable
        return None


def _named(error: BaseException) -> KeychainError:
    from keyring import errors  # like its backends, loaded where it is asked: it takes 50 ms

    if isinstance(error, errors.NoKeyringError):
        return NoKeychain("This system has no keyring that is safe to use.")
    if isinstance(error, errors.InitError):  # nothing is locked: there is nothing yet, or any more
        return NoKeychain("No keyring is set up on this system.")
    if isinstance(error, errors.KeyringLocked):
        return KeychainLocked("The keyring is locked.")
    if isinstance(error, errors.PasswordSetError):
        return KeychainError("The keyring refused to keep the key.")
    if isinstance(error, errors.PasswordDeleteError):
        return KeychainError("The keyring did not let go of the key.")
    return KeychainSilent("The keyring does not answer.")


def _service(journal_id: str) -> str:
    return f"ShadowJournal/{journal_id}"
