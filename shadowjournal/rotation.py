"""A new journal key in place of the old one.

One transaction lets new slots wrap the new key, which holds the old ones too: from then on
everything opens, whatever has been sealed anew so far and whenever the work is cut off. The rest is
done bit by bit (`resealing`), in the window between other work, and here in one go.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct

from shadowjournal.errors import JournalError, KeychainError, WrongKey
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.keys import FindKeychain, forgotten
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import Keychain, SystemKeychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import Effort, KeychainSlot, Slot, SlotKind
from shadowjournal.vault.vault import Vault, vault_for

_TRIES, _PAUSE = 50, 0.1  # for somebody who reads the file; seconds


class NewKeys(Struct, frozen=True):
    """What is to open the journal from now on.

    The code is a new one, which its owner has on paper by now, or the one from before; typed back
    or given, it is tested. Tests may give less effort.
    """

    code: RecoveryCode
    is_tested: bool = False
    passphrase: str | None = None
    keychain: Keychain | None = None
    effort: Effort | None = None

    def lost_from(self, vault: Vault) -> tuple[Slot, ...]:
        """Return what opens *vault* and will not open the journal any more, to be told before."""
        return tuple(slot for slot in vault.slots if not self._follows(slot))

    def _follows(self, slot: Slot) -> bool:
        if isinstance(slot, KeychainSlot):
            return self.keychain is not None and self.keychain.name == slot.backend
        return slot.kind is SlotKind.RECOVERY or self.passphrase is not None


class Rotated(NamedTuple):
    """The key after a rotation, and whether keyrings let go of what they kept for the old slots."""

    key: JournalKey
    is_forgotten: bool


def rotate(
    folder: JournalFolder,
    key: JournalKey,
    new: NewKeys,
    find: FindKeychain = SystemKeychain.find,
) -> Rotated:
    """Give the journal in *folder*, which is held and closed, a new key in place of *key*.

    What opened it before, and is not among *new*, opens only copies from before. Open the journal
    with the new key and `finish`. Keep this off a window's thread.

    Raises:
        WrongKey: *key* is another journal's, or one from before.
        KeychainError: the keyring did not keep the key; nothing was changed.
        CannotWrite: nothing was changed.
    """
    before = folder.vault()
    key = key.up_to(before.fingerprint)  # of a backup from before that was put back
    if key.fingerprint != before.fingerprint:
        raise WrongKey("This is not the key of this journal.")
    renewed = key.renewed()
    vault = vault_for(
        renewed,
        new.code,
        is_tested=new.is_tested,
        keychain=new.keychain,
        passphrase=new.passphrase,
        effort=new.effort,
    )
    try:
        folder.exchange_key(key, renewed, vault)
    except JournalError:  # of an interruption nobody knows whether the vault names it by now
        if new.keychain is not None:
            with suppress(KeychainError):
                new.keychain.forget(vault.journal_id, vault.slot(SlotKind.KEYRING).id)
        raise
    return Rotated(renewed, forgotten(before.slots, before.journal_id, find))


def finish(journal: Journal, progress: Callable[[int], None] = lambda _: None) -> bool:
    """Do what is left of a rotation of *journal*'s key; tell whether all is done.

    *progress* hears about how many steps are left. What is not done now is done another time.

    Raises:
        CannotWrite: what was done so far stays done.
    """
    tries = 0
    while (left := journal.reseal_some()) and tries < _TRIES:
        progress(left)
        if left == 1:
            tries += 1
            time.sleep(_PAUSE if tries > 1 else 0)
    return journal.is_resealed
