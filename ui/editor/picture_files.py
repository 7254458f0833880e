"""Pictures from outside, as an entry may hold them."""

from __future__ import annotations

from pathlib import Path

from shadowjournal.entry import Picture
from shadowjournal.errors import BadPicture


def picture_of(data: bytes) -> Picture:
    """Return the picture in *data*. It takes a while: not for the main thread.

    Raises:
        BadPicture: there is none, or one that cannot be taken in.
    """
    from shadowjournal.pictures import read_picture  # brings all of Pillow with it

    return read_picture(data)


def picture_in(path: str) -> Picture:
    """Return the picture in the file *path*. It takes a while: not for the main thread.

    Raises:
        BadPicture: there is none, or one that cannot be taken in.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise BadPicture("The picture cannot be read.") from error
    return picture_of(data)
