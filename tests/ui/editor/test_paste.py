"""What comes in from the clipboard, and what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import (
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Span,
    spans,
)
from shadowjournal.formats.bounds import bounded
from shadowjournal.formats.from_html import from_html
from shadowjournal.formats.to_html import to_html
from tests.strategies import documents
from tests.ui.editor.conftest import Writer
from ui.editor.paste import MAX_CHARACTERS, OWN_TYPE, document_from, to_mime


def text(words: str) -> Paragraph:
    return Paragraph(spans([words]))


def of(html: str = "", plain: str = "") -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if plain:
        data.setText(plain)
    return data


@given(content=documents())
def test_what_is_copied_here_is_pasted_here_exactly(qapp: object, content: Document) -> None:
    assert document_from(to_mime(content)) == content


def test_other_programs_get_html_markdown_and_text(qapp: object) -> None:
    data = to_mime(Document((Paragraph((Span("so "), Span("it", bold=True))),)))
    assert "<strong>it</strong>" in data.html() or "<b>it</b>" in data.html()
    assert bytes(data.data("text/markdown").data()) == b"so **it**\n"
    assert data.text() == "so it"


@given(content=documents())
def test_what_goes_out_as_html_comes_back_as_it_is_shown(qapp: object, content: Document) -> None:
    data = to_mime(content)
    data.removeFormat(OWN_TYPE)
    found = document_from(data)
    if found is None or data.html() != to_html(content):
        return  # the clipboard itself may change odd characters
    shown = from_html(to_html(content))
    if not shown.is_empty:
        assert found == bounded(shown)


NOTE = "# Today\n\n- walk\n  - far\n- [x] read\n\n**well**\n"


def test_text_that_clearly_is_markdown_arrives_as_what_it_says(writer: Writer) -> None:
    writer.page.insertFromMimeData(of(plain=NOTE))
    assert writer.blocks()[:4] == (
        Heading(1, spans(["Today"])),
        ListItem("bullet", 0, spans=spans(["walk"])),
        ListItem("bullet", 1, spans=spans(["far"])),
        ListItem("check", 0, True, spans(["read"])),
    )
    writer.page.undo()
    assert writer.page.written() == Document()


def test_a_plain_paste_leaves_markdown_as_it_is(writer: Writer) -> None:
    QApplication.clipboard().setMimeData(of(plain=NOTE))
    writer.page.paste_plain()
    assert writer.blocks()[0] == text("# Today")


@pytest.mark.parametrize(
    "words",
    [
        "# 1 in the list",
        "- a dash before",
        "It was 5 * 3.\nAnd 4 * 2.",
        "a_b_c\nd_e_f",
        "- only one\nand a line",
        "#!/bin/sh\n# run it\necho",
        "import os\n# a remark\nos.abort()",
        "He said:\n> hm",
    ],
)
def test_what_may_be_meant_as_it_stands_stays_as_it_is(writer: Writer, words: str) -> None:
    writer.page.insertFromMimeData(of(plain=words))
    assert writer.blocks() == (text(words),)


def test_an_address_pasted_on_words_links_them(writer: Writer) -> None:
    writer.shows(text("see here now"))
    writer.selects((0, 4), (0, 8))
    writer.page.insertFromMimeData(of(plain="https://example.org/a"))
    linked = Span("here", link="https://example.org/a")
    assert writer.blocks() == (Paragraph(spans(["see ", linked, " now"])),)
    writer.page.undo()
    assert writer.blocks() == (text("see here now"),)


def test_an_address_pasted_on_an_address_takes_its_place(writer: Writer) -> None:
    writer.shows(text("http://a.b"))
    writer.page.selectAll()
    writer.page.insertFromMimeData(of(plain="http://c.d"))
    assert writer.blocks() == (text("http://c.d"),)


def test_into_code_every_line_comes_as_it_is(writer: Writer) -> None:
    writer.shows(Code("x"))
    writer.page.selectAll()
    source = "# a\n\n- b\n- c"
    writer.page.insertFromMimeData(of(html="<p>other</p>", plain=source))
    assert writer.blocks() == (Code(source),)


@pytest.mark.parametrize(
    "block",
    [
        ListItem("bullet", 1, spans=spans(["ab"])),
        Heading(2, spans=spans(["ab"])),
        Quote(spans(["ab"])),
    ],
)
def test_words_pasted_into_a_block_leave_it_what_it_is(
    writer: Writer, block: ListItem | Heading | Quote
) -> None:
    writer.shows(block)
    writer.goes_to(0, 1)
    writer.page.insertFromMimeData(of(html="<p>1 <b>2</b></p>"))
    written = spans(["a1 ", Span("2", bold=True), "b"])
    assert writer.blocks()[0] == replace(block, spans=written)


def test_fonts_colours_and_far_pictures_of_a_web_page_stay_outside(writer: Writer) -> None:
    html = (
        '<h2 style="color:red;font-family:Papyrus">Title</h2><p>some <b>bold</b> words'
        '<img src="https://tracker.example/pixel.png"><script>alert(1)</script></p>'
    )
    writer.page.insertFromMimeData(of(html))
    head, body = writer.blocks()[:2]
    assert head == Heading(2, spans(["Title"]))
    assert isinstance(body, Paragraph)
    assert Span("bold", bold=True) in body.spans
    assert "alert" not in str(writer.blocks())
    assert not writer.page.written().pictures


def test_blank_lines_part_the_paragraphs_of_plain_text(writer: Writer) -> None:
    writer.page.insertFromMimeData(of(plain="one\nstill one\r\n\r\n\r\ntwo\n"))
    assert writer.blocks() == (text("one\nstill one"), text("two"))


def test_a_paste_into_a_sentence_flows_with_it_and_is_one_step(writer: Writer) -> None:
    writer.shows(text("ab"))
    writer.goes_to(0, 1)
    writer.page.insertFromMimeData(of(plain="1\n\n2\n\n3"))
    assert writer.blocks() == (text("a1"), text("2"), text("3b"))
    writer.page.undo()
    assert writer.blocks() == (text("ab"),)


def test_into_code_comes_only_text(writer: Writer) -> None:
    writer.shows(Code("ab"))
    writer.goes_to(0, 1)
    writer.page.insertFromMimeData(of(html="<p><b>1</b></p><p>2</p>"))
    assert writer.blocks() == (Code("a1\n2b"),)


def test_a_part_of_a_heading_is_copied_as_words_the_whole_as_a_heading(writer: Writer) -> None:
    writer.shows(Heading(1, spans(["Good day"])))
    writer.selects((0, 5), (0, 8))
    assert document_from(writer.page.createMimeDataFromSelection()) == Document((text("day"),))
    writer.page.selectAll()
    whole = document_from(writer.page.createMimeDataFromSelection())
    assert whole == Document((Heading(1, spans(["Good day"])),))


def test_a_selection_cuts_between_characters_of_any_plane(writer: Writer) -> None:
    writer.shows(text("a🙂b🙃c"), ListItem("bullet", 0, spans=spans(["x🙂y"])))
    writer.selects((0, 3), (1, 3))
    taken = document_from(writer.page.createMimeDataFromSelection())
    assert taken == Document((text("b🙃c"), ListItem("bullet", 0, spans=spans(["x🙂"]))))


def test_more_than_a_page_takes_is_refused_politely(qtbot: QtBot, writer: Writer) -> None:
    writer.types("mine")
    with qtbot.waitSignal(writer.page.refused) as refusal:
        writer.page.insertFromMimeData(of(plain="x " * (MAX_CHARACTERS // 2 + 1)))
    assert refusal.args is not None
    (why,) = refusal.args
    assert why.startswith("That is too long for one entry")
    assert "Nothing was changed" in why
    assert writer.blocks() == (text("mine"),)


def test_a_word_without_end_is_broken_into_lines(writer: Writer) -> None:
    writer.page.insertFromMimeData(of(plain="x" * 5_000))
    (block,) = writer.blocks()
    assert isinstance(block, Paragraph)
    lines = block.spans[0].text.split("\n")
    assert "".join(lines) == "x" * 5_000
    assert max(map(len, lines)) <= 2_000


@pytest.mark.parametrize("raw", [b"", b"{", b'{"blocks":[]}', b"[" * 100_000, b'{"blocks":7}'])
def test_a_forged_copy_of_ours_falls_back_to_its_text(qapp: object, raw: bytes) -> None:
    data = of(plain="words")
    data.setData(OWN_TYPE, QByteArray(raw))
    assert document_from(data) == Document((text("words"),))


def test_a_pasted_picture_is_offered_not_put_in(qtbot: QtBot, writer: Writer) -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(writer.page.picture_offered) as offer:
        writer.page.insertFromMimeData(data)
    assert offer.args is not None
    assert offer.args[0]().startswith(b"\x89PNG")
    assert writer.page.written() == Document()


def test_a_dropped_picture_file_is_offered(qtbot: QtBot, writer: Writer, tmp_path: Path) -> None:
    file = tmp_path / "cat.PNG"
    file.write_bytes(b"bytes of a cat")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(writer.page.picture_offered) as offer:
        writer.page.insertFromMimeData(data)
    assert offer.args is not None
    assert offer.args[0]() == b"bytes of a cat"


@pytest.mark.parametrize("address", ["file://{}", "{}", "http://127.0.0.1/x.png", "qrc:/x.png"])
def test_the_page_never_reads_a_file_or_an_address(
    writer: Writer, tmp_path: Path, address: str
) -> None:
    file = tmp_path / "secret.png"
    QImage(50, 40, QImage.Format.Format_RGB32).save(str(file))
    name = QUrl(address.format(file))
    image = writer.page.document().resource(QTextDocument.ResourceType.ImageResource.value, name)
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (1, 1)


def test_a_pasted_figure_asks_for_its_picture(qtbot: QtBot, writer: Writer) -> None:
    with qtbot.waitSignal(writer.page.picture_missing) as asked:
        writer.page.insertFromMimeData(to_mime(Document((Figure("a" * 32, "a cat"),))))
    assert asked.args == ["a" * 32]
    assert writer.blocks()[0] == Figure("a" * 32, "a cat")
