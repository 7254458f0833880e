"""Where the key of the new journal goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout

from ui.theme import scaled
from ui.widgets.passphrase_fields import PassphraseFields
from ui.widgets.step import Step, text_label

_READY = "Make my journal"
_BUSY = "Making your journal…"
_LOOKING = "Keep the key in this computer's keyring"
_NO_KEYRING = (
    "This computer has no keyring that is safe to use, so a passphrase opens your journal."
)
_TEXT_LEFT = 29  # where the words of a radio button begin


class KeyPage(Step):
    """Asks whether the keyring or a passphrase shall open the journal.

    Signals:
        chosen: where the key shall go: a passphrase (str), or None for the keyring.
    """

    chosen = Signal(object)  # str | None

    def __init__(self) -> None:
        super().__init__(
            "2 of 4",
            "Where the key goes",
            "Everything you write is sealed with a key. It can lie in this computer's own "
            "keyring, or open with a passphrase that only you know.",
        )
        self._problem = text_label("warning")
        self._keychain = QRadioButton(_LOOKING)
        self._keychain_words = text_label(
            "dim", "The journal opens by itself while you are signed in to this computer."
        )
        self._with_passphrase = QRadioButton("Open with a passphrase each time")
        self._passphrase_words = text_label(
            "dim", "The better choice where someone else can use this computer as you."
        )
        self._fields = PassphraseFields()
        self._is_busy = False
        self._fill()
        self._connect()
        self.back.show()
        self.primary.setText(_READY)
        self._keychain.setEnabled(False)
        self._refresh()

    def show_keychain(self, name: str | None, problem: str | None) -> None:
        """Say which keyring was found (*name*), or that there is none and why (*problem*)."""
        self._keychain.setVisible(name is not None)
        self._keychain_words.setVisible(name is not None)
        if name is not None:
            self._keychain.setText(f"Keep the key in {name}")
            self._keychain.setEnabled(True)
            if not self._fields.is_begun:
                self._keychain.setChecked(True)
                if self.isVisible():
                    self.take_focus()
        else:
            self._with_passphrase.setChecked(True)
        self._say(problem if name is not None else problem or _NO_KEYRING)

    def show_problem(self, text: str) -> None:
        """Say why no journal was made. What was typed is still there."""
        self.set_busy(False)
        self._say(text)

    def set_busy(self, is_busy: bool) -> None:
        """Show that the journal is being made, or that it no longer is."""
        self._is_busy = is_busy
        self.primary.setText(_BUSY if is_busy else _READY)
        for part in (self._keychain, self._with_passphrase, self._fields, self.back):
            part.setEnabled(not is_busy)
        self._keychain.setEnabled(not is_busy and self._keychain.text() != _LOOKING)
        self._say(None)
        self._refresh()

    def wipe(self) -> None:
        """Forget the passphrase that was typed."""
        self._fields.wipe()

    @property
    def uses_passphrase(self) -> bool:
        """Whether a passphrase was chosen."""
        return self._with_passphrase.isChecked()

    def take_focus(self) -> None:
        """Put the focus where the choice, or the typing, begins."""
        checked = self._keychain if self._keychain.isChecked() else self._fields
        (checked if checked.isVisibleTo(self) else self._with_passphrase).setFocus()

    def _fill(self) -> None:
        self._fields.setContentsMargins(_TEXT_LEFT, scaled(2), 0, 0)
        self.body.addWidget(self._problem)
        self._keychain_words.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
        self._passphrase_words.setContentsMargins(_TEXT_LEFT, 0, 0, 0)
        choices = QVBoxLayout()
        choices.setSpacing(scaled(3))
        choices.addWidget(self._keychain, 0, Qt.AlignmentFlag.AlignLeft)
        choices.addWidget(self._keychain_words)
        choices.addSpacing(scaled(8))
        choices.addWidget(self._with_passphrase, 0, Qt.AlignmentFlag.AlignLeft)
        choices.addWidget(self._passphrase_words)
        self.body.addLayout(choices)
        self.body.addWidget(self._fields)
        self._problem.hide()

    def _connect(self) -> None:
        self._fields.changed.connect(self._refresh)
        self._with_passphrase.toggled.connect(self._refresh)
        self._keychain.toggled.connect(self._refresh)
        self.primary.clicked.connect(self._choose)

    def _choose(self) -> None:
        passphrase = self._fields.passphrase if self.uses_passphrase else None
        self.set_busy(True)
        self.chosen.emit(passphrase)

    def _say(self, problem: str | None) -> None:
        self._problem.setText(problem or "")
        self._problem.setVisible(bool(problem))

    def _refresh(self) -> None:
        self._fields.setVisible(self.uses_passphrase)
        is_agreed = self.uses_passphrase and bool(self._fields.passphrase)
        is_ready = self._keychain.isChecked() or is_agreed
        self.primary.setEnabled(is_ready and not self._is_busy)
