"""Fuzz one target by chance: ``python -m tests.fuzz.by_chance TARGET SECONDS``.

For a Python that no coverage-led fuzzer has a wheel for. Texts of the corpus are changed, cut and
joined; what fails is made as small as it gets and kept in ``build/fuzz/found``.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.fuzz.corpus import corpus, words
from tests.fuzz.targets import TARGETS

_FOUND = Path("build/fuzz/found")
_ROUND = 500


def changed(name: str) -> SearchStrategy[bytes]:
    """Return texts made from those of the corpus of *name*."""
    whole = st.sampled_from([path.read_bytes() for path in corpus(name)])
    piece = st.one_of(st.binary(max_size=8), st.sampled_from([*words(name), b"\0", b"\xff\xff"]))
    place = st.floats(0, 1)
    change = st.tuples(place, st.integers(0, 30), piece)
    return st.builds(_changed, whole, st.lists(change, max_size=6), st.just(TARGETS[name].longest))


def _changed(text: bytes, changes: list[tuple[float, int, bytes]], longest: int) -> bytes:
    for place, cut, put in changes:
        at = int(place * len(text))
        text = text[:at] + put + text[at + cut :]
    return text[:longest]


def main() -> None:
    """Fuzz until the time is over or something is found."""
    name, seconds = sys.argv[1], float(sys.argv[2])
    deadline = time.monotonic() + seconds
    tried = 0
    failing = b""

    @settings(
        max_examples=_ROUND,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )
    @given(changed(name))
    def attempt(data: bytes) -> None:
        nonlocal tried, failing
        tried += 1
        failing = data  # the last one, where it fails, is the smallest
        TARGETS[name].run(data)

    try:
        while time.monotonic() < deadline:
            seed(tried)(attempt)()
    except BaseException:
        place = _FOUND / name
        place.mkdir(parents=True, exist_ok=True)
        (place / hashlib.blake2b(failing, digest_size=10).hexdigest()).write_bytes(failing)
        raise
    print(f"stat::number_of_executed_units: {tried}")


if __name__ == "__main__":
    main()
