"""What a search found, as a Qt item model: in the order it was given."""

from __future__ import annotations

from collections.abc import Sequence
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
from shadowjournal.search import Snippet
from ui.widgets.paragraph import Run
from ui.widgets.row_delegate import ROW, Row

Result: TypeAlias = tuple[Summary, Snippet]
_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ResultsModel(QAbstractListModel):
    """The results of one search; it gives a `Row` for each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: tuple[Result, ...] = ()
        self._rows: dict[int, Row] = {}

    def show(self, results: Sequence[Result]) -> None:
        """Hold *results* and nothing else; those that are here already stay where they are."""
        before, self._results = self._results, tuple(results)
        if before and before == self._results[: len(before)]:
            if len(self._results) > len(before):
                self.beginInsertRows(_NOWHERE, len(before), len(self._results) - 1)
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows.clear()
        self.endResetModel()

    def id_at(self, row: int) -> str:
        """Return the id of the entry at *row*."""
        return self._results[row][0].id

    def row_of(self, entry_id: str) -> int:
        """Return the row of the entry of this id, -1 where there is none."""
        ids = (summary.id for summary, _ in self._results)
        return next((row for row, found in enumerate(ids) if found == entry_id), -1)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._results)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows.get(index.row())
        if row is None:
            row = self._rows[index.row()] = _row(*self._results[index.row()])
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or "".join(run.text for run in row.body)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


def _row(summary: Summary, snippet: Snippet) -> Row:
    local = summary.written.local
    day = QDate(local.year, local.month, local.day)
    locale = QLocale()
    body = tuple(Run(piece.text, piece.is_hit) for piece in snippet if piece.text)
    title = summary.title or summary.first_words or "Untitled"
    found = "".join(run.text for run in body)
    spoken = (locale.toString(day, "d MMMM yyyy"), title, "starred" * summary.starred, found)
    return Row(
        title=title,
        when=locale.toString(day, "d MMM yyyy"),
        body=body,
        is_starred=summary.starred,
        spoken=", ".join(filter(None, spoken)),
    )
