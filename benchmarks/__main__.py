"""``make bench``: one table, each figure beside its yardstick of the same run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    calendar_bench,
    export_bench,
    import_bench,
    journal_bench,
    launch_bench,
    lifetime_bench,
    search,
    writing_bench,
)
from benchmarks.corpus import CORPUS, arrivals
from benchmarks.figure import Figure
from shadowjournal.importers import Imported

Bench = Callable[[Path, list[Imported]], list[Figure]]

_BENCHES: dict[str, Bench] = {
    "launch": launch_bench.figures,
    "journal": journal_bench.figures,
    "lifetime": lifetime_bench.figures,
    "writing": writing_bench.figures,
    "search": search.figures,
    "calendar": lambda _, __: calendar_bench.figures(),
    "import": import_bench.figures,
    "export": lambda _, entries: export_bench.figures(entries),
}
_ROW = "{:<46} {:>10} {:>10} {:>7}  {:<10} {}"


def main(names: list[str]) -> int:
    """Run the benches called *names*, by default all, and print what they measured."""
    if not CORPUS.exists():
        sys.stdout.write("The diary that this measures with is not beside this checkout.\n")
        return 1
    say(_ROW.format("", "ours", "yardstick", "ratio", "unit", "goal"))
    entries = arrivals()
    with TemporaryDirectory(prefix="bench-") as place:
        for name in names or _BENCHES:
            folder = Path(place) / name
            folder.mkdir()
            for line in lines(_BENCHES[name](folder, entries)):
                say(line)
    return 0


def lines(figures: list[Figure]) -> Iterator[str]:
    """Yield a line of the table for each of *figures*."""
    for figure in figures:
        ratio = yardstick = ""
        if figure.yardstick is not None:
            ratio, yardstick = f"{figure.ours / figure.yardstick:.2f}", _short(figure.yardstick)
        row = figure.name, _short(figure.ours), yardstick, ratio, figure.unit, figure.goal
        yield _ROW.format(*row).rstrip()


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
