"""What every importer is, and what it hands over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct
from typing_extensions import override

from shadowjournal.entry import Entry, Picture


class Imported(Struct, frozen=True, omit_defaults=True):
    """An entry that was read, with the pictures that stand in it.

    ``notes`` say, each in one sentence, what of it could not be brought along.
    """

    entry: Entry
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()

    @override
    def __repr__(self) -> str:
        return f"<Imported {self.entry!r} with {len(self.pictures)} pictures>"


class Skipped(Struct, frozen=True):
    """An entry that could not be read.

    ``entry`` names it without quoting it, by its day or its place in the file; ``reason`` is one
    sentence.
    """

    entry: str
    reason: str


Read: TypeAlias = Imported | Skipped


class Importer(Protocol):
    """Reads the files of one other program. It keeps nothing between calls."""

    @property
    def name(self) -> str:
        """The program, as its users call it."""
        ...

    def recognises(self, path: Path) -> bool:
        """Tell, from a short look, whether *path* is an export of this program."""
        ...

    def count(self, path: Path) -> int:
        """Return how many entries `read` will yield, imported and skipped together.

        Raises:
            BadImport: as `read`.
        """
        ...

    def read(self, path: Path) -> Iterator[Read]:
        """Yield the entries one by one, in the order of the file.

        Nothing is written to disk on the way.

        Raises:
            BadImport: the file as a whole cannot be read. One bad entry is `Skipped` instead.
        """
        ...
