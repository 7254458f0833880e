"""Who else on this computer may open the journal's folder.

What is in it is sealed; that it is there, how much it holds and when it was used is not, and
whoever may write there may delete it. Windows keeps such rights elsewhere, and nothing is said of
them here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = "journal"
"""How the names of all files begin that the program puts into the folder."""


def open_to_others(folder: Path) -> tuple[Path, ...]:
    """Return which of *folder* and the journal's files in it others than their owner may open."""
    if os.name == "nt":
        return ()
    found: list[Path] = []
    with suppress(OSError):  # what cannot be looked at is not open to others either
        found = [file for file in sorted(folder.iterdir()) if _is_ours(file)]
    return tuple(place for place in (folder, *found) if _is_open(place))


def make_private(places: Sequence[Path]) -> tuple[Path, ...]:
    """Let only their owner open *places*; return those with which that cannot be done.

    Some belong to somebody else, and some disks know no such rights.
    """
    for place in places:
        with suppress(OSError):
            place.chmod(stat.S_IMODE(place.stat().st_mode) & ~_OTHERS)
    return tuple(place for place in places if _is_open(place))


def _is_ours(file: Path) -> bool:
    return file.name.startswith(_OURS) and not file.is_symlink() and file.is_file()


def _is_open(place: Path) -> bool:
    try:
        return bool(place.stat().st_mode & _OTHERS)
    except OSError:
        return False
