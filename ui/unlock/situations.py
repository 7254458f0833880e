"""Why a journal is closed, in words: what happened, what is safe, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final

from msgspec import Struct


class UnlockState(StrEnum):
    """Why the journal is not open yet."""

    WAITING = auto()
    LOCKED = auto()
    UNSEALED = auto()
    PASSPHRASE = auto()
    RECOVERY = auto()
    KEYRING_MISSING = auto()
    KEYRING_LOCKED = auto()
    KEYRING_SILENT = auto()
    KEY_NOT_THERE = auto()
    IN_USE = auto()
    UNREADABLE = auto()
    DAMAGED = auto()


OF_THE_KEYRING = frozenset({
    UnlockState.WAITING,
    UnlockState.KEYRING_MISSING,
    UnlockState.KEYRING_LOCKED,
    UnlockState.KEYRING_SILENT,
    UnlockState.KEY_NOT_THERE,
})  # fmt: skip
"""Where the keyring is asked, or is why the journal is closed."""

CLOSED = frozenset({UnlockState.LOCKED, UnlockState.UNSEALED})
"""Where the journal was open a moment ago."""


class Way(StrEnum):
    """What a person can do about it."""

    KEYRING = auto()
    PASSPHRASE = auto()
    RECOVERY = auto()
    RETRY = auto()
    FOLDER = auto()
    BACKUP = auto()


class Situation(Struct, frozen=True):
    """One state as it is shown.

    ``primary`` is what the main button does; ``ways`` are the other buttons, of which those are
    shown that this journal has a key for.
    """

    question: str
    words: str
    primary: Way
    primary_words: str
    ways: tuple[Way, ...] = ()


WAY_WORDS: Final[Mapping[Way, str]] = MappingProxyType(
    {
        Way.KEYRING: "Try the keyring",
        Way.PASSPHRASE: "Open with the passphrase",
        Way.RECOVERY: "Open with the recovery code",
        Way.RETRY: "Try again",
        Way.FOLDER: "Show the folder",
        Way.BACKUP: "Restore a backup…",
    }
)

_OTHER_KEYS = (Way.PASSPHRASE, Way.RECOVERY)

SITUATIONS: Final[Mapping[UnlockState, Situation]] = MappingProxyType(
    {
        UnlockState.WAITING: Situation(
            "Waiting for your keyring",
            "If your system asks for the keyring's password, it does so in a window of its own, "
            "which may lie behind this one. Your journal is safe and opens as soon as the keyring "
            "answers.",
            Way.KEYRING,
            "Ask again",
            _OTHER_KEYS,
        ),
        UnlockState.LOCKED: Situation(
            "Your journal is closed",
            "Everything in it is sealed.",
            Way.KEYRING,
            "Open",
            _OTHER_KEYS,
        ),
        UnlockState.UNSEALED: Situation(
            "Your journal is closed",
            "What you wrote last could not be sealed yet. It is kept in memory, out of sight, and "
            "sealing is tried again every few seconds. Please leave ShadowJournal running until "
            "then; you could also open your journal and look.",
            Way.KEYRING,
            "Open",
            _OTHER_KEYS,
        ),
        UnlockState.PASSPHRASE: Situation(
            "Your passphrase, please",
            "Everything in your journal is sealed until you open it.",
            Way.PASSPHRASE,
            "Open",
            (Way.KEYRING, Way.RECOVERY),
        ),
        UnlockState.RECOVERY: Situation(
            "Your recovery code, please",
            "It stands on the recovery kit: eight groups of four letters and digits. Capitals, "
            "blanks and dashes do not matter.",
            Way.RECOVERY,
            "Open",
            (Way.KEYRING, Way.PASSPHRASE),
        ),
        UnlockState.KEYRING_MISSING: Situation(
            "The keyring is not here",
            "The key to your journal lies in a keyring that this computer does not offer right "
            "now. Your journal is whole and still sealed. Once the keyring is back, it opens as "
            "before; until then, your recovery code opens it.",
            Way.KEYRING,
            "Try again",
            _OTHER_KEYS,
        ),
        UnlockState.KEYRING_LOCKED: Situation(
            "Your keyring is locked",
            "The key to your journal lies in it. Your journal is whole and still sealed. Unlock "
            "the keyring when your system asks for its password, then try again.",
            Way.KEYRING,
            "Try again",
            _OTHER_KEYS,
        ),
        UnlockState.KEYRING_SILENT: Situation(
            "Your keyring does not answer",
            "Your journal is whole and still sealed. The keyring may be busy, or its window may "
            "lie behind this one. You could try again in a moment, or open with another key.",
            Way.KEYRING,
            "Try again",
            _OTHER_KEYS,
        ),
        UnlockState.KEY_NOT_THERE: Situation(
            "The keyring has no key for this journal",
            "That happens when a computer was set up anew or a journal was copied from another "
            "one. Your journal is whole and still sealed, and no new key is ever made over it. "
            "Your recovery code opens it.",
            Way.RECOVERY,
            WAY_WORDS[Way.RECOVERY],
            (Way.PASSPHRASE, Way.KEYRING),
        ),
        UnlockState.IN_USE: Situation(
            "ShadowJournal is already open",
            "Another window or a command has this journal open, and two at once could harm it. "
            "Nothing is wrong. Go to the other window, or close it and try again.",
            Way.RETRY,
            "Try again",
            (Way.FOLDER,),
        ),
        UnlockState.UNREADABLE: Situation(
            "This journal cannot be read",
            "What lies in its folder is not a journal that this version knows: it may be from a "
            "newer version, or the file may not be all there yet. Nothing was changed. Look at the "
            "folder, or try again when it is back in place.",
            Way.RETRY,
            "Try again",
            (Way.FOLDER, Way.BACKUP),
        ),
        UnlockState.DAMAGED: Situation(
            "This journal is damaged",
            "Its file was changed or cut off outside ShadowJournal, so it does not open. Nothing "
            "more was changed. Copy the whole folder to a safe place first; then a backup can be "
            "put back.",
            Way.FOLDER,
            WAY_WORDS[Way.FOLDER],
            (Way.RETRY, Way.BACKUP),
        ),
    }
)
