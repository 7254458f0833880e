"""The table says what was measured, and no more than that."""

from __future__ import annotations

import pytest

from benchmarks.comparison import Comparison, Goal, lines, p95, put_into, times_ours
from benchmarks.contest import FTS5, OURS, REDNOTEBOOK, Result
from benchmarks.queries import Query, word
from benchmarks.search import DOCUMENT, SIZES

A, B, C = word("one"), word("two"), word("three")


def of_ours() -> Result:
    times = {A: 0.001, B: 0.002, C: 0.004}
    return Result(OURS, opening=0.5, again=0.25, memory=20, times=times, found={A: 7, B: 8})


def table(*results: Result, goals: tuple[Goal, ...] = (), expected: dict[Query, int]) -> list[str]:
    said = {result.contender: expected for result in results}
    return [*lines(Comparison("3 entries", 10, results, said, goals))]


def row_of(rows: list[str], name: str) -> str:
    (row,) = (row for row in rows if row.startswith(name))
    return row


def test_a_program_that_is_not_here_says_how_to_get_it_and_the_others_are_measured() -> None:
    rows = table(of_ours(), Result(REDNOTEBOOK, is_missing=True), expected={})
    assert row_of(rows, "RedNotebook").endswith("not here: make peers")
    assert row_of(rows, "ShadowJournal").split()[1:3] == ["2", "3.8"]


def test_a_slow_program_is_compared_by_the_queries_that_both_were_asked() -> None:
    ours, theirs = of_ours(), Result(REDNOTEBOOK, times={A: 0.1})
    assert times_ours(theirs, ours) == pytest.approx(100)
    assert times_ours(Result(REDNOTEBOOK), ours) is None


def test_memory_is_told_beside_the_text() -> None:
    assert row_of(table(of_ours(), expected={}), "ShadowJournal").split()[-2:] == ["20", "2"]


def test_an_answer_that_is_not_as_expected_is_named() -> None:
    rows = table(of_ours(), expected={A: 7, B: 9})
    assert row_of(rows, "ShadowJournal").endswith("1 of 2")
    assert "  ShadowJournal found 8 for 9: two" in rows


def test_answers_that_are_as_expected_leave_nothing_to_say() -> None:
    rows = table(of_ours(), expected={A: 7, B: 8})
    assert row_of(rows, "ShadowJournal").endswith("2 of 2")
    assert not any("found" in row for row in rows)


def test_who_finds_letters_says_how_often_these_are_no_words() -> None:
    rows = table(
        of_ours(), Result(REDNOTEBOOK, times={A: 1, B: 1}, found={A: 9, B: 8}), expected={}
    )
    assert "  RedNotebook finds letters: as many entries as words for 1, more 1, fewer 0" in rows


@pytest.mark.parametrize(
    ("goal", "outcome"),
    [
        (Goal("p95", 5, 5, "ms"), "met"),
        (Goal("p95", 5.1, 5, "ms"), "missed"),
        (Goal("as fast", 31, 30, "x", is_least=True), "met"),
        (Goal("as fast", 29, 30, "x", is_least=True), "missed"),
        (Goal("as fast", None, 30, "x", is_least=True), "not measured"),
    ],
)
def test_a_goal_says_whether_it_is_met(goal: Goal, outcome: str) -> None:
    assert table(of_ours(), goals=(goal,), expected={})[-1].endswith(outcome)


def test_a_percentile_of_one_time_is_that_time() -> None:
    assert p95([0.5]) == 0.5


def test_what_was_measured_takes_the_place_of_what_was_measured_before() -> None:
    places = "before\n<!-- measured: {} -->\nold\n<!-- measured -->\nafter\n"
    document = places.format("few") + places.format("many")
    once = put_into(document, "many", r"new \1")
    assert once.startswith(places.format("few"))
    assert "\n```\nnew \\1\n```\n" in once
    assert put_into(once, "many", r"new \1") == once


def test_the_document_has_a_place_for_every_size() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert all(put_into(document, name, "") for name in SIZES)
    with pytest.raises(ValueError, match="no place"):
        put_into(document, "nothing", "")


def test_ours_is_the_row_that_the_others_are_compared_with() -> None:
    rows = table(of_ours(), Result(FTS5, times={A: 0.002}), expected={})
    assert row_of(rows, "FTS5").split()[7] == "2"
