"""How long work takes, measured in turn, so that a slow moment of the machine hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Return how long *work* takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(runs: int, *works: Callable[[], object]) -> list[float]:
    """Do all of *works* one after the other, *runs* times; return the median seconds of each."""
    times = [[seconds(work) for work in works] for _ in range(runs)]
    return [statistics.median(of_one) for of_one in zip(*times, strict=True)]
