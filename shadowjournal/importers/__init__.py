"""Bringing entries in from other programs: one file per program, one flat list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shadowjournal.errors import BadImport
from shadowjournal.importers.dayone import DayOneImporter
from shadowjournal.importers.export_files import open_export
from shadowjournal.importers.importer import Imported, Importer, Read, Skipped

__all__ = ["IMPORTERS", "Imported", "Importer", "Read", "Skipped", "importer_for"]

IMPORTERS: Final[tuple[Importer, ...]] = (DayOneImporter(),)


def importer_for(path: Path) -> Importer:
    """Return the importer that knows the file or folder at *path*.

    Raises:
        BadImport: none does, there is nothing there, or it is an archive that cannot be read.
    """
    if not path.exists():
        raise BadImport("There is no such file.")
    for importer in IMPORTERS:
        if importer.recognises(path):
            return importer
    with open_export(path) as files:  # says why, where it is an archive that cannot be read
        for name in files.names[:1]:
            files.head(name, 1)
    raise BadImport("This is not an export of a journal that can be read.")
