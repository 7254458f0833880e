"""The screen before an open journal: how it opens, and what to do when it does not."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from shadowjournal.errors import BadRecoveryCode
from shadowjournal.vault.recovery import CODE_SIZE, RecoveryCode
from ui.theme import scaled, set_role
from ui.unlock.situations import CLOSED, OF_THE_KEYRING, SITUATIONS, WAY_WORDS, UnlockState, Way
from ui.widgets.code_field import CodeField
from ui.widgets.step import Step, button, name_field, text_label

PATIENCE = 4000
"""Milliseconds to wait for the keyring before the other ways are offered."""

_FIELD_WORDS = {Way.PASSPHRASE: "Passphrase", Way.RECOVERY: "Recovery code"}


class UnlockScreen(QWidget):
    """One page for every reason a journal is not open.

    Secrets leave the fields the moment they are given away.

    Signals:
        keyring_wanted: ask the keyring (again).
        passphrase_given: try this passphrase.
        recovery_code_given: try this `RecoveryCode`.
        retry_wanted: look at the journal's folder again.
        folder_wanted: show the journal's folder.
        help_wanted: show the help numbers.
        quit_wanted: leave.
        backup_wanted: put a backup in the journal's place.
    """

    keyring_wanted = Signal()
    passphrase_given = Signal(str)
    recovery_code_given = Signal(object)  # RecoveryCode
    retry_wanted = Signal()
    folder_wanted = Signal()
    help_wanted = Signal()
    quit_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = UnlockState.WAITING
        self._came_from: tuple[UnlockState, str] | None = None
        self._detail = ""
        self._has = {Way.KEYRING: True, Way.PASSPHRASE: True}
        self._is_busy = False
        self._step = Step()
        self._detail_label = text_label("dim-large")
        self._field_label = text_label("dim-large")
        self._passphrase = QLineEdit()
        self._code = CodeField()
        self._wrong = text_label("warning")
        self._ways = {way: button("outline", words) for way, words in WAY_WORDS.items()}
        self._help = button("link", "Help")
        self._quit = button("link", "Quit")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._lay_out()
        self._connect()
        self.show_state(UnlockState.WAITING)

    @property
    def state(self) -> UnlockState:
        """What is shown now."""
        return self._state

    def show_state(self, state: UnlockState, detail: str = "") -> None:
        """Show the page for *state*; *detail* (a path, a reason) stands under its words.

        Who has turned to typing another key is not interrupted by news of the keyring; Back leads
        to it.
        """
        if self._came_from is not None and state in OF_THE_KEYRING:
            self._came_from = (state, detail)
        else:
            self._came_from = None
            self._show(state, detail)

    def note_sealed(self) -> None:
        """Say no longer that something is not sealed. What is being typed stays."""
        if self._came_from is not None and self._came_from[0] is UnlockState.UNSEALED:
            self._came_from = (UnlockState.LOCKED, "")
        if self._state is UnlockState.UNSEALED:
            self._state, self._detail = UnlockState.LOCKED, ""
            self._refresh()

    def set_ways(self, keyring: bool, passphrase: bool) -> None:
        """Say which keys this journal has; the recovery code it always has."""
        self._has = {Way.KEYRING: keyring, Way.PASSPHRASE: passphrase}
        self._refresh()

    def set_busy(self, is_busy: bool) -> None:
        """Show that a key is being tried, or that it no longer is."""
        self._is_busy = is_busy
        if is_busy:
            self._step.setFocus()  # else Qt hands it on, to a button that nobody meant
        self._refresh()

    def show_wrong(self, text: str) -> None:
        """Say in *text* why that did not open it, and let the key be typed again."""
        self._is_busy = False
        self._say(text)
        self._refresh()
        self._take_focus()

    def _show(self, state: UnlockState, detail: str = "") -> None:
        self._state = state
        self._detail = detail
        self._is_busy = False
        self._passphrase.setText("")
        self._code.wipe()
        self._say("")
        if state is UnlockState.WAITING:
            self._patience.start()
        else:
            self._patience.stop()
        self._refresh()
        self._take_focus()

    @property
    def _primary(self) -> Way:
        if self._state in CLOSED and not self._has[Way.KEYRING]:
            return Way.PASSPHRASE if self._has[Way.PASSPHRASE] else Way.RECOVERY
        return SITUATIONS[self._state].primary

    @property
    def _field(self) -> QLineEdit | None:
        if self._state is UnlockState.RECOVERY:
            return self._code
        asks = self._state is UnlockState.PASSPHRASE or self._state in CLOSED
        return self._passphrase if asks and self._primary is Way.PASSPHRASE else None

    @property
    def _is_patient(self) -> bool:
        return self._state is UnlockState.WAITING and self._patience.isActive()

    def _is_offered(self, way: Way) -> bool:
        is_other = way in SITUATIONS[self._state].ways and way is not self._primary
        return is_other and self._has.get(way, True) and not self._is_patient

    def _refresh(self) -> None:
        situation, field = SITUATIONS[self._state], self._field
        self._step.ask(situation.question, situation.words)
        self._detail_label.setText(self._detail)
        self._detail_label.setVisible(bool(self._detail))
        self._passphrase.setVisible(field is self._passphrase)
        self._code.setVisible(field is self._code)
        self._field_label.setVisible(field is not None)
        if field is not None:
            self._field_label.setText(_FIELD_WORDS[self._primary])
            name_field(self._field_label, field)
        for way, pressed in self._ways.items():
            pressed.setVisible(self._is_offered(way))
            pressed.setEnabled(not self._is_busy)
        self._step.back.setVisible(self._came_from is not None)
        self._step.back.setEnabled(not self._is_busy)
        self._passphrase.setEnabled(not self._is_busy)
        self._code.setEnabled(not self._is_busy)
        self._refresh_primary()

    def _refresh_primary(self) -> None:
        primary, field = self._step.primary, self._field
        primary.setVisible(not self._is_patient)
        words = SITUATIONS[self._state].primary_words
        primary.setText("Opening…" if self._is_busy else words)
        primary.setEnabled(not self._is_busy and (field is None or bool(field.text())))

    def _say(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _take_focus(self) -> None:
        target = self._field or self._step.primary
        (target if target.isVisibleTo(self) else self._step).setFocus()

    def _press_primary(self) -> None:
        if self._field is self._passphrase:
            self._give_passphrase()
        elif self._field is self._code:
            self._give_code()
        else:
            self._take(self._primary)

    def _take(self, way: Way) -> None:
        match way:
            case Way.KEYRING:
                self._came_from = None
                self.keyring_wanted.emit()
            case Way.PASSPHRASE:
                self._turn_to(UnlockState.PASSPHRASE)
            case Way.RECOVERY:
                self._turn_to(UnlockState.RECOVERY)
            case Way.RETRY:
                self.retry_wanted.emit()
            case Way.FOLDER:
                self.folder_wanted.emit()
            case Way.BACKUP:
                self.backup_wanted.emit()

    def _take_pressed(self) -> None:
        for way, pressed in self._ways.items():
            if pressed is self.sender():
                self._take(way)

    def _turn_to(self, state: UnlockState) -> None:
        came_from = self._came_from or (self._state, self._detail)
        self._show(state)
        self._came_from = came_from
        self._refresh()

    def _turn_back(self) -> None:
        if self._came_from is not None:
            state, detail = self._came_from
            self._came_from = None
            self._show(state, detail)

    def _give_passphrase(self) -> None:
        passphrase = self._passphrase.text()
        self._passphrase.setText("")
        self._say("")
        self.passphrase_given.emit(passphrase)

    def _give_code(self) -> None:
        try:
            code = RecoveryCode.parse(self._code.text())
        except BadRecoveryCode as error:
            self._say(str(error))
            return
        self._code.wipe()
        self.recovery_code_given.emit(code)

    def _check_code(self, typed: str) -> None:
        wrong = ""
        if len(typed.replace("-", "")) >= CODE_SIZE:
            try:
                RecoveryCode.parse(typed)
            except BadRecoveryCode as error:
                wrong = str(error)
        if typed:
            self._say(wrong)
        self._refresh_primary()

    def _lay_out(self) -> None:
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._passphrase.setMaximumWidth(scaled(360))
        self._code.setMaximumWidth(scaled(440))
        ways = QHBoxLayout()
        ways.setSpacing(scaled(12))
        for pressed in self._ways.values():
            ways.addWidget(pressed)
        ways.addStretch()
        for part in (self._detail_label, self._field_label, self._passphrase, self._code):
            self._step.body.addWidget(part)
        self._step.body.addWidget(self._wrong)
        self._step.body.addLayout(ways)
        foot = QFrame()
        set_role(foot, "page")
        links = QHBoxLayout(foot)
        links.setContentsMargins(40, 4, 40, 20)
        links.setSpacing(scaled(8))
        links.addStretch()
        links.addWidget(self._quit)
        links.addWidget(self._help)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._step, 1)
        down.addWidget(foot)

    def _connect(self) -> None:
        self._step.primary.clicked.connect(self._press_primary)
        self._step.back.clicked.connect(self._turn_back)
        for pressed in self._ways.values():
            pressed.clicked.connect(self._take_pressed)
        self._passphrase.textChanged.connect(self._refresh_primary)
        self._code.textChanged.connect(self._check_code)
        self._patience.timeout.connect(self._refresh)
        self._help.clicked.connect(self.help_wanted)
        self._quit.clicked.connect(self.quit_wanted)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._take_focus()
