"""What the page of keys says: of each key, of what was done, and of what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from shadowjournal.errors import (
    CannotWrite,
    KeychainError,
    KeychainLocked,
    KeychainSilent,
    KeyNotThere,
    LastKey,
    NoKeychain,
    WrongKey,
)
from shadowjournal.vault.slots import KeychainSlot, PassphraseSlot, RecoverySlot, Slot
from shadowjournal.vault.vault import Vault
from ui.locksmith import KeyTask

NO_KEYRING: Final = (
    "Holds no key. With one there, the journal opens by itself while you are signed in to this "
    "computer."
)
NO_CODE: Final = "There is none. It opens the journal where every other key is lost."
NONE_SET: Final = "None is set. With one, the journal opens on any computer by what you know alone."
REQUIREMENT: Final = (
    "The keyring's copy of the key is deleted then, and whoever sits at this computer still needs "
    "your passphrase. Should it slip your mind, only the recovery code opens the journal."
)
CODE_KEPT: Final = (
    "The new code was left before its end was typed back. Nothing was changed: the code you had "
    "still opens your journal."
)
NEW_BESIDE: Final = (
    "It opens your journal beside its other keys. One from before opens nothing but backups then."
)
NEW_FIRST: Final = "First a passphrase is set; then the keyring lets go of its key."
TYPE_IT_ONCE: Final = "Type your passphrase once: from the next start on, it is asked for."

_WAITING_FOR_KEYRING = (
    "Waiting for your keyring. If it asks for its password, its window may lie behind this one."
)
_WAITING = "This takes a moment."
_ARE_QUICK = frozenset(
    {KeyTask.TEST_CODE, KeyTask.SET_CODE, KeyTask.TEST_PASSPHRASE, KeyTask.SET_PASSPHRASE}
)
_MUST_STAY = "It has to stay: a keyring can be lost, and nothing but one would be left."
_TEST_FIRST = (
    "It can be removed once the recovery code was tested, which alone would open the journal then."
)
_LEFTOVER = (
    "The keyring did not let go of its old secret, which opens nothing but copies of the journal "
    "from before."
)
_KEYRING_FAULTS: Mapping[type[KeychainError], str] = MappingProxyType(
    {
        KeychainLocked: "Your keyring is locked. {safe} Unlock it, then try again.",
        KeychainSilent: "Your keyring does not answer. {safe} Try again in a moment.",
        KeyNotThere: "Your keyring holds no key for this journal. {safe} You can keep one there.",
        NoKeychain: (
            "This computer offers no such keyring right now. {safe} Your other keys open it."
        ),
    }
)
_SAFE = "Your journal is open and nothing was changed."
_WRONG: Mapping[KeyTask, str] = MappingProxyType(
    {
        KeyTask.TEST_CODE: (
            "This code does not open your journal: it is another journal's, or was replaced. "
            "Nothing was changed. If you have no other, make a new one."
        ),
        KeyTask.TEST_PASSPHRASE: "This passphrase does not open your journal. Nothing was changed.",
        KeyTask.REQUIRE_PASSPHRASE: (
            "This passphrase does not open your journal, so the keyring keeps its key."
        ),
    }
)
_ASKED_FOR = "It is asked for at every start; no keyring holds a key."
_DONE: Mapping[KeyTask, str] = MappingProxyType(
    {
        KeyTask.TRY_KEYRING: "It works: the keyring has the key.",
        KeyTask.ADD_KEYRING: (
            "The keyring holds a key now, and opens the journal while you are signed in."
        ),
        KeyTask.REMOVE: "Removed. It opens the journal no longer.",
        KeyTask.REQUIRE_PASSPHRASE: (
            "The keyring's copy is deleted. From the next start on, your passphrase is asked for."
        ),
        KeyTask.TEST_CODE: "This is the right code. It opens your journal.",
        KeyTask.SET_CODE: (
            "The new code opens your journal. The one before opens nothing but backups from before."
        ),
        KeyTask.TEST_PASSPHRASE: "This is the right passphrase. It opens your journal.",
        KeyTask.SET_PASSPHRASE: "Your passphrase is set. It opens your journal from now on.",
    }
)


def words_of(slot: Slot) -> str:
    """Return what the key *slot* means, and since when it is there."""
    if isinstance(slot, KeychainSlot):
        return _joined(
            f"{slot.backend}. The journal opens by itself while you are signed in.",
            _since(slot.made),
        )
    if isinstance(slot, RecoverySlot):
        tested = "Tested: it opens your journal." if slot.tested else "It was not tested yet."
        meaning = "On paper. It opens the journal where every other key is lost."
        return _joined(meaning, _since(slot.made), tested)
    return _joined(
        "It opens the journal on any computer, and is stored nowhere.", _since(slot.made)
    )


def hindrance(vault: Vault, slot: Slot) -> str:
    """Return why *slot* cannot be removed from *vault*; nothing where it can."""
    left = [each for each in vault.slots if each.id != slot.id]
    if left and all(isinstance(each, RecoverySlot) and not each.tested for each in left):
        return _TEST_FIRST
    try:
        vault.without(slot.id)
    except LastKey:
        return _MUST_STAY
    return ""


def removal_words(vault: Vault, slot: Slot) -> str:
    """Return what it means to remove *slot* from *vault*."""
    left = vault.without(slot.id)
    if isinstance(slot, PassphraseSlot):
        meaning = "It will open your journal no longer, only backups from before."
    else:
        meaning = "The keyring's copy of the key is deleted."
    if left.keychain_names:
        return meaning
    asked = "passphrase" if left.has_passphrase else "recovery code"
    return f"{meaning} Your {asked} will be asked for at every start."


def done_words(task: KeyTask, vault: Vault, *, is_clean: bool) -> str:
    """Return what was done, and *vault* came of it; where not *is_clean*, with what was left."""
    is_asked_for = task is KeyTask.SET_PASSPHRASE and vault.asks_at_every_start
    return _joined(
        _DONE.get(task, ""), _ASKED_FOR if is_asked_for else "", "" if is_clean else _LEFTOVER
    )


def waiting_words(task: KeyTask) -> str:
    """Return what *task* waits for."""
    return _WAITING if task in _ARE_QUICK else _WAITING_FOR_KEYRING


def stopped_words(*, has_changed: bool) -> str:
    """Return what it means that a task was given up."""
    if has_changed:
        return f"The journal was changed. {_LEFTOVER}"
    return "It is no longer waited for. Nothing was changed, also if the keyring answers now."


def fault_words(task: KeyTask, error: BaseException) -> str:
    """Return what went wrong, what is safe, and what can be done."""
    if isinstance(error, WrongKey) and task in _WRONG:
        return _WRONG[task]
    for kind, words in _KEYRING_FAULTS.items():
        if isinstance(error, kind):
            return words.format(safe=_SAFE)
    if isinstance(error, KeychainError):
        return f"{error} {_SAFE} Try again in a moment."
    if isinstance(error, CannotWrite):
        return f"{error} Your keys are as they were. Try again once it can be written to."
    return f"{error} Your journal is open, and its keys are as they were."


def _since(made: date | None) -> str:
    return f"Since {made.day} {made:%B %Y}." if made is not None else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
