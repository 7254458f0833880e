"""Which files SQLite has open in this program.

SQLite holds a file by locks that belong to the process, and POSIX drops all of them when the
process closes any handle on that file. What is open here is therefore never opened past SQLite:
another program could then take the journal for nobody's, and delete the log it is written to.
"""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import NamedTuple

# Of the whole process, as the locks are.
_open: Counter[FileId] = Counter()
_guard = threading.Lock()


class FileId(NamedTuple):
    """What tells a file from others, under whatever name it is reached."""

    device: int
    inode: int


def note_opened(path: Path) -> FileId:
    """Note that SQLite has opened the file at *path*; return what `note_closed` asks for."""
    found = path.stat()
    held = FileId(found.st_dev, found.st_ino)
    with _guard:
        _open[held] += 1
    return held


def note_closed(held: FileId) -> None:
    """Note that SQLite has closed the file *held*."""
    with _guard:
        _open[held] -= 1
        if _open[held] <= 0:
            del _open[held]


def is_held(path: Path) -> bool:
    """Tell whether SQLite has the file at *path* open in this program."""
    try:
        found = path.stat()
    except OSError:
        return False
    with _guard:
        return FileId(found.st_dev, found.st_ino) in _open
