"""Day One: its JSON export, as a zip, an unpacked folder or the bare JSON file beside ``photos/``.

Each entry holds its text twice, as Markdown (``text``) and as attributed runs (``richText``). The
latter keeps more (highlights, line breaks as they were typed), so it is taken where both say the
same words; ``text`` is what Day One promises to other programs, so it decides where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Raw, Struct, field
from msgspec.structs import fields
from typing_extensions import override

from shadowjournal.document import Document, Figure, Heading, clean_line, document
from shadowjournal.entry import MAX_TITLE, Entry, Moment, Source, clean_tags, new_id
from shadowjournal.errors import BadImport
from shadowjournal.formats.bounds import bounded, length
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers.dayone_media import EntryMedia, Medium, PhotoShelf
from shadowjournal.importers.dayone_rich import rich_document
from shadowjournal.importers.export_files import ExportFiles, open_export
from shadowjournal.importers.importer import Imported, Read, Skipped

MAX_JSON: Final = 512_000_000
MAX_TEXT: Final = 1_000_000
"""So many characters an entry may have; the longest of a real diary has 25,000."""

MAX_BLOCKS: Final = 20_000
"""So many paragraphs an entry may have: more would hold up the page that shows it."""

_HEAD: Final = 65_536
_ENTRIES: Final = re.compile(rb'"entries"\s*:\s*\[')
_MOMENT: Final = re.compile(r"!\[[^\]\n]*\]\(dayone-moment:/?/?(?:(\w+)/)?(\w*)[^)\s]*\)")
_BLANK_LINE: Final = re.compile("^[ \t\u200b]*\u200b[ \t\u200b]*$", re.MULTILINE)
_ESCAPE: Final = re.compile(
    rb"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<half>u[dD][89a-fA-F]..)|.)", re.DOTALL
)
_OFFSET: Final = re.compile(r"GMT([+-])0?(\d{1,2}):?00")

_UtcTime = Annotated[datetime, Meta(tz=True)]


class _Root(Struct, frozen=True):
    entries: list[Raw]


class _DayOneEntry(Struct, frozen=True):
    created: _UtcTime = field(name="creationDate")
    text: str | None = None
    rich: str | None = field(default=None, name="richText")
    uuid: str = ""
    edited: _UtcTime | None = field(default=None, name="modifiedDate")
    zone: str | None = field(default=None, name="timeZone")
    starred: bool = False
    tags: list[str] = []
    photos: list[Medium] = []
    videos: list[Medium] = []
    audios: list[Medium] = []
    pdfs: list[Medium] = field(default=[], name="pdfAttachments")

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Day One entry {self.uuid}>"


_ROOT: Final = msgspec.json.Decoder(_Root)
_ENTRY: Final = msgspec.json.Decoder(_DayOneEntry)
_ESSENTIAL: Final = frozenset({"creationDate", "text", "richText"})
_UNREAD: Final = (msgspec.MsgspecError, UnicodeError, RecursionError)


class DayOneImporter:
    """Reads Day One's JSON export."""

    name: Final = "Day One"

    def recognises(self, path: Path) -> bool:
        """Tell, from a short look, whether *path* is an export of Day One."""
        try:
            with open_export(path) as files:
                return any(_looks_ours(files.head(name, _HEAD)) for name in _journals(files))
        except BadImport:
            return False

    def count(self, path: Path) -> int:
        """Return how many entries `read` will yield.

        Raises:
            BadImport: as `read`.
        """
        with _opened(path) as files:
            return sum(len(_entries(files, name)) for name in _journals(files))

    def read(self, path: Path) -> Iterator[Read]:
        """Yield the entries one by one, in the order of the file.

        Raises:
            BadImport: the file is no such export, is damaged, or was built to do harm.
        """
        with _opened(path) as files:
            shelf = PhotoShelf(files)
            seen: dict[str, int] = {}
            number = 0
            for name in _journals(files):
                for raw in _entries(files, name):
                    number += 1
                    yield _read_entry(raw, number, shelf, seen)


@contextmanager
def _opened(path: Path) -> Iterator[ExportFiles]:
    with open_export(path, rooms=("photos",)) as files:
        if not _journals(files):
            raise BadImport("There is no journal of Day One in this file.")
        yield files


def _journals(files: ExportFiles) -> list[str]:
    """Return the names of the files that hold entries: an export can have several journals."""
    return [name for name in files.names if "/" not in name and name.lower().endswith(".json")]


def _looks_ours(head: bytes) -> bool:
    return b'"creationDate"' in head or (
        b'"metadata"' in head and _ENTRIES.search(head) is not None
    )


def _entries(files: ExportFiles, name: str) -> list[Raw]:
    data = files.read(name, MAX_JSON).removeprefix(b"\xef\xbb\xbf")
    try:
        try:
            return _ROOT.decode(data).entries
        except msgspec.DecodeError:
            return _ROOT.decode(_ESCAPE.sub(_whole, data)).entries
    except RecursionError as error:
        raise BadImport("The journal in the export is nested too deeply to be honest.") from error
    except _UNREAD as error:
        raise BadImport("The journal in the export is damaged or not from Day One.") from error


def _whole(escape: re.Match[bytes]) -> bytes:
    """Return an escape of JSON; the sign for a lost letter where it is half of a letter.

    Programs that cut a text by its length leave half an emoji, which is not JSON any more.
    """
    return b"\\ufffd" if escape["half"] else escape[0]


def _read_entry(raw: Raw, number: int, shelf: PhotoShelf, seen: dict[str, int]) -> Read:
    try:
        found, unread = _decoded(raw)
    except _UNREAD:
        return Skipped(f"entry {number}", "It is damaged: its date or its text is not readable.")
    label = f"entry {number}, {found.created.date().isoformat()}"
    too_long = Skipped(label, f"It is longer than {MAX_TEXT:,} characters.")
    if len(found.text or "") > MAX_TEXT or len(found.rich or "") > 4 * MAX_TEXT:
        return too_long
    media = EntryMedia(shelf, found.photos)
    content = bounded(_content(found, media))
    if length(content) > MAX_TEXT:
        return too_long
    if len(content.blocks) > MAX_BLOCKS:
        return Skipped(label, f"It has more than {MAX_BLOCKS:,} paragraphs.")
    for kind, listed in (("video", found.videos), ("audio", found.audios), ("pdf", found.pdfs)):
        if listed:
            media.leave_out(kind)
    title, body = _title_apart(content)
    edited = found.edited or found.created
    entry = Entry(
        id=new_id(),
        written=Moment.at(found.created, _zone(found.zone)),
        created=found.created,
        edited=edited,
        title=title,
        document=body,
        tags=clean_tags(found.tags),
        starred=found.starred,
        source=Source("Day One", _source_id(found.uuid, raw, seen), edited),
    )
    notes = tuple(f"Its {name} could not be read." for name in unread)
    return Imported(entry, media.pictures, notes + media.notes)


def _decoded(raw: Raw) -> tuple[_DayOneEntry, tuple[str, ...]]:
    """Return the entry, and the names of the fields that had to be left out as unreadable."""
    try:
        return _ENTRY.decode(raw), ()
    except msgspec.DecodeError:
        parts = msgspec.json.decode(raw, type=dict[str, Raw])
    good: dict[str, object] = {}
    unread: list[str] = []
    for part in fields(_DayOneEntry):
        name = part.encode_name
        if name not in parts:
            continue
        try:
            good[name] = msgspec.json.decode(parts[name], type=part.type)
        except msgspec.DecodeError:
            if name in _ESSENTIAL:
                raise
            unread.append(name)
    return msgspec.convert(good, _DayOneEntry), tuple(unread)


def _content(found: _DayOneEntry, media: EntryMedia) -> Document:
    text, rich = found.text or "", found.rich or ""
    by_runs = rich_document(rich, media.block) if rich else None
    if by_runs is not None and not text.strip():
        return _with_loose_photos(by_runs, media)
    by_text = _from_text(text, media)
    taken = by_runs if by_runs is not None and _words(by_runs) == _words(by_text) else by_text
    return _with_loose_photos(taken, media)


def _from_text(text: str, media: EntryMedia) -> Document:
    addresses: dict[str, str] = {}

    def settled(match: re.Match[str]) -> str:
        block = media.block(match[1] or "photo", match[2])
        if isinstance(block, Figure):
            address = f"picture:{block.picture}"
            addresses[address] = block.picture
            return f"![]({address})"
        return f"\\{plain_text(document([block]))}"

    if "\u200b" in text:  # these two look first, for most texts have neither
        text = _BLANK_LINE.sub("", text)
    if "dayone-moment" in text:
        text = _MOMENT.sub(settled, text)
    return from_markdown(text, addresses)


def _words(content: Document) -> str:
    return "".join(letter for letter in plain_text(content) if letter.isalnum())


def _with_loose_photos(content: Document, media: EntryMedia) -> Document:
    """Return *content* with the photos that its text does not place at its end."""
    loose = media.loose(content.pictures)
    if not loose:
        return content
    return document([*(() if content.is_empty else content.blocks), *loose])


def _title_apart(content: Document) -> tuple[str, Document]:
    """Return a heading of the first level at the top as the title, and the rest.

    One that is too long for a title, or holds a link, stays where it is: nothing is lost.
    """
    first, *rest = content.blocks
    if not isinstance(first, Heading) or first.level != 1 or any(s.link for s in first.spans):
        return "", content
    title = clean_line("".join(span.text for span in first.spans))
    return (title, document(rest)) if len(title) <= MAX_TITLE else ("", content)


def _zone(name: str | None) -> str | None:
    """Return the zone *name*; where Day One knew the offset only, the zone of that offset."""
    offset = _OFFSET.fullmatch(name or "")
    if offset is None:
        return name or None
    sign = "-" if offset[1] == "+" else "+"  # in Etc/GMT names, west is plus
    return f"Etc/GMT{sign}{offset[2]}"


def _source_id(uuid: str, raw: Raw, seen: dict[str, int]) -> str:
    """Return *uuid*, or what follows from the content where there is none or it comes again."""
    own = clean_line(uuid)[:100]
    seen[own] = seen.get(own, 0) + 1
    if own and seen[own] == 1:
        return own
    return blake2b(bytes(raw), digest_size=16).hexdigest()
