from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ui.calendar.grids import (
    MOST_WEEKS,
    WEEK,
    Grid,
    last_of_month,
    month_grid,
    shifted,
    shifted_months,
    year_grid,
)

first_days = st.integers(1, 7)


def days_of(grid: Grid) -> list[date]:
    return sorted(day for row in grid for day in row if day is not None)


@given(st.dates(), first_days)
def test_a_month_has_each_of_its_days_once_in_the_column_of_its_weekday(
    day: date, first: int
) -> None:
    grid = month_grid(day.year, day.month, first)
    days = days_of(grid)
    assert days[0].day == 1
    assert days[-1] == last_of_month(day)
    assert [each.day for each in days] == [*range(1, len(days) + 1)]
    assert {(len(grid), len(row)) for row in grid} == {(6, WEEK)}
    for row in grid:
        for column, each in enumerate(row):
            assert each is None or each.isoweekday() == (first - 1 + column) % WEEK + 1


@given(st.dates(), first_days)
def test_a_year_has_each_day_up_to_the_last_in_the_row_of_its_weekday(
    last: date, first: int
) -> None:
    grid = year_grid(last.year, last, first)
    days = days_of(grid)
    assert days[0] == date(last.year, 1, 1)
    assert days[-1] == last
    assert len(days) == (last - days[0]).days + 1 == len({*days})
    assert {len(row) for row in grid} <= {53, MOST_WEEKS}
    for row, cells in enumerate(grid):
        for each in cells:
            assert each is None or each.isoweekday() == (first - 1 + row) % WEEK + 1


@given(st.integers(1, 9999), first_days)
def test_a_week_of_a_year_is_one_column(year: int, first: int) -> None:
    grid = year_grid(year, date(year, 12, 31), first)
    for column in range(len(grid[0])):
        week = [row[column] for row in grid if row[column] is not None]
        days = [each for each in week if each is not None]
        assert days == [days[0] + timedelta(n) for n in range(len(days))]


@given(st.dates(), st.integers(-1000, 1000))
def test_the_calendar_ends_where_it_ends(day: date, step: int) -> None:
    there = shifted(day, step)
    is_within = 1 <= day.toordinal() + step <= date.max.toordinal()
    assert there.toordinal() - day.toordinal() == step or not is_within
    assert is_within or there in (date.min, date.max)


@given(st.dates(), st.integers(-30, 30))
def test_a_month_further_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    there = shifted_months(day, months)
    wanted = day.year * 12 + day.month - 1 + months
    if date.min.year * 12 <= wanted < (date.max.year + 1) * 12:
        assert there.year * 12 + there.month - 1 == wanted
        assert there.day == day.day or there == last_of_month(there)
    else:
        assert there == day
