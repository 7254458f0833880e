"""The room of earlier versions: which there are, and what each had that the present one has not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.difference import Line
from ui.history.comparison import in_one_column, side_by_side
from ui.theme import FAMILY, Theme, scaled, set_role
from ui.widgets.step import button, text_label

_LIST = 220
_NARROW = 620
_SIZE = 16
_ALONE = "There is only this version so far. Others come as you go on with it on another occasion."


class HistoryScreen(QWidget):
    """Lists the versions of one entry, newest first, and shows the chosen one beside the present.

    Signals:
        chosen: the version at this place of the list is to be compared.
        wanted_back: the version at this place is to be the present one again.
        closed: the writer wants to go back to the page.
    """

    chosen = Signal(int)
    wanted_back = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, *, may_change: bool) -> None:
        super().__init__()
        self._theme = theme
        self._may_change = may_change
        self._lines: tuple[Line, ...] = ()
        self._titles = ("", "Now")
        self._list = QListWidget()
        self._text = QTextBrowser()
        self._words = text_label("dim-large")
        self._bring = button("primary", "Bring this version back")
        self._back = button("quiet", "Back")
        self._dress()
        self._lay_out()
        self.setAccessibleName("Earlier versions")
        self.setFocusProxy(self._list)
        self._list.currentRowChanged.connect(self._tell_chosen)
        self._bring.clicked.connect(self._tell_wanted)
        self._back.clicked.connect(self.closed)

    def show_versions(self, rows: Sequence[tuple[str, str]]) -> None:
        """List versions: when each was written, and in few words how much it holds."""
        for when, words in rows:
            self._list.addItem(QListWidgetItem(f"{when}\n{words}"))
        if rows:
            self._list.setCurrentRow(0)
        else:
            self._words.setText(_ALONE)
        self._text.setVisible(bool(rows))
        self._bring.setVisible(bool(rows) and self._may_change)

    def show_difference(self, when: str, lines: tuple[Line, ...], words: tuple[int, int]) -> None:
        """Show how the version of *when* differs from the present one."""
        self._lines, self._titles = lines, (when, "Now")
        gone, come = words
        self._words.setText(
            "Nothing differs from the text of now."
            if all(line.is_same for line in lines)
            else f"Since then {_count(gone)} went and {_count(come)} came."
        )
        self._render()

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._theme = theme
        self._render()

    def _render(self) -> None:
        if self._text.width() < scaled(_NARROW):
            shown = in_one_column(self._lines, self._theme)
        else:
            shown = side_by_side(self._lines, self._theme, self._titles)
        # A style sheet takes the interface's typeface for the text's, unless the text says its own.
        type_ = f"font-family:'{FAMILY}'; font-size:{scaled(_SIZE)}px"
        self._text.setHtml(f'<div style="{type_}">{shown}</div>')

    def _dress(self) -> None:
        self._list.setAccessibleName("Versions")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        set_role(self._list, "pages")
        self._text.setAccessibleName("What was changed since")
        self._text.setOpenLinks(False)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self._text, "page")

    def _lay_out(self) -> None:
        side = QFrame()
        set_role(side, "sidebar")
        side.setFixedWidth(scaled(_LIST))
        column = QVBoxLayout(side)
        column.setContentsMargins(18, scaled(20), 17, 14)
        column.setSpacing(scaled(12))
        column.addWidget(text_label("heading", "EARLIER VERSIONS"))
        column.addWidget(self._list, 1)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self._bring)
        page = QVBoxLayout()
        page.setContentsMargins(scaled(28), scaled(20), scaled(28), scaled(16))
        page.setSpacing(scaled(10))
        page.addWidget(self._text, 1)
        page.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(side)
        across.addLayout(page, 1)

    def _tell_chosen(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _tell_wanted(self) -> None:
        if self._list.currentRow() >= 0:
            self.wanted_back.emit(self._list.currentRow())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._render()


def _count(words: int) -> str:
    return "1 word" if words == 1 else f"{words:,} words"
