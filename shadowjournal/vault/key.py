"""The journal key: it seals and opens bytes.

Sealed bytes, in order::

    magic "SJ" | algorithm (1) | generation (4, big-endian) | nonce (24) | ciphertext and tag

The algorithm is 1: XChaCha20-Poly1305 with a key derived for the purpose by keyed BLAKE2b. The
associated data names the format, the journal, the kind, the record and the revision, so no sealed
row can stand in for another. What is sealed is the length (4, big-endian), the content, and zeros
up to a Padmé length (Nikitin et al., PETS 2019), so that sizes say little.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum

import nacl.exceptions
import nacl.utils
from nacl.secret import Aead
from typing_extensions import override

from shadowjournal.errors import DamagedData

KEY_BYTES = 32
_MAGIC = b"SJ\x01"
_GENERATION_BYTES = 4
_HEAD = len(_MAGIC) + _GENERATION_BYTES
_LENGTH_BYTES = 4
_RECORD = re.compile("[0-9a-f]{32}")
_LEAST = 256  # an empty entry and a short one look alike


class Kind(StrEnum):
    """What a sealed record is; part of what it is bound to."""

    ENTRY = "entry"
    PICTURE = "picture"
    SETTINGS = "settings"
    MANIFEST = "manifest"
    WITNESS = "witness"
    SNAPSHOT = "snapshot"


class JournalKey:
    """The key of one journal, in every generation it has had.

    Attributes:
        journal_id: the journal's id, 32 hexadecimal digits.
        generation: the number of the generation that seals.
    """

    def __init__(self, journal_id: str, keys: Mapping[int, bytes]) -> None:
        self.journal_id = journal_id
        self.generation = max(keys)
        self._keys = dict(keys)
        self._ciphers: dict[tuple[int, Kind], Aead] = {}
        self._markings: dict[int, bytes] = {}

    @classmethod
    def new(cls, journal_id: str) -> JournalKey:
        """Return a new random key for the journal *journal_id*."""
        return cls(journal_id, {1: nacl.utils.random(KEY_BYTES)})

    def renewed(self) -> JournalKey:
        """Return this key with one more generation, a random one, which seals from now on."""
        return JournalKey(
            self.journal_id, {**self._keys, self.generation + 1: nacl.utils.random(KEY_BYTES)}
        )

    @override
    def __repr__(self) -> str:
        return f"<JournalKey of {self.journal_id}>"

    @property
    def keys(self) -> Mapping[int, bytes]:
        """The raw keys by generation, for wrapping in a slot."""
        return dict(self._keys)

    @property
    def fingerprint(self) -> bytes:
        """Eight bytes that tell this key from others and nothing more."""
        return self.fingerprints[0]

    @property
    def fingerprints(self) -> tuple[bytes, ...]:
        """The fingerprints this key has had, the present one first."""
        newest_first = sorted(self._keys, reverse=True)
        return tuple(_derive(self._keys[number], "key-id")[:8] for number in newest_first)

    @property
    def head(self) -> bytes:
        """What everything begins with that is sealed with this key's newest generation."""
        return _MAGIC + self.generation.to_bytes(_GENERATION_BYTES, "big")

    def is_before(self, sealed: bytes) -> bool:
        """Tell whether *sealed* begins as what comes from a generation that this key lacks."""
        return sealed.startswith(_MAGIC) and sealed[:_HEAD] > self.head

    def as_of(self, fingerprint: bytes) -> JournalKey | None:
        """Return this key as it was when its fingerprint was *fingerprint*; None if it never was.

        What was copied before a rotation goes on under the key that its own slots wrap.
        """
        known = self.fingerprints
        if fingerprint not in known:
            return None
        newest = sorted(self._keys, reverse=True)[known.index(fingerprint)]
        keys = {number: key for number, key in self._keys.items() if number <= newest}
        return JournalKey(self.journal_id, keys)

    def up_to(self, fingerprint: bytes) -> JournalKey:
        """Return this key `as_of` *fingerprint*, or as it is where it never was that."""
        return self.as_of(fingerprint) or self

    def name_for(self, kind: Kind, identity: str) -> str:
        """Return the row name of a record whose *identity* must not show: 32 hexadecimal digits."""
        return self.names_for(kind, identity)[0]

    def names_for(self, kind: Kind, identity: str) -> tuple[str, ...]:
        """Return the names that a record has had, the present one first.

        While a rotation is unfinished, a record stands under its present name or one before it.
        """
        words = f"{kind}:{identity}".encode()
        keys = (_derive(self._keys[number], "index") for number in sorted(self._keys, reverse=True))
        return tuple(hashlib.blake2b(words, digest_size=16, key=key).hexdigest() for key in keys)

    def mark(self, kind: Kind, record: str, revision: int, head: bytes, tag: bytes) -> int:
        """Return the number that stands for one sealed record in a manifest's total.

        *head* is what stands before the ciphertext, *tag* what stands at its end. Each generation
        marks what it sealed, so that a key from before says nothing of what came after.
        """
        generation = int.from_bytes(head[len(_MAGIC) : _HEAD], "big")
        if generation not in self._keys:  # no bytes of ours, but they are there
            generation = self.generation
        bound = _bound_to_name(kind, record, revision)
        marked = hashlib.blake2b(bound + head + tag, key=self._marking(generation), digest_size=32)
        return int.from_bytes(marked.digest(), "big")

    def seal(self, kind: Kind, record: str, revision: int, content: bytes) -> bytes:
        """Return *content* sealed as *revision* of *record* (32 hexadecimal digits)."""
        nonce = nacl.utils.random(Aead.NONCE_SIZE)
        bound = _bound_to(self.journal_id, kind, record, revision)
        cipher = self._cipher(self.generation, kind)
        return self.head + bytes(cipher.encrypt(_pad(content), bound, nonce))

    def open(self, kind: Kind, record: str, revision: int, sealed: bytes) -> bytes:
        """Return what was sealed as *revision* of *record*.

        Raises:
            DamagedData: the bytes were changed, cut, or belong elsewhere.
        """
        generation = int.from_bytes(sealed[len(_MAGIC) : _HEAD], "big")
        if not sealed.startswith(_MAGIC) or generation not in self._keys:
            raise DamagedData("A sealed record does not begin as it should.")
        if not _RECORD.fullmatch(record) or not 0 <= revision < 1 << 64:
            raise DamagedData("A sealed record stands under a name that is none.")
        bound = _bound_to(self.journal_id, kind, record, revision)
        try:
            return _unpad(self._cipher(generation, kind).decrypt(sealed[_HEAD:], bound))
        except (nacl.exceptions.CryptoError, ValueError) as error:
            raise DamagedData("A sealed record was changed or cut short.") from error

    def _marking(self, generation: int) -> bytes:
        found = self._markings.get(generation)
        if found is None:
            found = self._markings[generation] = _derive(self._keys[generation], "mark")
        return found

    def _cipher(self, generation: int, kind: Kind) -> Aead:
        found = self._ciphers.get((generation, kind))
        if found is None:
            found = Aead(_derive(self._keys[generation], kind))
            self._ciphers[generation, kind] = found
        return found


def _derive(key: bytes, purpose: str) -> bytes:
    return hashlib.blake2b(key=key, person=purpose.encode(), digest_size=KEY_BYTES).digest()


def _bound_to(journal_id: str, kind: Kind, record: str, revision: int) -> bytes:
    name = kind.encode()
    return b"".join((
        b"ShadowJournal record 1\0",
        bytes.fromhex(journal_id),
        len(name).to_bytes(1, "big"),
        name,
        bytes.fromhex(record),
        revision.to_bytes(8, "big"),
    ))  # fmt: skip


def _bound_to_name(kind: Kind, record: str, revision: int) -> bytes:
    return f"{kind}\0{record}\0{revision}\0".encode()  # of a forged row, both may be anything


def _padded_length(length: int) -> int:
    """Padmé: at most 12 % more, and only O(log log n) bits of the length show."""
    length = max(length, _LEAST)
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def _pad(content: bytes) -> bytes:
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    return whole.ljust(_padded_length(len(whole)), b"\0")


def _unpad(padded: bytes) -> bytes:
    end = _LENGTH_BYTES + int.from_bytes(padded[:_LENGTH_BYTES], "big")
    if end > len(padded):
        raise ValueError("length beyond the end")
    return padded[_LENGTH_BYTES:end]
