"""The recovery code, and typing its end back."""

from __future__ import annotations

from shadowjournal.vault.recovery import RecoveryCode
from ui.icons import Icons
from ui.recovery.code_sheet import CodeSheet
from ui.widgets.step import Step

_WORDS_WITH_KEYRING = (
    "Your key now lies in this computer's keyring, so the journal opens without a password. If "
    "the computer is lost or set up anew, only this code opens your journal. Nobody else has it, "
    "and nobody can make another from outside the journal."
)
_WORDS_WITHOUT_KEYRING = (
    "Your journal opens with your passphrase. If it slips your mind one day, only this code opens "
    "your journal. Nobody else has it, and nobody can make another from outside the journal."
)


class CodePage(Step):
    """Hands the recovery code over; goes on once its end was typed back, or later."""

    def __init__(self, icons: Icons) -> None:
        super().__init__("3 of 4")
        self._sheet = CodeSheet(icons)
        self.body.addWidget(self._sheet)
        self._sheet.changed.connect(self._refresh)
        self.other.setText("Later, remind me")
        self.other.show()
        self._refresh()

    def show_code(self, code: RecoveryCode, journal_id: str, with_passphrase: bool) -> None:
        """Show *code*; *journal_id* stands on the kit."""
        if with_passphrase:
            self.ask("If the passphrase slips your mind", _WORDS_WITHOUT_KEYRING)
        else:
            self.ask("If this computer forgets", _WORDS_WITH_KEYRING)
        self._sheet.show_code(code, journal_id)

    def wipe(self) -> None:
        """Forget the code."""
        self._sheet.wipe()

    def take_focus(self) -> None:
        """Put the focus where the end of the code is typed."""
        self._sheet.setFocus()

    def retint(self, icons: Icons) -> None:
        """Take the tick in the colours of *icons*."""
        self._sheet.retint(icons)

    def _refresh(self) -> None:
        self.primary.setEnabled(self._sheet.is_typed_back)
