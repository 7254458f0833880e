from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import (
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    document,
)
from shadowjournal.entry import Entry
from shadowjournal.finding import Finding, Wanted
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.replacing import TITLE, Place, around, places, replace_in, replaced
from tests.builders import an_entry
from tests.strategies import entries


def found(entry: Entry, text: str) -> list[Place]:
    return places(entry, Finding.of(Wanted(text)))


def changed(entry: Entry, old: str, new: str) -> Entry:
    return replaced(entry, found(entry, old), new)


def test_every_kind_of_block_and_the_title_change_and_keep_their_looks() -> None:
    entry = replace(
        an_entry("Robin calls"),
        document=document(
            [
                Heading(2, (Span("About Robin"),)),
                Paragraph((Span("I met "), Span("Rob", bold=True), Span("in.", italic=True))),
                ListItem("check", 1, checked=True, spans=(Span("call ROBIN"),)),
                Quote((Span("robin"),)),
                Code("robin = 1\nrobin"),
                Rule(),
                Figure("0" * 32, "robin"),
            ]
        ),
    )
    new = changed(entry, "robin", "Sam")
    assert new.title == "Sam calls"
    assert new.document == document(
        [
            Heading(2, (Span("About Sam"),)),
            Paragraph((Span("I met "), Span("Sam", bold=True), Span(".", italic=True))),
            ListItem("check", 1, checked=True, spans=(Span("call Sam"),)),
            Quote((Span("Sam"),)),
            Code("Sam = 1\nSam"),
            Rule(),
            Figure("0" * 32, "robin"),  # what a picture shows is the writer's to say
        ]
    )


@given(entries(), st.text(st.characters(codec="utf-8"), min_size=1, max_size=3))
def test_replacing_by_what_stands_there_changes_nothing(entry: Entry, sought: str) -> None:
    finding = Finding.of(Wanted(sought, is_case_kept=True))
    for place in places(entry, finding):
        if place.block != TITLE:
            stands = around(entry, place)[1]
            if "\n" not in stands and stands == sought:
                assert replaced(entry, [place], stands) == entry


@given(entries(), st.sampled_from("aeiou .\u00e9"), st.sampled_from(["", "xyz", "two\nlines"]))
def test_only_the_places_that_were_chosen_change(entry: Entry, sought: str, new: str) -> None:
    there = [place for place in found(entry, sought) if place.block != TITLE]
    chosen = there[::2]
    after = replaced(entry, chosen, new)
    assert len(after.document.blocks) == len(entry.document.blocks)
    length = len(new) * len(chosen) - sum(place.end - place.start for place in chosen)
    assert _length(after) == _length(entry) + length
    assert replace(after, document=entry.document) == entry
    assert replaced(entry, [], new) == entry


def _length(entry: Entry) -> int:
    texts = (
        block.text
        if isinstance(block, Code)
        else ""
        if isinstance(block, Rule | Figure)
        else "".join(span.text for span in block.spans)
        for block in entry.document.blocks
    )
    return sum(map(len, texts))


def test_a_paragraph_of_which_nothing_is_left_stays_an_empty_one() -> None:
    assert changed(an_entry("", "gone"), "gone", "").document == Document()


@pytest.mark.parametrize("new", ["", "   ", "two\nlines"])
def test_a_title_stays_one_line(new: str) -> None:
    assert "\n" not in changed(an_entry("A heron"), "heron", new).title


def test_what_was_written_meanwhile_is_left_alone() -> None:
    entry = an_entry("", "a heron, a heron")
    chosen = {entry.id: frozenset(found(entry, "heron"))}
    later = replace(entry, document=an_entry("", "no, a heron, a heron").document)
    finding = Finding.of(Wanted("heron"))
    assert replace_in([later], finding, chosen, "crane") == []
    (now,) = replace_in([entry, an_entry("", "heron")], finding, chosen, "crane")
    assert plain_text(now.document) == "a crane, a crane"


def test_the_words_around_a_place_are_shown_on_one_line() -> None:
    entry = an_entry("", f"{'before ' * 20}a\nheron{' after' * 20}")
    (place,) = found(entry, "heron")
    before, stands, after = around(entry, place)
    assert before.startswith("\u2026 before")
    assert before.endswith(" a ")
    assert stands == "heron"
    assert after.endswith("after \u2026")
