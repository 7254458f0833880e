"""Documents as Typst markup: typeset whole, and never taken for code."""

from __future__ import annotations

import io

import pytest
import typst
from hypothesis import given, settings
from pypdf import PdfReader

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
    document,
    spans,
)
from shadowjournal.formats.to_typst import to_typst
from tests.strategies import documents

PICTURE = "0123456789abcdef" * 2
PRELUDE = """
#let sj-par(body) = par(body)
#let sj-heading(level, body) = heading(level: level, outlined: false, body)
#let sj-item(kind, depth, mark, is-last: false, body) = block(inset: (left: depth * 5mm), body)
#let sj-quote(body) = block(body)
#let sj-code(body) = raw(body, block: true)
#let sj-rule = line(length: 1cm)
#let sj-figure(file, alt: "", width: auto) = block(alt)
"""


def typeset(content: Document) -> str:
    source = PRELUDE + to_typst(content, lambda picture: f"{picture}.svg")
    pdf = typst.compile(source.encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_document_can_be_typeset(content: Document) -> None:
    typeset(content)


EVIL = [
    '#panic("pwned")',
    '"]#panic("pwned")[',
    '\\"#panic(1)',
    "\\",
    "]",
    "[[",
    "$ x $",
    "#{1 + 1}",
    "@label",
    "<label>",
    "= heading",
    "/* comment",
    "// comment",
    "```",
    '#read("/etc/passwd")',
    "\\u{23}panic()",
    '")#panic()#raw("',
]


@pytest.mark.parametrize("text", EVIL)
def test_what_looks_like_code_is_typeset_as_it_stands(text: str) -> None:
    written = spans([text])
    marked = (Span(text, bold=True, italic=True, underline=True, strike=True, highlight=True),)
    blocks: list[Block] = [Paragraph(written), Paragraph(marked), Heading(1, written)]
    blocks += [Quote(written), ListItem("bullet", spans=written), Code(text)]
    blocks += [Paragraph((Span(text, code=True),)), Paragraph((Span(text, link="http://a.b"),))]
    shown = "".join(typeset(document(blocks)).split())
    assert shown.count("".join(text.split())) >= len(blocks)


def test_each_block_calls_its_own_function_of_the_template() -> None:
    content = Document(
        (
            Heading(2, spans(["h"])),
            ListItem("number", spans=spans(["a"])),
            ListItem("check", 1, True, spans(["b"])),
            ListItem("number", spans=spans(["c"])),
            Quote(spans(["x\ny\tz"])),
            Rule(),
            Figure(PICTURE, 'a "b"'),
            Figure(PICTURE, width=40),
            Code("1\n2"),
            Paragraph((Span("t", code=True, link="http://a.b"),)),
        )
    )
    assert to_typst(content, lambda picture: f"{picture[:4]}.svg") == (
        '#sj-heading(2)[#"h"]\n'
        '#sj-item("number", 0, 1)[#"a"]\n'
        '#sj-item("check", 1, true)[#"b"]\n'
        '#sj-item("number", 0, 2, is-last: true)[#"c"]\n'
        '#sj-quote[#"x"#linebreak()#"y    z"]\n'
        "#sj-rule\n"
        '#sj-figure("0123.svg", alt: "a \\"b\\"")\n'
        '#sj-figure("0123.svg", alt: "", width: 40%)\n'
        '#sj-code("1\\n2")\n'
        '#sj-par[#link("http://a.b")[#raw("t")]]\n'
    )


def test_an_address_too_long_for_a_page_stays_text() -> None:
    content = Document((Paragraph((Span("here", link="http://a.b/" + "x" * 9_000),)),))
    assert typeset(content).strip() == "here"
