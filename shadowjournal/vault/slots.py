"""Key slots: each wraps the same journal key for one way of opening it."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

import msgspec
import nacl.exceptions
import nacl.utils
from msgspec import Struct
from nacl.pwhash import argon2id
from nacl.secret import Aead
from typing_extensions import override

from shadowjournal.entry import Moment
from shadowjournal.errors import UnreadableFile, WrongKey
from shadowjournal.vault.key import KEY_BYTES, JournalKey
from shadowjournal.vault.recovery import RecoveryCode

_MAX_OPERATIONS = 16
_MAX_MEMORY = 2 * 1024**3  # a forged slot must not take all of a computer's memory


class SlotKind(StrEnum):
    """By what a slot is opened; as it stands in the file."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a word in the file
    RECOVERY = "recovery"


class Effort(Struct, frozen=True):
    """How hard a passphrase is to guess: Argon2id passes, and memory in bytes."""

    operations: int = argon2id.OPSLIMIT_MODERATE
    memory: int = argon2id.MEMLIMIT_MODERATE  # 256 MiB: 0.4 s on a laptop


class KeychainSlot(Struct, frozen=True, tag=SlotKind.KEYRING.value):
    """Opened with 32 random bytes that the system's keyring keeps under the slot's id."""

    kind: ClassVar[SlotKind] = SlotKind.KEYRING
    id: str
    wrapped: bytes
    backend: str
    made: date | None = None

    @override
    def __repr__(self) -> str:
        return f"<KeychainSlot {self.id}>"


class RecoverySlot(Struct, frozen=True, tag=SlotKind.RECOVERY.value):
    """Opened with the recovery code. ``tested`` once its owner has typed it back."""

    kind: ClassVar[SlotKind] = SlotKind.RECOVERY
    id: str
    wrapped: bytes
    tested: bool = False
    made: date | None = None

    @override
    def __repr__(self) -> str:
        return f"<RecoverySlot {self.id}>"


class PassphraseSlot(Struct, frozen=True, tag=SlotKind.PASSPHRASE.value):
    """Opened with a passphrase, by Argon2id with the stored salt and effort."""

    kind: ClassVar[SlotKind] = SlotKind.PASSPHRASE
    id: str
    wrapped: bytes
    salt: bytes
    effort: Effort
    made: date | None = None

    @override
    def __repr__(self) -> str:
        return f"<PassphraseSlot {self.id}>"


Slot: TypeAlias = KeychainSlot | RecoverySlot | PassphraseSlot


def keychain_slot(key: JournalKey, slot_id: str, secret: bytes, backend: str) -> KeychainSlot:
    """Wrap *key* with *secret*, which the keyring *backend* keeps under *slot_id*."""
    return KeychainSlot(slot_id, _wrap(key, slot_id, secret), backend, _today())


def recovery_slot(
    key: JournalKey, slot_id: str, code: RecoveryCode, *, is_tested: bool = False
) -> RecoverySlot:
    """Wrap *key* with *code*."""
    return RecoverySlot(slot_id, _wrap(key, slot_id, _from_code(code)), is_tested, _today())


def passphrase_slot(
    key: JournalKey, slot_id: str, passphrase: str, effort: Effort
) -> PassphraseSlot:
    """Wrap *key* with *passphrase*. Takes as long as *effort* says."""
    salt = nacl.utils.random(argon2id.SALTBYTES)
    secret = _from_passphrase(passphrase, salt, effort)
    return PassphraseSlot(slot_id, _wrap(key, slot_id, secret), salt, effort, _today())


def open_keychain_slot(slot: KeychainSlot, journal_id: str, secret: bytes) -> JournalKey:
    """Unwrap the journal key with what the keyring kept.

    Raises:
        WrongKey: the keyring kept something else.
    """
    return _unwrap(journal_id, slot, secret)


def open_recovery_slot(slot: RecoverySlot, journal_id: str, code: RecoveryCode) -> JournalKey:
    """Unwrap the journal key with *code*.

    Raises:
        WrongKey: it is another journal's code.
    """
    return _unwrap(journal_id, slot, _from_code(code))


def open_passphrase_slot(slot: PassphraseSlot, journal_id: str, passphrase: str) -> JournalKey:
    """Unwrap the journal key with *passphrase*. Takes as long as the slot's effort says.

    Raises:
        UnreadableFile: the slot asks for more work than any journal of ours does.
        WrongKey: the passphrase does not fit.
    """
    effort = slot.effort
    # Too little needs no refusal: the effort is a part of the slot's key, so that a slot in which
    # it was lowered does not open, and who has no journal key can wrap none.
    is_sane = 0 < effort.operations <= _MAX_OPERATIONS and 0 < effort.memory <= _MAX_MEMORY
    if not is_sane:
        raise UnreadableFile("This journal asks for more work than a passphrase needs.")
    try:
        secret = _from_passphrase(passphrase, slot.salt, effort)
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise UnreadableFile("The passphrase part of this journal is not readable.") from error
    return _unwrap(journal_id, slot, secret)


def _today() -> date:
    return Moment.now().day


def _from_code(code: RecoveryCode) -> bytes:
    return hashlib.blake2b(key=code.secret, person=b"recovery-slot", digest_size=KEY_BYTES).digest()


def _from_passphrase(passphrase: str, salt: bytes, effort: Effort) -> bytes:
    # The same letters may arrive composed or decomposed, depending on the keyboard.
    spelled = unicodedata.normalize("NFC", passphrase).encode()
    return argon2id.kdf(KEY_BYTES, spelled, salt, effort.operations, effort.memory)


def _wrap(key: JournalKey, slot_id: str, secret: bytes) -> bytes:
    keys = msgspec.msgpack.encode(key.keys)
    return bytes(Aead(secret).encrypt(keys, _bound_to(key.journal_id, slot_id)))


def _unwrap(journal_id: str, slot: Slot, secret: bytes) -> JournalKey:
    try:
        keys = Aead(secret).decrypt(slot.wrapped, _bound_to(journal_id, slot.id))
        return JournalKey(journal_id, msgspec.msgpack.decode(keys, type=dict[int, bytes]))
    except (nacl.exceptions.CryptoError, ValueError, msgspec.MsgspecError) as error:
        raise WrongKey("This is not the key of this journal.") from error


def _bound_to(journal_id: str, slot_id: str) -> bytes:
    return b"ShadowJournal slot 1\0" + bytes.fromhex(journal_id) + bytes.fromhex(slot_id)
