"""What a search found: how many of each year and tag, and each with the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shadowjournal.search import Counts
from ui.icons import Icons
from ui.search.model import Result, ResultsModel
from ui.search.narrowing import NOTHING, Narrowing, chips_of_tags, chips_of_years
from ui.theme import set_role
from ui.widgets.chip_row import ChipRow
from ui.widgets.empty_note import EmptyNote
from ui.widgets.quiet_bar import BAR_WIDTH
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.row_list import RowList
from ui.widgets.step import button

_BODY_LINES = 3
_NEAR_THE_END = 0.8


class ResultsPanel(QWidget):
    """The results of a search, in the order in which they are given.

    Signals:
        entry_chosen: the id of the entry that a click or Enter chose.
        narrowed: only some of them are wanted; carries a `Narrowing`.
        order_wanted: they are wanted newest first (True), or best first.
        kept: the search is to be kept (True), or no longer.
        meant: another query was meant; carries it.
        more_wanted: the end of those that are shown is near.
    """

    entry_chosen = Signal(str)
    narrowed = Signal(object)  # Narrowing
    order_wanted = Signal(bool)
    kept = Signal(bool)
    meant = Signal(str)
    more_wanted = Signal()

    _suggestion = ""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrowing = NOTHING
        self._chosen: str | None = None
        self._model = ResultsModel(self)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setWordWrap(True)
        set_role(self._count, "dim")
        self._order = _tool("Newest first")
        self._keep = _tool("Keep this search")
        self._years, self._tags = ChipRow("Years"), ChipRow("Tags")
        self._list = RowList("Search results")
        self._delegate = RowDelegate(_star(icons), _BODY_LINES, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.setModel(self._model)
        # Snippets differ in height. The first screens are laid out at once, the rest after that.
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self._note = EmptyNote()
        self._meant = button("small", "", in_dialog=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self._list)
        self._list.row_chosen.connect(self._tell_chosen)
        self._list.verticalScrollBar().valueChanged.connect(self._look_for_the_end)
        self._order.clicked.connect(self.order_wanted)
        self._keep.clicked.connect(self.kept)
        self._years.pressed.connect(self._narrow_to_year)
        self._tags.pressed.connect(self._narrow_to_tag)
        self._meant.clicked.connect(self._tell_meant)
        self.retint(icons)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self._count, 1)
        head.addWidget(self._order)
        head.addWidget(self._keep)
        nothing = QWidget()
        below = QVBoxLayout(nothing)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._note)
        meant = QHBoxLayout()
        meant.setContentsMargins(10, 0, 10, 0)
        meant.addWidget(self._meant)
        meant.addStretch(1)
        below.addLayout(meant)
        below.addStretch(1)
        self._stack.addWidget(self._list)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        # With the scroll bar of the list beside it, the list's content ends where this ends.
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, BAR_WIDTH, 0)
        above.setSpacing(8)
        above.addLayout(head)
        above.addWidget(self._years)
        above.addWidget(self._tags)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    def show_results(
        self, query: str, results: Sequence[Result], *, is_newest_first: bool = False
    ) -> None:
        """Show the *results* of *query*, in the order they are in.

        The keyboard stays on the entry it is on, where that is still among them.
        """
        self._suggestion = ""
        self._meant.hide()
        self._order.setChecked(is_newest_first)
        self._keep.setEnabled(bool(query))
        if not results:
            self._model.show(())
            then = "Try fewer words, or part of a word with *, as in kitch*."
            if self._narrowing != NOTHING:
                then = "Not here; it may be in other years, or under other tags."
            self._say(f"Nothing found for “{query}”.", then)
            return
        looked_at = self._looked_at
        self._model.show(results)
        first = self._model.index(0, 0)
        current = first if looked_at is None else self._index_of(looked_at)
        self._list.look_at(current, self._index_of(self._chosen))
        self._say_how_many(len(results))
        for each in (self._count, self._order, self._keep):
            each.show()
        self._stack.setCurrentIndex(0)

    def show_counts(self, years: Counts, tags: Counts, narrowing: Narrowing) -> None:
        """Show how many there are: *years* whatever their year, *tags* of those that are shown.

        What *narrowing* names is shown as chosen.
        """
        self._narrowing = narrowing
        self._years.show_chips(chips_of_years(years.years, narrowing))
        self._tags.show_chips(chips_of_tags(tags.tags, narrowing))
        if self._model.rowCount():
            by_year = years.years
            wanted = by_year if narrowing.year is None else {0: by_year.get(narrowing.year, 0)}
            self._say_how_many(max(sum(wanted.values()), self._model.rowCount()))

    def show_suggestion(self, query: str) -> None:
        """Offer *query* in the place of one that found nothing."""
        self._suggestion = query
        self._meant.setText(f"Did you mean “{query}”?".replace("&", "&&"))
        self._meant.show()

    def show_kept(self, is_kept: bool) -> None:
        """Show whether the search is one of those that are kept."""
        self._keep.setChecked(is_kept)
        _name(self._keep, "Keep this search no longer" if is_kept else "Keep this search")

    def show_message(self, text: str) -> None:
        """Say *text* in the place of results: that a search is under way, or cannot be asked."""
        self._model.show(())
        self._say(text)

    def clear(self) -> None:
        """Leave no word of what was found."""
        self.show_results("", [])
        self.show_counts(_NONE, _NONE, NOTHING)
        self._meant.setText("")

    def choose(self, entry_id: str | None) -> None:
        """Show this entry as the open one, without telling anybody; None where none is open."""
        self._chosen = entry_id
        self._list.mark_row(self._index_of(entry_id))

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._delegate.star = _star(icons)
        self._order.setIcon(icons.icon("ph.sort-descending"))
        self._keep.setIcon(icons.icon("ph.bookmark-simple"))
        self._note.show_icon(icons.icon("ph.magnifying-glass", "faint"))
        self._list.viewport().update()

    @property
    def _looked_at(self) -> str | None:
        """The id of the entry that the keyboard is on, if it is on any."""
        current = self._list.currentIndex()
        is_there = self._list.hasFocus() and current.isValid()
        return self._model.id_at(current.row()) if is_there else None

    def _index_of(self, entry_id: str | None) -> QModelIndex:
        row = -1 if entry_id is None else self._model.row_of(entry_id)
        return self._model.index(row, 0)

    def _say_how_many(self, number: int) -> None:
        order = "newest first" if self._order.isChecked() else "best match first"
        self._count.setText("1 entry" if number == 1 else f"{number:,} entries · {order}")

    def _say(self, what: str, then: str = "") -> None:
        for each in (self._count, self._order, self._keep):
            each.hide()
        self._note.say(what, then)
        self._stack.setCurrentIndex(1)

    def _tell_chosen(self, index: QModelIndex) -> None:
        self.entry_chosen.emit(self._model.id_at(index.row()))

    def _tell_meant(self) -> None:
        self.meant.emit(self._suggestion)

    def _narrow_to_year(self, year: str) -> None:
        self.narrowed.emit(self._narrowing.with_year(int(year)))

    def _narrow_to_tag(self, tag: str) -> None:
        self.narrowed.emit(self._narrowing.with_tag(tag))

    def _look_for_the_end(self, value: int) -> None:
        if value > _NEAR_THE_END * self._list.verticalScrollBar().maximum():
            self.more_wanted.emit()


_NONE = Counts({}, {})


def _tool(words: str) -> QToolButton:
    tool = QToolButton()
    tool.setCheckable(True)
    _name(tool, words)
    return tool


def _name(tool: QToolButton, words: str) -> None:
    tool.setToolTip(words)
    tool.setAccessibleName(words)


def _star(icons: Icons) -> QIcon:
    return icons.icon("ph.star-fill", "accent")
