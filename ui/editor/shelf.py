"""The pictures of the page. Nothing is ever fetched: a picture is here, or a place is held."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from shadowjournal.entry import Picture

_MAX_PIXELS = 64_000_000
_MAX_KEPT = 24_000_000
"""So many pixels may lie decoded, 4 bytes each; what was shown longest ago goes first."""


class Shelf:
    """Keeps the pictures that were supplied, and of those in sight what is shown of them.

    A picture lies here as it was sealed. It is decoded when it is first painted, and no larger
    than that.
    """

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}
        self._sizes: dict[str, QSize] = {}
        self._shown: dict[str, QImage] = {}
        self._broken: set[str] = set()

    def put(self, picture: Picture) -> None:
        """Keep *picture*."""
        self.drop(picture.id)
        buffer = _opened(picture.data)
        size = QImageReader(buffer).size()
        if size.isEmpty() or size.width() * size.height() > _MAX_PIXELS:
            self._broken.add(picture.id)
        else:
            self._pictures[picture.id] = picture
            self._sizes[picture.id] = size

    def drop(self, picture_id: str) -> None:
        """Forget the picture."""
        for kept in (self._pictures, self._sizes, self._shown):
            kept.pop(picture_id, None)
        self._broken.discard(picture_id)

    def holds(self, picture_id: str) -> bool:
        """Tell whether the picture is here."""
        return picture_id in self._pictures

    def is_broken(self, picture_id: str) -> bool:
        """Tell whether the picture is here and cannot be shown."""
        return picture_id in self._broken

    def size(self, picture_id: str) -> QSize | None:
        """Return the pixels of the picture; None where it is not here."""
        return self._sizes.get(picture_id)

    def image(self, picture_id: str, width: int) -> QImage | None:
        """Return the picture at least *width* pixels wide, as far as it has them; None without it.

        One that turns out to be damaged is broken from then on.
        """
        size = self._sizes.get(picture_id)
        if size is None:
            return None
        width = min(width, size.width())
        found = self._shown.pop(picture_id, None)
        if found is None or found.width() < width - 1:  # a decoder may round down
            found = self.decoded(picture_id, size.scaled(width, _ENDLESS, _KEEP))
        if found is None:
            self.drop(picture_id)
            self._broken.add(picture_id)
            return None
        self._shown[picture_id] = found  # the last one of those shown
        self._make_room(picture_id)
        return found

    def decoded(self, picture_id: str, room: QSize) -> QImage | None:
        """Return the picture as large as *room* lets it be, and not larger than it is."""
        picture, size = self._pictures.get(picture_id), self._sizes.get(picture_id)
        if picture is None or size is None:
            return None
        buffer = _opened(picture.data)  # has to live as long as its reader
        reader = QImageReader(buffer)
        if size.width() > room.width() or size.height() > room.height():
            reader.setScaledSize(size.scaled(room, _KEEP).expandedTo(QSize(1, 1)))
        image = reader.read()
        return None if image.isNull() else image

    def keep(self, pictures: Collection[str]) -> None:
        """Forget every picture but *pictures*."""
        for gone in [*self._pictures, *self._broken]:
            if gone not in pictures:
                self.drop(gone)

    def _make_room(self, newest: str) -> None:
        kept = sum(image.width() * image.height() for image in self._shown.values())
        for picture_id in list(self._shown):
            if kept <= _MAX_KEPT or picture_id == newest:
                return
            image = self._shown.pop(picture_id)
            kept -= image.width() * image.height()


_ENDLESS = 1_000_000
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


def _opened(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
