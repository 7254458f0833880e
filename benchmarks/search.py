"""The search of this project beside that of others, with diaries of three sizes.

``python -m benchmarks.search [SIZE...]`` prints a table for each size and writes it into
``docs/benchmarks.md``. Sizes can also be named in ``SIZES``; by default it is all of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import window
from benchmarks.comparison import Comparison, Expected, Goal, lines, p95, put_into, times_ours
from benchmarks.contest import (
    CONTENDERS,
    FTS5,
    JRNL,
    OURS,
    REDNOTEBOOK,
    ROOT,
    Contender,
    Effort,
    Result,
    compare,
)
from benchmarks.corpus import CORPUS, a_journal_of, arrivals, pages
from benchmarks.figure import Figure
from benchmarks.peers import plain
from benchmarks.peers.ours import FOLDER
from benchmarks.queries import Query, queries
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported
from shadowjournal.vault.keychain import SystemKeychain

DOCUMENT = ROOT / "docs" / "benchmarks.md"
_MEGABYTE = 1_000_000
_MEMORY = 2.5  # of the text


class Size(NamedTuple):
    """A diary to measure with, and what is wanted of the search in it.

    ``entries`` are made of the real one, which is meant where there are none. Wanted are
    milliseconds for 95 of 100 queries, seconds until the first answer is complete, the same once
    the journal has been open before, and how many times as fast as RedNotebook and as jrnl it is.
    """

    name: str
    entries: int | None
    p95: float
    opening: float | None = None
    again: float | None = None
    times_rednotebook: float | None = None
    times_jrnl: float | None = None
    has_window: bool = False
    effort: Effort = Effort()


SIZES = {
    size.name: size
    for size in (
        Size("pepys", None, 5, opening=0.6, times_rednotebook=30, times_jrnl=100),
        Size("20000", 20_000, 20, opening=1.5, again=0.5, effort=Effort(3, 3)),
        Size("100000", 100_000, 75, has_window=True, effort=Effort(1, 1, least=3)),
    )
}


def main(names: Sequence[str]) -> int:
    """Measure with the sizes called *names*, by default with all; print and write it down."""
    if not CORPUS.exists():
        say("The diary that this measures with is not beside this checkout.")
        return 1
    if unknown := [name for name in names if name not in SIZES]:
        say(f"There is no size {unknown[0]}. There are: {', '.join(SIZES)}.")
        return 2
    diary = arrivals()
    for name in names or SIZES:
        with TemporaryDirectory(prefix="search-") as place:
            block = "\n".join(lines(measured(SIZES[name], Path(place), diary)))
        say(block + "\n")
        written = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(put_into(written, name, block), encoding="utf-8")
    return 0


def measured(
    size: Size, place: Path, diary: list[Imported], contenders: Sequence[Contender] = CONTENDERS
) -> Comparison:
    """Measure *contenders* in *place*, an empty folder, with *diary* brought to *size*."""
    kept = keep(place, diary if size.entries is None else pages(diary, size.entries))
    asked = queries([page.body for page in kept[: len(diary)]])
    results = compare(place, contenders, asked, size.effort)
    of = {result.contender: result for result in results}
    text = sum(len("".join(page[1:]).encode()) for page in kept) / _MEGABYTE
    goals = [*wanted(size, of, text)]
    if size.has_window:
        goals += window.goals(place / FOLDER, place, diary)
    title = f"{len(kept):,} entries, {text:,.1f} MB of text, {date.today():%Y-%m-%d}"  # noqa: DTZ011
    return Comparison(title, text, results, expected(of, kept), goals)


def keep(place: Path, entries: list[Imported]) -> list[plain.Page]:
    """Keep *entries* in *place*, sealed for this project and plain for the others."""
    a_journal_of(place / FOLDER, entries, SystemKeychain.find())[0].release()
    plain.write(place, (_page(arrival) for arrival in entries))
    return [*plain.read(place)]


def _page(arrival: Imported) -> plain.Page:
    entry = arrival.entry
    written = entry.written.local.isoformat(timespec="seconds")
    # A word of its own between tags, so that no phrase runs from one into the next.
    return plain.Page(written, entry.title, plain_text(entry.document), " \ue001 ".join(entry.tags))


def expected(of: dict[Contender, Result], kept: Sequence[plain.Page]) -> dict[Contender, Expected]:
    """Return how many entries each query is to find.

    Whoever knows words is to find what FTS5 does, which has the same words in the same columns.
    Whoever looks for letters anywhere is to find what a plain look through the texts does.
    """
    by_day: dict[str, str] = {}
    for page in kept:
        by_day[page.day] = f"{by_day.get(page.day, '')}\n{page.text.lower()}"
    texts = {True: [*by_day.values()], False: [page.text.lower() for page in kept]}
    return {
        contender: of[FTS5].found
        if contender.seeks == "words"
        else {query: holding(texts[contender.joins_days], query) for query in result.found}
        for contender, result in of.items()
        if contender != FTS5
    }


def holding(texts: Iterable[str], query: Query) -> int:
    """Return how many of *texts* have the letters of *query*, as it joins them."""
    joined = all if query.joins == "all" else any
    return sum(joined(letters in text for letters in query.letters) for text in texts)


def wanted(size: Size, of: dict[Contender, Result], text: float) -> Iterable[Goal]:
    """Yield what is wanted at *size*, beside what was measured."""
    ours = of[OURS]
    yield Goal("p95 of 200 mixed queries", p95([*ours.times.values()]) * 1000, size.p95, "ms")
    for rival, times in ((REDNOTEBOOK, size.times_rednotebook), (JRNL, size.times_jrnl)):
        if times is not None and rival in of:
            ratio = times_ours(of[rival], ours)
            yield Goal(f"{rival.name}: its p95 to ours", ratio, times, "x", is_least=True)
    if size.opening is not None:
        yield Goal("unlock until answers are complete", ours.opening, size.opening, "s")
    if size.again is not None:
        yield Goal("unlock a second time until they are", ours.again, size.again, "s")
    share = None if ours.memory is None else ours.memory / text
    yield Goal("memory to the text", share, _MEMORY, "x")


def figures(place: Path, entries: list[Imported]) -> list[Figure]:
    """Measure in *place*, an empty folder, the real diary's *entries* against FTS5 as it comes."""
    found = measured(SIZES["pepys"], place, entries, (OURS, FTS5)).results
    ours, theirs = ([taken * 1000 for taken in result.times.values()] for result in found)
    goal = "p95 at most 5 ms and twice FTS5"
    return [
        Figure("search, median", median(ours), median(theirs), "ms", goal),
        Figure("search, p95", p95(ours), p95(theirs), "ms", goal),
    ]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    named = sys.argv[1:] or os.environ.get("SIZES", "").replace(",", " ").split()
    sys.exit(main(named))
