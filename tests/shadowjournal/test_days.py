from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.catalog import Summary
from shadowjournal.days import LEVELS, Days, Written
from shadowjournal.entry import Moment

THROWN = datetime(2026, 1, 1, tzinfo=UTC)


def page(
    number: int, day: date, words: int = 10, hour: int = 12, *, kept_back: bool = False
) -> Summary:
    local = datetime(day.year, day.month, day.day, hour)
    written = Moment(local, "UTC", local.replace(tzinfo=UTC))
    return Summary(f"{number:032x}", written, "A day", "", (), False, words, is_kept_back=kept_back)


def of_lengths(*lengths: int) -> Days:
    """A journal with one page a day, as long as these."""
    return Days(page(n, date(2026, 1, n + 1), words) for n, words in enumerate(lengths))


def days_around(year: int = 2023) -> st.SearchStrategy[date]:
    """Days of a few years, so that many share a place in the year."""
    return st.dates(date(year - 4, 2, 25), date(year + 4, 3, 4)).map(
        lambda day: (
            day.replace(month=2 if day.day > 15 else 3)
            if not (day.month == 2 or day.day > 28)
            else day
        )
    )


@st.composite
def journals(draw: st.DrawFn) -> list[Summary]:
    """Draw pages of a few years, some kept back, some thrown away."""
    drawn = draw(
        st.lists(
            st.tuples(days_around(), st.integers(0, 2_000), st.integers(0, 23), st.booleans()),
            max_size=30,
        )
    )
    pages = [page(n, day, w, h, kept_back=k) for n, (day, w, h, k) in enumerate(drawn)]
    thrown = draw(st.sets(st.sampled_from(range(len(pages))))) if pages else set()
    return [replace(p, trashed=THROWN) if n in thrown else p for n, p in enumerate(pages)]


@given(journals())
def test_every_page_stands_on_its_day_once(pages: list[Summary]) -> None:
    days = Days(pages)
    here = [each for each in pages if each.trashed is None]
    assert len(days) == len(here)
    shown = [each for year in days.years for each in days.entries_in(year)]
    assert sorted(each.id for each in shown) == sorted(each.id for each in here)
    for each in here:
        of_day = days.entries_on(each.written.day)
        assert each in of_day
        assert of_day == sorted(of_day, key=lambda s: (s.written.local, s.id))


@given(journals())
def test_a_year_has_the_days_and_words_of_its_pages(pages: list[Summary]) -> None:
    days = Days(pages)
    here = [each for each in pages if each.trashed is None]
    for year in range(2015, 2030):
        of_year = [each for each in here if each.written.day.year == year]
        written = {each.written.day for each in of_year}
        assert days.written_in(year) == Written(len(written), sum(each.words for each in of_year))
        assert days.last_day(year) == max(written, default=None)
        assert (year in days.years) == bool(of_year)


@given(journals(), journals())
def test_what_is_put_and_dropped_leaves_what_was_there_from_the_start(
    before: list[Summary], after: list[Summary]
) -> None:
    """Pages of both have the same ids: the later ones are moved and written on."""
    days = Days(before)
    days.level(date(2023, 2, 28))  # something is remembered of the days before
    for each in after:
        days.put(each)
    for each in before[len(after) :]:
        days.drop(each.id)
    fresh = Days(after)
    every = {each.written.day for each in [*before, *after]}
    assert days.years == fresh.years
    for day in every:
        assert days.entries_on(day) == fresh.entries_on(day)
        assert (days.level(day), days.words_on(day)) == (fresh.level(day), fresh.words_on(day))


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=28))
def test_a_longer_day_is_never_shown_lighter(lengths: list[int]) -> None:
    days = of_lengths(*lengths)
    shades = sorted((words, days.level(date(2026, 1, n + 1))) for n, words in enumerate(lengths))
    levels = [level for _, level in shades]
    assert levels == sorted(levels)
    assert {*levels} <= {*range(1, LEVELS + 1)}
    assert len({*shades}) == len({words for words, _ in shades}), "equal days look the same"


@given(st.lists(st.integers(0, 500), min_size=1, max_size=28), st.integers(2, 40))
def test_who_always_writes_ten_times_as_much_sees_the_same_shades(
    lengths: list[int], times: int
) -> None:
    little, much = of_lengths(*lengths), of_lengths(*(words * times for words in lengths))
    for n in range(len(lengths)):
        assert little.level(date(2026, 1, n + 1)) == much.level(date(2026, 1, n + 1))


def test_a_quarter_of_the_days_has_each_shade() -> None:
    days = of_lengths(*range(100, 124))
    shades = Counter(days.level(date(2026, 1, n + 1)) for n in range(24))
    assert shades == {1: 6, 2: 6, 3: 6, 4: 6}


@pytest.mark.parametrize("lengths", [(7,), (0,), (300, 300, 300)])
def test_where_all_days_are_equal_none_is_shown_as_little(lengths: tuple[int, ...]) -> None:
    assert of_lengths(*lengths).level(date(2026, 1, 1)) == 3


def test_a_day_without_a_page_has_no_shade() -> None:
    assert of_lengths(5).level(date(2025, 1, 1)) == 0


def the_obvious(pages: list[Summary], today: date) -> set[str]:
    """Say it again, the long way round."""
    found = set()
    for each in pages:
        day = each.written.day
        is_same = (day.month, day.day) == (today.month, today.day)
        has_no_29th = today.year % 4 != 0 or (today.year % 100 == 0 and today.year % 400 != 0)
        is_leap_day = (day.month, day.day, today.month, today.day) == (2, 29, 2, 28) and has_no_29th
        is_wanted = each.trashed is None and not each.is_kept_back
        if is_wanted and day.year < today.year and (is_same or is_leap_day):
            found.add(each.id)
    return found


@given(journals(), days_around())
def test_this_day_of_earlier_years_comes_back_newest_first_and_nothing_kept_back(
    pages: list[Summary], today: date
) -> None:
    back = Days(pages).on_this_day(today)
    assert {each.id for each in back} == the_obvious(pages, today)
    assert len(back) == len({each.id for each in back})
    when = [each.written.local for each in back]
    assert when == sorted(when, reverse=True)


def test_the_leap_day_comes_back_every_year() -> None:
    days = Days([page(1, date(2024, 2, 29)), page(2, date(2024, 2, 28))])
    of = {today: [each.id[-1] for each in days.on_this_day(today)] for today in (
        date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 28), date(2028, 2, 29), date(2024, 2, 29)
    )}  # fmt: skip
    assert [*of.values()] == [["1", "2"], [], ["2"], ["1"], []]


def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others() -> None:
    days = Days([page(1, date.min, 3), page(2, date.max, 5)])
    assert days.years == [1, 9999]
    assert days.on_this_day(date.max) == []
    assert [each.id[-1] for each in days.on_this_day(date(9999, 1, 1))] == ["1"]


def test_after_clearing_nothing_is_known() -> None:
    days = of_lengths(1, 2, 3)
    days.clear()
    assert (len(days), days.years, days.level(date(2026, 1, 1))) == (0, [], 0)
