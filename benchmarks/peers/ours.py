"""This project: a sealed journal, opened with its key and asked as the window asks it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from typing_extensions import override

from benchmarks.peers.serving import Peer, run
from benchmarks.queries import Query
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.results import AT_FIRST
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain

FOLDER = "sealed"
_COPY = "opened"
_PAUSE = 0.2  # seconds


class Ours(Peer):
    """The journal that lies sealed in a folder of the place, in a copy that nobody has opened."""

    def __init__(self) -> None:
        self._folder: JournalFolder | None = None
        self._key: JournalKey | None = None
        self._journal: Journal | None = None

    @override
    def make(self, place: Path) -> None:
        shutil.rmtree(place / _COPY, ignore_errors=True)
        shutil.copytree(place / FOLDER, place / _COPY)

    @override
    def prepare(self, place: Path) -> None:
        """Hold the folder, and get the key out of the keyring."""
        self._folder = JournalFolder(place / _COPY)
        self._folder.take()
        self._key = self._folder.vault().unlock_with_keychain(SystemKeychain.find)

    @override
    def open(self, place: Path) -> None:
        assert self._folder is not None
        assert self._key is not None
        self._journal = self._folder.open(self._key)
        while not self._journal.is_read:
            self._journal.read_some()

    @override
    def close(self) -> None:
        """Close it, after all that the window does meanwhile, such as keeping what helps later."""
        if self._journal is None or self._folder is None:
            return
        self._journal.read_all()
        while not self._journal.keep_index():
            pass
        time.sleep(_PAUSE)  # what is kept is written aside
        while [*self._folder.path.glob("*.unfinished")]:
            time.sleep(_PAUSE)
        self._journal.close()

    @override
    def search(self, query: Query) -> int | None:
        assert self._journal is not None
        self._journal.search(query.typed, AT_FIRST)
        return None

    @override
    def count(self, query: Query) -> int | None:
        assert self._journal is not None
        return sum(self._journal.count(query.typed).years.values())


if __name__ == "__main__":
    run(Ours())
