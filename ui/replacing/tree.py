"""The places in which words stand, each under its entry, each to be ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from ui.theme import set_role
from ui.widgets.quiet_bar import QuietBar

_DATA = Qt.ItemDataRole.UserRole
_PARTS = _DATA + 1
_TICKED = Qt.CheckState.Checked

Line = tuple[object, str, str, str]
"""A place, the words before it, what stands there, and the words after it."""


class PlacesTree(QTreeWidget):
    """Entries, and under each the places in it. All are ticked until the writer takes one out.

    Signals:
        ticked: others are ticked now.
    """

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QTreeWidgetItem] = []
        self.setHeaderHidden(True)
        self.setAccessibleName("Places that would change")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        QuietBar.give_to(self)
        set_role(self, "places")
        self.itemChanged.connect(self.ticked)

    @property
    def is_empty(self) -> bool:
        """Whether there is no place at all."""
        return not self._entries

    @property
    def chosen(self) -> dict[str, list[object]]:
        """The places that are ticked, by the id of their entry."""
        made: dict[str, list[object]] = {}
        for entry in self._entries:
            ticked = [p.data(0, _DATA) for p in _inside(entry) if p.checkState(0) == _TICKED]
            if ticked:
                made[str(entry.data(0, _DATA))] = ticked
        return made

    @override
    def clear(self) -> None:
        """Show no place."""
        self._entries.clear()
        super().clear()

    def add(self, entry_id: str, title: str, lines: Sequence[Line], new: str) -> None:
        """Show the places of one more entry as they would be with *new* in them."""
        entry = QTreeWidgetItem([title])
        entry.setData(0, _DATA, entry_id)
        flags = entry.flags() | Qt.ItemFlag.ItemIsUserCheckable
        entry.setFlags(flags | Qt.ItemFlag.ItemIsAutoTristate)
        for place, *parts in lines:
            child = QTreeWidgetItem([_line(parts, new)])
            child.setData(0, _DATA, place)
            child.setData(0, _PARTS, parts)
            child.setFlags(flags | Qt.ItemFlag.ItemNeverHasChildren)
            child.setCheckState(0, _TICKED)
            entry.addChild(child)
        self.blockSignals(True)
        self._entries.append(entry)
        self.addTopLevelItem(entry)
        entry.setExpanded(True)
        if len(self._entries) == 1:
            self.setCurrentItem(entry)
        self.blockSignals(False)

    def show_new(self, new: str) -> None:
        """Show all places as they would be with *new* in them."""
        self.blockSignals(True)
        for entry in self._entries:
            for child in _inside(entry):
                child.setText(0, _line(child.data(0, _PARTS), new))
        self.blockSignals(False)
        self.viewport().update()


def _inside(entry: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    return (child for row in range(entry.childCount()) if (child := entry.child(row)) is not None)


def _line(parts: Sequence[str], new: str) -> str:
    before, old, after = parts
    return f"{before}[{old} → {new}]{after}"
