"""The drawers of the page of keys, one for each thing that takes more than a button."""

from __future__ import annotations

from typing_extensions import override

from shadowjournal.errors import BadRecoveryCode
from shadowjournal.vault.recovery import CODE_SIZE, RecoveryCode
from ui.icons import Icons
from ui.keys.drawer import Drawer
from ui.recovery.code_sheet import CodeSheet
from ui.theme import scaled
from ui.widgets.code_field import CodeField
from ui.widgets.passphrase_fields import PassphraseFields, secret_field
from ui.widgets.step import name_field, text_label

_CODE_WIDTH = 440


class Waiting(Drawer):
    """Only that something is being done, and the way out."""

    def __init__(self) -> None:
        super().__init__("", "")


class CodeTest(Drawer):
    """The whole recovery code, typed as it stands on the kit."""

    def __init__(self) -> None:
        super().__init__(
            "Type the code as it stands on your kit. Capitals, blanks and dashes do not matter.",
            "Test it",
        )
        self._field = CodeField()
        self._field.setMaximumWidth(scaled(_CODE_WIDTH))
        label = text_label("dim", "Recovery code")
        name_field(label, self._field)
        self.add(label)
        self.add(self._field)
        self._field.textChanged.connect(self._check)
        self.set_ready(is_ready=False)

    @property
    def code(self) -> RecoveryCode | None:
        """The code that was typed; where it is none, it is said why."""
        try:
            return RecoveryCode.parse(self._field.text())
        except BadRecoveryCode as error:
            self.show_problem(str(error))
            return None

    @override
    def take_focus(self) -> None:
        self._field.setFocus()

    @override
    def wipe(self) -> None:
        self._field.wipe()

    def _check(self, typed: str) -> None:
        self.set_ready(is_ready=bool(typed))
        self.show_problem("")
        if len(typed.replace("-", "")) >= CODE_SIZE:
            _ = self.code


class NewCode(Drawer):
    """A new recovery code, which counts only once its end was typed back."""

    def __init__(self, icons: Icons, journal_id: str) -> None:
        super().__init__(
            "Until you have typed its end back, the code you had stays the one that opens your "
            "journal. After that, the old one opens only backups from before.",
            "Use this code",
        )
        self._sheet = CodeSheet(icons)
        self._sheet.show_code(RecoveryCode.new(), journal_id)
        self.add(self._sheet)
        self._sheet.changed.connect(self._refresh)
        self._refresh()

    @property
    def code(self) -> RecoveryCode | None:
        """The code that is shown."""
        return self._sheet.code

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._sheet.retint(icons)

    @override
    def take_focus(self) -> None:
        self._sheet.setFocus()

    @override
    def wipe(self) -> None:
        self._sheet.wipe()

    def _refresh(self) -> None:
        self.set_ready(is_ready=self._sheet.is_typed_back)


class NewPassphrase(Drawer):
    """A new passphrase, typed twice; where it *is_required*, at every start from then on."""

    def __init__(self, words: str, primary: str, *, is_required: bool = False) -> None:
        super().__init__(words, primary)
        self.is_required = is_required
        self._fields = PassphraseFields()
        self.add(self._fields)
        self._fields.changed.connect(self._refresh)
        self._refresh()

    @property
    def passphrase(self) -> str:
        """What was typed twice the same."""
        return self._fields.passphrase

    @override
    def take_focus(self) -> None:
        self._fields.setFocus()

    @override
    def wipe(self) -> None:
        self._fields.wipe()

    def _refresh(self) -> None:
        self.show_problem("")
        self.set_ready(is_ready=bool(self._fields.passphrase))


class PassphraseTest(Drawer):
    """The passphrase, typed once."""

    def __init__(self, words: str, primary: str) -> None:
        super().__init__(words, primary)
        self._field = secret_field()
        label = text_label("dim", "Passphrase")
        name_field(label, self._field)
        self.add(label)
        self.add(self._field)
        self._field.textChanged.connect(self._refresh)
        self.set_ready(is_ready=False)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._field.text()

    @override
    def show_problem(self, words: str) -> None:
        super().show_problem(words)
        if words:
            self._field.selectAll()

    @override
    def take_focus(self) -> None:
        self._field.setFocus()

    @override
    def wipe(self) -> None:
        self._field.setText("")

    def _refresh(self, typed: str) -> None:
        self.show_problem("")
        self.set_ready(is_ready=bool(typed))
