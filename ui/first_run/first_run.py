"""The first time: four steps from the program's first window to the first page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from shadowjournal.vault.recovery import RecoveryCode
from ui.first_run.code_page import CodePage
from ui.first_run.key_page import KeyPage
from ui.icons import Icons
from ui.widgets.step import Step, text_label


class FirstRun(QWidget):
    """Says what this is, asks where the key goes, hands over the recovery code.

    Signals:
        journal_wanted: make the journal, with a passphrase (str) or with the keyring (None).
        finished: the page is wanted; True where the end of the code was typed back.
        backup_wanted: there is a backup, which is to be the journal here.
    """

    journal_wanted = Signal(object)  # str | None
    finished = Signal(bool)
    backup_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._welcome = _welcome()
        self._key = KeyPage()
        self._code = CodePage(icons)
        self._ready = _ready()
        self._is_typed_back = False
        self._steps = QStackedLayout(self)
        for step in (self._welcome, self._key, self._code, self._ready):
            self._steps.addWidget(step)
        self._welcome.primary.clicked.connect(self._ask_for_key)
        self._welcome.other.clicked.connect(self.backup_wanted)
        self._key.back.clicked.connect(self._back_to_welcome)
        self._key.chosen.connect(self.journal_wanted)
        self._code.primary.clicked.connect(self._confirm)
        self._code.other.clicked.connect(self._postpone)
        self._ready.back.clicked.connect(self._back_to_code)
        self._ready.primary.clicked.connect(self._finish)

    def show_keychain(self, name: str | None, problem: str | None) -> None:
        """Say which keyring was found (*name*), or that none is safe and why (*problem*)."""
        self._key.show_keychain(name, problem)

    def show_code(self, code: RecoveryCode, journal_id: str = "") -> None:
        """Go on to the recovery code: the journal is made. *journal_id* stands on the kit."""
        self._code.show_code(code, journal_id, self._key.uses_passphrase)
        self._key.set_busy(False)
        self._key.wipe()
        self._go_to(self._code)

    def show_problem(self, text: str) -> None:
        """Go back to the key and say in *text* why no journal was made; nothing typed is lost."""
        self._key.show_problem(text)
        self._go_to(self._key)

    def retint(self, icons: Icons) -> None:
        """Take icons in the colours of *icons*."""
        self._code.retint(icons)

    def _ask_for_key(self) -> None:
        self._go_to(self._key)

    def _back_to_welcome(self) -> None:
        self._go_to(self._welcome)

    def _back_to_code(self) -> None:
        self._go_to(self._code)

    def _confirm(self) -> None:
        self._is_typed_back = True
        self._go_to(self._ready)

    def _postpone(self) -> None:
        self._is_typed_back = False
        self._go_to(self._ready)

    def _finish(self) -> None:
        self._code.wipe()
        self.finished.emit(self._is_typed_back)

    def _go_to(self, step: Step) -> None:
        self._steps.setCurrentWidget(step)
        self._focus_current()

    def _focus_current(self) -> None:
        step = self._steps.currentWidget()
        if isinstance(step, KeyPage | CodePage):
            step.take_focus()
        elif isinstance(step, Step):
            step.primary.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_current()


def _welcome() -> Step:
    step = Step(
        "1 of 4",
        "A place to write",
        "ShadowJournal is a place to write. It is not therapy, and nobody reads along. Write as "
        "much or as little as you like, on the days you like.",
    )
    step.body.addWidget(
        text_label(
            "prose",
            "What you write stays on this computer, sealed with a key that only you have. There "
            "is no account, and the program never goes online.",
        )
    )
    step.body.addWidget(
        text_label(
            "dim",
            "Someone who looks at this computer can still see that there is a journal, roughly "
            "how large it is, and when it was last used.",
        )
    )
    step.other.setText("I have a backup…")
    step.other.show()
    return step


def _ready() -> Step:
    step = Step(
        "4 of 4",
        "Your page is ready",
        "Every word is sealed as you go; there is nothing to save. Help is at the foot of the "
        "window, always.",
    )
    step.primary.setText("Begin to write")
    step.back.show()
    return step
