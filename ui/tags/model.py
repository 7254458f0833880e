"""The tags as a Qt item model: people after all others, filtered and in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from shadowjournal.names import PERSON, folded
from shadowjournal.tagging import Tag
from ui.tag_look import tag_hue
from ui.tags.words import hint, spoken

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TagsModel(QAbstractListModel):
    """Holds tags; a name that is typed in place of another is told, and not taken over.

    Signals:
        renamed: the tag of this key was given this name.
    """

    renamed = Signal(str, str)

    def __init__(self, *, may_change: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._may_change = may_change
        self._tags: tuple[Tag, ...] = ()
        self._rows: list[Tag] = []
        self._filter = ""
        self._is_by_use = False

    @property
    def has_any(self) -> bool:
        """Whether there is any tag, shown or not."""
        return bool(self._tags)

    @property
    def has_people(self) -> bool:
        """Whether there is any person, shown or not."""
        return any(tag.is_person for tag in self._tags)

    def show(self, tags: Sequence[Tag]) -> None:
        """Hold *tags* and no others."""
        self._tags = tuple(tags)
        self._arrange()

    def filter(self, typed: str) -> None:
        """Show only those that hold what was *typed*."""
        self._filter = folded(" ".join(typed.lstrip("# ").split()))
        self._arrange()

    def sort_by_use(self, is_by_use: bool) -> None:
        """Show the most used first, or go by name."""
        self._is_by_use = is_by_use
        self._arrange()

    def tag_at(self, row: int) -> Tag:
        """Return the tag at *row*."""
        return self._rows[row]

    def row_of(self, key: str) -> int:
        """Return the row of the tag of this key, -1 where it is not shown."""
        return next((row for row, tag in enumerate(self._rows) if tag.key == key), -1)

    def section_at(self, row: int) -> str:
        """Return the heading above *row*; empty where there is none."""
        tag = self._rows[row]
        if row and self._rows[row - 1].is_person == tag.is_person:
            return ""
        return "People" if tag.is_person else "Tags"

    def _arrange(self) -> None:
        self.beginResetModel()
        shown = [tag for tag in self._tags if self._filter in folded(tag.name)]
        self._rows = sorted(shown, key=_by_use if self._is_by_use else _by_name)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._may_change else flags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tag = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return tag.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(tag)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(tag, tag_hue(tag.name))
        return None

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        tag = self._rows[index.row()]
        if role == Qt.ItemDataRole.EditRole and value != tag.name:
            self.renamed.emit(tag.key, str(value))
        return False  # it is called so once all entries say so


def _by_name(tag: Tag) -> tuple[object, ...]:
    return tag.is_person, folded(tag.name.lstrip(PERSON)), tag.key


def _by_use(tag: Tag) -> tuple[object, ...]:
    return tag.is_person, -tag.count, -tag.last.toordinal(), *_by_name(tag)
