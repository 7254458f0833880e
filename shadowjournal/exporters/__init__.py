"""Taking entries out of the journal: one file per target, one flat list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from shadowjournal.errors import BadExport
from shadowjournal.exporters.atomic import write_atomically
from shadowjournal.exporters.exporter import Book, Cancelled, Exporter
from shadowjournal.exporters.markdown import MarkdownExporter, MarkdownZipExporter
from shadowjournal.exporters.pdf import PdfExporter

__all__ = ["EXPORTERS", "Book", "Cancelled", "Exporter", "exporter_for", "write_atomically"]

EXPORTERS: Final[tuple[Exporter, ...]] = (
    PdfExporter(),
    MarkdownExporter(),
    MarkdownZipExporter(),
)


def exporter_for(path: Path) -> Exporter:
    """Return the exporter for files named like *path*.

    Raises:
        BadExport: there is none for this ending.
    """
    for exporter in EXPORTERS:
        if path.suffix.lower() in exporter.suffixes:
            return exporter
    endings = ", ".join(exporter.suffixes[0] for exporter in EXPORTERS)
    raise BadExport(f"A journal can be exported to files that end in {endings}.")
