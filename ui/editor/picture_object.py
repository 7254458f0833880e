"""A picture in the layout of the page: how much room it takes, and how it is painted.

What it shows, in words, stands under it. It is painted there and is no part of the text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from shadowjournal.document import Figure
from ui.editor.from_page import blocks_of, figure_from, figure_of, is_figure
from ui.editor.shelf import Shelf
from ui.theme import Theme, sans, scaled

_PLACE = (700, 120)
_CAPTION_GAP = 6
_CAPTION_SIZE = 13
_CAPTION_WIDTH = 320
"""Designed pixels that what stands under a narrow picture may take at least."""

_MOST_FITTED = 6  # pictures of one screen
_MAX_TOLD = 1_000  # characters; it is painted anew with every frame

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_OBJECT = QTextFormat.ObjectTypes.ImageObject.value


class PictureObject(QPyTextObject):
    """Lays out and paints the pictures of pages, from a shelf."""

    def __init__(self, shelf: Shelf, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self.theme = theme
        self._fits: dict[str, tuple[int, QImage]] = {}

    def serve(self, page: QTextDocument) -> None:
        """Let the pictures of *page* be laid out and painted from here."""
        layout = page.documentLayout()
        layout.unregisterHandler(_OBJECT)
        layout.registerHandler(_OBJECT, self)
        for block in blocks_of(page):
            if is_figure(block):
                page.markContentsDirty(block.position(), block.length())

    def size(self, figure: Figure, column: float) -> QSizeF:
        """Return how large the picture of *figure* is in a *column* so wide."""
        own = self._shelf.size(figure.picture)
        part = column if figure.width is None else column * figure.width / 100
        if own is None:
            width = min(part, scaled(_PLACE[0])) if figure.width is None else part
            return QSizeF(width, scaled(_PLACE[1]))
        width = min(own.width(), part) if figure.width is None else part
        return QSizeF(width, max(width * own.height() / own.width(), 1))

    def pixels(self, figure: Figure, column: float, ratio: float) -> int:
        """Return how many pixels of width the picture of *figure* is decoded with.

        They are those of the whole *column*: then it is there while the writer looks for its size.
        """
        return round(max(column, self.size(figure, column).width()) * ratio)

    def place(self, block: QTextBlock) -> QRectF:
        """Return where on its page the picture of *block* stands, without what is told under it."""
        page = block.document()
        figure = figure_of(block)
        if figure is None:
            return QRectF()
        corner = page.documentLayout().blockBoundingRect(block).topLeft()
        line = block.layout().lineAt(0)
        if line.isValid():
            corner += line.position()
        return QRectF(corner, self.size(figure, page.textWidth()))

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        figure = figure_from(format.toCharFormat())
        if figure is None:
            return QSizeF(1, 1)
        size = self.size(figure, doc.textWidth())
        told = _caption_room(figure, size, doc.textWidth())
        if told.isEmpty():
            return size
        return QSizeF(size.width(), size.height() + scaled(_CAPTION_GAP) + told.height())

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        figure = figure_from(format.toCharFormat())
        if figure is None:
            return
        column = doc.textWidth()
        area = QRectF(QRectF(rect).topLeft(), self.size(figure, column))
        ratio = painter.device().devicePixelRatioF()
        image = self._shelf.image(figure.picture, self.pixels(figure, column, ratio))
        painter.save()
        if image is None:
            self._paint_place(painter, area, figure.picture)
        else:
            self._paint_image(painter, area, self._fitted(figure.picture, image, area, ratio))
        told = _caption_room(figure, area.size(), column)
        if not told.isEmpty():
            painter.setPen(self.theme.colour("dim"))
            painter.setFont(_caption_font())
            under = QRectF(area.bottomLeft(), told.size()).translated(0, scaled(_CAPTION_GAP))
            painter.drawText(under, _WRAPPED, _told(figure))
        painter.restore()

    def _fitted(self, name: str, image: QImage, area: QRectF, ratio: float) -> QImage:
        """Return *image* as large as *area*: made once, for a page is painted with every line."""
        size = (area.size() * ratio).toSize().expandedTo(QSize(1, 1))
        known = self._fits.get(name)
        if known is not None and known[0] == image.cacheKey() and known[1].size() == size:
            return known[1]
        smooth = Qt.TransformationMode.SmoothTransformation
        fitted = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        fitted.setDevicePixelRatio(ratio)
        self._fits.pop(name, None)
        self._fits[name] = image.cacheKey(), fitted
        while len(self._fits) > _MOST_FITTED:
            self._fits.pop(next(iter(self._fits)))
        return fitted

    def forget(self) -> None:
        """Keep nothing of what was painted."""
        self._fits.clear()

    def _paint_image(self, painter: QPainter, area: QRectF, image: QImage) -> None:
        if self.theme.is_dark and image.hasAlphaChannel():
            # Drawn for white paper: dark lines would be lost on a dark page.
            painter.fillRect(area, self.theme.colour("ink"))
        painter.drawImage(area.topLeft().toPoint(), image)

    def _paint_place(self, painter: QPainter, area: QRectF, picture: str) -> None:
        is_broken = self._shelf.is_broken(picture)
        if self._shelf.size(picture) is not None and not is_broken:
            painter.fillRect(area, self.theme.colour("sidebar"))  # it will be here in a moment
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("line"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(self.theme.colour("sidebar"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.setPen(self.theme.colour("dim"))
        painter.setFont(sans(13))
        words = "This picture cannot be shown." if is_broken else "The picture is not here yet."
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(8, 0, -8, 0), flags, words)


def _told(figure: Figure) -> str:
    return figure.alt[:_MAX_TOLD].strip()


def _caption_font() -> QFont:
    return sans(_CAPTION_SIZE)


def _caption_room(figure: Figure, size: QSizeF, column: float) -> QRectF:
    words = _told(figure)
    if not words:
        return QRectF()
    width = min(max(size.width(), scaled(_CAPTION_WIDTH)), column)
    found = QFontMetricsF(_caption_font()).boundingRect(QRectF(0, 0, width, 1e6), _WRAPPED, words)
    return QRectF(0, 0, width, found.height())
