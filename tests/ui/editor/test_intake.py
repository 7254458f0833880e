"""Large pastes: read elsewhere, put in piece by piece, and nobody can tell but by the clock."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Code, Document, ListItem, Paragraph, spans
from shadowjournal.errors import BadDocument
from shadowjournal.formats.bounds import bounded
from shadowjournal.formats.to_plain import plain_text
from tests.strategies import documents
from tests.ui.editor.conftest import Writer
from ui.editor import intake
from ui.editor.insertion import insert_document
from ui.editor.intake import Offer
from ui.editor.page import Page
from ui.editor.paste import MAX_BLOCKS, MAX_CHARACTERS, Material, document_from, to_mime
from ui.theme import load_theme

WAIT = 20_000
SENTENCE = "All of it was said at the table that day. "
MANY = "".join(f"<p>{n} {SENTENCE}</p>" for n in range(400))


def text(words: str) -> Paragraph:
    return Paragraph(spans([words]))


def of(html: str = "", plain: str = "") -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if plain:
        data.setText(plain)
    return data


@pytest.fixture
def offers(writer: Writer) -> list[Offer]:
    """What the page gave out to be read, and nobody has read yet."""
    given: list[Offer] = []
    writer.page.intake.offered.connect(given.append)
    return given


def answer(writer: Writer, offer: Offer) -> None:
    writer.page.intake.take(offer, offer.material.bring())
    writer.page.intake.settle()


def words(writer: Writer) -> str:
    return plain_text(writer.page.written())


def test_light_html_is_there_at_once(writer: Writer, offers: list[Offer]) -> None:
    writer.page.insertFromMimeData(of("<p>some <b>bold</b> words</p>"))
    assert offers == []
    assert words(writer) == "some bold words"


def test_heavy_html_is_given_out_to_be_read_and_what_is_typed_meanwhile_follows_it(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.types("before ")
    writer.page.insertFromMimeData(of(MANY))
    writer.types("after", Qt.Key.Key_Return, "all")
    assert words(writer) == "before "
    answer(writer, offers[0])
    assert words(writer).startswith("before 0 All")
    assert words(writer).endswith("399 " + SENTENCE.strip() + "after\nall")


def test_one_step_back_takes_all_of_a_paste_and_nothing_else(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.types("before")
    writer.page.insertFromMimeData(of(MANY * 4))
    answer(writer, offers[0])
    whole = writer.page.written()
    writer.page.undo()
    assert words(writer) == "before"
    writer.page.redo()
    assert writer.page.written() == whole


def test_what_was_marked_stays_until_the_paste_comes_and_is_replaced_by_it(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.shows(text("one two three"))
    writer.selects((0, 4), (0, 7))
    writer.page.insertFromMimeData(of(MANY))
    writer.types("!")
    assert words(writer) == "one two three"
    answer(writer, offers[0])
    assert words(writer).startswith("one 0 All")
    assert words(writer).endswith(SENTENCE.strip() + "! three")
    writer.page.undo()
    writer.page.undo()
    assert words(writer) == "one two three"


def test_what_cannot_be_read_changes_nothing_and_what_was_typed_is_there(
    qtbot: QtBot, writer: Writer, offers: list[Offer]
) -> None:
    writer.types("mine ")
    writer.page.insertFromMimeData(of(MANY))
    writer.types("still")
    with qtbot.waitSignal(writer.page.refused) as refusal:
        writer.page.intake.refuse(offers[0], MemoryError())
    assert refusal.args == ["That could not be read. Nothing was changed."]
    assert words(writer) == "mine still"
    assert not writer.page.intake.is_busy


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'x ' * (MAX_CHARACTERS // 2)}x</p>",
        "<p>x</p>" * (MAX_BLOCKS + 1),
        "<ul>" + "<li>x</li>" * (MAX_BLOCKS + 1) + "</ul>",
        "x<br>" * 10_001,
        "<b>x</b><i>y</i>" * 5_001,
        "<p>" + "x" * 2_000_000 + "</p>",
    ],
)
def test_more_than_a_page_takes_is_refused_before_any_of_it_comes(
    qtbot: QtBot, writer: Writer, offers: list[Offer], html: str
) -> None:
    writer.types("mine")
    refusals: list[str] = []
    writer.page.refused.connect(refusals.append)
    writer.page.insertFromMimeData(of(html))
    for offer in offers:
        with pytest.raises(Exception, match="too long for one entry") as refusal:
            offer.material.read()
        writer.page.intake.refuse(offer, refusal.value)
    assert len(refusals) == 1
    assert refusals[0].startswith("That is too long for one entry")
    assert words(writer) == "mine"


def test_a_page_that_is_full_takes_a_few_words_still(writer: Writer) -> None:
    writer.shows(*[text(SENTENCE * 10)] * (MAX_CHARACTERS // 400))
    refusals: list[str] = []
    writer.page.refused.connect(refusals.append)
    writer.page.insertFromMimeData(of(plain=SENTENCE * 1_000))
    assert len(refusals) == 1
    writer.page.insertFromMimeData(of(plain="a few words"))
    assert words(writer).endswith("a few words")
    assert len(refusals) == 1


def test_html_of_any_size_brings_its_words_where_they_are_fewer(writer: Writer) -> None:
    writer.page.insertFromMimeData(of("<p style='x'></p>" * 150_000 + "<p>words</p>", "words"))
    assert words(writer) == "words"


def test_a_long_plain_text_comes_in_pieces_between_which_the_window_lives(
    qtbot: QtBot, writer: Writer
) -> None:
    plain = "\n\n".join(SENTENCE.strip() for _ in range(2_000))
    writer.page.insertFromMimeData(of(plain=plain))
    assert writer.page.intake.is_busy
    writer.types("after")
    with qtbot.waitSignal(writer.page.intake.settled, timeout=WAIT):
        pass
    assert words(writer) == plain.replace("\n\n", "\n") + "after"


@pytest.mark.parametrize("act", ["undo", "insert", "paste"])
def test_whatever_is_done_meanwhile_finds_the_paste_there(
    writer: Writer, offers: list[Offer], act: str
) -> None:
    writer.types("before ")
    writer.page.insertFromMimeData(of(MANY))
    if act == "undo":
        writer.page.undo()
        assert words(writer) == "before "
        writer.page.redo()
    elif act == "insert":
        writer.page.insert(text("a line"))
    else:
        writer.page.insertFromMimeData(of(plain="more"))
        assert words(writer).endswith("more")
    assert "399 All of it" in words(writer)
    answer(writer, offers[0])  # the late answer
    assert words(writer).count("399 All of it") == 1


def test_a_click_meanwhile_puts_the_cursor_where_it_was_clicked(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.shows(text("first"), text("second"))
    writer.page.insertFromMimeData(of(MANY))
    first = writer.page.cursorRect(QTextCursor(writer.page.document())).center()
    QTest.mouseClick(writer.page.viewport(), Qt.MouseButton.LeftButton, pos=first, delay=500)
    writer.types("here ")
    answer(writer, offers[0])
    assert words(writer).startswith("here first\nsecond0 All of it")


def test_a_text_that_comes_after_the_page_was_turned_stays_away(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.page.insertFromMimeData(of(MANY))
    writer.types("lost with the page it was typed on")
    writer.shows(text("another page"))
    answer(writer, offers[0])
    assert words(writer) == "another page"
    assert not writer.page.intake.is_busy


def test_what_an_input_method_composes_meanwhile_comes_once(
    writer: Writer, offers: list[Offer]
) -> None:
    writer.page.insertFromMimeData(of(MANY))
    QApplication.sendEvent(writer.page, QInputMethodEvent("two", []))
    for _ in range(3):
        writer.page.commit_input()
    answer(writer, offers[0])
    writer.page.commit_input()
    assert words(writer).endswith(SENTENCE.strip() + "two")


def test_a_long_text_into_code_comes_as_code_after_it(writer: Writer) -> None:
    writer.shows(Code("ab"))
    writer.goes_to(0, 1)
    writer.page.insertFromMimeData(of(plain=(SENTENCE + "\n") * 1_000))
    writer.page.intake.settle()
    blocks = writer.blocks()
    assert {type(block) for block in blocks} == {Code}
    joined = "\n".join(block.text for block in blocks if isinstance(block, Code))
    assert joined.split() == ["a", *SENTENCE.split() * 1_000, "b"]
    assert all(len(block.text) <= 8_001 for block in blocks if isinstance(block, Code))


def test_what_is_dragged_to_another_place_of_its_page_is_never_too_much(writer: Writer) -> None:
    content = Document((text(SENTENCE),) * (MAX_BLOCKS + 1))
    data = to_mime(content)
    with pytest.raises(Exception, match="too long for one entry"):
        document_from(data)
    material = Material(own=bytes(data.data("application/x-shadowjournal").data()))
    writer.page.intake.move(material, writer.page.textCursor())
    assert len(writer.blocks()) == MAX_BLOCKS + 1


STARTS: list[Callable[[], list[Block]]] = [
    list,
    lambda: [text("before after")],
    lambda: [ListItem("number", spans=spans(["before after"])), ListItem("number")],
]


@pytest.mark.parametrize("start", STARTS)
@given(content=documents())
def test_in_pieces_comes_what_would_come_at_once(
    qapp: object, start: Callable[[], list[Block]], content: Document
) -> None:
    at_once = Page(load_theme("light"))
    in_pieces = Page(load_theme("light"))
    for page in (at_once, in_pieces):
        page.show_document(Document(tuple(start() or [Paragraph()])))
        cursor = page.textCursor()
        cursor.setPosition(min(7, page.document().characterCount() - 1))
        page.setTextCursor(cursor)
    insert_document(at_once.textCursor(), bounded(content))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "_FIRST", 1)
        patch.setattr(intake, "_LEAST", 1)
        patch.setattr(intake, "_MOST", 1)
        in_pieces.intake._place = in_pieces.textCursor()
        in_pieces.intake._begin(bounded(content))
        in_pieces.intake.settle()
    assert in_pieces.written() == at_once.written()
    in_pieces.undo()
    assert in_pieces.written() == Document(tuple(start() or [Paragraph()]))
    for page in (at_once, in_pieces):
        page.deleteLater()


def test_a_paragraph_that_no_page_can_show_in_one_piece_is_parted_at_sentences_and_that_is_said(
    qtbot: QtBot, writer: Writer
) -> None:
    long = SENTENCE * 3_700
    with qtbot.waitSignal(writer.page.refused, timeout=WAIT) as said:
        writer.page.insertFromMimeData(of(plain=long.strip()))
    assert said.args == ["A very long paragraph now stands in several. Every word is there."]
    qtbot.waitUntil(lambda: not writer.page.intake.is_busy, timeout=WAIT)
    blocks = [plain_text(Document((block,))).strip() for block in writer.blocks()]
    assert len(blocks) > 10
    assert all(block.startswith("All of it") and block.endswith("that day.") for block in blocks)
    assert " ".join(blocks).split() == long.split()
    with qtbot.assertNotEmitted(writer.page.refused):
        writer.page.insertFromMimeData(of(plain=SENTENCE * 100))


def test_the_pieces_of_a_paste_become_as_large_as_the_machine_can_lay_out_in_a_moment(
    qtbot: QtBot, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = iter(range(1_000_000))
    monkeypatch.setattr(intake, "perf_counter", lambda: next(hours) * 1.0)
    seen: set[int] = set()
    writer.page.document().contentsChange.connect(lambda _place, _gone, came: seen.add(came))
    writer.page.insertFromMimeData(of(plain="\n\n".join([SENTENCE * 4] * 400)))
    qtbot.waitUntil(lambda: not writer.page.intake.is_busy, timeout=WAIT)
    assert max(seen) < 15_000
    assert sorted(seen)[len(seen) // 2] < 3_000, "a machine that takes seconds gets little at once"


def test_a_material_never_tells_what_it_holds() -> None:
    material = Material(b"zephyr", "zephyr", "zephyr")
    assert "zephyr" not in repr(material)
    assert "zephyr" not in repr(Offer(material))


def test_reading_damaged_html_falls_back_to_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(html: str) -> Document:
        raise BadDocument("no")

    monkeypatch.setattr("shadowjournal.formats.from_html.from_html", refuses)
    assert Material(html="<p>x", text="words").read() == Document((text("words"),))
