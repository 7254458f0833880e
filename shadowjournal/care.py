"""Lines that people can turn to, by the region they choose."""

from __future__ import annotations

from importlib import resources
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct, field

LineKind: TypeAlias = Literal["danger", "talk", "harm", "directory"]

KINDS: tuple[LineKind, ...] = ("danger", "talk", "harm", "directory")
"""The order in which help is shown: what cannot wait comes first."""

DEFAULT_REGION = "international"


class Region(Struct, frozen=True):
    """A part of the world to choose from."""

    id: str
    title: str


class Line(Struct, frozen=True):
    """One line or directory.

    ``number`` is what one dials or the address one opens; ``how`` says in what ways it is reached.
    ``hours``, ``cost`` and ``language`` are empty where they are not known. ``source`` names the
    organisation that published it, ``last_verified`` how and when it was checked.
    """

    regions: tuple[str, ...]
    kind: LineKind
    name: str
    number: str
    how: str
    source: str
    last_verified: str
    hours: str = ""
    cost: str = ""
    language: str = ""


class Help(Struct, frozen=True):
    """All regions and their lines."""

    regions: tuple[Region, ...] = field(name="region")
    lines: tuple[Line, ...] = field(name="line")

    def lines_for(self, region: str, kind: LineKind) -> tuple[Line, ...]:
        """Return the lines of one kind in *region*; an unknown region is the international one."""
        chosen = region if any(known.id == region for known in self.regions) else DEFAULT_REGION
        return tuple(line for line in self.lines if line.kind == kind and chosen in line.regions)


def built_in() -> Help:
    """Return the lines that come with the program. They need no network."""
    file = resources.files("resources") / "help" / "help.en.toml"
    return msgspec.toml.decode(file.read_bytes(), type=Help)
