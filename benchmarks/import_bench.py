"""Bringing ten years of a diary in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from markdown_it import MarkdownIt

from benchmarks.corpus import CORPUS, a_journal_of
from benchmarks.figure import Figure
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

    parsed = min(_seconds(parse_only) for _ in range(_RUNS))
    reading = min(_seconds(read) for _ in range(_RUNS))
    sealing = _seconds(lambda: a_journal_of(place / "sealed", entries))
    return [
        Figure("import, reading only", count / reading, count / parsed, "entries/s", ">= 4,000"),
        Figure("import", count / (reading + sealing), count / parsed, "entries/s", ">= 1,000"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
