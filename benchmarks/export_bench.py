"""Typesetting a month, a year and ten years of a diary."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, cast

import typst
from pypdf import PdfReader

from benchmarks.figure import Figure
from benchmarks.memory import PeakOfChildren
from benchmarks.timing import in_turn
from shadowjournal.entry import Entry
from shadowjournal.exporters import Book
from shadowjournal.exporters.pdf import PdfExporter
from shadowjournal.exporters.typeset import typeset
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.formats.to_typst import literal
from shadowjournal.importers import Imported

_YEAR = 365  # entries; Typst takes gigabytes for the whole diary in one go
_BOOKS = (("a month", 31, 7), ("a year", _YEAR, 3), ("the whole diary", None, 1))


def figures(entries: Sequence[Imported]) -> list[Figure]:
    """Measure with *entries*, the oldest first."""
    diary = tuple(arrival.entry for arrival in entries)
    with PeakOfChildren() as bare:
        (start,) = in_turn(7, _one_line)
    with PeakOfChildren() as whole:
        speeds = [_book(name, diary[:count], runs) for name, count, runs in _BOOKS]
    return [
        *speeds,
        Figure("PDF, start of its process", start, None, "s", "in every PDF"),
        Figure("PDF, memory of its process", whole.peak, bare.peak, "MB", "<= 500 MB"),
    ]


def _book(name: str, entries: tuple[Entry, ...], runs: int) -> Figure:
    books: list[bytes] = []
    bare_books: list[bytes] = []
    ours, bare = in_turn(
        runs,
        lambda: books.append(_typeset(entries)),
        lambda: bare_books.append(_bare_typst(entries[:_YEAR])),
    )
    pages, bare_pages = _pages(books[-1]), _pages(bare_books[-1])
    title = f"PDF of {name}, {pages:,} pages"
    return Figure(title, pages / ours, bare_pages / bare, "pages/s", ">= 100")


def _typeset(entries: tuple[Entry, ...]) -> bytes:
    book = Book("The Diary", entries, {})
    return PdfExporter().export(book, lambda _done, _all: None, lambda: False)


def _one_line() -> bytes:
    return typeset({"main": "One line."}, lambda: False)


def _bare_typst(entries: tuple[Entry, ...]) -> bytes:
    """The same words on the same paper, and nothing else: no process, contents or look."""
    words = "\n".join(f"#{literal(plain_text(entry.document))}\n" for entry in entries)
    source = f'#set page("a5")\n#set text(font: "Libertinus Serif")\n{words}'
    # The stubs do not know that files can come from memory.
    return typst.compile(cast("Any", {"main": source.encode()}), format="pdf")


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)
