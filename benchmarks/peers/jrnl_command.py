"""jrnl as it is used: ``jrnl -contains WORD -n 50``, a process that reads all of it each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typing_extensions import override

from benchmarks.peers import jrnl
from benchmarks.peers.serving import Peer, run
from benchmarks.queries import Query


class Command(Peer):
    """Holds nothing between one question and the next."""

    def __init__(self) -> None:
        self._place = Path()

    @override
    def make(self, place: Path) -> None:
        jrnl.make(place)

    @override
    def open(self, place: Path) -> None:
        self._place = place

    @override
    def search(self, query: Query) -> int | None:
        contains = [part for letters in query.letters for part in ("-contains", letters)]
        joins = ["-and"] if query.joins == "all" else []
        settings = str(jrnl.settings_file(self._place))
        subprocess.run(
            [
                sys.executable,
                "-m",
                "jrnl",
                "--config-file",
                settings,
                *contains,
                *joins,
                "-n",
                "50",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self._place)},
            check=True,
        )
        return None

    @override
    def count(self, query: Query) -> int | None:
        del query  # it counts what it shows
        return None


if __name__ == "__main__":
    run(Command())
