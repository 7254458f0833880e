"""A program that is asked by another process: a line of JSON in, a line of JSON out.

It keeps the time itself, so that the way between the processes does not count.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
from pathlib import Path

from benchmarks.memory import resident
from benchmarks.queries import Query
from benchmarks.timing import seconds


class Peer:
    """One program."""

    def make(self, place: Path) -> None:
        """Keep the diary in the folder *place* as this program does, unless it is there."""

    def prepare(self, place: Path) -> None:
        """Do what is done before the clock runs."""

    def open(self, place: Path) -> None:
        """Do all that is needed before a question is answered over the whole diary."""
        raise NotImplementedError

    def search(self, query: Query) -> int | None:
        """Answer as somebody who types the query sees it; return how many entries, if known."""
        raise NotImplementedError

    def count(self, query: Query) -> int | None:
        """Return how many entries *query* finds; None where this program does not say."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave the diary."""


def run(peer: Peer) -> None:
    """Do what the command line asks of *peer*."""
    verb, place = sys.argv[1], Path(sys.argv[2])
    if verb == "make":
        peer.make(place)
        return
    answers = os.fdopen(os.dup(1), "w", buffering=1, encoding="ascii")
    os.dup2(2, 1)  # what the program itself prints is no answer
    peer.prepare(place)
    at_first = _held()
    for line in sys.stdin:
        what, query = json.loads(line)
        if what == "memory":
            answer: object = _held() - at_first
        else:
            answer = _asked(peer, place, what, Query._make(query))
        answers.write(json.dumps(answer) + "\n")
    peer.close()


def _asked(peer: Peer, place: Path, what: str, query: Query) -> object:
    """Return the seconds of an answer, and how many entries were found, if known."""
    found: list[int | None] = []

    def work() -> None:
        if what == "open":  # and the first answer
            peer.open(place)
        found.append(peer.count(query) if what == "count" else peer.search(query))

    return seconds(work), found[0]


def _held() -> float:
    """Return the megabytes this process takes once all that is free was given back."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return resident()
