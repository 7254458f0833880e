"""Markdown: one text file, or a zip of the text and its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from shadowjournal.document import (
    MAX_LEVEL,
    Block,
    Figure,
    Heading,
    Paragraph,
    Quote,
    Span,
    clean_text,
    document,
)
from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters.exporter import Book, Cancelled, IsCancelled, Progress, in_order
from shadowjournal.exporters.words import long_date
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.linking import links_of

_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the same book makes the same bytes, whenever it is made


class MarkdownExporter:
    """Makes one Markdown file; in place of a picture stands what it shows."""

    name: Final = "Markdown"
    suffixes: Final = (".md", ".markdown")

    def export(self, book: Book, progress: Progress, is_cancelled: IsCancelled) -> bytes:
        """Return the Markdown of *book*: each entry under a heading of its date and title.

        Raises:
            Cancelled: *is_cancelled* turned true.
        """
        return _text(book, _described, progress, is_cancelled).encode()


class MarkdownZipExporter:
    """Makes a zip of one Markdown file and the pictures that stand in it."""

    name: Final = "Markdown with pictures"
    suffixes: Final = (".zip",)

    def export(self, book: Book, progress: Progress, is_cancelled: IsCancelled) -> bytes:
        """Return a zip with ``journal.md`` and ``pictures/``.

        Raises:
            Cancelled: *is_cancelled* turned true.
        """

        def kept(figure: Figure) -> Block:
            return figure if figure.picture in book.pictures else _described(figure)

        text = _text(book, kept, progress, is_cancelled)
        used = dict.fromkeys(name for entry in book.entries for name in entry.document.pictures)
        stream = BytesIO()
        with ZipFile(stream, "w") as archive:
            archive.writestr(ZipInfo("journal.md", _EPOCH), text, ZIP_DEFLATED)
            for name in used:
                picture = book.pictures.get(name)
                if picture is not None:
                    # Pictures are packed already.
                    archive.writestr(ZipInfo(_file(picture), _EPOCH), picture.data, ZIP_STORED)
        return stream.getvalue()


def _file(picture: Picture) -> str:
    return f"pictures/{picture.id}.{_ENDINGS[picture.media_type]}"


def _described(figure: Figure) -> Block:
    return Paragraph((Span(f"[picture: {figure.alt}]" if figure.alt else "[picture]"),))


def _text(
    book: Book, figure: Callable[[Figure], Block], progress: Progress, is_cancelled: IsCancelled
) -> str:
    def address(picture: str) -> str:
        return _file(book.pictures[picture])

    entries = in_order(book)
    anchors = _anchors(entries)

    def entry_address(entry_id: str) -> str | None:
        return f"#{anchors[entry_id]}" if entry_id in anchors else None

    texts: list[str] = []
    for done, entry in enumerate(entries):
        if is_cancelled():
            raise Cancelled
        progress(done, len(entries))
        if entry.id in anchors:
            texts.append(f'<a id="{anchors[entry.id]}"></a>')
        content = document(_blocks(entry, figure))
        texts.append(to_markdown(content, address, entry_address).strip("\n"))
    progress(len(entries), len(entries))
    return "\n\n".join(texts) + "\n" if texts else ""


def _anchors(entries: Sequence[Entry]) -> dict[str, str]:
    """Return names for the places of those of *entries* to which others link, by their ids.

    Programs do not agree on what a heading is called in a link.
    """
    linked = {target for entry in entries for target in links_of(entry.document)}
    return {e.id: f"entry-{place}" for place, e in enumerate(entries, 1) if e.id in linked}


def _blocks(entry: Entry, figure: Callable[[Figure], Block]) -> Iterator[Block]:
    date = long_date(entry.written.day)
    yield Heading(1, (Span(f"{date} — {entry.title}" if entry.title else date),))
    if entry.tags:
        yield Paragraph((Span(f"Tags: {', '.join(entry.tags)}", italic=True),))
    if entry.prompt is not None and clean_text(entry.prompt.text):
        yield Quote((Span(clean_text(entry.prompt.text)),))
    for block in () if entry.document.is_empty else entry.document.blocks:
        if isinstance(block, Figure):
            yield figure(block)
        elif isinstance(block, Heading):
            # The first level is for the entries.
            yield Heading(min(block.level + 1, MAX_LEVEL), block.spans)
        else:
            yield block
