"""SQLCipher with FTS5: the index lies on the disk, encrypted page by page.

It is given its key as bytes, as we are, and need not stretch a passphrase.
"""

from __future__ import annotations

from pathlib import Path

from sqlcipher3 import dbapi2
from typing_extensions import override

from benchmarks.peers.fts5 import Words
from benchmarks.peers.serving import run

_KEY = bytes(range(32)).hex()


class OnDisk(Words):
    """Made once, and opened where it lies."""

    @override
    def make(self, place: Path) -> None:
        self.open(place)
        self.fill(place)
        self.database.close()

    @override
    def open(self, place: Path) -> None:
        self.database = dbapi2.connect(str(place / "sqlcipher.db"))
        self.database.execute(f"PRAGMA key = \"x'{_KEY}'\"")


if __name__ == "__main__":
    run(OnDisk())
