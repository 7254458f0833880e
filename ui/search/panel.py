"""What a search found: how many, and each with the place where it was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.search.model import Result, ResultsModel
from ui.theme import set_role
from ui.widgets.empty_note import EmptyNote
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.row_list import RowList

_BODY_LINES = 3


class ResultsPanel(QWidget):
    """The results of a search, best match first.

    Signals:
        entry_chosen: the id of the entry that a click or Enter chose.
    """

    entry_chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ResultsModel(self)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._count, "dim")
        self._list = RowList("Search results")
        self._delegate = RowDelegate(_star(icons), _BODY_LINES, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setModel(self._model)
        # Snippets differ in height. The first screens are laid out at once, the rest after that.
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self._note = EmptyNote()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._count)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self._list)
        self._list.row_chosen.connect(self._tell_chosen)
        self.retint(icons)

    def show_results(self, query: str, results: Sequence[Result]) -> None:
        """Show the *results* of *query*, best first."""
        if not results:
            self._model.show(())
            self._say(
                f"Nothing found for “{query}”.",
                "Try fewer words, or part of a word with *, as in kitch*.",
            )
            return
        self._model.show(results)
        number = "1 entry" if len(results) == 1 else f"{len(results):,} entries · best match first"
        self._count.setText(number)
        self._count.show()
        self._stack.setCurrentWidget(self._list)

    def show_message(self, text: str) -> None:
        """Say *text* in the place of results: that a search is under way, or cannot be asked."""
        self._model.show(())
        self._say(text)

    def choose(self, entry_id: str | None) -> None:
        """Show this entry as the open one, without telling anybody; None where none is open."""
        row = -1 if entry_id is None else self._model.row_of(entry_id)
        self._list.mark_row(self._model.index(row, 0))

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._delegate.star = _star(icons)
        self._note.show_icon(icons.icon("ph.magnifying-glass", "faint"))
        self._list.viewport().update()

    def _say(self, what: str, then: str = "") -> None:
        self._count.hide()
        self._note.say(what, then)
        self._stack.setCurrentWidget(self._note)

    def _tell_chosen(self, index: QModelIndex) -> None:
        self.entry_chosen.emit(self._model.id_at(index.row()))


def _star(icons: Icons) -> QIcon:
    return icons.icon("ph.star-fill", "accent")
