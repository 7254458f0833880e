"""Bringing entries in from other programs: one file per program, one flat list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shadowjournal.errors import BadImport
from shadowjournal.importers.dayone import DayOneImporter
from shadowjournal.importers.importer import Imported, Importer, Read, Skipped

__all__ = ["IMPORTERS", "Imported", "Importer", "Read", "Skipped", "importer_for"]

IMPORTERS: Final[tuple[Importer, ...]] = (DayOneImporter(),)


def importer_for(path: Path) -> Importer:
    """Return the importer that knows the file or folder at *path*.

    Raises:
        BadImport: none does, or there is nothing there.
    """
    if not path.exists():
        raise BadImport("There is no such file.")
    for importer in IMPORTERS:
        if importer.recognises(path):
            return importer
    raise BadImport("This is not an export of a journal that can be read.")
