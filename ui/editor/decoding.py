"""A picture that somebody is to decode, off the main thread."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader
from typing_extensions import override

from shadowjournal.entry import Picture
from shadowjournal.errors import BadPicture

MAX_PIXELS = 64_000_000


class Decoding(Struct, frozen=True, eq=False):
    """The picture that is to be decoded, and how large: call `read`, on any thread.

    ``is_large`` says that it is to be seen in full, and not on the page.
    """

    picture: Picture
    size: QSize
    is_large: bool = False

    @override
    def __repr__(self) -> str:
        return f"<Decoding of {self.picture.id}>"

    def read(self) -> QImage:
        """Return the picture in this size, in a form that is painted at once.

        Raises:
            BadPicture: it is damaged.
        """
        buffer = _opened(self.picture.data)  # has to live as long as its reader
        reader = QImageReader(buffer)
        if reader.size() != self.size:
            reader.setScaledSize(self.size)
        image = reader.read()
        if image.isNull():
            raise BadPicture("The picture is damaged and cannot be read.")
        forms = QImage.Format
        is_clear = image.hasAlphaChannel()
        image.convertTo(forms.Format_ARGB32_Premultiplied if is_clear else forms.Format_RGB32)
        return image


def pixels_of(picture: Picture) -> QSize | None:
    """Return the size of *picture* by its header; None where it cannot be shown."""
    buffer = _opened(picture.data)
    size = QImageReader(buffer).size()
    is_bad = size.isEmpty() or size.width() * size.height() > MAX_PIXELS
    return None if is_bad else size


def _opened(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
