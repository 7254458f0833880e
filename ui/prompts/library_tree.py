"""The library by shelves, as a tree that is as high as what is open in it."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QSizePolicy,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from shadowjournal.prompts.library import Library, LibraryPrompt
from ui.icons import Icons
from ui.prompts.library_delegate import PROMPT, SHELF, LibraryDelegate
from ui.prompts.words import about_prompt
from ui.theme import set_role

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LibraryTree(QTreeView):
    """Shelves that open, and the prompts on them.

    It never scrolls by itself: it takes the height it needs, and what holds it scrolls.

    Signals:
        prompt_chosen: the `LibraryPrompt` that a click, Enter or Space chose.
        place_reached: the rectangle of the row the keyboard went to, to be scrolled to.
    """

    prompt_chosen = Signal(object)
    place_reached = Signal(QRect)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = QStandardItemModel(self)
        self._delegate = LibraryDelegate(icons, self)
        set_role(self, "list")
        self.setAccessibleName("Library")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setModel(self._shown)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.expanded.connect(self._fit)
        self.collapsed.connect(self._fit)

    def show_library(self, library: Library, wanted: str = "") -> int:
        """Show all shelves closed, or where words are *wanted* those that hold them, open.

        Returns:
            how many prompts are shown.
        """
        found = library.find(wanted) if wanted else library.prompts
        self._shown.clear()
        for shelf in library.categories:
            prompts = [prompt for prompt in found if prompt.category.id == shelf.id]
            if prompts:
                self._shown.appendRow(_shelf_item(shelf.title, prompts))
        if wanted:
            self.expandAll()
        self._fit()
        return len(found)

    def mark_chosen(self, reference: str | None) -> None:
        """Show the prompt ``pack/id`` as the one being written to; None where there is none."""
        self._delegate.chosen = reference
        self.viewport().update()

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._delegate.retint(icons)
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        prompt = index.data(PROMPT)
        if isinstance(prompt, LibraryPrompt):
            self.prompt_chosen.emit(prompt)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _fit(self) -> None:
        self.doItemsLayout()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return self.viewportSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.viewportSizeHint().height())

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Draw nothing: the delegate draws the carets, so that rows are one surface."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CHOOSING and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)
        self.place_reached.emit(self.visualRect(self.currentIndex()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what holds the tree

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


def _shelf_item(title: str, prompts: list[LibraryPrompt]) -> QStandardItem:
    shelf = QStandardItem(title)
    shelf.setData(len(prompts), SHELF)
    shelf.setData(f"{title}, {len(prompts)} prompts", Qt.ItemDataRole.AccessibleTextRole)
    for prompt in prompts:
        item = QStandardItem(prompt.text)
        item.setData(prompt, PROMPT)
        item.setToolTip("\n".join(prompt.care_notes))
        spoken = ". ".join((prompt.text, about_prompt(prompt), *prompt.care_notes))
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        shelf.appendRow(item)
    return shelf
