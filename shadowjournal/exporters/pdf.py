"""PDF: a book with a cover, contents and an outline.

A long book is typeset in pieces, each in a process that gives its memory back, and bound
afterwards: in one go, two thousand pages would take gigabytes. A piece begins on a new page, so
it is cut where a month begins, if there is such a place. Only a book made in one go is tagged for
reading aloud: the tags of pieces cannot be bound together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from typing_extensions import override

from shadowjournal.entry import Entry
from shadowjournal.errors import BadExport
from shadowjournal.exporters import book_source
from shadowjournal.exporters.exporter import Book, Cancelled, IsCancelled, Progress, in_order
from shadowjournal.exporters.typeset import typeset
from shadowjournal.exporters.words import month

WHOLE: Final = 1_400_000
"""The weight of a book that is still typeset in one go: characters of source, some 500 pages."""

PIECE: Final = 700_000
"""The weight of a piece of a longer book."""

_PICTURE_BYTES_PER_CHARACTER: Final = 100  # so a piece has at most some 70 MB of pictures


class _Section(Struct, frozen=True):
    entry: Entry
    source: str
    weight: int

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Section of {self.entry!r}>"


class PdfExporter:
    """Typesets a book."""

    name: Final = "PDF"
    suffixes: Final = (".pdf",)

    def export(self, book: Book, progress: Progress, is_cancelled: IsCancelled) -> bytes:
        """Return the PDF of *book*. It can be read by anyone who gets hold of it.

        Raises:
            BadExport: the book has no entries, or cannot be typeset.
            Cancelled: *is_cancelled* turned true.
        """
        if not book.entries:
            raise BadExport("There are no entries to export.")
        progress(0, len(book.entries))
        sections = list(_sections(book, is_cancelled))
        if sum(section.weight for section in sections) <= WHOLE:
            pdf = _in_one_go(book, sections, is_cancelled)
        else:
            pdf = _in_pieces(book, list(_pieces(sections)), progress, is_cancelled)
        progress(len(book.entries), len(book.entries))
        return pdf


def _sections(book: Book, is_cancelled: IsCancelled) -> Iterator[_Section]:
    entries = in_order(book)
    numbers = {entry.id: str(number) for number, entry in enumerate(entries)}
    for number, entry in enumerate(entries):
        if is_cancelled():
            raise Cancelled
        source = book_source.section(number, entry, book.pictures, numbers.get)
        pictures = (book.pictures.get(name) for name in entry.document.pictures)
        size = sum(len(picture.data) for picture in pictures if picture is not None)
        yield _Section(entry, source, len(source) + size // _PICTURE_BYTES_PER_CHARACTER)


def _pieces(sections: Sequence[_Section]) -> Iterator[list[_Section]]:
    """Yield sections of at most `PIECE` together, cut at a new month once half of it is there."""
    piece: list[_Section] = []
    weight = 0
    for section in sections:
        new_month = piece and month(section.entry.written.day) != month(piece[-1].entry.written.day)
        if piece and (weight + section.weight > PIECE or (new_month and weight > PIECE // 2)):
            yield piece
            piece, weight = [], 0
        piece.append(section)
        weight += section.weight
    yield piece


def _in_one_go(book: Book, piece: Sequence[_Section], is_cancelled: IsCancelled) -> bytes:
    front = book_source.front(book.title, [section.entry for section in piece])
    source = book_source.whole(front, _body(piece))
    return typeset(_sources(book, piece, source), is_cancelled)


def _in_pieces(
    book: Book, pieces: Sequence[Sequence[_Section]], progress: Progress, is_cancelled: IsCancelled
) -> bytes:
    # pypdf takes 0.1 s to load, and only a long book is bound.
    from shadowjournal.exporters.binding import bind, entry_pages

    entries = [section.entry for piece in pieces for section in piece]
    printed: list[bytes] = []
    pages: list[int] = []  # where the entries begin
    next_page = 1
    for piece in pieces:
        source = book_source.piece(_body(piece), next_page)
        pdf = typeset(_sources(book, piece, source), is_cancelled, tagged=False)
        begins, count = entry_pages(pdf)
        printed.append(pdf)
        pages += [next_page + begin for begin in begins]
        next_page += count
        progress(len(pages), len(entries))
    front = book_source.piece(book_source.front(book.title, entries, pages))
    cover_and_contents = typeset(_sources(book, (), front), is_cancelled, tagged=False)
    return bind(cover_and_contents, printed, entries, pages, is_cancelled)


def _body(piece: Sequence[_Section]) -> str:
    return "".join(section.source for section in piece)


def _sources(book: Book, piece: Sequence[_Section], main: str) -> dict[str, str]:
    entries = [section.entry for section in piece]
    pictures = dict(book_source.picture_files(entries, book.pictures))
    return {"main": main, "book.typ": book_source.look(), **pictures}
