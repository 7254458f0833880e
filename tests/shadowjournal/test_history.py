from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.history import DAY, MONTH, worth_keeping

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
AGES = st.lists(
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), min_size=1, max_size=80
)


def times(ages: list[timedelta]) -> list[datetime]:
    return sorted(NOW - age for age in ages)


@given(AGES)
def test_the_first_the_last_and_all_of_the_last_day_are_kept(ages: list[timedelta]) -> None:
    edited = times(ages)
    kept = worth_keeping(edited, NOW)
    assert {0, len(edited) - 1} <= kept <= set(range(len(edited)))
    assert {place for place, moment in enumerate(edited) if NOW - moment < DAY} <= kept


@given(AGES)
def test_before_that_one_a_day_and_one_a_week_are_kept(ages: list[timedelta]) -> None:
    edited = times(ages)
    kept = [edited[place] for place in sorted(worth_keeping(edited, NOW))[1:-1]]
    month = [moment for moment in kept if DAY <= NOW - moment < MONTH]
    older = [moment for moment in kept if NOW - moment >= MONTH]
    assert len({moment.date() for moment in month}) == len(month)
    assert len({moment.isocalendar()[:2] for moment in older}) == len(older)


@given(AGES)
def test_of_every_day_of_the_month_something_is_left(ages: list[timedelta]) -> None:
    edited = times(ages)
    kept = {edited[place] for place in worth_keeping(edited, NOW)}
    for moment in edited:
        if NOW - moment < MONTH:
            assert any(other.date() == moment.date() for other in kept)


@given(AGES)
def test_thinning_twice_takes_nothing_more(ages: list[timedelta]) -> None:
    edited = times(ages)
    once = [edited[place] for place in sorted(worth_keeping(edited, NOW))]
    assert worth_keeping(once, NOW) == set(range(len(once)))
