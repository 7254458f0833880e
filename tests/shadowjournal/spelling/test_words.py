from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.spelling.words import words


def read(text: str) -> list[str]:
    return [text[begin:end] for begin, end in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I don't know.", ["don't", "know"]),
        ("I don\u2019t know.", ["don\u2019t", "know"]),
        ("\u2018quoted\u2019 and 'quoted'", ["quoted", "and", "quoted"]),
        ("a well-being - or so", ["well-being", "or", "so"]),
        ("naïve café, nai\u0308ve", ["naïve", "café", "nai\u0308ve"]),
        ("https://example.org/recieve?x=teh then", ["then"]),
        ("mailto:teh@example.org then", ["then"]),
        ("www.recieve.org then", ["then"]),
        ("ask someone.else@example.org then", ["ask", "then"]),
        ("the 3rd of 12th-century b2b", ["the", "of"]),
        ("NASA knows", ["knows"]),
        ("in /usr/bin and C:\\Windows\\system or ~/notes", ["in", "and", "or"]),
        ("see some_name or file.txt, #tagged", ["see", "or"]),
        ("Привет, мир", ["Привет", "мир"]),
        ("🦢 words 🦢", ["words"]),
        ("x" * 80, []),
        ("", []),
    ],
)
def test_the_words_of_a_text_are_what_a_dictionary_could_know(text: str, found: list[str]) -> None:
    assert read(text) == found


@given(st.text())
def test_words_stand_in_order_and_have_no_blank_and_no_digit(text: str) -> None:
    last = 0
    for begin, end in words(text):
        assert last <= begin < end <= len(text)
        word = text[begin:end]
        assert not any(each.isspace() or each.isdecimal() for each in word)
        last = end


@given(st.lists(st.sampled_from(["walked", "don\u2019t", "well-being", "naïve"]), min_size=1))
def test_every_plain_word_is_read(chosen: list[str]) -> None:
    assert read(" ".join(chosen)) == chosen
