"""Tags are counted, renamed, merged and taken off, and nothing else of an entry changes."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.catalog import summarise
from shadowjournal.entry import Entry, clean_tags, now
from shadowjournal.names import name_key
from shadowjournal.tagging import Retagging, Tagged, clean_tag, coloured
from tests.builders import an_entry
from tests.strategies import entries, lines

_NAMES = ("grief", "Grief", "GRIEF", "sorrow", "@Anna", "@anna", "café", "cafe\u0301", "Straße")
_names = st.sampled_from(_NAMES) | lines().map(clean_tag).filter(bool)
_tags = st.lists(_names, max_size=5).map(clean_tags)
_hues = st.lists(st.tuples(_names.map(name_key), st.sampled_from(["rose", "moss"]))).map(
    lambda pairs: tuple(dict(pairs).items())
)


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """A few entries with tags, in which any may be spelled in several ways."""
    one = draw(entries(max_blocks=1))
    return [
        replace(an_entry(f"Day {number}", at=datetime(2024, 1, number + 1)), tags=tags)
        if number
        else replace(one, tags=tags)
        for number, tags in enumerate(draw(st.lists(_tags, max_size=6)))
    ]


def tagged(journal: list[Entry]) -> Tagged:
    return Tagged(map(summarise, journal))


def after(retagging: Retagging, journal: list[Entry]) -> list[Entry]:
    changed = {entry.id: entry for entry in retagging.entries(journal)}
    return [changed.get(entry.id, entry) for entry in journal]


def keys_of(entry: Entry) -> list[str]:
    return [name_key(tag) for tag in entry.tags]


@given(journals())
def test_every_tag_counts_the_entries_that_have_it(journal: list[Entry]) -> None:
    tags = tagged(journal).tags()
    assert {tag.key for tag in tags} == {key for entry in journal for key in keys_of(entry)}
    for tag in tags:
        of_tag = [entry for entry in journal if tag.key in keys_of(entry)]
        days = [entry.written.day for entry in of_tag]
        assert (tag.count, tag.first, tag.last) == (len(of_tag), min(days), max(days))
        assert tag.name in {each for entry in of_tag for each in entry.tags}
    assert sum(tag.count for tag in tags) == sum(len({*keys_of(entry)}) for entry in journal)


@given(journals(), st.sets(_names.map(name_key), max_size=3), _names | st.just(""))
def test_nothing_but_the_tags_that_were_chosen_changes(
    journal: list[Entry], keys: set[str], name: str
) -> None:
    retagging = Retagging.into(name, keys) if name else Retagging(frozenset(keys))
    known = tagged(journal)
    for before, entry in zip(journal, after(retagging, journal), strict=True):
        assert replace(entry, tags=before.tags) == before
        others = [tag for tag in before.tags if name_key(tag) not in {*keys, name_key(name)}]
        assert [tag for tag in entry.tags if name_key(tag) not in {*keys, name_key(name)}] == others
        assert clean_tags(entry.tags) == entry.tags
        if entry != before:
            concerned = [key for key in keys_of(entry) if key in {*keys, name_key(name)}]
            assert concerned == [name_key(name)] * bool(name)
    wanted = [entry.id for entry in retagging.entries(journal)]
    assert sorted(known.changed_by(retagging)) == sorted(wanted)
    assert known.thrown_changed_by(retagging) == []


@given(journals(), st.sets(_names.map(name_key), min_size=1, max_size=3), _names)
def test_what_was_merged_counts_each_entry_once(
    journal: list[Entry], keys: set[str], name: str
) -> None:
    wanted = {*keys, name_key(name)}
    having = {entry.id for entry in journal if wanted & {*keys_of(entry)}}
    then = tagged(after(Retagging.into(name, keys), journal)).tags()
    counts = {tag.key: tag.count for tag in then}
    assert counts.get(name_key(name), 0) == len(having)
    assert not (keys - {name_key(name)}) & counts.keys()


@given(journals(), _names, _names)
def test_a_tag_that_was_renamed_and_renamed_back_is_as_it_was(
    journal: list[Entry], old: str, new: str
) -> None:
    spelled = {tag for entry in journal for tag in entry.tags if name_key(tag) == name_key(old)}
    is_merged = any(name_key(new) in keys_of(entry) for entry in journal)
    there = after(Retagging.into(new, [name_key(old)]), journal)
    back = after(Retagging.into(old, [name_key(new)]), there)
    if spelled <= {old} and (not is_merged or name_key(old) == name_key(new)):
        assert [entry.tags for entry in back] == [
            tuple(old if name_key(tag) == name_key(old) else tag for tag in entry.tags)
            for entry in journal
        ]


@given(_tags, st.sets(_names.map(name_key), max_size=3), _names)
def test_to_rename_twice_is_to_rename_once(
    tags: tuple[str, ...], keys: set[str], name: str
) -> None:
    retagging = Retagging.into(name, keys)
    once = retagging.tags(tags)
    assert retagging.tags(once) == once


@given(_names)
def test_no_spelling_of_a_tag_is_another_one(name: str) -> None:
    for other in (name.upper(), unicodedata.normalize("NFD", name), f"#{name}"):
        if clean_tag(other) and clean_tag(other).casefold() == name.casefold():
            assert name_key(clean_tag(other)) == name_key(name)
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(name)
    assert name_key(unicodedata.normalize("NFC", name)) == name_key(name)


@pytest.mark.parametrize(
    ("tags", "name", "keys", "then"),
    [
        (("sorrow", "home"), "grief", ["sorrow"], ("grief", "home")),
        (("home", "sorrow", "grief"), "grief", ["sorrow"], ("home", "grief")),
        (("grief", "home", "sorrow"), "grief", ["sorrow"], ("grief", "home")),
        (("loss", "home", "sorrow"), "grief", ["sorrow", "loss"], ("grief", "home")),
        (("GRIEF",), "grief", ["grief"], ("grief",)),
        (("GRIEF",), "grief", ["grief", "sorrow"], ("GRIEF",)),
        (("sorrow",), "", ["sorrow"], ()),
        (("home",), "grief", ["sorrow"], ("home",)),
        (("cafe\u0301", "café au lait"), "tea", ["café"], ("tea", "café au lait")),
    ],
)
def test_a_name_takes_the_place_of_the_first_of_those_it_replaces(
    tags: tuple[str, ...], name: str, keys: list[str], then: tuple[str, ...]
) -> None:
    wanted = frozenset(map(name_key, keys))
    retagging = Retagging.into(name, wanted) if name else Retagging(wanted)
    assert retagging.tags(tags) == then


def test_a_tag_is_called_as_the_newest_entry_spells_it_and_knows_its_days() -> None:
    old = an_entry(at=datetime(2019, 3, 1), tags=("grief", "@Anna"))
    new = an_entry(at=datetime(2025, 11, 14), tags=("Grief",))
    for journal in ([old, new], [new, old]):
        known = tagged(journal)
        grief = next(tag for tag in known.tags() if tag.key == "grief")
        assert (grief.name, grief.count) == ("Grief", 2)
        assert (grief.first, grief.last) == (date(2019, 3, 1), date(2025, 11, 14))
        assert known.name_of("GRIEF") == "Grief"
        assert known.name_of("sorrow") == ""
        assert [tag.name for tag in known.tags() if tag.is_person] == ["@Anna"]


def test_what_lies_in_the_trash_is_renamed_and_not_counted() -> None:
    thrown = replace(an_entry(tags=("grief", "gone")), trashed=now())
    here = an_entry(tags=("grief",))
    known = Tagged([summarise(here)], [summarise(thrown)])
    assert [(tag.name, tag.count) for tag in known.tags()] == [("grief", 1)]
    retagging = Retagging.into("sorrow", ["grief"])
    assert known.changed_by(retagging) == [here.id]
    assert known.thrown_changed_by(retagging) == [thrown.id]
    assert retagging.entries([thrown])[0].tags == ("sorrow", "gone")


def test_a_new_name_takes_the_colour_over_and_an_old_one_keeps_its_own() -> None:
    colours = (("sorrow", "rose"), ("home", "moss"), ("loss", "sky"))
    renamed = Retagging.into("Grief", ["sorrow"])
    assert dict(renamed.colours(colours)) == {"grief": "rose", "home": "moss", "loss": "sky"}
    merged = Retagging.into("home", ["sorrow", "loss"])
    assert dict(merged.colours(colours)) == {"home": "moss"}
    respelled = Retagging.into("Sorrow", ["sorrow"])
    assert dict(respelled.colours(colours)) == dict(colours)
    removed = Retagging(frozenset(["sorrow"]))
    assert dict(removed.colours(colours)) == {"home": "moss", "loss": "sky"}


@given(_hues, _hues, st.sets(_names.map(name_key), min_size=1, max_size=3), _names)
def test_colours_come_back_with_the_names_and_others_stay_as_they_are_by_then(
    before: tuple[tuple[str, str], ...],
    chosen: tuple[tuple[str, str], ...],
    keys: set[str],
    name: str,
) -> None:
    retagging = Retagging.into(name, keys)
    concerned = {*retagging.keys, name_key(name)}
    assert dict(retagging.colours_back(retagging.colours(before), before)) == dict(before)
    meanwhile = dict(retagging.colours(before)) | dict(chosen)
    back = dict(retagging.colours_back(tuple(meanwhile.items()), before))
    for key in {*back, *dict(before), *meanwhile}:
        expected = dict(before) if key in concerned else meanwhile
        assert back.get(key) == expected.get(key)


def test_a_colour_is_given_to_several_tags_and_taken_off_again() -> None:
    colours = coloured((("home", "moss"),), {"grief", "loss"}, "rose")
    assert dict(colours) == {"home": "moss", "grief": "rose", "loss": "rose"}
    assert coloured(colours, {"grief", "loss"}, "") == (("home", "moss"),)


def test_no_log_holds_the_name_of_a_tag() -> None:
    known = tagged([an_entry(tags=("grief",))])
    for each in (*known.tags(), Retagging.into("grief", ["sorrow"])):
        assert "grief" not in repr(each)
        assert "sorrow" not in repr(each)
