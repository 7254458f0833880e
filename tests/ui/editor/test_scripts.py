"""Text of other scripts: read from the right, without spaces, composed by an input method."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputMethodEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import (
    Block,
    Code,
    Heading,
    ListItem,
    ListKind,
    Paragraph,
    Quote,
    Span,
    spans,
)
from tests.ui.editor.conftest import Writer
from ui.editor.ornaments import is_rtl
from ui.theme import load_theme

ARABIC = "هذا نص عربي يبدأ من اليمين ويستمر حتى نهاية السطر ثم يلتف إلى السطر التالي كما ينبغي"
HEBREW = "שלום עולם"
JAPANESE = "今日は朝から雨が降っていて、家でゆっくり本を読んでいました。" * 6
CHINESE = "今天早上一直在下雨、我在家里慢慢地看书、心里很安静。" * 8
THAI = "วันนี้ฝนตกตั้งแต่เช้าฉันอ่านหนังสืออยู่ที่บ้านอย่างสบายใจ" * 6
WIDTH = 600
LTR = "left to right"


def laid_out(writer: Writer, *blocks: Block) -> QTextBlock:
    """Show *blocks* on a page as wide as ours and return the first."""
    writer.shows(*blocks)
    writer.page.resize(WIDTH, 400)
    writer.page.show()
    QApplication.processEvents()
    return writer.page.document().begin()


def painted(writer: Writer) -> QImage:
    return writer.page.viewport().grab().toImage()


def ink_between(image: QImage, left: int, right: int, rows: QRect) -> bool:
    """Whether anything but the ground is painted in these columns."""
    ground = QColor(load_theme("light").page)
    return any(
        image.pixelColor(x, y) != ground
        for x in range(left, right)
        for y in range(rows.top(), rows.bottom())
    )


def row_of(writer: Writer) -> QRect:
    return writer.page.cursorRect(QTextCursor(writer.page.document().begin()))


@pytest.mark.parametrize("words", [ARABIC, HEBREW, f"123 {HEBREW}", f"«{ARABIC}»"])
def test_the_first_letter_says_from_where_a_paragraph_is_read(writer: Writer, words: str) -> None:
    block = laid_out(writer, Paragraph(spans([words])), Paragraph(spans([LTR])))
    assert is_rtl(block)
    assert not is_rtl(block.next())
    line = block.layout().lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(WIDTH, abs=1)
    assert block.next().layout().lineAt(0).naturalTextRect().left() == 0


def test_a_line_becomes_one_from_the_right_with_its_first_letter(writer: Writer) -> None:
    block = laid_out(writer, Paragraph())
    assert not is_rtl(block)
    writer.types("1 ")
    QApplication.sendEvent(writer.page, committed(HEBREW))
    assert is_rtl(writer.page.document().begin())
    assert writer.blocks() == (Paragraph(spans([f"1 {HEBREW}"])),)


def committed(words: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(words)
    return event


@pytest.mark.parametrize("style", ["bullet", "number", "check"])
@pytest.mark.parametrize("depth", [0, 2])
def test_markers_stand_on_the_side_from_which_is_read(
    writer: Writer, style: ListKind, depth: int
) -> None:
    item = ListItem(style, depth, spans=spans([HEBREW]))
    block = laid_out(writer, item)
    text = block.layout().lineAt(0).naturalTextRect().toRect()
    assert text.right() < WIDTH - 30 * (depth + 1)
    image = painted(writer)
    rows = row_of(writer)
    assert ink_between(image, text.right() + 4, WIDTH - 34 * depth, rows)
    assert not ink_between(image, 0, text.left() - 4, rows)


def test_the_bar_of_a_quotation_stands_on_the_side_from_which_is_read(writer: Writer) -> None:
    for words, is_right in ((HEBREW, True), (LTR, False)):
        laid_out(writer, Quote(spans([words])))
        image, rows = painted(writer), row_of(writer)
        assert ink_between(image, WIDTH - 3, WIDTH, rows) == is_right
        assert ink_between(image, 0, 3, rows) != is_right


@pytest.mark.parametrize("words", [HEBREW, LTR])
def test_a_click_on_its_box_checks_an_item_on_either_side(writer: Writer, words: str) -> None:
    block = laid_out(writer, ListItem("check", 0, False, spans([words])))
    text = block.layout().lineAt(0).naturalTextRect().toRect()
    place = row_of(writer).center()
    place.setX(text.right() + 18 if words is HEBREW else text.left() - 18)
    QTest.mouseClick(writer.page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert writer.blocks() == (ListItem("check", 0, True, spans([words])),)
    place.setX(text.center().x())
    QTest.mouseClick(writer.page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert writer.blocks() == (ListItem("check", 0, True, spans([words])),)


def test_the_left_key_goes_on_in_text_that_is_read_from_the_right(writer: Writer) -> None:
    laid_out(writer, Paragraph(spans([HEBREW])))
    writer.goes_to(0)
    before = writer.page.cursorRect().x()
    writer.types(Qt.Key.Key_Left)
    assert writer.page.textCursor().position() == 1
    assert writer.page.cursorRect().x() < before
    writer.types(Qt.Key.Key_Right, Qt.Key.Key_End)
    assert writer.page.textCursor().atEnd()
    writer.types(Qt.Key.Key_Home)
    assert writer.page.textCursor().atStart()


@pytest.mark.parametrize("words", [JAPANESE, CHINESE, THAI, ARABIC * 3])
@pytest.mark.parametrize("kind", [Paragraph, Quote])
def test_text_without_spaces_is_wrapped_and_never_cut_off(
    writer: Writer, kind: type[Paragraph] | type[Quote], words: str
) -> None:
    block = laid_out(writer, kind(spans([words])))
    layout = block.layout()
    assert layout.lineCount() > 2
    for number in range(layout.lineCount()):
        line = layout.lineAt(number).naturalTextRect()
        assert line.left() >= 0
        assert line.right() <= writer.page.viewport().width() + 2
    filled = layout.lineAt(0).naturalTextRect().width()
    assert filled > WIDTH * 0.75


def test_no_line_of_japanese_begins_with_what_ends_a_sentence(writer: Writer) -> None:
    for width in range(300, 600, 20):
        block = laid_out(writer, Paragraph(spans([JAPANESE])))
        writer.page.resize(width, 400)
        QApplication.processEvents()
        layout = block.layout()
        starts = [layout.lineAt(n).textStart() for n in range(layout.lineCount())]
        assert not any(JAPANESE[start] in "、。" for start in starts)


UNDERLINED = QTextCharFormat()
UNDERLINED.setFontUnderline(True)


def composing(words: str) -> QInputMethodEvent:
    kinds = QInputMethodEvent.AttributeType
    look = QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(words), UNDERLINED)
    return QInputMethodEvent(words, [look])


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(spans(["前"])),
        Paragraph(spans([Span("前", bold=True), "後"])),
        Heading(1, spans(["前"])),
        ListItem("check", 0, True, spans(["前"])),
        Quote(spans(["前"])),
        Code("前"),
    ],
)
def test_what_is_composed_is_seen_underlined_and_is_no_text_before_it_is_done(
    writer: Writer, block: Block
) -> None:
    laid_out(writer, block)
    before = writer.blocks()
    writer.goes_to(0, 1)
    for step in ("に", "にほ", "にほん", "日本"):
        QApplication.sendEvent(writer.page, composing(step))
        QApplication.processEvents()
        here = writer.page.document().begin().layout()
        assert here.preeditAreaText() == step
        assert here.preeditAreaPosition() == 1
        looks = [
            each
            for each in here.formats()
            if each.format.fontUnderline() and each.start <= 1 < each.start + each.length
        ]
        assert looks, "it is underlined"
        assert writer.blocks() == before
    QApplication.sendEvent(writer.page, committed("日本"))
    assert writer.page.document().begin().layout().preeditAreaText() == ""
    text = writer.page.document().begin().text()
    assert text.startswith("前日本")
    writer.page.undo()
    assert writer.blocks() == before


def test_what_is_composed_survives_a_change_of_theme(writer: Writer) -> None:
    laid_out(writer, Paragraph(spans(["前"])))
    QApplication.sendEvent(writer.page, composing("にほ"))
    writer.page.set_theme(load_theme("dark"))
    QApplication.processEvents()
    here = writer.page.document().begin().layout()
    assert here.preeditAreaText() == "にほ"
    assert any(each.format.fontUnderline() for each in here.formats())


def test_a_page_at_twice_the_size_is_laid_out_and_read_as_before(
    qtbot: QtBot, writer: Writer
) -> None:
    blocks = (
        Heading(1, spans([HEBREW])),
        ListItem("check", 1, True, spans([ARABIC])),
        Quote(spans([JAPANESE])),
    )
    laid_out(writer, *blocks)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual = app.font()
    small = writer.page.document().size().height()
    large = app.font()
    large.setPixelSize(26)
    try:
        app.setFont(large)
        writer.page.show_document(writer.page.written())
        QApplication.processEvents()
        assert writer.page.document().size().height() > 2 * small
        assert writer.blocks() == blocks
        painted(writer)
    finally:
        app.setFont(usual)
