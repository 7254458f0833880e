"""What a mail or a search field gets of an entry."""

from __future__ import annotations

from hypothesis import given

from shadowjournal.document import (
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    spans,
)
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.formats.to_text import to_text
from tests.strategies import documents


def test_it_reads_as_a_letter_does() -> None:
    content = Document(
        (
            Heading(1, spans(["Day"])),
            ListItem("number", 0, spans=spans(["one"])),
            ListItem("bullet", 1, spans=spans(["in it\nmore"])),
            ListItem("number", 0, spans=spans(["two"])),
            ListItem("check", 0, True, spans(["done"])),
            ListItem("number", 0, spans=spans(["anew"])),
            Quote(spans(["said\nso"])),
            Code("a\n b"),
            Rule(),
            Figure("a" * 32, "a cat"),
            Paragraph(spans(["end"])),
        )
    )
    assert to_text(content) == (
        "Day\n\n1. one\n    \u2022 in it\n      more\n2. two\n[x] done\n1. anew\n\n"
        "> said\n> so\n\na\n b\n\n\u2014\u2014\u2014\n\na cat\n\nend"
    )


@given(documents())
def test_no_word_is_left_out(content: Document) -> None:
    written = to_text(content)
    for line in plain_text(content).split("\n"):
        assert line in written
