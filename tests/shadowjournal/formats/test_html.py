"""Documents as HTML and back; what others' HTML may and may not bring in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    Spans,
    spans,
    text_blocks,
)
from shadowjournal.errors import BadDocument
from shadowjournal.formats.from_html import MAX_CHARACTERS, from_html
from shadowjournal.formats.html_reader import MAX_RUN
from shadowjournal.formats.to_html import to_html
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.linking import unlinked
from tests.strategies import documents

PICTURE = "0123456789abcdef" * 2


def said(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(spans([text])) for text in texts)


def as_browsers_show(content: Document) -> Document:
    """Return *content* with blanks collapsed, letter by letter: the oracle for the round trip."""
    return Document(
        tuple(
            replace(block, spans=collapsed(block.spans))
            if isinstance(block, Paragraph | Heading | ListItem | Quote)
            else block
            for block in content.blocks
        )
    )


def collapsed(runs: Spans) -> Spans:
    shown: list[Span] = []
    blank: Span | None = None
    for letter in (replace(span, text=letter) for span in runs for letter in span.text):
        if letter.text in " \t":
            blank = blank or replace(letter, text=" ")
            continue
        if blank and letter.text != "\n" and shown and shown[-1].text != "\n":
            shown.append(blank)
        blank = None
        shown.append(letter)
    return spans(shown)


@given(documents())
def test_every_document_comes_back_from_html_but_for_blanks(content: Document) -> None:
    assert from_html(to_html(content)) == as_browsers_show(unlinked(content))


def test_html_says_what_things_are() -> None:
    content = Document(
        (
            Heading(2, spans(["A & B"])),
            Paragraph(spans([Span("x", bold=True, italic=True), "\ny"])),
            ListItem("number", spans=spans(["one"])),
            ListItem("check", 1, True, spans(["two"])),
            Quote(spans([Span("q", link="http://a.b/?x=1&y=2")])),
            Code("<1>"),
            Rule(),
            Figure(PICTURE, "a house"),
            Figure(PICTURE, width=40),
        )
    )
    assert to_html(content) == (
        "<h2>A &amp; B</h2>\n"
        "<p><strong><em>x</em></strong><br>y</p>\n"
        "<ol>\n<li>one\n<ul>\n"
        '<li><input type="checkbox" disabled checked>two\n</li></ul>\n</li></ol>\n'
        '<blockquote>\n<p><a href="http://a.b/?x=1&amp;y=2">q</a></p>\n</blockquote>\n'
        "<pre><code>&lt;1&gt;</code></pre>\n<hr>\n"
        f'<figure><img src="picture:{PICTURE}" alt="a house">'
        "<figcaption>a house</figcaption></figure>\n"
        f'<figure><img src="picture:{PICTURE}" alt="" style="width:40%"></figure>\n'
    )


def test_no_text_can_become_an_element() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;"
    written = to_html(Document((Paragraph(spans([evil])), Code(evil), Figure(PICTURE, evil))))
    assert "<script" not in written
    assert written.count("<img") == 1


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", (Paragraph(),)),
        ("plain &amp; simple", (Paragraph(spans(["plain & simple"])),)),
        ("<p>a\n   b</p>c<div>d<div>e", said("a b", "c", "d", "e")),
        ("<h5>five", (Heading(3, spans(["five"])),)),
        (
            "<b style='font-weight:normal'>a<span style='font-weight:700;font-style:italic'>b",
            (Paragraph(spans(["a", Span("b", bold=True, italic=True)])),),
        ),
        (
            "<ul><li>a<ul><li><p>b</p><p>b2</p></ul><li>c</ul><ol><li>d</ol>",
            (
                ListItem("bullet", spans=spans(["a"])),
                ListItem("bullet", 1, spans=spans(["b\nb2"])),
                ListItem("bullet", spans=spans(["c"])),
                ListItem("number", spans=spans(["d"])),
            ),
        ),
        (
            "<table><tr><th>a<th>b<tr><td><p>c</p><p>d</p><td>e</table>f",
            said("a | b", "c d | e", "f"),
        ),
        (
            "<a href='javascript:x()'>a</a> <a href='http://b.c'>d</a> <a href='/e'>f</a>",
            (Paragraph(spans(["a ", Span("d", link="http://b.c"), " f"])),),
        ),
        ("<pre>a\n  b<br>c</pre>", (Code("a\n  b\nc"),)),
        ("a<p style='white-space:pre-wrap'>b  c\n</p>", said("a", "b  c")),
        ("<head><title>t</title></head><style>s</style><script>x</script>seen", said("seen")),
        ("<p hidden>h</p><p style='display:none'>i</p><!-- c -->seen", said("seen")),
        ("a <img src='http://x/y.png' alt='a cat'> b<img src='file:///etc/x'>", said("a a cat b")),
        ("<blockquote><p>a<p>b</blockquote>", (Quote(spans(["a"])), Quote(spans(["b"])))),
    ],
)
def test_html_of_other_programs_is_understood(html: str, blocks: tuple[Block, ...]) -> None:
    assert from_html(html).blocks == blocks


TAGS = ("p", "div", "ul", "ol", "li", "b", "a href=x", "table", "tr", "td", "pre", "blockquote")
PARTS = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]


@given(st.lists(st.sampled_from([*PARTS, "<br>", "<input type=checkbox>", "x", " ", "< ", "&#0;"])))
def test_any_heap_of_elements_keeps_its_text(parts: list[str]) -> None:
    content = from_html("".join(parts))
    assert plain_text(content).count("x") >= parts.count("x")


@given(st.text())
def test_any_text_is_read_as_html(text: str) -> None:
    from_html(text)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "x",
        "<b>" * 50_000 + "x",
        "<table><tr><td>" * 20_000 + "x",
        "<ul><li>" * 20_000 + "x",
        "<ul><li>" + "<p>x" * 20_000,
        "<" * 100_000 + " x",
        "<a b='" * 50_000 + "'>x",
    ],
    ids=lambda html: html[:12],
)
def test_hostile_html_is_read_in_bounded_time(html: str) -> None:
    assert "x" in plain_text(from_html(html))


def test_more_html_than_any_entry_has_is_refused() -> None:
    with pytest.raises(BadDocument):
        from_html("x" * (MAX_CHARACTERS + 1))


def test_a_run_without_blanks_is_broken_up() -> None:
    content = from_html("y" * (3 * MAX_RUN))
    (block,) = text_blocks(content)
    assert block.spans[0].text.split("\n") == ["y" * MAX_RUN] * 3


def test_what_stands_under_a_picture_is_read_once_where_it_is_its_description() -> None:
    picture = f'<img src="picture:{PICTURE}" alt="a  house" style="color: red; width: 40%">'
    same = from_html(f"<figure>{picture}<figcaption>a house</figcaption></figure>")
    assert same.blocks == (Figure(PICTURE, "a  house", 40),)
    other = from_html(f"<figure>{picture}<figcaption>Where we lived</figcaption></figure>")
    assert other.blocks[1:] == (Paragraph(spans(["Where we lived"])),)
