from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.search.expression import (
    All,
    Any,
    Depth,
    Expression,
    Is,
    Measure,
    Not,
    Signs,
    When,
    Words,
)
from shadowjournal.search.query import parse

TODAY = date(2026, 11, 26)
QUIET, KITCHEN, SEA = Words("quiet"), Words("kitchen"), Words("sea")


def on(first: str, last: str) -> When:
    return When("on", date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quiet", QUIET),
        ("quiet kitchen", All((QUIET, KITCHEN))),
        ("quiet AND kitchen", All((QUIET, KITCHEN))),
        ('"quiet kitchen"', Words("quiet kitchen", is_quoted=True)),
        ('"quiet kitchen', Words("quiet kitchen", is_quoted=True)),
        ("kit*", Words("kit", is_beginning=True)),
        ('"quiet kit"*', Words("quiet kit", is_beginning=True, is_quoted=True)),
        ("quiet OR kitchen", Any((QUIET, KITCHEN))),
        ("quiet kitchen OR sea", Any((All((QUIET, KITCHEN)), SEA))),
        ("quiet (kitchen OR sea)", All((QUIET, Any((KITCHEN, SEA))))),
        ("(quiet (kitchen", All((QUIET, KITCHEN))),
        ("quiet) kitchen", All((QUIET, KITCHEN))),
        ("-quiet", Not(QUIET)),
        ("NOT quiet", Not(QUIET)),
        ("e\u0301te\u0301*", Words("e\u0301te\u0301", is_beginning=True)),
        ("-🌱 -\u60b2", All((Not(Words("🌱")), Not(Words("\u60b2"))))),
        ("-(quiet kitchen)", Not(All((QUIET, KITCHEN)))),
        ("tag:sea", Words("sea", "tag")),
        ("Tag:sea", Words("sea", "tag")),
        ('title:"quiet kitchen"', Words("quiet kitchen", "title", is_quoted=True)),
        ("tag:-sea", Not(Words("sea", "tag"))),
        ("-tag:se*", Not(Words("se", "tag", is_beginning=True))),
        ("person:anna", Words("anna", "person")),
        ("is:starred OR sea", Any((Is("starred"), SEA))),
        ("IS:Starred", Is("starred")),
        ("is:has-picture", Is("has-picture")),
        ("depth:Deep", Depth("deep")),
        ("words>500", Measure("words", ">", 500)),
        ("-intensity<=3", Not(Measure("intensity", "<=", 3))),
        ('"is:starred"', Words("is:starred", is_quoted=True)),
        ("mid-before:2025", Words("mid-before:2025")),
        ("c++", All((Words("c++"), Signs("c++")))),
        ("-c++ sea", All((Not(All((Words("c++"), Signs("c++")))), SEA))),
        ("$5.", All((Words("$5."), Signs("$5")))),
        ("title:50%", All((Words("50%", "title"), Signs("50%", "title")))),
        ("feeling:50%", Words("50%", "feeling")),
        (":-)", Signs(":-)")),
        ("quiet :-) sea", All((QUIET, Signs(":-)"), SEA))),
        ("?", Signs("?")),
        ('quiet "?"', All((QUIET, Signs("?")))),
        ("quiet & sea", All((QUIET, SEA))),
        ("quiet - sea", All((QUIET, SEA))),
        ("quiet ... sea", All((QUIET, SEA))),
        ("quiet?", Words("quiet?")),
        ("+quiet", Words("+quiet")),
        ("R&D", Words("R&D")),
        ("on:2024 sea", All((on("2024-01-01", "2024-12-31"), SEA))),
        (
            "between:2024..2025 s*",
            All((on("2024-01-01", "2025-12-31"), Words("s", is_beginning=True))),
        ),
        ("between:2024-5..2024-06-03", on("2024-05-01", "2024-06-03")),
        ("between: 2025 and 2024", on("2024-01-01", "2025-12-31")),
    ],
)
def test_a_query_means_what_a_person_means_by_it(typed: str, meant: Expression) -> None:
    assert parse(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("on:2024", "2024-01-01", "2024-12-31"),
        ("on:0001", "0001-01-01", "0001-12-31"),
        ("on:9999-12", "9999-12-01", "9999-12-31"),
        ("on:2024-2-29", "2024-02-29", "2024-02-29"),
        ("on:march 2023", "2023-03-01", "2023-03-31"),
        ("on:may", "2026-05-01", "2026-05-31"),
        ("on:december", "2025-12-01", "2025-12-31"),
        ("on:yesterday", "2026-11-25", "2026-11-25"),
        ("on:last month", "2026-10-01", "2026-10-31"),
        ("on: 2 years ago", "2024-01-01", "2024-12-31"),
        ('on:"3 weeks ago"', "2026-11-02", "2026-11-08"),
        ("on:last spring", "2026-03-01", "2026-05-31"),
        ("on:spring 2023", "2023-03-01", "2023-05-31"),
        ("on:winter 2023", "2023-12-01", "2024-02-29"),
        ("on:this autumn", "2026-09-01", "2026-11-30"),
        ("on:last autumn", "2025-09-01", "2025-11-30"),
        ("on:17 may 2024", "2024-05-17", "2024-05-17"),
    ],
)
def test_days_are_named_as_people_name_them(typed: str, first: str, last: str) -> None:
    assert parse(typed, TODAY) == on(first, last)


@pytest.mark.parametrize("word", ["sea", "kitchen", "was", "a", "s", "in", "quiet"])
@pytest.mark.parametrize("named", ["march 2023", "last spring", "yesterday", "2 years ago"])
def test_the_words_after_a_day_are_looked_for(named: str, word: str) -> None:
    day = parse(f"on:{named}", TODAY)
    assert day is not None
    assert parse(f"on:{named} {word}", TODAY) == All((day, Words(word)))


@pytest.mark.parametrize(
    "typed",
    [
        "0000",
        "24",
        "2024-13",
        "2023-02-29",
        "2024-",
        "kitchen",
        "٢٠٢٤",
        "a",
        "9999-12-32",
        "*",
    ],
)
def test_a_day_that_the_calendar_lacks_is_a_word(typed: str) -> None:
    assert parse(f"on:{typed}", TODAY) == Words(f"on:{typed}".rstrip("*"))


@pytest.mark.parametrize("typed", ["", " ", "-", "()", '"', "- -", "& &"])
def test_what_holds_no_word_asks_for_nothing(typed: str) -> None:
    assert parse(typed, TODAY) is None


@pytest.mark.parametrize("typed", ["OR", "AND", "NOT", "is:so", "depth:far", "words>many"])
def test_an_operator_that_fits_nowhere_is_a_word(typed: str) -> None:
    assert parse(typed, TODAY) == Words(typed)


def test_what_somebody_looks_for_is_in_no_repr() -> None:
    assert "secret" not in repr(parse("secret -(secret OR tag:secret)", TODAY))


@given(st.text(st.characters(exclude_characters="\n"), max_size=40), st.sampled_from(["on:2024"]))
def test_of_several_lines_each_is_read_by_itself_and_all_are_asked_for(
    typed: str, line: str
) -> None:
    first, second = parse(typed, TODAY), parse(line, TODAY)
    assert second is not None
    expected = second if first is None else All((first, second))
    assert parse(f"{typed}\n{line}", TODAY) == expected
