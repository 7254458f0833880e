"""Which versions of an entry are worth keeping."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

DAY = timedelta(days=1)
MONTH = timedelta(days=30)


def worth_keeping(edited: Sequence[datetime], now: datetime) -> set[int]:
    """Return the places in *edited*, the times of an entry's versions in order, that are kept.

    These are the first and the last version of all, every one of the last day, the last one of each
    day of the last month, and the last one of each week before.
    """
    places = range(len(edited))
    of_day = {place for place in places if now - edited[place] < DAY}
    of_month = {place for place in places if now - edited[place] < MONTH}
    daily = _last_of_each(edited, of_month, _day)
    weekly = _last_of_each(edited, set(places) - of_month, _week)
    return of_day | daily | weekly | set(places[:1]) | set(places[-1:])


def _last_of_each(
    edited: Sequence[datetime], places: set[int], span: Callable[[datetime], Hashable]
) -> set[int]:
    return set({span(edited[place]): place for place in sorted(places)}.values())


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]
