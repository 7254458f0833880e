"""Typesetting a month, a year and ten years of a diary."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import typst
from pypdf import PdfReader

from benchmarks.figure import Figure
from shadowjournal.entry import Entry
from shadowjournal.exporters import Book
from shadowjournal.exporters.book_source import literal
from shadowjournal.exporters.pdf import PdfExporter
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported

_YARDSTICK = 200  # entries


def figures(_place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure with *entries*, the oldest first."""
    diary = tuple(arrival.entry for arrival in entries)
    bare = _bare_typst(diary[:_YARDSTICK])
    return [
        Figure(f"PDF of {name}", _book(diary[:count]), bare, "pages/s", ">= 100")
        for name, count in (("a month", 31), ("a year", 365), ("the whole diary", len(diary)))
    ]


def _book(entries: tuple[Entry, ...]) -> float:
    book = Book("The Diary", entries, {})
    start = time.perf_counter()
    pdf = PdfExporter().export(book, lambda _done, _all: None, lambda: False)
    return _pages(pdf) / (time.perf_counter() - start)


def _bare_typst(entries: tuple[Entry, ...]) -> float:
    """The same words on the same paper, and nothing else: no process, contents or look."""
    words = "\n".join(f"#{literal(plain_text(entry.document))}\n" for entry in entries)
    source = f'#set page("a5")\n#set text(font: "Libertinus Serif")\n{words}'
    start = time.perf_counter()
    # The stubs do not know that files can come from memory.
    pdf = typst.compile(cast("Any", {"main": source.encode()}), format="pdf")
    return _pages(pdf) / (time.perf_counter() - start)


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)
