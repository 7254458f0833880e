"""Pictures that were put on the clipboard or dropped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from shadowjournal.errors import BadPicture
from shadowjournal.plain_files import NotPlain, first_bytes

MAX_PICTURE_BYTES: Final = 60_000_000
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif"}
_ADDRESSES = ("http://", "https://", "data:", "file:")
_ENCODED: Final = ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp")

PictureSource: TypeAlias = Callable[[], bytes]
"""Gives the bytes of a picture's file; it may take its time, on any thread."""


def holds_picture(data: QMimeData) -> bool:
    """Tell whether *data* is a picture, or files that are called as pictures are."""
    is_image = data.hasImage() and (not data.hasText() or _is_address(data.text()))
    return is_image or bool(_files(data))


def pictures_in(data: QMimeData) -> list[PictureSource]:
    """Return what gives the pictures in *data*. Nothing is read or decoded before it is called."""
    files = _files(data)
    if files:
        return [partial(read_file, path) for path in files]
    for kind in _ENCODED:
        if data.hasFormat(kind):
            return [partial(bytes, data.data(kind).data())]
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return [partial(_png, image)]
    return []


def read_file(path: Path) -> bytes:
    """Return the file of a picture at *path*, up to a size that is no picture's any more.

    Raises:
        BadPicture: it cannot be read, or is no file.
    """
    try:
        return first_bytes(path, MAX_PICTURE_BYTES)
    except (OSError, ValueError, NotPlain) as error:
        raise BadPicture("The picture cannot be read.") from error


def _is_address(text: str) -> bool:
    """Tell whether *text* is where a picture came from: what browsers put beside it."""
    words = text.split()
    return len(words) == 1 and words[0].lower().startswith(_ADDRESSES)


def _files(data: QMimeData) -> list[Path]:
    # By name alone: a look at the file may wait for a disk that sleeps or a network that is gone.
    places = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in places if path.suffix.lower() in _PICTURES]


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
