"""The rows of the page of keys, and what their buttons say of a journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from shadowjournal.vault.slots import KeychainSlot, PassphraseSlot, RecoverySlot, Slot
from shadowjournal.vault.vault import Vault
from ui.icons import Icons
from ui.keys import words
from ui.keys.row import KeyRow
from ui.locksmith import KeyTask

_OF_CODE = frozenset({KeyTask.TEST_CODE, KeyTask.SET_CODE})
_OF_PASSPHRASE = frozenset({KeyTask.TEST_PASSPHRASE, KeyTask.SET_PASSPHRASE})

S = TypeVar("S", KeychainSlot, RecoverySlot, PassphraseSlot)


class KeyRows(QWidget):
    """The keyring, the recovery code, the passphrase, and whether that is asked for every time.

    Attributes:
        keyring_slot: the keyring's key, where there is one.
        passphrase_slot: the passphrase's, where there is one.
    """

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.keyring_slot: KeychainSlot | None = None
        self.passphrase_slot: PassphraseSlot | None = None
        self._is_keyring_empty = False
        self._is_usable = False
        self._blocked: set[QPushButton] = set()
        self.keyring = KeyRow("This computer's keyring", "ph.lock-key", icons)
        self.try_keyring = self.keyring.add_button("Try it")
        self.add_keyring = self.keyring.add_button("Keep a key there")
        self.remove_keyring = self.keyring.add_button("Remove")
        self.code = KeyRow("Recovery code", "ph.note", icons)
        self.test_code = self.code.add_button("Test my recovery code")
        self.make_code = self.code.add_button("Make a new one…")
        self.passphrase = KeyRow("Passphrase", "ph.asterisk", icons)
        self.set_passphrase = self.passphrase.add_button("Set…")
        self.test_passphrase = self.passphrase.add_button("Test")
        self.remove_passphrase = self.passphrase.add_button("Remove")
        self.requirement = KeyRow("When the journal is opened", "ph.shield-check", icons)
        self.switch = QCheckBox("Require the passphrase at every start")
        self.requirement.foot.insertWidget(0, self.switch)
        self.requirement.show_words(words.REQUIREMENT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
        self.setEnabled(False)  # until it is known who may open the journal

    @property
    def rows(self) -> tuple[KeyRow, ...]:
        """All of them, from the top."""
        return (self.keyring, self.code, self.passphrase, self.requirement)

    def row_of(self, task: KeyTask) -> KeyRow:
        """Return the row in which *task* is told of, wherever it was begun."""
        if task in _OF_CODE:
            return self.code
        return self.passphrase if task in _OF_PASSPHRASE else self.keyring

    def show_vault(self, vault: Vault) -> None:
        """Show who may open the journal."""
        self._blocked.clear()
        self._show_keyring(vault, _first(KeychainSlot, vault.slots))
        self._show_code(_first(RecoverySlot, vault.slots))
        self._show_passphrase(vault, _first(PassphraseSlot, vault.slots))
        self.switch.setChecked(vault.asks_at_every_start)
        self.setEnabled(True)
        self.set_usable(is_usable=self._is_usable)

    def set_keyring_empty(self, *, is_empty: bool) -> None:
        """Offer to keep a key in the keyring again, where it turned out to have lost it."""
        self._is_keyring_empty = is_empty
        self.add_keyring.setVisible(is_empty or self.add_keyring.isVisibleTo(self))

    def set_usable(self, *, is_usable: bool) -> None:
        """Let the buttons be pressed, or none of them."""
        self._is_usable = is_usable
        for pressed in self.findChildren(QPushButton):
            if pressed.property("role") == "small":
                pressed.setEnabled(is_usable and pressed not in self._blocked)
        self.switch.setEnabled(is_usable)

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        for row in self.rows:
            row.retint(icons)

    def _show_keyring(self, vault: Vault, slot: KeychainSlot | None) -> None:
        self.keyring_slot = slot
        reason = words.hindrance(vault, slot) if slot is not None else ""
        self.keyring.show_words(words.words_of(slot) if slot else words.NO_KEYRING, reason)
        self.try_keyring.setVisible(slot is not None)
        self.remove_keyring.setVisible(slot is not None)
        is_missed = slot is None and not vault.has_passphrase  # else the switch says it
        self.add_keyring.setVisible(is_missed or (slot is not None and self._is_keyring_empty))
        self._block(self.remove_keyring, is_blocked=bool(reason))

    def _show_code(self, slot: RecoverySlot | None) -> None:
        self.code.show_words(words.words_of(slot) if slot is not None else words.NO_CODE)
        self.test_code.setVisible(slot is not None)
        self.make_code.setText("Make a new one…" if slot is not None else "Make one…")

    def _show_passphrase(self, vault: Vault, slot: PassphraseSlot | None) -> None:
        self.passphrase_slot = slot
        reason = words.hindrance(vault, slot) if slot is not None else ""
        meaning = words.words_of(slot) if slot is not None else words.NONE_SET
        self.passphrase.show_words(meaning, reason)
        self.set_passphrase.setText("Change…" if slot is not None else "Set…")
        self.test_passphrase.setVisible(slot is not None)
        self.remove_passphrase.setVisible(slot is not None)
        self._block(self.remove_passphrase, is_blocked=bool(reason))

    def _block(self, pressed: QPushButton, *, is_blocked: bool) -> None:
        if is_blocked:
            self._blocked.add(pressed)


def _first(kind: type[S], slots: Iterable[Slot]) -> S | None:
    return next((slot for slot in slots if isinstance(slot, kind)), None)
