"""How the page answers the keys of somebody who writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
    spans,
)
from tests.ui.editor.conftest import Writer
from ui.editor.links import set_link
from ui.editor.to_page import write_page
from ui.editor.verbs import make, set_mark

ENTER = Qt.Key.Key_Return
BACKSPACE = Qt.Key.Key_Backspace
DELETE = Qt.Key.Key_Delete
TAB = Qt.Key.Key_Tab
BACKTAB = Qt.Key.Key_Backtab
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
PICTURE = Figure("a" * 32, "a cat")


def text(words: str) -> Paragraph:
    return Paragraph(spans([words]))


def item(words: str, depth: int = 0) -> ListItem:
    return ListItem("bullet", depth, spans=spans([words]))


def test_enter_begins_a_paragraph_and_shift_enter_a_line(writer: Writer) -> None:
    writer.types("one", ENTER, "two")
    writer.presses(ENTER, SHIFT)
    writer.types("three")
    assert writer.blocks() == (text("one"), text("two\nthree"))


def test_enter_goes_on_with_a_list_and_on_an_empty_item_leaves_it(writer: Writer) -> None:
    writer.shows(ListItem("check", 0, True, spans(["milk"])))
    writer.types(ENTER, "bread", ENTER, ENTER, "home")
    assert writer.blocks() == (
        ListItem("check", 0, True, spans(["milk"])),
        ListItem("check", 0, False, spans(["bread"])),
        text("home"),
    )


def test_enter_on_an_empty_deep_item_comes_out_one_level(writer: Writer) -> None:
    writer.shows(item("a"), item("b", 1))
    writer.types(ENTER, ENTER, "c")
    assert writer.blocks() == (item("a"), item("b", 1), item("c"))


def test_enter_before_a_checked_item_leaves_it_checked(writer: Writer) -> None:
    writer.shows(ListItem("check", 0, True, spans(["milk"])))
    writer.goes_to(0)
    writer.types(ENTER)
    assert writer.blocks() == (ListItem("check"), ListItem("check", 0, True, spans(["milk"])))


def test_after_a_heading_comes_plain_text(writer: Writer) -> None:
    writer.shows(Heading(2, spans(["Then"])))
    writer.types(ENTER, "it rained")
    assert writer.blocks() == (Heading(2, spans(["Then"])), text("it rained"))


def test_enter_before_a_heading_makes_room_above_it(writer: Writer) -> None:
    writer.shows(Heading(2, spans(["Then"])))
    writer.goes_to(0)
    writer.types(ENTER)
    assert writer.blocks() == (Paragraph(), Heading(2, spans(["Then"])))


def test_a_quotation_goes_on_until_an_empty_line(writer: Writer) -> None:
    writer.shows(Quote(spans(["one"])))
    writer.types(ENTER, "two", ENTER, ENTER, "I say")
    assert writer.blocks() == (Quote(spans(["one"])), Quote(spans(["two"])), text("I say"))


def test_code_takes_lines_until_two_are_empty(writer: Writer) -> None:
    writer.shows(Code("a"))
    writer.types(ENTER, "b", ENTER, ENTER, "c", ENTER, ENTER, ENTER, "out")
    assert writer.blocks() == (Code("a\nb\n\nc"), text("out"))


@pytest.mark.parametrize(
    "block",
    [Heading(1, spans(["x"])), item("x"), item("x", 3), Quote(spans(["x"])), Code("x")],
    ids=["heading", "item", "deep item", "quotation", "code"],
)
def test_backspace_at_the_start_makes_any_block_plain(writer: Writer, block: Block) -> None:
    writer.shows(text("before"), block)
    writer.goes_to(1)
    writer.types(BACKSPACE)
    assert writer.blocks() == (text("before"), text("x"))
    writer.types(BACKSPACE)
    assert writer.blocks() == (text("beforex"),)


def test_tab_moves_an_item_one_deeper_than_the_one_above_at_most(writer: Writer) -> None:
    writer.shows(item("a"), item("b"))
    writer.types(TAB, TAB)
    assert writer.blocks() == (item("a"), item("b", 1))
    writer.presses(BACKTAB, SHIFT)
    assert writer.blocks() == (item("a"), item("b"))


def test_tab_in_plain_text_writes_a_tab(writer: Writer) -> None:
    writer.types("a", TAB, "b")
    assert writer.blocks() == (text("a\tb"),)


@pytest.mark.parametrize("solid", [PICTURE, Rule()], ids=["picture", "rule"])
def test_typing_at_a_picture_or_rule_goes_on_below_it(writer: Writer, solid: Block) -> None:
    writer.shows(solid)
    writer.types("text")
    assert writer.blocks() == (solid, text("text"))


def test_typing_before_a_picture_goes_above_it(writer: Writer) -> None:
    writer.shows(PICTURE)
    writer.goes_to(0)
    writer.types("text")
    assert writer.blocks() == (text("text"), PICTURE)


@pytest.mark.parametrize("solid", [PICTURE, Rule()], ids=["picture", "rule"])
def test_backspace_and_delete_take_a_picture_or_rule_out_whole(
    writer: Writer, solid: Block
) -> None:
    writer.shows(text("a"), solid, text("b"))
    writer.goes_to(2)
    writer.types(BACKSPACE)
    assert writer.blocks() == (text("a"), text("b"))
    writer.shows(text("a"), solid, item("b"))
    writer.goes_to(0, 1)
    writer.types(DELETE)
    assert writer.blocks() == (text("a"), item("b"))


def test_a_picture_joined_to_text_still_stands_alone(writer: Writer) -> None:
    writer.shows(text("above"), PICTURE)
    writer.selects((0, 2), (1, 0))
    writer.types(DELETE)
    assert writer.blocks() == (text("ab"), PICTURE)
    assert writer.page.document().blockCount() == 2


def test_one_undo_takes_back_one_act(writer: Writer) -> None:
    writer.shows(item("a"), item("b"))
    before = writer.blocks()
    acts: list[tuple[Qt.Key, Qt.KeyboardModifier]] = [
        (ENTER, Qt.KeyboardModifier.NoModifier),
        (TAB, Qt.KeyboardModifier.NoModifier),
        (BACKSPACE, Qt.KeyboardModifier.NoModifier),
    ]
    states = [before]
    for key, modifier in acts:
        writer.presses(key, modifier)
        states.append(writer.blocks())
    for state in reversed(states[:-1]):
        writer.presses(Qt.Key.Key_Z, CONTROL)
        assert writer.blocks() == state
    assert not writer.page.document().isUndoAvailable()


def test_a_deletion_that_has_to_be_mended_is_one_act_too(writer: Writer) -> None:
    writer.shows(text("above"), PICTURE)
    writer.selects((0, 2), (1, 0))
    writer.types(DELETE)
    writer.presses(Qt.Key.Key_Z, CONTROL)
    assert writer.blocks() == (text("above"), PICTURE)


def test_numbers_run_on_when_what_stood_between_them_goes(writer: Writer) -> None:
    number = [ListItem("number", 0, spans=spans([word])) for word in ("a", "b")]
    writer.shows(number[0], Rule(), number[1])
    writer.goes_to(0, 1)
    writer.types(DELETE)
    page = writer.page.document()
    last = page.findBlockByNumber(1)
    assert last.textList().itemNumber(last) == 1


def test_a_click_on_its_box_and_a_key_check_an_item(writer: Writer) -> None:
    writer.shows(ListItem("check", 0, False, spans(["milk"])))
    writer.page.resize(600, 300)
    box = writer.page.cursorRect(QTextCursor(writer.page.document())).center() - QPoint(14, 0)
    QTest.mouseClick(writer.page.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert writer.blocks() == (ListItem("check", 0, True, spans(["milk"])),)
    writer.presses(ENTER, CONTROL)
    assert writer.blocks() == (ListItem("check", 0, False, spans(["milk"])),)


@pytest.mark.parametrize(
    "run",
    [Span("in", link="https://a.example"), Span("in", highlight=True), Span("in", code=True)],
    ids=["link", "highlight", "code"],
)
def test_nobody_is_caught_at_the_end_of_a_marked_run(writer: Writer, run: Span) -> None:
    writer.shows(Paragraph((Span("a "), run)))
    writer.types(" out")
    assert writer.blocks() == (Paragraph((Span("a "), run, Span(" out"))),)
    writer.shows(Paragraph((run,)))
    writer.goes_to(0)
    writer.types("out ")
    assert writer.blocks() == (Paragraph((Span("out "), run)),)
    writer.shows(Paragraph((run,)))
    writer.goes_to(0, 1)
    writer.types("!")
    assert writer.blocks()[0] == Paragraph(
        (Span("i!n", highlight=run.highlight, code=run.code, link=run.link),)
    )


def test_a_mark_turned_on_lasts_while_one_types(writer: Writer) -> None:
    cursor = writer.page.textCursor()
    set_mark(cursor, "highlight", is_on=True)
    writer.page.setCurrentCharFormat(cursor.charFormat())
    writer.types("bright")
    assert writer.blocks() == (Paragraph((Span("bright", highlight=True),)),)


def test_paragraphs_made_code_become_the_lines_of_one_block(writer: Writer) -> None:
    writer.shows(text("a"), Paragraph((Span("b", bold=True),)), text("c"))
    writer.selects((0, 0), (2, 1))
    make(writer.page.textCursor(), Code())
    assert writer.blocks() == (Code("a\nb\nc"),)


def test_making_a_list_of_what_is_one_already_makes_it_plain_again(writer: Writer) -> None:
    writer.shows(text("a"), item("b", 2))
    writer.selects((0, 0), (1, 1))
    make(writer.page.textCursor(), ListItem("bullet"))
    assert writer.blocks() == (item("a"), item("b", 2))
    make(writer.page.textCursor(), ListItem("bullet"))
    assert writer.blocks() == (text("a"), text("b"))


def test_a_link_is_put_on_words_changed_and_taken_off(writer: Writer) -> None:
    writer.shows(text("see here"))
    writer.selects((0, 4), (0, 8))
    set_link(writer.page.textCursor(), "https://a.example")
    assert writer.blocks() == (Paragraph((Span("see "), Span("here", link="https://a.example"))),)
    writer.goes_to(0, 6)
    set_link(writer.page.textCursor(), "https://b.example")
    assert writer.blocks() == (Paragraph((Span("see "), Span("here", link="https://b.example"))),)
    set_link(writer.page.textCursor(), None)
    assert writer.blocks() == (text("see here"),)


def test_what_an_input_method_composes_is_not_lost(writer: Writer) -> None:
    event = QInputMethodEvent("にほん", [])
    QApplication.sendEvent(writer.page, event)
    assert writer.page.written() == Document()
    writer.page.commit_input()
    assert writer.blocks() == (text("にほん"),)


def test_keys_of_the_programs_commands_delete_nothing(writer: Writer) -> None:
    writer.types("keep this")
    writer.goes_to(0, 4)
    for key in (Qt.Key.Key_K, Qt.Key.Key_U, Qt.Key.Key_D, Qt.Key.Key_H, Qt.Key.Key_B):
        writer.presses(key, CONTROL)
    assert writer.blocks() == (text("keep this"),)


@pytest.mark.parametrize("first", [Code("mn\nop"), ListItem("number", 0, spans=spans(["ef"]))])
def test_enter_over_the_border_to_a_picture_leaves_the_picture_alone(
    writer: Writer, first: Block
) -> None:
    figure = Figure("c" * 32, "a cup")
    writer.shows(first, figure)
    border = writer.page.document().findBlockByNumber(1).position()
    cursor = writer.page.textCursor()
    cursor.setPosition(border - 1)
    cursor.setPosition(border, cursor.MoveMode.KeepAnchor)
    writer.page.setTextCursor(cursor)
    writer.types(Qt.Key.Key_Return)
    assert [block for block in writer.blocks() if isinstance(block, Figure)] == [figure]
    shown = QTextDocument()
    write_page(writer.page.written(), shown)
    assert shown.blockCount() == writer.page.document().blockCount()
