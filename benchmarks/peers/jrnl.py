"""jrnl, in its favour: its journal read once and held, and only its own ``-contains`` timed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jrnl import __version__
from jrnl.journals import Journal
from typing_extensions import override

from benchmarks.peers import plain
from benchmarks.peers.serving import Peer, run
from benchmarks.queries import SHOWN, Query


class Held(Peer):
    """Its entries in memory, as one call of its command has them."""

    def __init__(self) -> None:
        self._journal: Any = None
        self._entries: list[Any] = []

    @override
    def make(self, place: Path) -> None:
        make(place)

    @override
    def open(self, place: Path) -> None:
        self._journal = Journal("default", journal=str(text_file(place)))
        self._journal.open()
        self._entries = self._journal.entries

    @override
    def search(self, query: Query) -> int | None:
        self._journal.entries = self._entries
        self._journal.filter(contains=list(query.letters), strict=query.joins == "all")
        found = len(self._journal.entries)
        self._journal.limit(SHOWN)
        return found

    @override
    def count(self, query: Query) -> int | None:
        return self.search(query)


def make(place: Path) -> None:
    """Write the diary as its one text file, and its settings."""
    place.joinpath("jrnl").mkdir(exist_ok=True)
    with text_file(place).open("w", encoding="utf-8") as file:
        for page in plain.read(place):
            # At the beginning of a line it would take this for the date of another entry.
            body = re.sub(r"^\[", " [", page.body, flags=re.MULTILINE)
            file.write(f"[{page.day} {page.written[11:16]}] {page.title or page.day}\n{body}\n\n")
    # The rest of its settings it adds itself. YAML reads the strings of JSON.
    file_name, version = json.dumps(str(text_file(place))), json.dumps(__version__)
    settings = f"journals:\n  default: {file_name}\nversion: {version}\n"
    settings_file(place).write_text(settings, encoding="utf-8")


def text_file(place: Path) -> Path:
    return place / "jrnl" / "journal.txt"


def settings_file(place: Path) -> Path:
    return place / "jrnl" / "jrnl.yaml"


if __name__ == "__main__":
    run(Held())
