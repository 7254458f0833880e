"""Bringing ten years of a diary in."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from markdown_it import MarkdownIt

from benchmarks.corpus import CORPUS, a_journal_of
from benchmarks.figure import Figure
from benchmarks.timing import in_turn
from shadowjournal.importers import Imported, importer_for

_RUNS = 3


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, with the *entries* of the corpus."""
    importer = importer_for(CORPUS)
    count = len(entries)

    def read() -> None:
        for _ in importer.read(CORPUS):
            pass

    def parse_only() -> None:
        with ZipFile(CORPUS) as archive:
            raw = json.loads(archive.read("Pepys.json"))["entries"]
        parser = MarkdownIt("commonmark")
        for entry in raw:
            parser.parse(entry["text"])

    folders = (place / str(number) for number in range(_RUNS))

    def seal() -> None:
        a_journal_of(next(folders), entries)

    parsed, reading, sealing = in_turn(_RUNS, parse_only, read, seal)
    return [
        Figure("import, reading only", count / reading, count / parsed, "entries/s", ">= 4,000"),
        Figure("import", count / (reading + sealing), count / parsed, "entries/s", ">= 1,000"),
    ]
