from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.spelling.words import words
from ui.spelling import tokens
from ui.spelling.tokens import Judgements, word_at

LONG = "herons walk in the shallow water by www.example.org " * 50
SIGNS = "ab c-.\u2019@é🦢\n"
CHANGES = st.lists(
    st.tuples(st.integers(0, len(LONG)), st.integers(0, 40), st.text(SIGNS, max_size=9)),
    max_size=6,
)


def is_odd(word: str) -> bool:
    return len(word) % 2 == 1


def odd_words(text: str) -> list[tuple[int, int]]:
    """What is found where all of *text* is read at once."""
    units = [len(text[:end].encode("utf-16-le")) // 2 for end in range(len(text) + 1)]
    return [(units[b], units[e]) for b, e in words(text) if is_odd(text[b:e])]


@given(CHANGES)
def test_a_long_block_that_is_changed_reads_as_if_it_were_new(
    changes: list[tuple[int, int, str]],
) -> None:
    kept, text = Judgements(is_odd), LONG
    for place, removed, added in changes:
        text = text[:place] + added + text[place + removed :]
        found, is_whole = kept.unknown(text)
        assert list(found) == odd_words(text)
        assert is_whole


@given(CHANGES, st.lists(st.integers(0, 4), min_size=7, max_size=7))
def test_a_long_block_that_is_changed_while_it_is_read_in_pieces_is_read_whole(
    changes: list[tuple[int, int, str]], pieces: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_CHUNK", 300)
        ticks = itertools.count(1)
        patch.setattr(tokens, "perf_counter", lambda: next(ticks))
        kept, text = Judgements(is_odd), LONG
        for (place, removed, added), piece in zip([*changes, (0, 0, "")], pieces, strict=False):
            text = text[:place] + added + text[place + removed :]
            found, is_whole = kept.unknown(text, next(ticks) + piece + 1)
            everything = odd_words(text)
            assert set(found) <= set(everything)
            assert is_whole == (list(found) == everything) or not is_whole
        assert list(kept.unknown(text)[0]) == odd_words(text)


def test_of_a_long_block_only_what_changed_is_judged_again() -> None:
    asked: list[str] = []

    def judge(word: str) -> bool:
        asked.append(word)
        return False

    kept = Judgements(judge)
    kept.unknown(LONG)
    asked.clear()
    kept.unknown(LONG[:1_000] + "x" + LONG[1_000:])
    assert 0 < len(asked) < 5


@given(st.text("ab 🦢é"))
def test_places_are_counted_as_qt_counts_them(text: str) -> None:
    units = text.encode("utf-16-le")
    for begin, end in Judgements(is_odd).unknown(text)[0]:
        assert is_odd(units[2 * begin : 2 * end].decode("utf-16-le"))


@given(st.text("ab 🦢é-"), st.integers(0, 20))
def test_the_word_at_a_place_is_one_that_touches_it(text: str, place: int) -> None:
    units = [len(text[:end].encode("utf-16-le")) // 2 for end in range(len(text) + 1)]
    found = word_at(text, units[min(place, len(text))])
    touching = [(units[b], units[e]) for b, e in words(text) if b <= min(place, len(text)) <= e]
    assert found == (touching[-1] if touching else None)
