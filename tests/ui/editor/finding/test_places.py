from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from shadowjournal.document import Code, Document, Heading, Paragraph, Span, spans
from shadowjournal.finding import Finding, Wanted
from tests.builders import text
from tests.strategies import documents
from ui.editor.finding.places import Place, around, places, replace
from ui.editor.from_page import cut, read_page
from ui.editor.to_page import write_page


def a_page(content: Document) -> QTextDocument:
    page = QTextDocument()
    write_page(content, page)
    return page


def found(page: QTextDocument, wanted: Wanted) -> list[str]:
    whole = page.toRawText()
    return [cut(whole, place.start, place.end) for place in places(page, Finding.of(wanted))]


@pytest.mark.parametrize(
    ("written", "wanted", "hits"),
    [
        ("Bread and bread", Wanted("bread"), ["Bread", "bread"]),
        ("Bread and bread", Wanted("bread", is_case_kept=True), ["bread"]),
        ("breadth of bread", Wanted("bread", is_whole=True), ["bread"]),
        ("CAFÉ café cafe", Wanted("cafe"), ["CAFÉ", "café", "cafe"]),
        ("cafe\u0301 now", Wanted("café"), ["cafe\u0301"]),
        ("🙂 bread 🙂 bread", Wanted("BREAD"), ["bread", "bread"]),
        ("one\ntwo", Wanted("one two"), ["one\u2028two"]),
        ("a.b a*b", Wanted("a.b"), ["a.b"]),
        ("今日は悲しい", Wanted("悲し"), ["悲し"]),
        ("straße", Wanted("straße"), ["straße"]),
        ("bread", Wanted("  "), []),
        ("bread", Wanted(""), []),
    ],
)
def test_words_are_found_as_a_reader_would(written: str, wanted: Wanted, hits: list[str]) -> None:
    assert found(a_page(text(written)), wanted) == hits


def test_nothing_is_found_across_two_blocks() -> None:
    assert found(a_page(text("one", "two")), Wanted("one two")) == []


@given(documents(), st.text(min_size=1, max_size=3))
def test_whatever_is_looked_for_every_place_lies_on_the_page_and_none_on_another(
    content: Document, sought: str
) -> None:
    page = a_page(content)
    hits = places(page, Finding.of(Wanted(sought)))
    assert all(0 <= hit.start < hit.end < page.characterCount() for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


def test_replacing_keeps_the_look_and_is_one_step() -> None:
    bold = Span("bread", bold=True)
    content = Document(
        (Heading(1, spans(["Bread"])), Paragraph(spans([bold, " bread"])), Code("bread"))
    )
    page = a_page(content)
    count = replace(QTextCursor(page), places(page, Finding.of(Wanted("bread"))), "toast")
    assert count == 4
    toast = Span("toast", bold=True)
    assert read_page(page) == Document(
        (Heading(1, spans(["toast"])), Paragraph(spans([toast, " toast"])), Code("toast"))
    )
    page.undo()
    assert read_page(page) == content
    assert not page.isUndoAvailable()


def test_replacing_by_nothing_takes_out() -> None:
    page = a_page(text("so very so"))
    replace(QTextCursor(page), places(page, Finding.of(Wanted("so"))), "")
    assert read_page(page) == text(" very ")


def test_a_place_is_shown_among_its_words() -> None:
    page = a_page(text("She baked bread on Sunday and nobody came to the table to eat it then"))
    [place] = places(page, Finding.of(Wanted("sunday")))
    before, hit, after = around(page, place)
    assert (before, hit) == ("She baked bread on ", "Sunday")
    assert after == " and nobody came to the table to eat it …"
    assert around(page, Place(0, 3))[0] == ""


@pytest.mark.parametrize(
    ("written", "words", "hits"),
    [
        ("Herons and a heron", ["heron"], ["heron"]),
        ("Herons and a H\u00e9ron", ["heron", "herons"], ["Herons", "H\u00e9ron"]),
        ("my\nwife, my wife", ["my wife"], ["my\u2028wife", "my wife"]),
        ("snake_case", ["snake"], ["snake"]),
        ("\u4eca\u65e5\u306f\u60b2\u3057\u3044", ["\u60b2\u3057"], ["\u60b2\u3057"]),
        ("anything", [], []),
        ("anything", [" "], []),
    ],
)
def test_what_a_search_found_is_shown_wherever_it_stands_whole(
    written: str, words: list[str], hits: list[str]
) -> None:
    page = a_page(Document((Paragraph(spans(written)),)))
    whole = page.toRawText()
    assert [cut(whole, p.start, p.end) for p in places(page, Finding.of_any(words))] == hits
