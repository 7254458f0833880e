"""The entries of a year as rows, newest first, with the names of their months between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from shadowjournal.catalog import Summary
from ui.calendar.words import long_day, month_name, short_day
from ui.widgets.paragraph import Run
from ui.widgets.row_delegate import ROW, Row

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TimelineModel(QAbstractListModel):
    """It gives a `Row` for each entry, and under the same role a month's name, which is a text.

    The name of the first month stands above the list, not in it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Summary | int] = []
        self._places: dict[str, int] = {}
        self._rows: dict[int, Row] = {}
        self._year = 1

    def show(self, year: int, entries: Sequence[Summary]) -> None:
        """Hold *entries* of *year*, newest first, and no others."""
        items: list[Summary | int] = []
        month = entries[0].written.local.month if entries else 0
        for entry in entries:
            if entry.written.local.month != month:
                month = entry.written.local.month
                items.append(month)
            items.append(entry)
        is_same = year == self._year and [*map(_key, items)] == [*map(_key, self._items)]
        if is_same:  # whoever is among them stays where he is
            self._hold(year, items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._hold(year, items)
        self.endResetModel()

    def _hold(self, year: int, items: list[Summary | int]) -> None:
        self._year, self._items = year, items
        self._rows.clear()
        entries = ((place, item) for place, item in enumerate(items) if isinstance(item, Summary))
        self._places = {item.id: place for place, item in entries}

    def id_at(self, index: _Index) -> str:
        """Return the id of the entry at *index*; empty where it is no entry."""
        item = self._items[index.row()] if index.isValid() else 0
        return item.id if isinstance(item, Summary) else ""

    def row_of(self, entry_id: str) -> int:
        """Return where the entry of this id stands, -1 where it does not."""
        return self._places.get(entry_id, -1)

    def _row(self, place: int, entry: Summary) -> Row:
        if place not in self._rows:
            around = [*self._items[max(0, place - 1) : place], *self._items[place + 1 : place + 2]]
            day = entry.written.day
            shares = any(isinstance(each, Summary) and each.written.day == day for each in around)
            self._rows[place] = _row(entry, shares_day=shares)
        return self._rows[place]

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if self.id_at(index) else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if not isinstance(item, Summary):
            return self._month(item, role)
        row = self._row(index.row(), item)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _month(self, month: int, role: int) -> Any:
        if role == ROW:
            return month_name(month)
        is_spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{month_name(month)} {self._year}" if is_spoken else None


def _key(item: Summary | int) -> object:
    return (item.id, item.written.local) if isinstance(item, Summary) else item


def _row(entry: Summary, *, shares_day: bool) -> Row:
    day = entry.written.day
    clock = f"{entry.written.local:%H:%M}" if shares_day else ""
    words = (Run(entry.first_words),) if entry.title and entry.first_words else ()
    spoken = [long_day(day), clock, entry.title or entry.first_words or "Untitled"]
    if entry.starred:
        spoken.append("starred")
    if entry.tags:
        spoken.append("tags " + ", ".join(entry.tags))
    return Row(
        title=entry.title or entry.first_words or "Untitled",
        when=f"{short_day(day)}\n{clock}" if clock else short_day(day),
        body=words,
        tags=entry.tags,
        is_starred=entry.starred,
        spoken=", ".join(filter(None, spoken)),
    )
