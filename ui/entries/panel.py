"""The list of entries, newest first, by month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStackedLayout, QWidget

from shadowjournal.catalog import Summary
from ui.entries.delegate import EntriesDelegate
from ui.entries.model import EntriesModel
from ui.icons import Icons
from ui.widgets.empty_note import EmptyNote
from ui.widgets.row_list import RowList


class EntriesPanel(QWidget):
    """All entries. What is chosen here is opened elsewhere.

    Signals:
        entry_chosen: the id of the entry that a click or Enter chose.
    """

    entry_chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EntriesModel(self)
        self._list = RowList("Entries")
        self._delegate = EntriesDelegate(self._model, _star(icons), self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setModel(self._model)
        self._note = EmptyNote()
        self._is_loading = False
        self._chosen: str | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._note)
        self.setFocusProxy(self._list)
        self._list.row_chosen.connect(self._tell_chosen)
        self._model.rowsInserted.connect(self._show_what_fits)
        self._model.rowsRemoved.connect(self._show_what_fits)
        self._model.modelReset.connect(self._show_what_fits)
        self.retint(icons)
        self._show_what_fits()

    def show_entries(self, entries: Sequence[Summary]) -> None:
        """Show *entries*, in whatever order they come, and no others."""
        self._model.show(entries)
        self.choose(self._chosen)

    def put(self, entry: Summary) -> None:
        """Show *entry*, in the place of the one with its id if there is one."""
        before = self._model.row_of(entry.id)
        self._model.put(entry)
        if entry.id == self._chosen and self._model.row_of(entry.id) != before:
            self.choose(entry.id)

    def drop(self, entry_id: str) -> None:
        """Show the entry of this id no longer."""
        self._model.drop(entry_id)

    def choose(self, entry_id: str | None) -> None:
        """Show this entry as the open one, without telling anybody; None where none is open.

        An entry that is not here yet is shown as open once it is.
        """
        self._chosen = entry_id
        row = -1 if entry_id is None else self._model.row_of(entry_id)
        self._list.mark_row(self._model.index(row, 0))

    def set_loading(self, is_loading: bool) -> None:
        """Say that the entries are still being opened, or that they are all here."""
        self._is_loading = is_loading
        self._show_what_fits()

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._delegate.star = _star(icons)
        self._note.show_icon(icons.icon("ph.books", "faint"))
        self._list.viewport().update()

    def _tell_chosen(self, index: QModelIndex) -> None:
        self._chosen = self._model.id_at(index.row())
        self.entry_chosen.emit(self._chosen)

    def _show_what_fits(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentWidget(self._list)
            return
        if self._is_loading:
            self._note.say("Opening your entries …")
        else:
            self._note.say(
                "Your entries will be here.", "The first one begins on the page to the right."
            )
        self._stack.setCurrentWidget(self._note)


def _star(icons: Icons) -> QIcon:
    return icons.icon("ph.star-fill", "accent")
