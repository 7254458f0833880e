"""What a document can hold, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

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
    clean_line,
    clean_link,
    clean_text,
    document,
    spans,
    text_blocks,
)
from shadowjournal.errors import BadDocument
from tests.strategies import documents, single_spans

PICTURE = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    "make",
    [
        lambda: Span(""),
        lambda: Span("a\x00"),
        lambda: Span("a\r"),
        lambda: Span("a\u2028"),
        lambda: Span("a\ufffc"),
        lambda: Span("a\ud800"),
        lambda: Span("a", link="javascript:alert(1)"),
        lambda: Span("a", link="http://a b"),
        lambda: Span("a", link=""),
        lambda: Paragraph((Span("a"), Span("b"))),
        lambda: Heading(0),
        lambda: Heading(4),
        lambda: ListItem("bullet", 9),
        lambda: ListItem("bullet", -1),
        lambda: ListItem("bullet", checked=True),
        lambda: Code("\x1b[0m"),
        lambda: Figure("x"),
        lambda: Figure(PICTURE.upper()),
        lambda: Figure(PICTURE, "two\nlines"),
        lambda: Document(()),
    ],
)
def test_what_is_not_legal_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(BadDocument):
        make()


@given(documents())
def test_a_document_never_shows_its_text_in_a_log(content: Document) -> None:
    assert repr(content) == f"<Document of {len(content.blocks)} blocks>"


@given(st.lists(st.one_of(single_spans(), st.just(""), st.just("plain"))))
def test_spans_are_brought_to_one_form_without_losing_a_letter(parts: list[Span | str]) -> None:
    joined = spans(parts)
    Paragraph(joined)
    assert spans(joined) == joined
    whole = "".join(part if isinstance(part, str) else part.text for part in parts)
    assert "".join(span.text for span in joined) == whole


@given(single_spans(), st.sampled_from(["bold", "italic", "underline", "strike", "code", "link"]))
def test_any_mark_makes_another_look(span: Span, mark: str) -> None:
    values = {name: getattr(span, name) for name in Span.__struct_fields__}
    other_link = None if span.link else "http://other"
    values[mark] = other_link if mark == "link" else not values[mark]
    assert not span.looks_like(Span(**values))
    assert span.looks_like(Span(**{**values, mark: getattr(span, mark), "text": "else"}))


@given(st.text())
def test_any_text_can_be_made_legal_and_then_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    Code(cleaned)
    line = clean_line(text)
    assert clean_line(line) == line
    Figure(PICTURE, line)


def test_every_kind_of_line_end_becomes_one() -> None:
    assert clean_text("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h") == "a\nb\nc\nd\ne\nf\ng\nh"


@given(st.text())
def test_a_cleaned_link_is_always_legal(text: str) -> None:
    for address in (text, f"http://{text}", f"mailto:{text}"):
        link = clean_link(address)
        assert link is None or Span("a", link=link).link == link


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (" https://example.com/a?b=c#d ", "https://example.com/a?b=c#d"),
        ("mailto:me@example.com", "mailto:me@example.com"),
        ("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"),
        ("javascript:alert(1)", None),
        (f"entry:{'ab' * 16}", None),
        ("file:///etc/passwd", None),
        ("example.com", None),
        ("http://a\nb", None),
        ("http://", None),
    ],
)
def test_only_web_and_mail_addresses_are_links(address: str, link: str | None) -> None:
    assert clean_link(address) == link


def test_a_document_is_empty_until_something_is_in_it() -> None:
    assert Document().is_empty
    assert Document((Paragraph(), ListItem("bullet"), Code())).is_empty
    assert not Document((Rule(),)).is_empty
    assert not Document((Figure(PICTURE),)).is_empty
    assert not Document((Code(" "),)).is_empty
    assert document([]) == Document()


def test_a_document_names_each_of_its_pictures_once() -> None:
    other = PICTURE[::-1]
    content = Document((Figure(PICTURE), Paragraph(), Figure(other), Figure(PICTURE)))
    assert content.pictures == (PICTURE, other)
    assert list(text_blocks(content)) == [Paragraph()]
