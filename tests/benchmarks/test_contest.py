"""Programs in processes of their own are asked in turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.contest import FTS5, REDNOTEBOOK, Contender, Effort, compare
from benchmarks.peers import plain
from benchmarks.queries import either, phrase, without, word

ASKED = [word("rain"), phrase("my wife"), either("rain", "snow"), without("wife", "rain")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    pages = [
        plain.Page("1660-01-02T09:00:00", "2nd", "Rain all day.", "weather"),
        plain.Page("1660-01-01T09:00:00", "1st", "Up, and with my wife to church.", ""),
        plain.Page("1660-01-03T09:00:00", "3rd", "Snow.", "rain"),
    ]
    plain.write(tmp_path, pages)
    return tmp_path


def test_a_program_answers_over_the_whole_diary(place: Path) -> None:
    (found,) = compare(place, [FTS5], ASKED, Effort(openings=1, rounds=2))
    assert [found.found[query] for query in ASKED] == [2, 1, 2, 1]
    assert found.opening is not None
    assert all(taken > 0 for taken in found.times.values())
    assert len(found.counting) == len(ASKED)


def test_one_that_is_not_installed_holds_nobody_up(place: Path) -> None:
    nobody = Contender("nobody", "fts5", python=place / "no-such-python")
    unfinished = Contender("half a program", "no_such_module")
    results = compare(place, [nobody, FTS5, unfinished], ASKED, Effort(openings=1, rounds=1))
    assert [result.is_missing for result in results] == [True, False, True]
    assert results[1].times.keys() == {*ASKED}


def test_who_looks_through_all_the_text_is_asked_a_few_times_only(place: Path) -> None:
    looks = FTS5._replace(seeks="letters")
    effort = Effort(openings=1, rounds=3, budget=0, least=2)
    found, other = compare(place, [looks, FTS5], ASKED, effort)
    assert [*found.times] == ASKED[:2]
    assert [*other.times] == ASKED


def test_a_program_is_asked_only_what_it_can_be_asked() -> None:
    assert [REDNOTEBOOK.can_answer(query) for query in ASKED] == [True, True, False, False]


def test_a_program_is_left_when_another_fails(place: Path) -> None:
    (place / "plain.db").write_bytes(b"not a database, but long enough to be looked into " * 40)
    with pytest.raises(RuntimeError, match="has ended"):
        compare(place, [FTS5, FTS5], ASKED, Effort(openings=1, rounds=1))


def test_pages_come_back_in_the_order_of_their_days(place: Path) -> None:
    assert [page.day for page in plain.read(place)] == ["1660-01-01", "1660-01-02", "1660-01-03"]
