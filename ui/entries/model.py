"""The entries as a Qt item model: newest first, changed one at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from shadowjournal.catalog import Summary
from ui.widgets.paragraph import Run
from ui.widgets.row_delegate import ROW, Row

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_Key: TypeAlias = tuple[datetime, datetime, str]
_NOWHERE = QModelIndex()


def order_of(summary: Summary) -> _Key:
    """Return what entries are ordered by: the clock on the wall, then UTC, then the id."""
    return summary.written.local, summary.written.utc, summary.id


class EntriesModel(QAbstractListModel):
    """Summaries, newest first.

    It gives a `Row` for each; entries of one day show their time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._summaries: dict[str, Summary] = {}
        self._rows: dict[str, Row] = {}
        # Oldest first, so that bisect works; row 0 of the model is the last of these.
        self._keys: list[_Key] = []

    def show(self, summaries: Iterable[Summary]) -> None:
        """Hold *summaries* and nothing else."""
        self.beginResetModel()
        self._summaries = {summary.id: summary for summary in summaries}
        self._rows.clear()
        self._keys = sorted(map(order_of, self._summaries.values()))
        self.endResetModel()

    def put(self, summary: Summary) -> None:
        """Hold *summary*, in the place of the one with its id if there is one."""
        old = self._summaries.get(summary.id)
        if old is None:
            self._insert(summary)
        elif order_of(old) == order_of(summary):
            self._summaries[summary.id] = summary
            self._tell_changed(self.row_of(summary.id))
        else:
            self._move(old, summary)

    def drop(self, entry_id: str) -> None:
        """Hold the entry of this id no longer; nothing happens where it is not held."""
        row = self.row_of(entry_id)
        if row < 0:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._keys[self._flip(row)]
        del self._summaries[entry_id]
        self._rows.pop(entry_id, None)
        self.endRemoveRows()
        # The one below may be the first of its month now, each the only one of its day.
        self._tell_changed(row - 1)
        self._tell_changed(row)

    def row_of(self, entry_id: str) -> int:
        """Return the row of the entry of this id, -1 where there is none."""
        summary = self._summaries.get(entry_id)
        return -1 if summary is None else self._flip(bisect_left(self._keys, order_of(summary)))

    def id_at(self, row: int) -> str:
        """Return the id of the entry at *row*."""
        return self._keys[self._flip(row)][2]

    def begins_month(self, row: int) -> bool:
        """Tell whether the entry at *row* is the newest of its month."""
        if row == 0:
            return True
        mine, above = self.written_at(row), self.written_at(row - 1)
        return mine.month != above.month or mine.year != above.year

    def written_at(self, row: int) -> datetime:
        """Return when the entry at *row* was written, by the clock on the wall."""
        return self._keys[self._flip(row)][0]

    def row_at(self, row: int) -> Row:
        """Return what the entry at *row* looks like."""
        entry_id = self.id_at(row)
        if entry_id not in self._rows:
            shares_day = self._shares_day(self._flip(row))
            self._rows[entry_id] = _row(self._summaries[entry_id], shares_day=shares_day)
        return self._rows[entry_id]

    def _shares_day(self, place: int) -> bool:
        day = self._keys[place][0].date()
        beside = [*self._keys[max(place - 1, 0) : place], *self._keys[place + 1 : place + 2]]
        return any(key[0].date() == day for key in beside)

    def _flip(self, place: int) -> int:
        return len(self._keys) - 1 - place

    def _insert(self, summary: Summary) -> None:
        key = order_of(summary)
        place = bisect_left(self._keys, key)
        row = len(self._keys) - place
        self.beginInsertRows(_NOWHERE, row, row)
        self._keys.insert(place, key)
        self._summaries[summary.id] = summary
        self.endInsertRows()
        # The one below may have been the first of its month, each the only one of its day.
        self._tell_changed(row - 1)
        self._tell_changed(row + 1)

    def _move(self, old: Summary, new: Summary) -> None:
        """Move an entry whose date was changed, so that it stays chosen where it is."""
        start = self.row_of(old.id)
        place = bisect_left(self._keys, order_of(new))
        # Qt counts the target as if the row were still where it was.
        target = len(self._keys) - place
        stays = target in (start, start + 1)
        if not stays:
            self.beginMoveRows(_NOWHERE, start, start, _NOWHERE, target)
        self._keys.remove(order_of(old))
        self._keys.insert(bisect_left(self._keys, order_of(new)), order_of(new))
        self._summaries[new.id] = new
        if not stays:
            self.endMoveRows()
        end = self.row_of(new.id)
        for row in {start - 1, start, start + 1, end - 1, end, end + 1}:
            self._tell_changed(row)

    def _tell_changed(self, row: int) -> None:
        if 0 <= row < len(self._keys):
            self._rows.pop(self.id_at(row), None)
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ROW:
            return self.row_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row_at(index.row())
            return row.title or "".join(run.text for run in row.body)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.row_at(index.row()).spoken
        return None


def _row(summary: Summary, *, shares_day: bool) -> Row:
    local = summary.written.local
    day = QDate(local.year, local.month, local.day)
    locale = QLocale()
    when, date = locale.toString(day, "ddd d"), locale.toString(day, "d MMMM yyyy")
    if shares_day:
        when, date = f"{local.day} · {local:%H:%M}", f"{date}, {local:%H:%M}"
    spoken = [date, summary.title or summary.first_words]
    if summary.starred:
        spoken.append("starred")
    if summary.tags:
        spoken.append("tags " + ", ".join(summary.tags))
    return Row(
        title=summary.title,
        when=when,
        body=(Run(summary.first_words),) if summary.first_words else (),
        tags=summary.tags,
        is_starred=summary.starred,
        spoken=", ".join(filter(None, spoken)),
    )
