"""Files of the user's, read with a bound. Nothing else that has a name is waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from shadowjournal.errors import Refused

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe with a name opens without waiting for somebody to write into it."""


class NotPlain(Refused):
    """A folder, a pipe, a device: nothing that holds a text or a picture."""


def first_bytes(path: Path, size: int) -> bytes:
    """Return the first *size* bytes of the file at *path*, or all where it is shorter.

    Raises:
        NotPlain: it is no file that holds bytes.
        OSError: the system does not give it.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotPlain("This is not a file that can be read.")
        return file.read(size)
