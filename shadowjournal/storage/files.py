"""What a file says of itself before SQLite opens it, and how SQLite opens it untouched."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from shadowjournal.errors import UnreadableFile

OURS = 0x534A_6E6C  # "SJnl", so that other programs' databases are told apart
_HEAD, _ID_AT = 100, slice(68, 72)  # where SQLite keeps the application_id
_WRITTEN_AT, _WRITTEN = 18, {1, 2}  # and how the file is written: with a journal, with a log


def is_journal(path: Path) -> bool:
    """Tell whether the file at *path* begins as a journal of ours does.

    Raises:
        UnreadableFile: the system does not let it be read.
    """
    # Without SQLite, which would change what is not its own.
    head = _head(path)
    return head.startswith(b"SQLite format 3\0") and head[_ID_AT] == OURS.to_bytes(4, "big")


def can_be_written(path: Path) -> bool:
    """Tell whether SQLite would write to the file at *path*, as its head says.

    Where that byte was changed, all of a file can be read, and nothing more be saved in it.

    Raises:
        UnreadableFile: the system does not let it be read.
    """
    return _head(path)[_WRITTEN_AT] in _WRITTEN


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile("The journal's file cannot be read.") from error


def unchanging(path: Path) -> str:
    """Return what SQLite calls the file at *path* where nothing may be written beside it."""
    return f"{unwritten(path)}&immutable=1"


def unwritten(path: Path) -> str:
    """Return what SQLite calls the file at *path* where nothing may be written to it."""
    place = path.absolute().as_posix()
    root = "" if place.startswith("/") else "/"  # before the letter of a drive
    return f"file://{root}{quote(place, safe='/:')}?mode=ro"
