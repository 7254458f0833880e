from __future__ import annotations

from collections.abc import Iterator

import pytest

from shadowjournal.search import Index
from shadowjournal.search.suggestion import suggestion
from tests.builders import an_entry


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index()
    index.put([an_entry("Plague", "the kitchen at night"), an_entry("", "kitchens; café; plug")])
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
