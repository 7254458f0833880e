"""Entries of few words and questions about them, so that chance makes them meet."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from shadowjournal.document import Document, Figure
from shadowjournal.entry import CheckIn, Entry, PromptSnapshot, clean_tags, clean_title
from shadowjournal.search.expression import Bearer
from tests.builders import a_prompt, an_entry
from tests.shadowjournal.search.plain_scan import (
    All,
    Any,
    AsTyped,
    Compared,
    IsSo,
    Named,
    Not,
    OfDepth,
    Question,
    When,
    Words,
)

WORDS = (
    "my", "wife", "wives", "plaguing", "dying", "die", "dies",
    "Wife\u2019s", "na\u00efve", "NAIVE", "e\u0301te\u0301", "plague", "plagues",
    "don't", "Fleet-street", "snake_case", "2024", "or", "悲しみ", "悲", "しみ", "ไทย", "ก็",
    "กี", "🌱",
)  # fmt: skip
BLANKS = (" ", " ", " ", "\n", ", ", "\u2060", "\u2014", " & ", " \u2713 ", "")
SIGNS = ("c++", "50%", "\u20ac5", "caf\u00e9%", ":-)", "->", "?", "...", "\u2026", "--", "\u2019")
DAYS = (
    datetime(1, 1, 1, 0, 0),
    datetime(1665, 9, 30, 23, 59),
    datetime(2023, 12, 31, 23, 59, 59),
    datetime(2024, 2, 29, 12, 0),
    datetime(2024, 5, 1, 0, 0),
    datetime(2024, 12, 31, 23, 59, 59, 999999),
    datetime(2025, 1, 1, 0, 0),
    datetime(9999, 12, 31, 12, 0),
)
NOW = datetime(2026, 11, 26, tzinfo=UTC)
IDS = [f"{number:032x}" for number in range(6)]


def a_text() -> SearchStrategy[str]:
    signs = st.sampled_from([*SIGNS, *map(str.upper, SIGNS)])
    parts = st.lists(st.sampled_from(WORDS) | st.sampled_from(BLANKS) | signs, max_size=12)
    return parts.map("".join)


@st.composite
def an_entry_of_few_words(draw: st.DrawFn) -> Entry:
    entry = an_entry(
        clean_title(draw(a_text())),
        *draw(st.lists(a_text(), max_size=2)),
        at=draw(st.sampled_from(DAYS)),
        tags=clean_tags(draw(st.lists(a_text() | a_text().map("@".__add__), max_size=2))),
        starred=draw(st.booleans()),
        prompt=draw(st.none() | some_prompts()),
    )
    is_pictured = draw(st.booleans())
    return replace(
        entry,
        id=draw(st.sampled_from(IDS)),
        before=draw(st.none() | check_ins()),
        after=draw(st.none() | check_ins()),
        trashed=NOW if draw(st.booleans()) else None,
        document=Document((*entry.document.blocks, *[Figure("0" * 32)] * is_pictured)),
    )


def some_prompts() -> SearchStrategy[PromptSnapshot]:
    return st.builds(
        lambda words, depth, category: replace(
            a_prompt(words=words), depth=depth, category_title=category
        ),
        a_text(),
        st.sampled_from(("gentle", "deep", "intense")),
        st.sampled_from(WORDS),
    )


def check_ins() -> SearchStrategy[CheckIn]:
    feelings = st.lists(st.sampled_from(WORDS), max_size=2).map(tuple)
    return st.builds(CheckIn, feelings=feelings, intensity=st.none() | st.integers(0, 10))


def some_words(*, in_all_forms: bool = False) -> SearchStrategy[Question]:
    columns: SearchStrategy[str] = st.sampled_from(
        ("", "", "", "", "title", "tag", "prompt", "category", "feeling", "person")
    )
    forms = st.just(in_all_forms)
    word = st.builds(Words, st.sampled_from(WORDS), st.booleans(), st.booleans(), columns, forms)
    sequence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
    return word | st.builds(Words, sequence, st.just(True), st.booleans(), columns, forms)


def questions(*, in_all_forms: bool = False) -> SearchStrategy[Question]:
    return st.recursive(
        some_words(in_all_forms=in_all_forms) | filters(),
        lambda parts: st.one_of(
            st.builds(Not, parts),
            st.builds(All, st.lists(parts, min_size=2, max_size=3)),
            st.builds(Any, st.lists(parts, min_size=2, max_size=3)),
        ),
        max_leaves=6,
    )


def spans_of_days() -> SearchStrategy[Question]:
    return st.builds(
        lambda aspect, day, precision: When(
            aspect,
            day.year,
            day.month if precision > 0 else None,
            day.day if precision > 1 else None,
        ),
        st.sampled_from(("before", "after", "on")),
        st.sampled_from(DAYS),
        st.integers(0, 2),
    )


def filters() -> SearchStrategy[Question]:
    plain = st.one_of(
        st.builds(IsSo, st.sampled_from(("starred", "trashed", "has-picture", "prompted"))),
        st.builds(OfDepth, st.sampled_from(("gentle", "deep", "intense"))),
        st.builds(
            Compared,
            st.sampled_from(("words", "intensity")),
            st.sampled_from(("<", "<=", "=", ">=", ">")),
            st.integers(0, 12),
        ),
        spans_of_days(),
    )
    bearers: SearchStrategy[Bearer] = st.sampled_from(("tag", "person", "feeling", "category"))
    named = st.builds(Named, st.sampled_from(WORDS), bearers, st.booleans())
    places = st.sampled_from(("", "", "title", "tag", "prompt"))
    typed = st.builds(AsTyped, st.sampled_from(SIGNS), places)
    return plain | named | typed | st.builds(Not, plain | named | typed)
