"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from shadowjournal.errors import CannotWrite


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* to the file *path*, readable by its owner only.

    The data goes to a temporary file beside it, to the disk, and then under its name: a crash
    leaves the old file or the new one, never half of one. What fails leaves nothing behind.

    Raises:
        CannotWrite: the folder is not there or read-only, or the disk is full.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    except OSError as error:
        raise CannotWrite(f"Nothing can be written to this folder: {_reason(error)}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise CannotWrite(f"The file cannot be written: {_reason(error)}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring the new name itself to the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or "the system refuses").lower()
