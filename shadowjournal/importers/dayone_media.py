"""What stands between the lines of a Day One entry: photos, and media that stay behind."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct, field

from shadowjournal.document import Block, Figure, Paragraph, Span
from shadowjournal.entry import Picture
from shadowjournal.errors import BadImport, BadPicture
from shadowjournal.importers.export_files import ExportFiles
from shadowjournal.pictures import MAX_BYTES, read_picture

_KEPT_READY: Final = 8
_KINDS: Final = {"photo": "photo", "video": "video", "audio": "audio", "pdfAttachment": "pdf"}
_WORDS: Final = {"video": "video", "audio": "audio recording", "pdf": "PDF"}


class Medium(Struct, frozen=True):
    """What Day One says of a file. Its file is called ``<md5>.<some ending>``."""

    identifier: str = ""
    md5: str = ""
    order: int = field(default=0, name="orderInEntry")


class PhotoShelf:
    """Finds and reads the photos of an export, and keeps the last few ready."""

    def __init__(self, files: ExportFiles) -> None:
        self._files = files
        self._ready: dict[str, Picture] = {}
        paths = ((PurePosixPath(name), name) for name in files.names)
        self._by_md5 = {
            path.stem.lower(): name for path, name in paths if path.parent.name == "photos"
        }

    def picture(self, md5: str) -> Picture | None:
        """Return the photo whose file is named *md5*, or None where the export lacks it.

        Raises:
            BadPicture: it is there, and cannot be read.
        """
        name = self._by_md5.get(md5.lower())
        if name is None:
            return None
        picture = self._ready.pop(name, None) or self._read(name)
        self._ready[name] = picture
        if len(self._ready) > _KEPT_READY:
            del self._ready[next(iter(self._ready))]
        return picture

    def _read(self, name: str) -> Picture:
        try:
            data = self._files.read(name, MAX_BYTES)
        except BadImport as error:
            raise BadPicture(str(error)) from error
        return read_picture(data)


class EntryMedia:
    """The media of one entry: what stands for each in the text, and what has to be said of them.

    ``notes`` are sentences for the report of the import.
    """

    def __init__(self, shelf: PhotoShelf, photos: list[Medium]) -> None:
        self._shelf = shelf
        self._photos = sorted(photos, key=lambda photo: photo.order)
        self._by_id = {photo.identifier.lower(): photo for photo in photos if photo.identifier}
        self._blocks: dict[str, Block] = {}
        self._pictures: dict[str, Picture] = {}
        self._notes: dict[str, None] = {}

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures that were found so far, each once."""
        return tuple(self._pictures.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be brought along, each said once."""
        return tuple(self._notes)

    def block(self, kind: str, identifier: str) -> Block:
        """Return the figure of the photo *identifier*, or a line that says what was here."""
        kind = _KINDS.get(kind, kind)
        if kind != "photo":
            return self.leave_out(kind)
        photo = self._by_id.get(identifier.lower())
        return self._missing() if photo is None else self._figure(photo)

    def loose(self, placed: tuple[str, ...]) -> list[Block]:
        """Return the blocks of the photos that the text does not place; *placed* are its figures.

        Exports of old versions list photos without saying where they stand.
        """
        unplaced = [photo for photo in self._photos if photo.md5 not in self._blocks]
        blocks = (self._figure(photo) for photo in unplaced)
        return [b for b in blocks if not isinstance(b, Figure) or b.picture not in placed]

    def leave_out(self, kind: str) -> Block:
        """Return a line that stands for a medium of a *kind* that no entry can hold."""
        word = _WORDS.get(kind, "attachment")
        article = "An" if word[0] in "aeiou" else "A"
        self._notes[f"{article} {word} was left out."] = None
        return Paragraph((Span(f"[{word} left out]"),))

    def _figure(self, photo: Medium) -> Block:
        if photo.md5 not in self._blocks:
            self._blocks[photo.md5] = self._read(photo)
        return self._blocks[photo.md5]

    def _read(self, photo: Medium) -> Block:
        try:
            picture = self._shelf.picture(photo.md5)
        except BadPicture as error:
            self._notes[f"A photo was left out: {error}"] = None
            return Paragraph((Span("[photo left out]"),))
        if picture is None:
            return self._missing()
        self._pictures[picture.id] = picture
        return Figure(picture.id)

    def _missing(self) -> Block:
        self._notes["A photo is not in the export."] = None
        return Paragraph((Span("[photo not in the export]"),))
