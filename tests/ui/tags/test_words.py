"""What will happen to tags is said in one plain sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shadowjournal.tagging import Tag
from tests.builders import a_journal, an_entry
from ui.tags import words


def a_tag(name: str, count: int = 2) -> Tag:
    return Tag(name.casefold(), name, count, date(2019, 3, 1), date(2025, 11, 14))


def test_a_tag_says_how_often_it_is_used_and_when_it_was_last() -> None:
    assert words.facts(a_tag("grief", 1_200)) == "1,200 entries · last 14 Nov 2025"
    assert words.facts(a_tag("grief", 1)) == "1 entry · 14 Nov 2025"
    spoken = words.spoken(a_tag("grief"), "rose")
    assert spoken == "grief, tag, 2 entries · last 14 Nov 2025, first 1 Mar 2019, rose"


def test_a_name_too_long_for_the_row_is_seen_in_full_and_as_it_is() -> None:
    said = words.hint(a_tag("<b>grief</b>"))
    assert said == "<p>&lt;b&gt;grief&lt;/b&gt;<br>1 Mar 2019 to 14 Nov 2025</p>"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["grief"], "“grief”"),
        (["grief", "loss"], "“grief” or “loss”"),
        (["grief", "loss", "sorrow"], "“grief”, “loss” or “sorrow”"),
        (["a", "b", "c", "d"], "these 4 tags"),
    ],
)
def test_several_are_named_and_many_are_counted(names: list[str], said: str) -> None:
    assert words.all_of(names, "or") == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((12, 0), "12 entries will say “grief” instead of “sorrow”."),
        ((1, 0), "1 entry will say “grief” instead of “sorrow”."),
        ((1, 2), "1 entry and 2 in the trash will say “grief” instead of “sorrow”."),
        ((0, 1), "1 in the trash will say “grief” instead of “sorrow”."),
    ],
)
def test_it_is_said_how_many_entries_change(counts: tuple[int, int], said: str) -> None:
    assert words.will_be_called(["sorrow"], "grief", *counts) == said


def test_what_was_done_is_said_in_the_same_words() -> None:
    assert words.are_called("grief", 12, 0) == "12 entries say “grief” now."
    assert words.are_called("grief", 1, 0) == "1 entry says “grief” now."
    assert words.are_taken_off(["sorrow"], 1, 1) == (
        "1 entry and 1 in the trash no longer have “sorrow”."
    )
    assert words.will_be_taken_off(["sorrow"], 3, 0).startswith("3 entries will no longer have")


def test_whoever_renames_a_person_to_a_tag_hears_it() -> None:
    said = words.will_be_called(["@Anna"], "Anna", 2, 0)
    assert said.endswith("It stands among the tags then: a person's begins with @.")
    assert "among the tags" not in words.will_be_called(["@Anna"], "@Ann", 2, 0)


NAMES = (
    "grief", "letting go", 'the "quiet" one', "@Anna", "@Anna Maria", "a-b", "OR", "is:starred",
    "中文", "(x", "“so”", "don't",
)  # fmt: skip


def test_the_search_finds_the_entries_that_a_tag_is_on(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    entries = {name: an_entry(tags=(name,)) for name in NAMES}
    other = an_entry("Grief, or Anna, don't let it go (x", tags=("else",))
    journal.append([*entries.values(), other])
    for name, entry in entries.items():
        found = [hit.summary.id for hit in journal.search(words.query(a_tag(name)))]
        assert entry.id in found, name
        assert other.id not in found, name
    journal.close()
