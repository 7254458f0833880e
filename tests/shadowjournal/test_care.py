from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.care import DEFAULT_REGION, KINDS, Line, built_in

HELP = built_in()
REGIONS = [region.id for region in HELP.regions]


def test_the_first_region_is_the_international_one() -> None:
    assert REGIONS[0] == DEFAULT_REGION
    assert len(set(REGIONS)) == len(REGIONS)


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_a_number_for_danger_and_two_directories(region: str) -> None:
    assert HELP.lines_for(region, "danger")
    assert [line.number for line in HELP.lines_for(region, "directory")] == [
        "findahelpline.com",
        "befrienders.org",
    ]


@given(st.text(max_size=20), st.sampled_from(KINDS))
def test_an_unknown_region_is_the_international_one(region: str, kind: str) -> None:
    chosen = next(known for known in KINDS if known == kind)
    known = region if region in REGIONS else DEFAULT_REGION
    assert HELP.lines_for(region, chosen) == HELP.lines_for(known, chosen)


@pytest.mark.parametrize("line", HELP.lines, ids=lambda line: line.name)
def test_every_line_says_where_it_was_read_and_that_it_was_only_read(line: Line) -> None:
    assert line.source
    assert line.last_verified == "read in published pages, 2026-11"
    assert set(line.regions) <= set(REGIONS)


@pytest.mark.parametrize("line", HELP.lines, ids=lambda line: line.name)
def test_every_number_can_be_dialled_or_opened_as_it_is_copied(line: Line) -> None:
    pattern = r"[a-z]+\.(com|org)" if line.kind == "directory" else r"[0-9]+([ -][0-9]+)*"
    assert re.fullmatch(pattern, line.number)


def test_the_numbers_are_those_that_were_read() -> None:
    numbers = {
        (region, line.number)
        for region in REGIONS
        for kind in KINDS[:-1]
        for line in HELP.lines_for(region, kind)
    }
    assert numbers == {
        ("international", "112"),
        ("au", "000"),
        ("ca", "911"),
        ("ca", "988"),
        ("eu", "112"),
        ("gb", "999"),
        ("gb", "116 123"),
        ("gb", "0808 2000 247"),
        ("ie", "999"),
        ("ie", "116 123"),
        ("nz", "111"),
        ("us", "911"),
        ("us", "988"),
        ("us", "1-800-799-7233"),
    }
