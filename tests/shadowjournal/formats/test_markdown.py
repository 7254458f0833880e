"""What is written as Markdown comes back; what other programs wrote is understood."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
from shadowjournal.formats import from_markdown as markdown_reader
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_markdown import to_markdown
from shadowjournal.formats.to_plain import plain_text, word_count
from shadowjournal.linking import unlinked
from tests.strategies import documents, texts

GOLDEN = Path(__file__).parents[2] / "golden"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "pepys-dayone.zip"
PICTURE = "0123456789abcdef" * 2


def of(*blocks: Block) -> Document:
    return Document(blocks)


def said(text: str, *, bold: bool = False, strike: bool = False) -> Paragraph:
    return Paragraph((Span(text, bold=bold, strike=strike),))


SAMPLE = of(
    Heading(1, spans(["What I learned on the 5th"])),
    Paragraph(
        spans(
            [
                "He said: ",
                Span("don't!", bold=True),
                " and ",
                Span("walked", italic=True),
                " off_the_map, 5 * 3 < 20 & C:\\Users [sic], it was ",
                Span("quite", bold=True, italic=True),
                " ",
                Span("un", underline=True),
                "believ",
                Span("able ", bold=True),
                "so.\nA second line, ~5 km #1.",
            ]
        )
    ),
    Paragraph(),
    Heading(2, spans(["Lists #"])),
    ListItem("number", spans=spans(["first"])),
    ListItem("bullet", 1, spans=spans(["inner"])),
    ListItem("number", spans=spans(["second\nstill second"])),
    ListItem("check", 0, True, spans(["rang my sister"])),
    ListItem("check", 0, spans=spans(["wrote the letter"])),
    ListItem("bullet", 2, spans=spans(["deeper at once"])),
    Quote(spans(["To thine own self be true."])),
    Quote(spans([Span("Hamlet", link="https://example.com/a_(b)")])),
    Code("if x:\n\t```\n"),
    Rule(),
    Figure(PICTURE, "The [old] house"),
    Paragraph(
        spans(
            [
                Span("我喜欢", bold=True),
                "你 ",
                Span("gone", strike=True),
                " ",
                Span("seen", highlight=True),
                " ",
                Span("a`b", code=True),
                " ",
                Span("https://example.com/", link="https://example.com/"),
            ]
        )
    ),
    Paragraph(spans(["1. no list, - nor this\n- nor this\n# or this\n\tor code "])),
)


def test_an_ordinary_entry_is_written_as_readable_markdown() -> None:
    golden = GOLDEN / "entry.md"
    assert to_markdown(SAMPLE) == golden.read_text(encoding="utf-8")


@given(documents())
@example(SAMPLE)
@example(of(Paragraph(), Paragraph()))
@example(of(said("~", strike=True)))
@example(of(Heading(1, spans(["\n"])), Heading(2), Quote(), ListItem("check")))
@example(of(ListItem("check", spans=spans(["\n"])), ListItem("number", 8, spans=spans(["-"]))))
@example(of(Paragraph(spans(["<", Span("3", bold=True), "@b.cd>"]))))
@example(of(Paragraph((Span("\n[x] ", link="http://a.b"),))))
@example(of(Paragraph(spans(["wow!", Span("a", link="http://b.c")]))))
def test_every_document_comes_back_from_markdown_exactly(content: Document) -> None:
    assert from_markdown(to_markdown(content)) == unlinked(content)


@given(texts())
def test_text_is_never_taken_for_markup(text: str) -> None:
    content = document([Paragraph(spans([text])), Heading(1, spans([text])), Quote(spans([text]))])
    assert from_markdown(to_markdown(content)) == content


def test_pictures_are_found_again_by_the_address_they_were_given() -> None:
    content = of(Figure(PICTURE, "a"), said("b"), Figure(PICTURE[::-1]))
    written = to_markdown(content, lambda picture: f"my pictures/{picture}(1).jpg")
    addresses = {f"my pictures/{name}(1).jpg": name for name in content.pictures}
    assert from_markdown(written, addresses) == content


@given(st.text())
def test_any_text_is_read_as_something(text: str) -> None:
    from_markdown(text)


@given(st.lists(st.sampled_from("*_[]()`~<>!&\\#-+=|: \n\t1a.u/br\u200b\x00\r\u2028"), max_size=60))
def test_any_heap_of_signs_is_read_and_then_stable(signs: list[str]) -> None:
    once = from_markdown("".join(signs))
    assert from_markdown(to_markdown(once)) == once


@given(st.text(alphabet="abc XYZ.,;'\n", min_size=1))
def test_no_word_of_plain_text_is_lost(text: str) -> None:
    assert plain_text(from_markdown(text)).split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "![" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        "[a](" * 25_000,
        "*" * 100_000,
        "*a_b " * 20_000,
        "**x [a*b**c*](d " * 6_000,
        "> " * 50_000 + "deep",
        "- " * 50_000 + "deep",
        "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
        "<!--" * 25_000,
        "<u>" * 30_000,
        "`a``b```c" * 10_000,
        "a\n" * 30_000 + "===",
        "> a\nb\n" * 20_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_text_is_read_in_bounded_time_and_whole(text: str) -> None:
    content = from_markdown(text)
    wanted = "".join(filter(str.isalpha, text.replace("<u>", "")))
    found = "".join(filter(str.isalpha, plain_text(content).replace("<u>", "")))
    assert found == wanted


def test_a_text_of_no_sensible_size_is_read_as_plain_paragraphs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markdown_reader, "MAX_CHARACTERS", 10_000)
    content = from_markdown("*a*\n\n" * 2_001)
    assert content.blocks[0] == said("*a*")
    assert len(content.blocks) == 2_001


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", (Paragraph(),)),
        (
            "Title\n===\n\nSmaller\n---",
            (Heading(1, spans(["Title"])), Heading(2, spans(["Smaller"]))),
        ),
        ("###### six", (Heading(3, spans(["six"])),)),
        ("one\ntwo  \nthree\\\nfour", (said("one\ntwo\nthree\nfour"),)),
        ("\\. Day\\. One\\!", (said(". Day. One!"),)),
        ("a\n\n\u200b\n\nb", (said("a"), Paragraph(), said("b"))),
        (
            "* a\n  * b\n\n* c\n\n  more of c",
            (
                ListItem("bullet", spans=spans(["a"])),
                ListItem("bullet", 1, spans=spans(["b"])),
                ListItem("bullet", spans=spans(["c\nmore of c"])),
            ),
        ),
        (
            "- a\n  - b\n\n  after b",
            (
                ListItem("bullet", spans=spans(["a"])),
                ListItem("bullet", 1, spans=spans(["b"])),
                said("after b"),
            ),
        ),
        (
            "- [X] done\n- [ ] not\n- [x](http://a.b)\n- [x]",
            (
                ListItem("check", 0, True, spans(["done"])),
                ListItem("check", spans=spans(["not"])),
                ListItem("bullet", spans=(Span("x", link="http://a.b"),)),
                ListItem("check", 0, True),
            ),
        ),
        (
            "> one\n>\n> two\n> - item\n>\n> # head",
            (
                Quote(spans(["one"])),
                Quote(spans(["two"])),
                ListItem("bullet", spans=spans(["item"])),
                Heading(1, spans(["head"])),
            ),
        ),
        (
            "|a|b|\n|-|-|\n|*c*| |",
            (said("a | b"), Paragraph(spans([Span("c", italic=True), " | "]))),
        ),
        ("    code\n\ttabbed", (Code("code\ntabbed"),)),
        (
            "<div>\n*x*\n</div>",
            (Paragraph(spans(["<div>\n", Span("x", italic=True), "\n</div>"])),),
        ),
        ("<u>a</u> </u> <u>", (Paragraph(spans([Span("a", underline=True), " </u> <u>"])),)),
        ("[note]: remember", (said("[note]: remember"),)),
        ("[a](notes/b.md) ![c](d.png)", (said("a (notes/b.md) c"),)),
        ("![c](http://x/d.png)", (Paragraph((Span("c", link="http://x/d.png"),)),)),
        (
            f"before ![the cat](picture:{PICTURE}) after",
            (said("before"), Figure(PICTURE, "the cat"), said("after")),
        ),
        (f'![](picture:{PICTURE} "40% wide")', (Figure(PICTURE, width=40),)),
        (f'![](picture:{PICTURE} "400% wide")', (Figure(PICTURE),)),
        (f'![](picture:{PICTURE} "Our cat")', (Figure(PICTURE),)),
    ],
)
def test_markdown_of_other_programs_is_understood(text: str, blocks: tuple[Block, ...]) -> None:
    assert from_markdown(text).blocks == blocks


def test_a_whole_diary_keeps_every_word_both_ways() -> None:
    if not CORPUS.exists():
        pytest.skip("the diary of the shared corpus is not here")
    with zipfile.ZipFile(CORPUS) as archive:
        entries = json.loads(archive.read("Pepys.json"))["entries"]
    read = [from_markdown(entry["text"]) for entry in entries]
    assert sum(map(word_count, read)) > 1_100_000
    assert [from_markdown(to_markdown(content)) for content in read[:500]] == read[:500]
