from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from shadowjournal.entry import CheckIn
from shadowjournal.search import Index
from shadowjournal.search.suggestion import suggestion
from tests.builders import an_entry


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index()
    merry = replace(an_entry("", "salt"), before=CheckIn(("merry", "at peace")))
    plague = an_entry("Plague", "the kitchen at night", tags=("@Elizabeth", "grief"))
    index.put([plague, merry, an_entry("", "kitchens; café; plug; mercy; nights")])
    yield index
    index.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plauge", "plague"),
        ("Plauge kitchen", "plague kitchen"),
        ("kichten OR -sea", "kitchen OR -sea"),
        ("title:plauge", "title:plague"),
        ("cafee", "cafe"),
        ("is:starred plauge*", "is:starred plague*"),
        ("feeling:mery", "feeling:merry"),
        ("feeling:mercy", "feeling:merry"),
        ("feeling:kitchen", None),
        ("person:elisabeth", "person:elizabeth"),
        ("title:plgu", None),
        ("tag:greif", "tag:grief"),
        ("is:stared kitchen", "is:starred kitchen"),
        ("depth:dep", "depth:deep"),
        ("titel:plague", "title:plague"),
        ("befor:2025", "before:2025"),
        ("-befor:2025", None),
        ("befor:someday", None),
        ("is:something", None),
        ("plague", None),
        ("xylophone", None),
        ("plauge xylophone", None),
        ("", None),
        ("-plauge", None),
        ('"plauge kitchen"', None),
    ],
)
def test_whoever_mistypes_a_word_is_offered_the_one_they_meant(
    index: Index, typed: str, meant: str | None
) -> None:
    assert suggestion(index, typed) == meant
