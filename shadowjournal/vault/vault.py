"""Who may open a journal: its id, its key's fingerprint and its key slots.

A `Vault` is a value that is kept in clear in the journal's file; it holds no secret, only wrapped
keys. Changing it gives another `Vault`, which the caller stores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import msgspec
import nacl.utils
from msgspec import Struct
from msgspec.structs import replace

from shadowjournal.entry import new_id
from shadowjournal.errors import (
    KeychainError,
    KeyNotThere,
    LastKey,
    NoSuchKey,
    Refused,
    UnreadableFile,
    WrongKey,
)
from shadowjournal.vault import slots
from shadowjournal.vault.key import KEY_BYTES, JournalKey
from shadowjournal.vault.keychain import Keychain
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import (
    Effort,
    KeychainSlot,
    PassphraseSlot,
    RecoverySlot,
    Slot,
    SlotKind,
)

FORMAT = 1
"""The number of the vault's layout. A reader refuses a higher one."""

_MOST_SLOTS = 32  # each passphrase slot of a forged vault may cost seconds
_ID = re.compile("[0-9a-f]{32}")
_DAMAGED = "The part of the journal that holds its locks is damaged."

_ORDER = [*SlotKind]

S = TypeVar("S", KeychainSlot, RecoverySlot, PassphraseSlot)


class Vault(Struct, frozen=True):
    """Who may open the journal *journal_id*."""

    format: int
    journal_id: str
    fingerprint: bytes
    slots: tuple[Slot, ...]

    @property
    def keychain_names(self) -> tuple[str, ...]:
        """The names of the keyrings that hold a key."""
        return tuple(slot.backend for slot in self._of(KeychainSlot))

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase opens it."""
        return any(self._of(PassphraseSlot))

    @property
    def asks_at_every_start(self) -> bool:
        """Whether nothing but a person opens it: there is a passphrase, and no keyring."""
        return self.has_passphrase and not self.keychain_names

    @property
    def recovery_is_tested(self) -> bool:
        """Whether its owner has typed the recovery code back."""
        return any(slot.tested for slot in self._of(RecoverySlot))

    def unlock_with_keychain(self, find: Callable[[str], Keychain]) -> JournalKey:
        """Return the journal key by what a keyring keeps; *find* gives the keyring of a name.

        Raises:
            KeychainError: no keyring can give the key; the first one's reason.
        """
        faults: list[KeychainError] = []
        for slot in self._of(KeychainSlot):
            try:
                secret = find(slot.backend).recall(self.journal_id, slot.id)
                return self._checked(slots.open_keychain_slot(slot, self.journal_id, secret))
            except KeychainError as error:
                faults.append(error)
            except WrongKey:
                faults.append(KeyNotThere("The keyring holds another journal's key."))
        raise faults[0] if faults else KeyNotThere("No keyring holds a key for this journal.")

    def unlock_with_code(self, code: RecoveryCode) -> JournalKey:
        """Return the journal key by the recovery code.

        Raises:
            WrongKey: it is another journal's code.
        """
        for slot in self._of(RecoverySlot):
            try:
                return self._checked(slots.open_recovery_slot(slot, self.journal_id, code))
            except WrongKey:
                continue
        raise WrongKey("This recovery code belongs to another journal.")

    def unlock_with_passphrase(self, passphrase: str) -> JournalKey:
        """Return the journal key by the passphrase. Takes about half a second.

        Raises:
            WrongKey: it does not fit, or no passphrase opens this journal.
        """
        if not self.has_passphrase:
            raise WrongKey("No passphrase opens this journal.")
        for slot in self._of(PassphraseSlot):
            try:
                key = slots.open_passphrase_slot(slot, self.journal_id, passphrase)
            except WrongKey:
                continue
            return self._checked(key)
        raise WrongKey("This passphrase does not open the journal.")

    def with_keychain(self, key: JournalKey, keychain: Keychain) -> Vault:
        """Return this vault with a new slot in *keychain*, in place of any it had there.

        Raises:
            KeychainError: the keyring did not keep the key.
            WrongKey: *key* is another journal's.
        """
        slot = _kept(self._checked(key), keychain)
        return self._with(slot, [s for s in self._of(KeychainSlot) if s.backend == keychain.name])

    def with_passphrase(
        self, key: JournalKey, passphrase: str, effort: Effort | None = None
    ) -> Vault:
        """Return this vault with *passphrase* in place of any it had. Takes about half a second.

        Raises:
            Refused: the passphrase is empty.
            WrongKey: *key* is another journal's.
        """
        if not passphrase:
            raise Refused("A passphrase has at least one character.")
        made = slots.passphrase_slot(self._checked(key), new_id(), passphrase, effort or Effort())
        return self._with(made, self._of(PassphraseSlot))

    def with_code(self, key: JournalKey, code: RecoveryCode, *, is_tested: bool = False) -> Vault:
        """Return this vault with the recovery code *code* in place of any it had.

        Raises:
            WrongKey: *key* is another journal's.
        """
        made = slots.recovery_slot(self._checked(key), new_id(), code, is_tested=is_tested)
        return self._with(made, self._of(RecoverySlot))

    def slot(self, words: str) -> Slot:
        """Return the slot of which *words* are the kind or the beginning of the id.

        Raises:
            NoSuchKey: there is none, or more than one.
        """
        found = [s for s in self.slots if words == s.kind or (words and s.id.startswith(words))]
        if len(found) > 1:
            raise NoSuchKey(f"{len(found)} keys are meant by this; give more of an id.")
        if not found:
            raise NoSuchKey("The journal has no such key.")
        return found[0]

    def without(self, *slot_ids: str) -> Vault:
        """Return this vault without the slots *slot_ids*.

        Raises:
            NoSuchKey: it has no such slot.
            LastKey: only keyrings would be left, and be lost with the computer; or nothing but a
                recovery code that nobody has typed back.
        """
        if not {*slot_ids} <= {slot.id for slot in self.slots}:
            raise NoSuchKey("The journal has no such key.")
        left = tuple(slot for slot in self.slots if slot.id not in slot_ids)
        if all(isinstance(slot, KeychainSlot) for slot in left):
            raise LastKey("A recovery code or a passphrase has to stay: a keyring can be lost.")
        if all(isinstance(slot, RecoverySlot) and not slot.tested for slot in left):
            raise LastKey("Only a recovery code would stay that was never tested: test it first.")
        return replace(self, slots=left)

    def without_keychains(self) -> Vault:
        """Return this vault such that a person has to give the passphrase at every start.

        Raises:
            LastKey: no passphrase opens it yet.
        """
        if not self.has_passphrase:
            raise LastKey("No passphrase opens this journal yet, so its keyring has to stay.")
        return self.without(*(slot.id for slot in self._of(KeychainSlot)))

    def with_tested_recovery(self) -> Vault:
        """Return this vault, knowing that the recovery code was typed back."""
        tested = tuple(
            replace(slot, tested=True) if isinstance(slot, RecoverySlot) else slot
            for slot in self.slots
        )
        return replace(self, slots=tested)

    def _with(self, new: Slot, replaced: Iterable[Slot]) -> Vault:
        gone = {slot.id for slot in replaced}
        left = [new, *(slot for slot in self.slots if slot.id not in gone)]
        return replace(self, slots=tuple(sorted(left, key=lambda slot: _ORDER.index(slot.kind))))

    def _of(self, kind: type[S]) -> Iterator[S]:
        return (slot for slot in self.slots if isinstance(slot, kind))

    def _checked(self, key: JournalKey) -> JournalKey:
        if key.fingerprint != self.fingerprint:
            raise WrongKey("This is not the key of this journal.")
        return key


class _Format(Struct, frozen=True):
    format: int


class NewVault(NamedTuple):
    """A vault just made, with its key and its recovery code."""

    vault: Vault
    key: JournalKey
    code: RecoveryCode


def new_vault(
    *, keychain: Keychain | None = None, passphrase: str | None = None, effort: Effort | None = None
) -> NewVault:
    """Make the keys of a new journal: a recovery code, and a keyring or a passphrase or both.

    The keyring's part is written and read back before anything is sealed with it.

    Raises:
        KeychainError: the keyring did not keep the key.
    """
    if keychain is None and passphrase is None:
        raise ValueError("a journal opens with a keyring or a passphrase")
    key, code = JournalKey.new(new_id()), RecoveryCode.new()
    vault = vault_for(key, code, keychain=keychain, passphrase=passphrase, effort=effort)
    return NewVault(vault, key, code)


def vault_for(
    key: JournalKey,
    code: RecoveryCode,
    *,
    is_tested: bool = False,
    keychain: Keychain | None = None,
    passphrase: str | None = None,
    effort: Effort | None = None,
) -> Vault:
    """Wrap *key*, in all its generations, in new slots; a code that was typed back *is_tested*.

    Raises:
        KeychainError: the keyring did not keep the key.
    """
    made: list[Slot] = []
    if keychain is not None:
        made.append(_kept(key, keychain))
    if passphrase is not None:
        made.append(slots.passphrase_slot(key, new_id(), passphrase, effort or Effort()))
    made.append(slots.recovery_slot(key, new_id(), code, is_tested=is_tested))
    return Vault(FORMAT, key.journal_id, key.fingerprint, tuple(made))


def vault_to_bytes(vault: Vault) -> bytes:
    """Return *vault* as the JSON that stands in the journal's file."""
    return msgspec.json.encode(vault)


def vault_from_bytes(data: bytes) -> Vault:
    """Return the vault in *data*.

    Raises:
        UnreadableFile: it is none, or one of a newer version.
    """
    try:
        if msgspec.json.decode(data, type=_Format).format > FORMAT:
            raise UnreadableFile("This journal was made by a newer version of ShadowJournal.")
        vault = msgspec.json.decode(data, type=Vault)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableFile(_DAMAGED) from error
    names = (vault.journal_id, *(slot.id for slot in vault.slots))
    if len(names) > _MOST_SLOTS or not all(map(_ID.fullmatch, names)):
        raise UnreadableFile(_DAMAGED)
    return vault


def _kept(key: JournalKey, keychain: Keychain) -> KeychainSlot:
    slot_id, secret = new_id(), nacl.utils.random(KEY_BYTES)
    keychain.keep(key.journal_id, slot_id, secret)
    return slots.keychain_slot(key, slot_id, secret, keychain.name)
