from __future__ import annotations

import time

from hypothesis import given

from shadowjournal.difference import Line, Pieces, difference, text_of, words_changed
from shadowjournal.document import Block, Document, Heading, Paragraph, spans
from tests.builders import text
from tests.strategies import documents


def said(pieces: Pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.is_other else piece.text for piece in pieces)


def shown(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    return [(said(line.old), said(line.new)) for line in lines]


@given(documents(), documents())
def test_both_versions_can_be_read_from_what_is_shown(before: Document, after: Document) -> None:
    lines = difference(before, after)
    assert tuple(line.before for line in lines if line.before is not None) == before.blocks
    assert tuple(line.after for line in lines if line.after is not None) == after.blocks
    for line in lines:
        assert "".join(piece.text for piece in line.old) == words(line.before)
        assert "".join(piece.text for piece in line.new) == words(line.after)
        kept = "".join(piece.text for piece in line.old if not piece.is_other)
        assert kept == "".join(piece.text for piece in line.new if not piece.is_other)


def words(block: Block | None) -> str:
    return "" if block is None else text_of(block)


@given(documents())
def test_a_version_does_not_differ_from_itself(content: Document) -> None:
    lines = difference(content, content)
    assert all(line.is_same for line in lines)
    assert words_changed(lines) == (0, 0)


def test_only_the_words_that_changed_are_marked() -> None:
    lines = difference(
        text("I never said that.", "It rained."), text("I often said so.", "New.", "It rained.")
    )
    assert shown(lines) == [
        ("I [never] said [that].", "I [often] said [so]."),
        ("", "[New.]"),
        ("It rained.", "It rained."),
    ]
    assert words_changed(lines) == (2, 3)


def test_another_kind_of_block_is_a_change_without_other_words() -> None:
    [line] = difference(text("Title"), Document((Heading(1, spans(["Title"])),)))
    assert not line.is_same
    assert (said(line.old), said(line.new)) == ("Title", "Title")


def test_a_paragraph_without_end_is_compared_in_time() -> None:
    begun = time.monotonic()
    one = Document((Paragraph(spans(["a b " * 20_000])),))
    other = Document((Paragraph(spans(["b c " * 20_000])),))
    assert difference(one, other)
    assert time.monotonic() - begun < 20  # hours, if every word met every other
