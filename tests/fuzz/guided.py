"""Fuzz one target, led by what it covers: ``python -m tests.fuzz.guided TARGET SECONDS``.

For the Python that `tools/fuzz` sets up. The words after SECONDS are handed to libFuzzer.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

FOLDER = Path("tests/fuzz")
BUILT = Path("build/fuzz")
_PARTS = ["PIL", "html", "markdown_it", "playhouse", "shadowjournal", "tomllib", "zipfile"]


def main() -> None:
    """Fuzz until the time is over or something is found."""
    name, seconds, *others = sys.argv[1:]
    with atheris.instrument_imports(include=_PARTS):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    grown, found = BUILT / "corpus" / name, BUILT / "found" / name
    for folder in (grown, found):
        folder.mkdir(parents=True, exist_ok=True)
    words = FOLDER / "words" / f"{name}.dict"
    settings = [
        f"-max_total_time={seconds}",
        f"-max_len={target.longest}",
        "-timeout=60",  # seconds for one text, of a process that others may keep waiting
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
        f"-artifact_prefix={found}/",
        *([f"-dict={words}"] if words.exists() else []),
        *others,
        str(grown),
        str(FOLDER / "corpus" / name),
    ]
    atheris.Setup([sys.argv[0], *settings], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
