"""The keys that open a journal, changed one by one without its being closed or sealed anew.

Whatever is changed, the vault in the file is exchanged in one step. A keyring keeps its part before
the vault names it, and lets go of it only after the vault does not: a crash in between leaves a
secret that opens nothing, never a vault that nothing opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from shadowjournal.errors import KeychainError
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import Keychain, SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort, KeychainSlot, Slot
from shadowjournal.vault.vault import Vault

FindKeychain = Callable[[str | None], Keychain]


class VaultFile(Protocol):
    """Where the vault of a journal stands; mostly its `JournalFolder`."""

    def vault(self) -> Vault:
        """Return who may open the journal."""
        ...

    def keep_vault(self, vault: Vault) -> None:
        """Store *vault* in place of what stood there."""
        ...


class Keys:
    """The keys of the journal in *folder*, which the caller holds; it may be open meanwhile.

    Every call may wait for a keyring or for Argon2id, so keep it off a window's thread; any other
    will do, one call at a time.
    """

    def __init__(self, folder: VaultFile, find: FindKeychain = SystemKeychain.find) -> None:
        self._folder = folder
        self._find = find

    @property
    def vault(self) -> Vault:
        """Who may open the journal, as it stands in the file.

        Raises:
            CannotOpen: it cannot be read.
        """
        return self._folder.vault()

    def set_passphrase(
        self, key: JournalKey, passphrase: str, effort: Effort | None = None
    ) -> None:
        """Let *passphrase* open the journal, and no other. Tests may give less *effort*.

        Raises:
            Refused: the passphrase is empty.
            CannotWrite: nothing was changed.
        """
        vault = self.vault
        key = key.up_to(vault.fingerprint)
        self._folder.keep_vault(vault.with_passphrase(key, passphrase, effort))

    def set_code(self, key: JournalKey, code: RecoveryCode, *, is_tested: bool = False) -> None:
        """Let *code* open the journal, and no other recovery code.

        Its owner has it on paper by now: from here on the one before opens only what was copied
        before. ``is_tested`` where it was typed back.

        Raises:
            CannotWrite: nothing was changed.
        """
        vault = self.vault
        key = key.up_to(vault.fingerprint)
        self._folder.keep_vault(vault.with_code(key, code, is_tested=is_tested))

    def add_keychain(self, key: JournalKey) -> bool:
        """Let this system's keyring open the journal, with a new secret where it did before.

        Returns whether nothing is left of what it kept before.

        Raises:
            KeychainError: the keyring did not keep the key; nothing was changed.
            CannotWrite: nothing was changed.
        """
        vault = self.vault
        key = key.up_to(vault.fingerprint)
        return self._exchange(vault.with_keychain(key, self._find(None)))

    def remove(self, slot_id: str) -> bool:
        """Let the slot *slot_id* open the journal no longer.

        Returns whether nothing is left of it: False where a keyring does not answer and may still
        hold a secret, which opens nothing but copies of the journal from before.

        Raises:
            NoSuchKey: there is none.
            LastKey: it has to stay.
            CannotWrite: nothing was changed.
        """
        return self._exchange(self.vault.without(slot_id))

    def require_passphrase(self) -> bool:
        """Let no keyring open the journal, so that its passphrase is needed at every start.

        `add_keychain` undoes it. Returns what `remove` returns.

        Raises:
            LastKey: no passphrase opens it yet.
            CannotWrite: nothing was changed.
        """
        return self._exchange(self.vault.without_keychains())

    def check_code(self, code: RecoveryCode) -> None:
        """See that *code* opens the journal, and note that it was tested.

        Raises:
            WrongKey: it does not.
            CannotWrite: it does, and that could not be noted.
        """
        vault = self.vault
        vault.unlock_with_code(code)
        if not vault.recovery_is_tested:
            self._folder.keep_vault(vault.with_tested_recovery())

    def check_passphrase(self, passphrase: str) -> None:
        """See that *passphrase* opens the journal.

        Raises:
            WrongKey: it does not.
        """
        self.vault.unlock_with_passphrase(passphrase)

    def check_keychain(self) -> None:
        """See that a keyring opens the journal.

        Raises:
            KeychainError: none does.
        """
        self.vault.unlock_with_keychain(self._find)

    def _exchange(self, vault: Vault) -> bool:
        gone = [slot for slot in self.vault.slots if slot not in vault.slots]
        self._folder.keep_vault(vault)
        return forgotten(gone, vault.journal_id, self._find)


def forgotten(slots: Iterable[Slot], journal_id: str, find: FindKeychain) -> bool:
    """Let keyrings delete what they keep for *slots*; tell whether all of them did."""
    is_all = True
    for slot in slots:
        if isinstance(slot, KeychainSlot):
            try:
                find(slot.backend).forget(journal_id, slot.id)
            except KeychainError:
                is_all = False
    return is_all
