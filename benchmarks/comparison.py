"""What a comparison of programs says: its table, its goals, and its place in a document."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.contest import HOW_TO_GET, Contender, Result
from benchmarks.queries import Query

_ROW = "{:<30} {:>7} {:>7} {:>7} {:>6} {:>7} {:>6} {:>7} {:>7}  {}"
_HEAD = (
    ("", "median", "p95", "to our", "asked", "open", "again", "memory", "of the", "as"),
    ("", "ms", "ms", "p95", "", "s", "s", "MB", "text", "expected"),
)
_GOAL = "{:<64} {:>8} {:<3} {} {:>5}  {}"
_SHOWN = 3

Expected = Mapping[Query, int]


class Goal(NamedTuple):
    """What is wanted of a number that was measured: so much of it at most, or at least."""

    what: str
    measured: float | None
    wanted: float
    unit: str = ""
    is_least: bool = False

    @property
    def is_met(self) -> bool | None:
        """Whether it is reached; None where nothing was measured."""
        if self.measured is None:
            return None
        return self.measured >= self.wanted if self.is_least else self.measured <= self.wanted


class Comparison(NamedTuple):
    """What was measured with one diary.

    ``expected`` says for every contender how many entries a query is to find, from a count of its
    own kind; ``text`` is the size of the diary's words in MB. The first of the ``results`` is ours.
    """

    title: str
    text: float
    results: Sequence[Result]
    expected: Mapping[Contender, Expected]
    goals: Sequence[Goal] = ()


def p95(times: Sequence[float]) -> float:
    """Return what 95 of 100 of *times* do not exceed, of a single one itself."""
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def times_ours(theirs: Result, ours: Result) -> float | None:
    """Return their 95th percentile to ours, of the queries that both were asked."""
    both = [query for query in theirs.times if query in ours.times]
    if not both:
        return None
    return p95([theirs.times[query] for query in both]) / p95([ours.times[q] for q in both])


def lines(comparison: Comparison) -> Iterator[str]:
    """Yield the table, what was answered otherwise than expected, and the goals."""
    yield comparison.title
    yield ""
    for head in _HEAD:
        yield _ROW.format(*head).rstrip()
    ours = comparison.results[0]
    for result in comparison.results:
        expected = comparison.expected.get(result.contender, {})
        yield _row(result, ours, comparison.text, expected)
    for result in comparison.results:
        yield from _surprises(result, comparison.expected.get(result.contender, {}))
        if result.contender.seeks != "words" and result.found:
            yield _beside_words(result, ours)
    if ours.counting:
        counting = short(p95(ours.counting) * 1000)
        yield f"  Counts by year and by tag, which only ours gives: p95 {counting} ms more"
    if comparison.goals:
        yield ""
    yield from map(_goal, comparison.goals)


def put_into(document: str, name: str, block: str) -> str:
    """Return *document* with *block* in the place that it keeps for what has this *name*.

    Raises:
        ValueError: it keeps no such place.
    """
    place = re.compile(
        rf"(<!-- measured: {re.escape(name)} -->\n).*?(<!-- measured -->)", re.DOTALL
    )
    if place.search(document) is None:
        raise ValueError(f"There is no place for {name}.")
    return place.sub(lambda found: f"{found[1]}```\n{block}\n```\n{found[2]}", document)


def _row(result: Result, ours: Result, text: float, expected: Expected) -> str:
    name = result.contender.name
    if result.is_missing:
        return f"{name:<30} {HOW_TO_GET}"
    times = [*result.times.values()]
    ratio = None if result is ours else times_ours(result, ours)
    share = None if result.memory is None else result.memory / text
    return _ROW.format(
        name,
        short(statistics.median(times) * 1000),
        short(p95(times) * 1000),
        "" if result is ours else short(ratio),
        len(times),
        short(result.opening),
        short(result.again),
        short(result.memory),
        short(share),
        _agreement(result, expected),
    ).rstrip()


def _agreement(result: Result, expected: Expected) -> str:
    compared = [query for query in result.found if query in expected]
    if not compared:
        return ""
    agreed = sum(result.found[query] == expected[query] for query in compared)
    return f"{agreed} of {len(compared)}"


def _surprises(result: Result, expected: Expected) -> Iterator[str]:
    other = [q for q, found in result.found.items() if expected.get(q, found) != found]
    for query in other[:_SHOWN]:
        found = f"{result.found[query]:,} for {expected[query]:,}"
        yield f"  {result.contender.name} found {found}: {query.typed}"
    if len(other) > _SHOWN:
        yield f"  and so with {len(other) - _SHOWN} more"


def _beside_words(result: Result, ours: Result) -> str:
    """Say how often who looks for letters finds as many entries as who looks for words."""
    pairs = [(found, ours.found[q]) for q, found in result.found.items() if q in ours.found]
    more = sum(theirs > words for theirs, words in pairs)
    fewer = sum(theirs < words for theirs, words in pairs)
    alike = len(pairs) - more - fewer
    name = result.contender.name
    return (
        f"  {name} finds letters: as many entries as words for {alike}, more {more}, fewer {fewer}"
    )


def _goal(goal: Goal) -> str:
    outcome = {None: "not measured", True: "met", False: "missed"}[goal.is_met]
    sign = ">=" if goal.is_least else "<="
    row = goal.what, short(goal.measured), goal.unit, sign, f"{goal.wanted:g}", outcome
    return _GOAL.format(*row)


def short(number: float | None) -> str:
    """Return *number* in three digits or, where it has more before its point, in those."""
    if number is None:
        return "-"
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
