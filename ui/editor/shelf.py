"""The pictures of the page. Nothing is ever fetched: a picture is here, or a place is held."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QTextDocument,
    QTextFragment,
)

from shadowjournal.entry import Picture
from ui.editor.from_page import blocks_of, fragments_of
from ui.editor.marks import PICTURE_CHARACTER, PICTURE_SCHEME
from ui.theme import Theme, sans, scaled

_PLACE = (700, 120)
_MAX_PIXELS = 64_000_000


class Shelf:
    """Keeps the pictures that were supplied, as large as the page shows them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures: dict[str, QImage] = {}
        self._broken: set[str] = set()

    def set_theme(self, theme: Theme) -> None:
        """Draw places for missing pictures in the colours of *theme*."""
        self._theme = theme

    def put(self, picture: Picture, page: QTextDocument) -> None:
        """Keep *picture* and show it wherever it stands in *page*."""
        image = _decoded(picture.data)
        if image.isNull():
            self._broken.add(picture.id)
        else:
            self._pictures[picture.id] = image
        self.show(picture.id, page)

    def show(self, picture_id: str, page: QTextDocument) -> None:
        """Let *page* ask for the picture anew."""
        address = PICTURE_SCHEME + picture_id
        page.addResource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(address), self.image(picture_id)
        )
        for block in blocks_of(page):  # a whole page laid out for each of its pictures takes long
            is_there = PICTURE_CHARACTER in block.text()
            if is_there and any(_shows(run, address) for run in fragments_of(block)):
                page.markContentsDirty(block.position(), block.length())

    def holds(self, picture_id: str) -> bool:
        """Tell whether the picture is here."""
        return picture_id in self._pictures

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the pictures that are here."""
        return tuple(self._pictures)

    def image(self, picture_id: str) -> QImage:
        """Return the picture, or a quiet place for it."""
        found = self._pictures.get(picture_id)
        return found if found is not None else self._place(picture_id in self._broken)

    def keep(self, pictures: Collection[str]) -> None:
        """Forget every picture but *pictures*."""
        self._pictures = {name: each for name, each in self._pictures.items() if name in pictures}
        self._broken.intersection_update(pictures)

    def _place(self, is_broken: bool) -> QImage:
        ratio = 2
        width, height = scaled(_PLACE[0]), scaled(_PLACE[1])
        place = QImage(width * ratio, height * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        place.setDevicePixelRatio(ratio)
        place.fill(Qt.GlobalColor.transparent)
        painter = QPainter(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("line"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.colour("sidebar"))
        frame = QRectF(0.5, 0.5, width - 1, height - 1)
        painter.drawRoundedRect(frame, 10, 10)
        painter.setPen(self._theme.colour("dim"))
        painter.setFont(sans(13))
        words = "This picture cannot be shown." if is_broken else "The picture is not here yet."
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return place


def _shows(run: QTextFragment, address: str) -> bool:
    shape = run.charFormat()
    return shape.isImageFormat() and shape.toImageFormat().name() == address


def _decoded(data: bytes) -> QImage:
    """Return the picture no larger than the widest page shows it; a null one if there is none."""
    content = QByteArray(data)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MAX_PIXELS:
        return QImage()
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    widest = round(scaled(_PLACE[0]) * ratio)
    if size.width() > widest:
        reader.setScaledSize(size.scaled(widest, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if size.width() > widest:
        image.setDevicePixelRatio(ratio)
    return image
