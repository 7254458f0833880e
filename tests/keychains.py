"""Keyrings that keep everything, nothing, or their owner waiting."""

from __future__ import annotations

from typing_extensions import override

from shadowjournal.errors import KeychainError, KeyNotThere, NoKeychain


class MemoryKeychain:
    """A keyring that works. One instance is one computer."""

    def __init__(self, name: str = "Test keyring") -> None:
        self.name = name
        self.kept: dict[tuple[str, str], bytes] = {}

    def find(self, name: str | None = None) -> MemoryKeychain:
        """Stand in for `SystemKeychain.find`."""
        if name not in {None, self.name}:
            raise NoKeychain("The keyring that holds the key is not here.")
        return self

    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        """Keep it."""
        self.kept[journal_id, slot_id] = secret

    def recall(self, journal_id: str, slot_id: str) -> bytes:
        """Return it."""
        try:
            return self.kept[journal_id, slot_id]
        except KeyError:
            raise KeyNotThere("The keyring holds no key for this journal.") from None

    def forget(self, journal_id: str, slot_id: str) -> None:
        """Forget it."""
        self.kept.pop((journal_id, slot_id), None)


class BrokenKeychain(MemoryKeychain):
    """A keyring that answers every call with *fault*."""

    def __init__(self, fault: KeychainError) -> None:
        super().__init__()
        self.fault = fault

    @override
    def keep(self, journal_id: str, slot_id: str, secret: bytes) -> None:
        """Refuse."""
        raise self.fault

    @override
    def recall(self, journal_id: str, slot_id: str) -> bytes:
        """Refuse."""
        raise self.fault

    @override
    def forget(self, journal_id: str, slot_id: str) -> None:
        """Refuse."""
        raise self.fault


def no_keychain(name: str | None = None) -> MemoryKeychain:
    """Stand in for `SystemKeychain.find` on a system without a keyring."""
    raise NoKeychain("This system has no keyring that is safe to use.")
