"""A book as Typst source: cover, contents, entries, pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Final

from shadowjournal.document import Block, Document, Figure, Paragraph, Span, document
from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters.words import how_many, long_date, month, time_span
from shadowjournal.formats.to_typst import literal, to_typst
from shadowjournal.linking import EntryAddress, nowhere

# In points: the width of the text on the page, and the height that leaves room for words.
_WIDEST: Final = 311.0
_HIGHEST: Final = 330.0
_POINTS_PER_PIXEL: Final = 0.5

_IMPORT: Final = '#import "book.typ": *\n'


def look() -> str:
    """Return ``book.typ``, which says how everything looks."""
    return files("resources").joinpath("typst", "book.typ").read_text(encoding="utf-8")


def front(title: str, entries: Sequence[Entry], pages: Sequence[int] | None = None) -> str:
    """Return the markup of the cover and the contents.

    *pages* are the numbers of the pages on which the entries begin, for a front that is typeset
    apart from them; without, Typst finds them.
    """
    rows: list[str] = []
    shown = ""
    for number, entry in enumerate(entries):
        day = entry.written.day
        if month(day) != shown:
            shown = month(day)
            rows.append(literal(shown))
        at = "none" if pages is None else str(pages[number])
        name = literal(entry.title or long_date(day).split(",")[0])
        rows.append(f"({literal(str(day.day))}, {name}, {at}, {number})")
    cover = ", ".join(map(literal, (title, time_span(entries), how_many(len(entries)))))
    listed = "".join(f"{row},\n" for row in rows)
    return f"#sj-cover({cover})\n#sj-contents((\n{listed}))\n"


def whole(front_matter: str, body: str) -> str:
    """Return the source of a book in one piece."""
    return (
        f"{_IMPORT}#let sj-see = sj-see-here\n#show: sj-book\n{front_matter}"
        f'#set page(numbering: "1")\n#counter(page).update(1)\n{body}'
    )


def piece(body: str, first_page: int = 1) -> str:
    """Return the source of a piece of a long book."""
    return (
        f"{_IMPORT}#let sj-see = sj-see-bound\n"
        f"#show: sj-book.with(first-page: {first_page})\n{body}"
    )


def section(
    number: int,
    entry: Entry,
    pictures: Mapping[str, Picture],
    entry_address: EntryAddress = nowhere,
) -> str:
    """Return the markup of the entry with this *number* in the book, counted from 0.

    *entry_address* tells the numbers of those it links to.
    """
    tags = "".join(f"{literal(tag)}, " for tag in entry.tags)
    prompt = literal(entry.prompt.text) if entry.prompt is not None else "none"
    content = _with_pictures_at_hand(entry.document, pictures)
    body = to_typst(content, picture_file, entry_address)
    return (
        f"#sj-entry({number}, date: {literal(long_date(entry.written.day))}, "
        f"title: {literal(entry.title)}, tags: ({tags}), prompt: {prompt})\n{body}\n\n"
    )


def picture_file(picture: str) -> str:
    """Return the name of the file that holds the picture with this id."""
    return f"{picture}.svg"


def picture_files(
    entries: Sequence[Entry], pictures: Mapping[str, Picture]
) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of the files of the pictures in *entries*."""
    used = dict.fromkeys(name for entry in entries for name in entry.document.pictures)
    for name in used:
        if name in pictures:
            yield picture_file(name), _wrapped(pictures[name])


def _with_pictures_at_hand(content: Document, pictures: Mapping[str, Picture]) -> Document:
    def at_hand(block: Block) -> Block:
        if not isinstance(block, Figure) or block.picture in pictures:
            return block
        return Paragraph((Span(f"[picture: {block.alt}]" if block.alt else "[picture]"),))

    return document(at_hand(block) for block in content.blocks)


def _wrapped(picture: Picture) -> str:
    """Return *picture* inside an SVG, the one way in which Typst takes a picture from memory."""
    width, height = picture.width * _POINTS_PER_PIXEL, picture.height * _POINTS_PER_PIXEL
    scale = min(1.0, _WIDEST / width, _HIGHEST / height)
    width, height = width * scale, height * scale
    data = b64encode(picture.data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}">'
        f'<image width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" '
        f'href="data:{picture.media_type};base64,{data}"/></svg>'
    )
