"""Text that a program made, in a measure that a page can show."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import (
    Code,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    spans,
)
from shadowjournal.formats import bounds
from shadowjournal.formats.bounds import MAX_BLOCK, MAX_LINES, MAX_LOOKS, MAX_RUN, bounded, length
from shadowjournal.formats.to_plain import plain_text
from tests.strategies import documents

KINDS = [Paragraph(), Heading(2), ListItem("check", 1, True), Quote()]
WORDS = "what was said that day and what was not "


def letters(content: Document) -> str:
    return "".join(plain_text(content).split())


def is_within(content: Document) -> bool:
    for block in content.blocks:
        text = plain_text(Document((block,)))
        if max(map(len, re.findall(r"\S+", text)), default=0) > MAX_RUN + 20:  # marks of a list
            return False
        if text.count("\n") > MAX_LINES:
            return False
        if len(text) > MAX_BLOCK + 20 or len(getattr(block, "spans", ())) > MAX_LOOKS:
            return False
    return True


@given(content=documents())
def test_what_a_person_writes_stays_as_it_is(content: Document) -> None:
    assert bounded(content) == content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "runs",
    [
        [Span("x" * 50_000)],
        [Span(WORDS * 3_000)],
        [Span((WORDS + "\n") * 3_000)],
        [Span("ab", bold=bool(n % 2)) for n in range(20_000)],
        [Span("a b ", bold=bool(n % 2)) for n in range(20_000)],
        [Span("y" * 1_500, bold=bool(n % 2)) for n in range(20)],
        [Span(WORDS * 100, italic=bool(n % 2)) for n in range(20)],
        [Span("\n" * 30_000)],
    ],
)
def test_an_endless_block_is_parted_into_its_like_and_loses_no_letter(
    kind: Paragraph | Heading | ListItem | Quote, runs: list[Span]
) -> None:
    content = Document((replace(kind, spans=spans(runs)),))
    result = bounded(content)
    assert is_within(result)
    assert len(result.blocks) > 1
    assert {type(block) for block in result.blocks} == {type(kind)}
    assert letters(result).replace("[x]", "").replace("-", "") == letters(content).replace(
        "[x]", ""
    ).replace("-", "")
    assert bounded(result) == result


@pytest.mark.parametrize("text", ["x" * 50_000, (WORDS + "\n") * 3_000])
def test_endless_code_stays_code(text: str) -> None:
    result = bounded(Document((Code(text),)))
    assert is_within(result)
    assert {type(block) for block in result.blocks} == {Code}
    assert letters(result) == "".join(text.split())


def test_a_long_text_ends_its_blocks_where_a_line_or_a_word_ends() -> None:
    (*most, _) = bounded(Document((Paragraph(spans([WORDS * 1_000])),))).blocks
    assert most
    assert all(isinstance(b, Paragraph) and b.spans[-1].text.endswith(" ") for b in most)
    lines = bounded(Document((Paragraph(spans([(WORDS + "\n") * 1_000])),))).blocks
    assert all(isinstance(b, Paragraph) and b.spans[-1].text.endswith("not ") for b in lines[:-1])


@pytest.mark.parametrize(
    "sentence",
    [
        "It was late when we came. ",
        "\u201cAre you there?\u201d ",
        "\u671d\u304b\u3089\u96e8\u304c\u964d\u3063\u305f\u3002",
    ],
)
def test_a_long_text_without_lines_ends_its_blocks_where_a_sentence_ends(sentence: str) -> None:
    (*most, _) = bounded(Document((Paragraph(spans([sentence * 1_900])),))).blocks
    assert most
    for block in most:
        assert isinstance(block, Paragraph)
        assert block.spans[-1].text.endswith(sentence)
        assert "\n" not in block.spans[-1].text


@given(
    runs=st.lists(
        st.builds(Span, st.text("a. \u3002\n", min_size=1, max_size=40), bold=st.booleans())
    ),
)
def test_whatever_the_bounds_no_letter_is_lost(runs: list[Span]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounds, "MAX_RUN", 5)
        patch.setattr(bounds, "MAX_BLOCK", 12)
        patch.setattr(bounds, "MAX_LOOKS", 3)
        patch.setattr(bounds, "MAX_LINES", 2)
        patch.setattr(bounds, "_UNBROKEN", re.compile(r"[^\s\u3002]{5}(?=[^\s\u3002])"))
        result = bounded(Document((Paragraph(spans(runs)),)))
        assert bounded(result) == result
    assert letters(result) == "".join("".join(run.text for run in runs).split())
    for block in result.blocks:
        assert isinstance(block, Paragraph)
        text = "".join(span.text for span in block.spans)
        assert len(text) <= 12
        assert len(block.spans) <= 3
        assert text.count("\n") <= 2
        assert max(map(len, re.split(r"[\s\u3002]", text))) <= 5


def test_the_length_of_a_text_counts_the_ends_of_its_blocks() -> None:
    assert length(Document((Paragraph(spans(["abc"])), Code("de"), Paragraph()))) == 8
