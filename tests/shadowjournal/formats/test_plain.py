"""A document without its looks, counted and shortened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.document import (
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Rule,
    Span,
    spans,
)
from shadowjournal.formats.to_plain import first_words, plain_text, word_count
from tests.strategies import documents

PICTURE = "0123456789abcdef" * 2


def wrote(text: str) -> Document:
    return Document((Paragraph(spans([text])),))


def test_plain_text_holds_every_word_and_no_markup() -> None:
    content = Document(
        (
            Heading(1, spans(["Title"])),
            Paragraph(spans(["a", Span("b", bold=True)])),
            Rule(),
            ListItem("check", 1, True, spans(["done"])),
            Code("x = 1"),
            Figure(PICTURE, "The house"),
        )
    )
    assert plain_text(content) == "Title\nab\ndone\nx = 1\nThe house"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("… -- !? 🙂 * _", 0),
        ("I don't know a well-known man.", 6),
        ("3.14 and 1,200 on 5/6", 6),
        ("one—two…three, four", 4),
        ("我喜欢你", 4),
        ("Tokyo東京2020", 4),
        ("한국어 공부", 2),
        ("हिन्दी में लिखना", 3),
        ("مرحبا بالعالم שלום", 3),
        ("cafe\u0301 naïve Straße", 3),
        ("«tis» “so”", 2),
        ("snake_case a@b.c", 2),
        ("a\u00a0b\u2003c\u3000d", 4),
    ],
)
def test_words_of_any_script_are_counted_sensibly(text: str, words: int) -> None:
    assert word_count(wrote(text)) == words


def test_a_picture_adds_no_words() -> None:
    assert word_count(Document((Figure(PICTURE, "two words"),))) == 0


@given(st.integers(0, 300), st.sampled_from(["a", "I", "été", "42", "don't"]))
def test_as_many_words_are_counted_as_were_written(count: int, word: str) -> None:
    assert word_count(wrote(" ".join([word] * count) + ".")) == count


@given(documents(), st.integers(1, 200))
def test_first_words_are_one_short_line_of_the_beginning(content: Document, limit: int) -> None:
    line = first_words(content, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    words = " ".join(plain_text(content).split())
    assert words.startswith(line.removesuffix("…").rstrip())


def test_first_words_are_cut_between_words() -> None:
    assert first_words(wrote("the quick brown fox"), 12) == "the quick…"
    assert first_words(wrote("the quick brown fox"), 19) == "the quick brown fox"
    assert first_words(wrote("x" * 500), 10) == "x" * 9 + "…"
