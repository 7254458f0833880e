from __future__ import annotations

import pytest

from shadowjournal.search.query import EVERY, Filter, Query, parse


@pytest.mark.parametrize(
    ("typed", "words", "filters"),
    [
        ("quiet kitchen", '"quiet" AND "kitchen"', ()),
        ('tag:grief before:2025 "exact words"', '("tag": "grief") AND "exact words"', ("before",)),
        ("Tag:grief", '"tag": "grief"', ()),
        ("tag:-grief", f'"{EVERY}" NOT ("tag": "grief")', ()),
        ("is:starred", None, ("starred",)),
        ("IS:Starred", None, ("starred",)),
        ("(after:2024 plague) OR wife", '"plague" OR "wife"', ("after",)),
        ('"before:2025"', '"before:2025"', ()),
        ("mid-before:2025", '"mid-before:2025"', ()),
    ],
)
def test_a_query_is_words_and_filters(
    typed: str, words: str | None, filters: tuple[str, ...]
) -> None:
    asked = parse(typed)
    assert asked.words == words
    assert tuple(part.aspect for part in asked.filters) == filters


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2024", "2024"),
        ("0001", "0001"),
        ("9999-12-31", "9999-12-31"),
        ("2024-5", "2024-05"),
        ("2024-2-29", "2024-02-29"),
    ],
)
def test_a_year_a_month_or_a_day_is_a_span(typed: str, span: str) -> None:
    assert parse(f"-on:{typed}") == Query(None, (Filter("on", span, is_negated=True),))


@pytest.mark.parametrize(
    "typed", ["0000", "24", "2024-13", "2023-02-29", "2024-", "yesterday", "٢٠٢٤"]
)
def test_a_day_that_the_calendar_lacks_is_a_word(typed: str) -> None:
    assert parse(f"on:{typed}").filters == ()
    assert not parse(f"on:{typed}").is_empty


def test_what_somebody_looks_for_is_in_no_repr() -> None:
    assert "secret" not in repr(parse("secret"))
