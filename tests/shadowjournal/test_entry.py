"""Entries: what is sealed comes back, and a day stays the day it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import Document, Paragraph, spans
from shadowjournal.entry import (
    MAX_TITLE,
    Entry,
    Moment,
    clean_tags,
    clean_title,
    entry_from_bytes,
    entry_to_bytes,
)
from shadowjournal.errors import BadDocument, DamagedData
from tests.strategies import ZONES, entries, instants, moments


@given(entries())
def test_what_is_sealed_comes_back_the_same(entry: Entry) -> None:
    assert entry_from_bytes(entry_to_bytes(entry)) == entry


@given(st.binary())
def test_bytes_that_are_no_entry_are_damaged_data(data: bytes) -> None:
    with pytest.raises(DamagedData):
        entry_from_bytes(data)


@given(entries(max_blocks=1), st.data())
def test_an_entry_with_a_changed_byte_is_read_or_refused(entry: Entry, data: st.DataObject) -> None:
    sealed = bytearray(entry_to_bytes(entry))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] = data.draw(st.integers(0, 255))
    try:
        entry_from_bytes(bytes(sealed))
    except DamagedData:
        return


def test_an_entry_of_a_newer_version_is_refused_by_name() -> None:
    newer = b'{"schema":2,"entry":{"whatever":[]}}'
    with pytest.raises(DamagedData, match="newer version"):
        entry_from_bytes(newer)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"schema":1,"entry":' + b"[" * 100_000])
def test_endless_nesting_is_damaged_data(data: bytes) -> None:
    with pytest.raises(DamagedData):
        entry_from_bytes(data)


@given(entries(max_blocks=1))
def test_an_entry_never_shows_its_text_in_a_log(entry: Entry) -> None:
    assert repr(entry) == f"<Entry {entry.id}>"


def test_an_entry_refuses_what_is_not_legal() -> None:
    entry = Entry.begin()
    for change in (
        {"id": "x"},
        {"title": "two\nlines"},
        {"title": " blank"},
        {"title": "x" * (MAX_TITLE + 1)},
        {"tags": ("#a",)},
        {"tags": ("a", "A")},
        {"tags": ("",)},
    ):
        with pytest.raises(BadDocument):
            replace(entry, **change)


def test_an_entry_is_empty_until_its_writer_would_miss_it() -> None:
    entry = Entry.begin()
    assert entry.is_empty
    assert not replace(entry, title="x").is_empty
    assert not replace(entry, tags=("x",)).is_empty
    assert not replace(entry, starred=True).is_empty
    assert not replace(entry, is_kept_back=True).is_empty
    assert not replace(entry, document=Document((Paragraph(spans(["x"])),))).is_empty


@given(st.text(), st.lists(st.text()))
def test_any_title_and_tags_can_be_made_legal(title: str, tags: list[str]) -> None:
    entry = replace(Entry.begin(), title=clean_title(title), tags=clean_tags(tags))
    assert clean_title(entry.title) == entry.title


@pytest.mark.parametrize("typed", ["# #grief", "#grief", "## # grief ", " #\u00a0#grief"])
def test_no_sign_before_a_tag_is_a_part_of_it(typed: str) -> None:
    assert clean_tags([typed]) == ("grief",)
    assert clean_tags(["# #", "#"]) == ()


def test_a_byte_order_mark_is_no_part_of_a_title() -> None:
    """Qt takes it from the beginning of a text, so such an entry would change by being shown."""
    assert clean_title("\ufeff \ufeffMonday") == "Monday"
    assert clean_title("\ufeff") == ""


@given(moments())
def test_a_moment_keeps_the_clock_on_the_wall_and_the_same_instant(moment: Moment) -> None:
    assert moment.day == moment.local.date()
    offset = moment.local.replace(tzinfo=UTC) - moment.utc
    assert abs(offset) < timedelta(days=1)


@given(instants(), st.sampled_from(ZONES))
def test_an_instant_is_never_changed_by_the_zone(instant: datetime, zone: str) -> None:
    moment = Moment.at(instant, zone)
    assert moment.utc == instant
    assert moment.zone == zone


@given(instants(), st.sampled_from(["Nowhere/Atlantis", "../etc/passwd", "/etc/passwd", "\x00"]))
def test_an_unknown_zone_is_read_as_utc(instant: datetime, zone: str) -> None:
    assert Moment.at(instant, zone) == Moment.at(instant, "UTC")
    assert Moment.on_clock(instant.replace(tzinfo=None), zone).utc == instant


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "UTC"])
@pytest.mark.parametrize("last", [False, True])
def test_the_first_and_the_last_day_of_the_calendar_can_be_written_on(
    zone: str, last: bool
) -> None:
    local = datetime(9999, 12, 31, 23, 59, 59) if last else datetime(1, 1, 1)
    assert Moment.on_clock(local, zone).local == local
    assert Moment.at(local.replace(tzinfo=UTC), zone).utc == local.replace(tzinfo=UTC)


def test_clocks_of_before_the_time_zones_are_known() -> None:
    moment = Moment.on_clock(datetime(1660, 1, 1, 12), "Europe/London")
    assert moment.utc == datetime(1660, 1, 1, 12, 1, 15, tzinfo=UTC)
    assert moment.day == datetime(1660, 1, 1).date()


def test_an_hour_that_never_was_keeps_its_place_on_the_clock() -> None:
    moment = Moment.on_clock(datetime(2024, 3, 31, 2, 30), "Europe/Amsterdam")
    assert moment.local == datetime(2024, 3, 31, 2, 30)
    assert moment.utc == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


def test_an_hour_that_was_twice_is_taken_as_the_first() -> None:
    moment = Moment.on_clock(datetime(2024, 10, 27, 2, 30), "Europe/Amsterdam")
    assert moment.utc == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
