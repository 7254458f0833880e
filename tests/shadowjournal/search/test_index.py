from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from typing_extensions import override

from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.search import LANGUAGES, Forms, Hit, Index, exactly
from shadowjournal.search import index as index_module
from shadowjournal.search.query import MAX_GROUPS, MAX_LENGTH
from tests.builders import a_prompt, an_entry
from tests.shadowjournal.search.few_words import (
    IDS,
    WORDS,
    an_entry_of_few_words,
    filters,
    questions,
)
from tests.shadowjournal.search.plain_scan import Page, Question, Words, answers, words_of
from tests.strategies import entries, texts


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index()
    yield index
    index.close()


def found(index: Index, query: str) -> list[str]:
    return [hit.entry_id for hit in index.search(query)]


def when(entry: Entry) -> datetime:
    return entry.written.local


def line(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.snippet)


@given(st.lists(an_entry_of_few_words(), max_size=6), questions())
def test_a_search_finds_exactly_what_reading_every_word_finds(
    written: list[Entry], question: Question
) -> None:
    query = question.typed()
    assume(len(query) <= MAX_LENGTH and query.count("(") <= MAX_GROUPS)
    index = Index()
    index.put(written)
    last = {entry.id: entry for entry in written}
    assert sorted(found(index, query)) == sorted(
        identity for identity, entry in last.items() if answers(question, Page.of(entry))
    )
    index.close()


@given(st.lists(an_entry_of_few_words(), max_size=6), questions(in_all_forms=True))
def test_with_a_language_chosen_a_word_is_found_in_all_its_forms(
    written: list[Entry], question: Question
) -> None:
    query = question.typed()
    assume(len(query) <= MAX_LENGTH and query.count("(") <= MAX_GROUPS)
    index = Index()
    index.forms = Forms("en")
    index.put(written)
    last = {entry.id: entry for entry in written}
    assert index.matching(query) == {
        identity for identity, entry in last.items() if answers(question, Page.of(entry))
    }
    index.close()


@pytest.mark.parametrize(
    ("language", "written", "query", "is_found"),
    [
        ("en", "She wrote letters", "letter", True),
        ("en", "She wrote letters", '"letter"', False),
        ("en", "She wrote letters", "-letter", False),
        ("en", "Grieving", "grieve", True),
        ("en", "Happiness", "happy", True),
        ("en", "so happily", "happy", False),
        ("en", "a garden’s wall", "gardens", True),
        ("de", "die alten Häuser", "Haus", True),
        ("de", "die alten Häuser", "hauses", True),
        ("fr", "les chevaux", "cheval", True),
        ("es", "las niñas cantaban", "nina cantar", True),
        ("ru", "книги", "книга", True),
        ("en", "悲しみ", "悲しみ", True),
    ],
)
def test_the_forms_of_a_word_are_those_of_its_language(
    index: Index, language: str, written: str, query: str, *, is_found: bool
) -> None:
    index.forms = Forms(language)
    entry = an_entry("", written)
    index.put([entry])
    assert found(index, query) == ([entry.id] if is_found else [])
    assert bool(index.hits(entry.id, query)) == is_found


def test_every_language_on_offer_has_a_stemmer() -> None:
    for language in LANGUAGES:
        assert "x" in Forms(language).among(["x"], "x")


@given(st.lists(an_entry_of_few_words(), min_size=1, max_size=6), filters())
def test_a_filter_keeps_exactly_the_entries_of_that_time_or_kind(
    written: list[Entry], question: Question
) -> None:
    index = Index()
    index.put(written)
    last = {entry.id: entry for entry in written}
    kept = [entry for entry in last.values() if answers(question, Page.of(entry))]
    newest_first = sorted(sorted(kept, key=lambda entry: entry.id), key=when, reverse=True)
    times = [last[entry_id].written.local for entry_id in found(index, question.typed())]
    assert times == [entry.written.local for entry in newest_first]
    index.close()


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("before:2024-05", ["2024-04-30"]),
        ("on:2024-05", ["2024-05-31", "2024-05-01"]),
        ("after:2024-05", ["2024-06-01"]),
        ("before:2024", []),
        ("after:2024", []),
        ("after:2024-05-01 -after:2024-05-31", ["2024-05-31"]),
        ("-on:2024-05", ["2024-06-01", "2024-04-30"]),
    ],
)
def test_a_month_begins_on_its_first_day_and_ends_on_its_last(
    index: Index, query: str, days: list[str]
) -> None:
    ends = [(4, 30, 23), (5, 1, 0), (5, 31, 23), (6, 1, 0)]
    written = [an_entry("", at=datetime(2024, *end)) for end in ends]
    index.put(written)
    day_of = {entry.id: entry.written.day.isoformat() for entry in written}
    assert [day_of[entry_id] for entry_id in found(index, query)] == days


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("今日は悲しみが深い", "悲しみ", True),
        ("今日は悲しみが深い", "悲み", False),
        ("ความเศร้าในบ้าน", "เศร้า", True),
        ("ความเศร้าในบ้าน", "เศร่า", False),
        ("집에서 울었다", "집", True),
        ("a day in the garden🌱at last", "🌱", True),
        ("a day in the garden🌱at last", "🌲", False),
        ("plague & wife", "plague & _ wife …", True),
        ("the caf\u00e9 was shut", "cafe\u0301", True),
    ],
)
def test_what_is_written_without_blanks_is_found_within_the_text(
    index: Index, text: str, query: str, is_found: bool
) -> None:
    entry = an_entry("", text)
    index.put([entry])
    assert found(index, query) == ([entry.id] if is_found else [])


QUERIES = (
    *WORDS,
    '"my wife"',
    "w* OR p*",
    "-wife",
    "tag:wife",
    "title:plague",
    "is:starred",
    "on:2024",
)


class AnIndexInUse(RuleBasedStateMachine):
    """However it came about, an index answers as one made anew."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Index()
        self.kept: dict[str, Entry] = {}

    @rule(written=st.lists(an_entry_of_few_words(), max_size=4))
    def put(self, written: list[Entry]) -> None:
        self.index.put(written)
        self.kept |= {entry.id: entry for entry in written}

    @rule(entry_id=st.sampled_from(IDS))
    def remove(self, entry_id: str) -> None:
        self.index.remove(entry_id)
        self.kept.pop(entry_id, None)

    @invariant()
    def answers_as_one_made_anew(self) -> None:
        anew = Index()
        anew.put(self.kept.values())
        for query in QUERIES:
            assert self.index.search(query) == anew.search(query)
        anew.close()

    @override
    def teardown(self) -> None:
        self.index.close()


TestAnIndexInUse = AnIndexInUse.TestCase
TestAnIndexInUse.settings = settings(max_examples=20, stateful_step_count=8)


@given(st.lists(entries(), max_size=3), texts())
def test_whatever_is_typed_over_whatever_was_written_has_an_answer(
    written: list[Entry], query: str
) -> None:
    index = Index()
    index.put(written)
    for hit in index.search(query):
        assert not {"\n", "\x02", "\x03", "\u2060"} & set(line(hit))
    index.close()


SIGNS = ("-", "NOT ", "(", ")", '"', "*", "OR ", "AND ", ":", "tag:", "title:", "is:starred",
         "before:2025", "on:", "{tag title}:", "^", "+", "_", "\x00", "\ud800", "\ue000", "a", "é ",
         "悲", "🌱", " ", "“", "\u2060")  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join), st.integers(1, 10_000))
def test_no_query_is_an_error(index: Index, query: str, times: int) -> None:
    index.put([an_entry("a", "é 悲 🌱")])
    index.search(query)
    index.search((query * times)[:10_000])


@given(st.text(max_size=40))
def test_any_characters_at_all_may_be_typed(query: str) -> None:
    index = Index()
    index.search(query)
    index.close()


@pytest.mark.parametrize(
    "sign", [" ", "a", "悲", "(a OR -(b ", "a NOT ", "-a ", '"', "(", "tag:(-a OR ", "a* OR "]
)
def test_a_query_of_ten_thousand_characters_has_an_answer(index: Index, sign: str) -> None:
    index.put([an_entry("a")])
    index.search((sign * 10_000)[:10_000])


def test_of_a_very_long_query_only_the_beginning_is_read(index: Index) -> None:
    entry = an_entry("plague")
    index.put([entry])
    assert found(index, "plague " * 1_500) == [entry.id]


@pytest.mark.parametrize("query", ["", " ", "-", "()", '"', '""', "- -", "\x00"])
def test_asking_for_nothing_finds_nothing(index: Index, query: str) -> None:
    index.put([an_entry("Monday", "words")])
    assert index.search(query) == []


def test_asking_only_what_not_to_find_finds_all_else_newest_first(index: Index) -> None:
    work, old, new = (
        an_entry("Work"),
        an_entry("Sea", at=datetime(2001, 1, 1)),
        an_entry("Sea", "and a long walk", at=datetime(2002, 1, 1)),
    )
    index.put([work, old, new])
    assert found(index, "-work") == found(index, "NOT work") == [new.id, old.id]


@pytest.mark.parametrize(
    "word", ["OR", "AND", "NOT", "not", "befor:2025", "before:2025-13", "is:so"]
)
def test_a_mistyped_operator_is_a_word(index: Index, word: str) -> None:
    entry = an_entry("", f"here stands {word}")
    index.put([entry, an_entry("")])
    assert found(index, word) == [entry.id]


@given(st.lists(an_entry_of_few_words(), max_size=6))
def test_as_many_entries_as_are_counted_with_a_tag_are_found_by_its_name(
    written: list[Entry],
) -> None:
    index = Index()
    index.put(written)
    for tag, count in index.count("-absent").tags.items():
        assert len(found(index, exactly("tag", tag))) == count
    index.close()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("tag:=grief", True),
        ("tag:=GRIEF", True),
        ("tag:=work", False),
        ('tag:="grief work"', False),
        ("-tag:=grief", False),
        ("tag:-=grief", False),
        ("person:=anna", True),
        ("person:=@Anna", True),
        ("person:=ann", False),
        ("tag:=@anna", True),
        ('tag:="so called"', True),
        ("tag:=", False),
    ],
)
def test_a_tag_asked_for_by_its_whole_name_is_no_longer_one(
    index: Index, query: str, *, is_found: bool
) -> None:
    entry = an_entry("", "text", tags=("Grief", "@Anna", "work in the garden", 'so "called"'))
    index.put([entry])
    assert found(index, query) == ([entry.id] if is_found else [])


def test_tags_and_the_prompt_are_searched_too(index: Index) -> None:
    tagged = an_entry("", tags=("old grief", "sea"))
    prompted = an_entry("", prompt=a_prompt(words="What did the house smell like?"))
    index.put([tagged, prompted])
    assert found(index, "grief") == found(index, "tag:grief") == [tagged.id]
    assert found(index, "smell") == [prompted.id]
    assert found(index, '"grief sea"') == []


def test_typographic_quotes_quote(index: Index) -> None:
    together, apart = an_entry("", "my wife"), an_entry("", "my dear wife")
    index.put([together, apart])
    assert found(index, "\u201cmy wife\u201d") == [together.id]


def test_a_word_in_the_title_counts_more_than_one_in_the_text(index: Index) -> None:
    in_text = an_entry("Monday", "kitchen and then some words", at=datetime(2026, 2, 2))
    in_title = an_entry("Kitchen", "and then some words", at=datetime(2026, 1, 1))
    index.put([in_text, in_title, *(an_entry() for _ in range(5))])
    assert found(index, "kitchen") == [in_title.id, in_text.id]


@given(st.lists(an_entry_of_few_words(), max_size=6), st.integers(0, 7))
def test_a_limit_keeps_the_best(written: list[Entry], limit: int) -> None:
    index = Index()
    index.put(written)
    assert index.search("wife OR p*", limit) == index.search("wife OR p*")[:limit]
    index.close()


def test_where_an_entry_cannot_be_read_none_is_added(index: Index) -> None:
    def broken() -> Iterator[Entry]:
        yield an_entry("Monday")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        index.put(broken())
    assert index.search("monday") == []


def test_a_snippet_shows_the_words_around_the_hit_and_never_the_whole(index: Index) -> None:
    words = [f"w{number}" for number in range(400)]
    index.put([an_entry("Monday", " ".join(words[:200]), " ".join(words[200:]))])
    [hit] = index.search('"w250 w251"')
    assert [piece.text for piece in hit.snippet if piece.is_hit] == ["w250 w251"]
    assert line(hit).startswith("… ")
    assert line(hit).endswith(" …")
    assert 16 <= len(words_of(line(hit))) <= 24


@given(an_entry_of_few_words(), st.sampled_from(WORDS))
def test_what_a_snippet_marks_is_what_was_looked_for(entry: Entry, word: str) -> None:
    index = Index()
    index.put([entry])
    for hit in index.search(f'"{word}"'):
        marked = [words_of(piece.text) for piece in hit.snippet if piece.is_hit]
        assert {sign for words in marked for sign in words} <= set(words_of(word))
        assert bool(marked) == any(
            Words(word, is_quoted=True).holds(Page.of(an_entry("", text)))
            for text in (plain_text(entry.document), entry.prompt.text if entry.prompt else "")
        )
    index.close()


def test_where_only_the_prompt_is_hit_the_snippet_is_of_the_prompt(index: Index) -> None:
    index.put([an_entry("", "Salt.", prompt=a_prompt(words="What did the house\nsmell like?"))])
    [hit] = index.search("smell")
    assert line(hit) == "What did the house smell like?"


def test_where_only_the_title_is_hit_the_snippet_is_how_the_text_begins(index: Index) -> None:
    index.put([an_entry("Kitchen", "And then", "she laughed.")])
    [hit] = index.search("kitchen")
    assert line(hit) == "And then she laughed."


def test_a_word_without_end_does_not_make_a_snippet_without_end(index: Index) -> None:
    index.put([an_entry("", "x" * 100_000 + " kitchen " + "-" * 100_000)])
    [hit] = index.search("kitchen")
    assert len(line(hit)) < 500
    assert [piece.text for piece in hit.snippet if piece.is_hit] == ["kitchen"]


def test_what_was_written_is_in_no_repr(index: Index) -> None:
    index.put([an_entry("secret", "secret")])
    assert "secret" not in repr(index.search("secret"))


@given(st.lists(an_entry_of_few_words(), max_size=6), questions())
def test_the_counts_by_year_and_tag_are_those_of_the_answers(
    written: list[Entry], question: Question
) -> None:
    query = question.typed()
    assume(len(query) <= MAX_LENGTH and query.count("(") <= MAX_GROUPS)
    index = Index()
    index.put(written)
    last = {entry.id: entry for entry in written}
    answer = [last[entry_id] for entry_id in found(index, query)]
    counts = index.count(query)
    assert counts.years == Counter(entry.written.day.year for entry in answer)
    assert counts.tags == Counter(tag for entry in answer for tag in entry.tags)
    index.close()


@given(st.lists(an_entry_of_few_words(), max_size=6))
def test_the_answers_come_newest_first_if_wanted(written: list[Entry]) -> None:
    index = Index()
    index.put(written)
    last = {entry.id: entry for entry in written}
    answer = index.search("wife OR p*", is_newest_first=True)
    days = [last[hit.entry_id].written.local for hit in answer]
    assert days == sorted(days, reverse=True)
    assert {hit.entry_id for hit in answer} == set(found(index, "wife OR p*"))
    index.close()


@given(an_entry_of_few_words(), st.sampled_from(WORDS))
def test_what_is_found_of_an_entry_is_every_form_in_which_it_is_written(
    entry: Entry, word: str
) -> None:
    index = Index()
    index.put([entry])
    text = f"{plain_text(entry.document)} {entry.prompt.text if entry.prompt else ''}"
    found = index.hits(entry.id, f'"{word}"')
    index.close()
    assert all(words_of(hit) == words_of(word) for hit in found)
    joined, sought = " ".join(words_of(text)), " ".join(words_of(word))
    if f" {sought} " in f" {joined} " and words_of(plain_text(entry.document)) and not entry.prompt:
        assert found


def test_forms_of_a_word_are_found_as_they_stand_in_the_text(index: Index) -> None:
    entry = an_entry("Heron", "A heron, two herons, a H\u00e9ron and my  wife; my\nwife.")
    index.put([entry])
    assert index.hits(entry.id, "heron*") == ("heron", "herons", "H\u00e9ron")
    assert index.hits(entry.id, '"my wife" -rain') == ("my wife",)
    assert index.hits(entry.id, "is:starred") == ()
    assert index.hits("0" * 32, "heron") == ()
    assert index.hits(entry.id, "") == ()


@pytest.mark.parametrize(
    ("written", "typed", "marked"),
    [
        ("She learns C++ and C.", "c++", ["C++"]),
        ("Of the 50 only 50% came.", "50%", ["50%"]),
        ("I smiled :-) at her", ":-)", [":-)"]),
        ("And then\u2026 nothing", "...", ["\u2026"]),
        ("A day \u2013 or two", '"--"', ["\u2013"]),
        ("Why? Why not?", "why ?", ["Why"]),
        ("Why? Why not?", 'why "?"', ["?", "Why"]),
    ],
)
def test_signs_are_found_and_marked_as_they_are_written(
    index: Index, written: str, typed: str, marked: list[str]
) -> None:
    words = " ".join(f"w{number}" for number in range(200))
    entry, other = an_entry("", f"{words} {written} {words}"), an_entry("", f"{words} c 50 : )")
    index.put([entry, other])
    [hit] = index.search(typed)
    assert hit.entry_id == entry.id
    assert {piece.text for piece in hit.snippet if piece.is_hit} <= set(marked)
    assert any(piece.is_hit for piece in hit.snippet)
    assert len(line(hit)) < 250
    assert list(index.hits(entry.id, typed)) == marked


@given(st.lists(an_entry_of_few_words(), max_size=6), questions(), st.integers(1, 4))
def test_of_very_many_answers_as_many_are_shown_and_none_twice(
    written: list[Entry], question: Question, limit: int
) -> None:
    query = question.typed()
    assume(len(query) <= MAX_LENGTH and query.count("(") <= MAX_GROUPS)
    index = Index()
    index.put(written)
    answers = index.matching(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_MANY", 1)
        patch.setattr(index_module, "_MOST_RANKED", 1)
        shown = [hit.entry_id for hit in index.search(query, limit)]
    index.close()
    assert len(shown) == len({*shown}) == min(limit, len(answers))
    assert {*shown} <= answers


def test_of_very_many_answers_those_with_the_word_in_their_title_are_there_however_old(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_MOST_RANKED", 5)
    old = an_entry("Heron", "a bird", at=datetime(1999, 1, 1))
    others = [an_entry("", "a heron", at=datetime(2020, 1, day)) for day in range(1, 29)]
    index.put([old, *others])
    shown = found(index, "heron")[:3]
    assert shown[0] == old.id
    assert [hit.entry_id for hit in index.search("heron", 3)] == [
        old.id,
        others[-1].id,
        others[-2].id,
    ]
