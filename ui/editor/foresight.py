"""Pictures are decoded before they come into sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtWidgets import QTextEdit

from shadowjournal.document import Figure
from ui.editor.from_page import figure_of
from ui.editor.picture_object import PictureObject
from ui.editor.shelf import Shelf

SCREENS = 2
"""So far above and below what is in sight, in heights of it, pictures are wanted."""


class Foresight(QObject):
    """Tells a shelf which pictures of a sheet are wanted, nearest first, and shows what came."""

    def __init__(self, sheet: QTextEdit, shelf: Shelf, pictures: PictureObject) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._shelf = shelf
        self._pictures = pictures
        self._looker = QTimer(self, singleShot=True, interval=0)
        self._looker.timeout.connect(self._look)
        shelf.came.connect(self._show)

    def look(self) -> None:
        """Look soon at what is in sight."""
        if not self._shelf.is_empty:
            self._looker.start()

    def _look(self) -> None:
        seen = self._seen()
        if seen.isEmpty():
            return
        reach = SCREENS * seen.height()
        column, ratio = self._sheet.document().textWidth(), self._sheet.devicePixelRatioF()
        found: dict[str, tuple[float, int]] = {}
        for figure, place in self._within(seen.adjusted(0, -reach, 0, reach)):
            away = max(place.top() - seen.bottom(), seen.top() - place.bottom(), 0.0)
            if figure.picture not in found or away < found[figure.picture][0]:
                found[figure.picture] = away, self._pictures.pixels(figure, column, ratio)
        nearest = sorted(found, key=lambda name: found[name][0])
        in_sight = [name for name in nearest if not found[name][0]]
        self._shelf.look_ahead([(name, found[name][1]) for name in nearest], in_sight)

    def _show(self, picture_id: str) -> None:
        for figure, place in self._within(self._seen()):
            if figure.picture == picture_id:
                self._sheet.viewport().update(place.toAlignedRect())

    def _seen(self) -> QRect:
        return self._sheet.viewport().visibleRegion().boundingRect()

    def _within(self, area: QRect) -> Iterator[tuple[Figure, QRectF]]:
        """Yield the pictures that reach into *area*, and where they stand."""
        page = self._sheet.document()
        layout = page.documentLayout()
        start = layout.hitTest(QPointF(area.topLeft()), Qt.HitTestAccuracy.FuzzyHit)
        block = page.findBlock(max(start, 0))
        while block.isValid() and layout.blockBoundingRect(block).top() <= area.bottom():
            figure = figure_of(block)
            if figure is not None:
                yield figure, self._pictures.place(block)
            block = block.next()
