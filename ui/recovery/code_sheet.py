"""A recovery code as it is shown once: to be printed, saved or copied, its end typed back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shadowjournal.vault.recovery import GROUP_SIZE, RecoveryCode, grouped
from ui.icons import Icons
from ui.recovery.kit import Kit
from ui.theme import scaled
from ui.widgets.code_field import CodeField
from ui.widgets.secret_clipboard import SECONDS, SecretClipboard
from ui.widgets.step import button, name_field, text_label

_TYPED_BACK = 2 * GROUP_SIZE
_TICK = 18


class CodeSheet(QWidget):
    """Shows the recovery code, helps to keep it, and has its last two groups typed back.

    Signals:
        changed: what is typed back changed; `is_typed_back` says whether it is right.
    """

    changed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._code: RecoveryCode | None = None
        self._box = text_label("code-box")
        self._print = button("outline", "Print the kit")
        self._save = button("outline", "Save as PDF")
        self._copy = button("outline", f"Copy for {SECONDS} seconds")
        self._news = text_label("dim")
        self._field = CodeField()
        self._tick = QLabel()
        self._verdict = text_label("dim")
        self._kit = Kit(self)
        self._clipboard = SecretClipboard()
        self._fill()
        self._connect()
        self.setFocusProxy(self._field)
        self.retint(icons)
        self._say("")
        self._refresh()

    @property
    def code(self) -> RecoveryCode | None:
        """The code that is shown."""
        return self._code

    @property
    def is_typed_back(self) -> bool:
        """Whether the last two groups stand in the field."""
        return self._code is not None and self._code.ends_with(self._field.text())

    def show_code(self, code: RecoveryCode, journal_id: str) -> None:
        """Show *code*; *journal_id* stands on the kit."""
        self._code = code
        self._kit.hold(code, journal_id)
        rows = (code.groups[:4], code.groups[4:])
        self._box.setText("\n".join("  ".join(row) for row in rows))
        self._box.setAccessibleName("Recovery code: " + ", ".join(code.groups))
        self._field.wipe()
        self._say("")
        self._refresh()

    def wipe(self) -> None:
        """Forget the code."""
        self._code = None
        self._kit.hold(None, "")
        self._box.setText("")
        self._box.setAccessibleName("")
        self._field.wipe()

    def retint(self, icons: Icons) -> None:
        """Take the tick in the colours of *icons*."""
        self._tick.setPixmap(icons.icon("ph.check-circle", "accent").pixmap(_TICK, _TICK))

    def _fill(self) -> None:
        self._box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ways = QHBoxLayout()
        ways.setSpacing(scaled(12))
        for way in (self._print, self._save, self._copy):
            ways.addWidget(way)
        ways.addStretch()
        label = text_label("dim-large", "Type the last two groups to be sure you have it")
        name_field(label, self._field)
        self._field.setFixedWidth(scaled(260))
        typing = QHBoxLayout()
        typing.setSpacing(scaled(10))
        typing.addWidget(self._field)
        typing.addWidget(self._tick)
        typing.addWidget(self._verdict, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(scaled(12))
        down.addWidget(self._box)
        down.addLayout(ways)
        down.addWidget(self._news)
        down.addSpacing(scaled(8))
        down.addWidget(label)
        down.addLayout(typing)

    def _connect(self) -> None:
        self._print.clicked.connect(self._kit.ask_for_printer)
        self._save.clicked.connect(self._kit.ask_where_to_save)
        self._copy.clicked.connect(self._copy_code)
        self._clipboard.cleared.connect(self._tell_cleared)
        self._kit.saved.connect(self._tell_saved)
        self._kit.printed.connect(self._tell_printed)
        self._kit.failed.connect(self._say)
        self._field.textChanged.connect(self._refresh)

    def _copy_code(self) -> None:
        if self._code is not None:
            self._clipboard.copy(self._code.text)
            self._say(f"Copied. It leaves the clipboard after {SECONDS} seconds.")

    def _tell_cleared(self) -> None:
        self._say("It is no longer on the clipboard.")

    def _tell_saved(self, path: Path) -> None:
        self._say(f"Saved as {path.name}. Print it, then delete the file.")

    def _tell_printed(self) -> None:
        self._say("Sent to the printer.")

    def _say(self, news: str) -> None:
        self._news.setText(news)
        self._news.setVisible(bool(news))

    def _refresh(self) -> None:
        is_complete = len(grouped(self._field.text()).replace("-", "")) >= _TYPED_BACK
        self._tick.setVisible(self.is_typed_back)
        if self.is_typed_back:
            self._verdict.setText("That is right.")
        elif is_complete:
            self._verdict.setText("These are not the last two groups.")
        else:
            self._verdict.setText("")
        self.changed.emit()
