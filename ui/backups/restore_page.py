"""A backup brought back: asked once, with its key where that is not at hand, then shown at work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from shadowjournal.errors import BadRecoveryCode
from shadowjournal.vault.recovery import RecoveryCode
from ui.theme import scaled
from ui.widgets.code_field import CodeField
from ui.widgets.progress_line import ProgressLine
from ui.widgets.step import Step, button, name_field, text_label

_KEY = "The recovery code of the day it was made"
_OTHER_KEY = "The passphrase of the day it was made"


class RestorePage(Step):
    """One step: what is about to happen, what opens the backup, how far it is, or why not.

    Signals:
        restore_wanted: put it in place; the key is at hand.
        code_given: put it in place; this recovery code opens it.
        passphrase_given: put it in place; this passphrase opens it.
        other_file_wanted: choose another file.
        cancelled: leave everything as it is, or stop what is being done.
    """

    restore_wanted = Signal()
    code_given = Signal(object)  # RecoveryCode
    passphrase_given = Signal(str)
    other_file_wanted = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asks = ""  # "code", "passphrase", or nothing
        self._has_passphrase = False
        self._is_busy = False
        self._facts = text_label("dim-large")
        self._label = text_label("dim-large")
        self._code = CodeField()
        self._passphrase = QLineEdit()
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._turn = button("link", "")
        self._wrong = text_label("warning")
        self._progress = ProgressLine("Bringing the backup back")
        self._code.setMaximumWidth(scaled(440))
        self._passphrase.setMaximumWidth(scaled(360))
        for part in (self._facts, self._label, self._code, self._passphrase):
            self.body.addWidget(part)
        self.body.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self._progress)
        self.back.show()
        self.other.setText("Choose another file…")
        self.primary.clicked.connect(self._press)
        self.other.clicked.connect(self.other_file_wanted)
        self.back.clicked.connect(self.cancelled)
        self._turn.clicked.connect(self._turn_to_other_key)
        self._code.textChanged.connect(self._refresh)
        self._passphrase.textChanged.connect(self._refresh)
        self.show_looking()

    def show_looking(self) -> None:
        """Say that the file is being looked at."""
        self._set("Looking at the backup", "", "")

    def show_refused(self, text: str) -> None:
        """Say in *text* why this file cannot be restored."""
        self._set("This file cannot be restored", f"{text} Nothing was changed.", "")
        self.other.show()
        self.primary.hide()
        self.other.setFocus()

    def ask_once(self, facts: str, consequence: str) -> None:
        """Ask whether the backup, of which *facts* says what it is, shall be put in place."""
        self._set("Put this backup in place?", consequence, facts)
        self._refresh()
        self.primary.setFocus()

    def ask_for_key(self, facts: str, consequence: str, *, has_passphrase: bool) -> None:
        """Ask the same, and for the key that opens the backup."""
        self._set("What opens this backup?", consequence, facts)
        self._has_passphrase = has_passphrase
        self._ask_for("code")

    def show_wrong(self, text: str) -> None:
        """Say in *text* why the key does not open it, and let it be typed again."""
        self._is_busy = False
        self._say(text)
        self._refresh()
        self._field.setFocus()

    def show_working(self, words: str) -> None:
        """Show in *words* how far it is."""
        if not self._is_busy or not self._progress.isVisibleTo(self):
            self._set(
                "Bringing the backup back",
                "The journal that is here stays as it is until "
                "everything in the backup was opened.",
                self._facts.text(),
            )
            self._is_busy = True
            self._progress.show()
            self.primary.hide()
            self.back.setText("Stop")
        self._progress.begin(words)

    def show_progress(self, done: int, total: int) -> None:
        """Show that *done* of *total* records were opened."""
        self._progress.show_progress(done, total, "records opened")

    def wipe(self) -> None:
        """Forget what was typed."""
        self._code.wipe()
        self._passphrase.setText("")

    @property
    def _field(self) -> QLineEdit:
        return self._passphrase if self._asks == "passphrase" else self._code

    def _set(self, question: str, words: str, facts: str) -> None:
        self._asks = ""
        self._is_busy = False
        self.wipe()
        self.ask(question, words)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._progress.hide()
        self.other.hide()
        self.back.setText("Not now")
        self.primary.setVisible(bool(facts))
        self._say("")
        self._refresh()

    def _ask_for(self, kind: str) -> None:
        self._asks = kind
        self.wipe()
        self._say("")
        self._refresh()
        self._field.setFocus()

    def _turn_to_other_key(self) -> None:
        self._ask_for("passphrase" if self._asks == "code" else "code")

    def _refresh(self) -> None:
        is_asking = bool(self._asks)
        is_code = self._asks == "code"
        self._label.setVisible(is_asking)
        self._label.setText(_KEY if is_code else _OTHER_KEY)
        name_field(self._label, self._field)
        self._code.setVisible(is_code)
        self._passphrase.setVisible(self._asks == "passphrase")
        self._turn.setVisible(is_asking and self._has_passphrase)
        self._turn.setText("Open with the passphrase" if is_code else "Open with the recovery code")
        for part in (self._code, self._passphrase, self._turn):
            part.setEnabled(not self._is_busy)
        self.primary.setText("Opening…" if self._is_busy else "Restore")
        is_ready = not is_asking or bool(self._field.text())
        self.primary.setEnabled(is_ready and not self._is_busy)

    def _press(self) -> None:
        if not self._asks:
            self.restore_wanted.emit()
        elif self._asks == "passphrase":
            self._give_passphrase()
        else:
            self._give_code()

    def _give_passphrase(self) -> None:
        passphrase = self._passphrase.text()
        self._begin_trying()
        self.passphrase_given.emit(passphrase)

    def _give_code(self) -> None:
        try:
            code = RecoveryCode.parse(self._code.text())
        except BadRecoveryCode as error:
            self._say(str(error))
            return
        self._begin_trying()
        self.code_given.emit(code)

    def _begin_trying(self) -> None:
        self._is_busy = True
        self._say("")
        self.setFocus()
        self._refresh()

    def _say(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
