"""Binding the pieces of a long book: one file, page labels, an outline by month, live contents."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    Fit,
    NameObject,
    TextStringObject,
)

from shadowjournal.entry import Entry
from shadowjournal.errors import BadExport
from shadowjournal.exporters.exporter import Cancelled, IsCancelled
from shadowjournal.exporters.words import long_date, month

_ENTRY: Final = "entry:"
"""What stands before an entry's number in links to it from a piece that was typeset apart."""


def entry_pages(pdf: bytes) -> tuple[list[int], int]:
    """Return on which pages of a piece its entries begin, from 0, and how many pages it has."""
    reader = PdfReader(BytesIO(pdf))
    begins = [
        reader.get_destination_page_number(mark)
        for mark in reader.outline
        if isinstance(mark, Destination)
    ]
    if None in begins:
        raise BadExport("The pages could not be bound.")
    return [begin for begin in begins if begin is not None], len(reader.pages)


def bind(
    front: bytes,
    pieces: Sequence[bytes],
    entries: Sequence[Entry],
    pages: Sequence[int],
    is_cancelled: IsCancelled,
) -> bytes:
    """Return one PDF of *front* and *pieces*.

    *pages* are the printed numbers of the pages on which the *entries* begin.

    Raises:
        Cancelled: *is_cancelled* turned true.
    """
    writer = PdfWriter()
    for part in (front, *pieces):
        if is_cancelled():
            raise Cancelled
        writer.append(PdfReader(BytesIO(part)), import_outline=False)
    before = len(PdfReader(BytesIO(front)).pages)
    places = [before + page - 1 for page in pages]
    for page in writer.pages:
        _make_links_live(page, writer, places)
    _add_outline(writer, entries, places)
    writer.set_page_label(0, 0, prefix="Cover")
    if before > 1:
        writer.set_page_label(1, before - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(before, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL)
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    writer.metadata = {"/Title": "Journal"}
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _make_links_live(page: PageObject, writer: PdfWriter, places: Sequence[int]) -> None:
    """Point the links that name an entry, those of the contents and others, at its page."""
    for reference in page.get("/Annots", ArrayObject()):
        annotation = reference.get_object()
        action = annotation.get("/A", DictionaryObject())
        address = str(action.get("/URI", ""))
        if address.startswith(_ENTRY):
            target = writer.pages[places[int(address.removeprefix(_ENTRY))]]
            del annotation["/A"]
            annotation[NameObject("/Dest")] = ArrayObject(
                [target.indirect_reference, NameObject("/Fit")]
            )


def _add_outline(writer: PdfWriter, entries: Sequence[Entry], places: Sequence[int]) -> None:
    shown = ""
    parent = None
    for entry, place in zip(entries, places, strict=True):
        day = entry.written.day
        if month(day) != shown:
            shown = month(day)
            parent = writer.add_outline_item(
                title=shown, page_number=place, fit=Fit.fit(), is_open=False
            )
        title = f"{long_date(day)} {entry.title}".rstrip()
        writer.add_outline_item(title=title, page_number=place, parent=parent, fit=Fit.fit())
