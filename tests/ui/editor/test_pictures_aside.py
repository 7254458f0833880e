"""Pictures are decoded where nobody waits for it, before they are seen, and not kept for ever."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from shadowjournal.document import Block, Document, Figure, Paragraph, spans
from shadowjournal.entry import Entry, Picture
from shadowjournal.pictures import read_picture
from tests.ui.aside import Aside
from ui.actions import Actions
from ui.editor import shelf
from ui.editor.decoding import Decoding
from ui.editor.editor import EntryEditor
from ui.editor.picture_view import PictureView
from ui.icons import Icons
from ui.tasks import Tasks
from ui.theme import load_theme

WAIT = 10_000
LIGHT = load_theme("light")


def a_picture(colour: str, width: int = 600, height: int = 400) -> Picture:
    data = BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return read_picture(data.getvalue())


LAKE = a_picture("#336699")
MANY = [a_picture(f"#{90 + number:02x}4010") for number in range(12)]
WORDS = Paragraph(spans(["There is much to be said about it. " * 15]))


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[EntryEditor]:
    made = EntryEditor(Actions(), Icons(LIGHT))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.clear()


@pytest.fixture
def aside(editor: EntryEditor, tasks: Tasks) -> Aside:
    return Aside(editor.page.shelf, tasks)


def shows(qtbot: QtBot, editor: EntryEditor, *blocks: Block) -> None:
    editor.show_entry(replace(Entry.begin(), document=Document(blocks)))
    editor.column.show_top()
    wanted = editor.entry().document.pictures
    for picture in (LAKE, *MANY):
        if picture.id in wanted:
            editor.supply_picture(picture)
    qtbot.wait(50)


def comes_to_rest(qtbot: QtBot, editor: EntryEditor) -> None:
    qtbot.waitUntil(lambda: not editor.page.shelf.is_busy, timeout=WAIT)


def place_of(editor: EntryEditor, number: int) -> QRectF:
    page = editor.page.document()
    return QRectF(page.documentLayout().blockBoundingRect(page.findBlockByNumber(number)))


def colour_in(editor: EntryEditor, number: int) -> QColor:
    point = place_of(editor, number).center().toPoint()
    return editor.page.viewport().grab().toImage().pixelColor(point)


def decoded(editor: EntryEditor) -> list[str]:
    return [p.id for p in (LAKE, *MANY) if editor.page.shelf.image(p.id, 1) is not None]


def decodings_alive() -> list[object]:
    gc.collect()
    kinds = (Picture, Decoding)
    known = {id(each) for each in (LAKE, *MANY)}
    return [e for e in gc.get_objects() if isinstance(e, kinds) and id(e) not in known]


def test_no_picture_is_decoded_on_the_thread_of_the_window(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    shows(qtbot, editor, Figure(LAKE.id), Paragraph())
    comes_to_rest(qtbot, editor)
    assert colour_in(editor, 0) == QColor("#336699")
    assert aside.threads
    assert threading.get_ident() not in aside.threads


def test_a_quiet_place_of_its_own_size_stands_there_until_a_picture_is_decoded(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    aside.is_holding = True
    shows(qtbot, editor, Figure(LAKE.id, "A lake"), WORDS)
    before = place_of(editor, 0), place_of(editor, 1)
    assert colour_in(editor, 0) == LIGHT.colour("sidebar")
    aside.go_on()
    comes_to_rest(qtbot, editor)
    assert colour_in(editor, 0) == QColor("#336699")
    assert (place_of(editor, 0), place_of(editor, 1)) == before


def test_a_picture_that_cannot_be_decoded_keeps_its_place(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    aside.is_holding = True
    shows(qtbot, editor, Figure(LAKE.id), WORDS)
    aside.held.clear()
    editor.supply_picture(replace(LAKE, data=LAKE.data[:60]))
    qtbot.wait(50)
    before = place_of(editor, 0), place_of(editor, 1)
    page = editor.page
    page.shelf.refuse(Decoding(replace(LAKE), QSize(9, 6)), ValueError())
    assert not page.shelf.is_broken(LAKE.id), "that was another one, of an earlier page"
    aside.is_holding = False
    editor.supply_picture(replace(LAKE, data=LAKE.data[:60]))
    qtbot.waitUntil(lambda: page.shelf.is_broken(LAKE.id), timeout=WAIT)
    qtbot.wait(50)
    assert (place_of(editor, 0), place_of(editor, 1)) == before


def test_pictures_near_what_is_seen_are_decoded_and_those_far_away_are_not(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    blocks: list[Block] = []
    for picture in MANY:
        blocks.extend((WORDS, Figure(picture.id)))
    shows(qtbot, editor, *blocks)
    comes_to_rest(qtbot, editor)
    screen = editor.column.viewport().height()
    last_seen = [n for n in range(len(MANY)) if place_of(editor, 2 * n + 1).top() < 2 * screen]
    near = decoded(editor)
    assert near[: len(last_seen)] == [MANY[n].id for n in last_seen]
    assert len(last_seen) > 1, "more than what is in sight"
    assert MANY[-1].id not in near
    editor.column.verticalScrollBar().setValue(editor.column.verticalScrollBar().maximum())
    qtbot.wait(50)
    comes_to_rest(qtbot, editor)
    assert MANY[-1].id in decoded(editor)
    assert MANY[-2].id in decoded(editor)


def test_what_is_in_sight_is_decoded_before_what_was_scrolled_past(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    aside.is_holding = True
    blocks: list[Block] = []
    for picture in MANY:
        blocks.extend((WORDS, Figure(picture.id)))
    shows(qtbot, editor, *blocks)
    editor.column.verticalScrollBar().setValue(round(place_of(editor, 21).top()))
    qtbot.wait(50)
    first = aside.held[0].picture.id
    aside.go_on()
    aside.is_holding = True
    qtbot.waitUntil(lambda: bool(aside.held), timeout=WAIT)
    assert [each.picture.id for each in aside.held] == [MANY[10].id]
    assert first != MANY[10].id


def test_what_was_seen_long_ago_is_let_go_of_and_decoded_again_where_it_is_looked_at(
    qtbot: QtBot, editor: EntryEditor, aside: Aside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "BUDGET", 4 * 600 * 400 * 4)
    blocks: list[Block] = []
    for picture in MANY:
        blocks.extend((WORDS, Figure(picture.id)))
    shows(qtbot, editor, *blocks)
    bar = editor.column.verticalScrollBar()
    for number in range(len(MANY)):
        bar.setValue(round(place_of(editor, 2 * number + 1).top()) - 100)
        qtbot.wait(20)
        comes_to_rest(qtbot, editor)
        assert colour_in(editor, 2 * number + 1).rgb() == _painted(MANY[number])
        assert editor.page.shelf.weight <= shelf.BUDGET
    assert MANY[0].id not in decoded(editor)
    bar.setValue(0)
    qtbot.wait(20)
    comes_to_rest(qtbot, editor)
    assert MANY[0].id in decoded(editor)


def _painted(picture: Picture) -> int:
    return QImage.fromData(picture.data).pixelColor(9, 9).rgb()


def test_as_many_pictures_as_are_in_sight_are_shown_whatever_they_take(
    qtbot: QtBot, editor: EntryEditor, aside: Aside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "BUDGET", 1)
    shows(qtbot, editor, *(Figure(picture.id, width=10) for picture in MANY[:4]), Paragraph())
    comes_to_rest(qtbot, editor)
    for number in range(4):
        assert colour_in(editor, number).isValid()
    assert decoded(editor) == [picture.id for picture in MANY[:4]]
    before = len(aside.threads)
    editor.page.viewport().grab()
    qtbot.wait(50)
    assert len(aside.threads) == before, "nothing is decoded again and again"


def test_a_picture_that_comes_after_the_page_was_turned_is_shown_nowhere_and_kept_by_nobody(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    aside.is_holding = True
    editor.show_entry(replace(Entry.begin(), document=Document((Figure(LAKE.id),))))
    editor.supply_picture(replace(LAKE))
    qtbot.waitUntil(lambda: bool(aside.held), timeout=WAIT)
    shows(qtbot, editor, Figure(MANY[0].id), Paragraph())
    aside.go_on()
    qtbot.waitUntil(lambda: bool(aside.threads), timeout=WAIT)
    comes_to_rest(qtbot, editor)
    assert decoded(editor) == [MANY[0].id]
    editor.clear()
    qtbot.wait(50)
    assert editor.page.shelf.weight == 0
    assert editor.page.shelf.is_empty
    assert decodings_alive() == []


def test_who_comes_back_to_a_page_of_pictures_is_where_they_were_and_nothing_jumps(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    blocks: list[Block] = []
    for picture in MANY:
        blocks.extend((WORDS, Figure(picture.id)))
    entry = replace(Entry.begin(), document=Document(tuple(blocks)))
    editor.show_entry(entry)
    for picture in MANY:
        editor.supply_picture(picture)
    qtbot.wait(50)
    comes_to_rest(qtbot, editor)
    bar = editor.column.verticalScrollBar()
    bar.setValue(bar.maximum() - 20)
    before = editor.column.place, place_of(editor, 23)
    editor.show_entry(Entry.begin())
    qtbot.wait(50)
    editor.show_entry(entry)
    assert (editor.column.place, place_of(editor, 23)) == before
    assert colour_in(editor, 23) == LIGHT.colour("sidebar")
    for picture in MANY:
        editor.supply_picture(picture)
    qtbot.wait(50)
    comes_to_rest(qtbot, editor)
    assert (editor.column.place, place_of(editor, 23)) == before
    editor.clear()
    assert editor.page.shelf.size(MANY[0].id) is None


def test_a_picture_seen_in_full_is_sharp_in_the_end_and_let_go_of_afterwards(
    qtbot: QtBot, editor: EntryEditor, aside: Aside
) -> None:
    wide = a_picture("#208040", 2400, 1200)
    editor.show_entry(replace(Entry.begin(), document=Document((Figure(wide.id, width=30),))))
    editor.supply_picture(wide)
    qtbot.wait(50)
    comes_to_rest(qtbot, editor)
    on_page = editor.page.shelf.weight
    editor.commands.view_picture.trigger()
    view = editor.window().findChildren(PictureView)[0]
    assert view.grab().toImage().pixelColor(450, 320) == QColor("#208040"), "at once, if not sharp"
    comes_to_rest(qtbot, editor)
    assert view.grab().toImage().pixelColor(450, 320) == QColor("#208040")
    room = view.size() * view.devicePixelRatioF()
    large = editor.page.shelf.large(wide.id, room)
    assert large is not None
    view.close_view()
    qtbot.wait(50)
    assert editor.page.shelf.weight == on_page
    assert not editor.page.shelf.is_busy
    assert threading.get_ident() not in aside.threads
