"""Entries linked from the page, followed, and come back from, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document, ListItem, Paragraph, Span, entry_link, spans
from shadowjournal.entry import Entry
from tests.builders import an_entry
from tests.ui.news import WAIT, heard
from tests.ui.seen import buttons, focused, labels, nameless
from ui.app import App
from ui.editor.entry_links.entry_list import EntryList
from ui.editor.entry_links.linked_from import LinkedFrom
from ui.editor.entry_links.offer import Offer
from ui.editor.entry_links.picker import EntryPicker

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def on_day(day: int, title: str, *parts: str | Span) -> Entry:
    entry = an_entry(title, at=datetime(2026, 3, 1) + timedelta(days=day))
    return replace(entry, document=Document((Paragraph(spans(parts or ["Words."])),)))


def to(entry_id: str, words: str = "there") -> Span:
    return Span(words, link=entry_link(entry_id))


SEA, HOUSE, RAIN = "1" * 32, "2" * 32, "3" * 32


def the_sea() -> Entry:
    return replace(on_day(1, "The sea"), id=SEA)


def keep(qtbot: QtBot, program: App, *entries: Entry) -> None:
    for entry in entries:
        heard(qtbot, program.session.entry_saved, program.session.save, entry)


def bring(qtbot: QtBot, program: App, entry_id: str) -> None:
    """Have this entry on the page, the keyboard in its text."""
    heard(qtbot, program.desk.writing.turned, program.desk.writing.open, entry_id)
    program.desk.editor.focus_text()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)


def said(rows: QWidget) -> list[str]:
    """What the list in *rows* says, where it is seen."""
    (found,) = rows.findChildren(EntryList)
    return [found.item(at).text() for at in range(found.count())] if found.isVisible() else []


def seen(program: App, kind: type[QWidget]) -> QWidget | None:
    return next((each for each in program.window.findChildren(kind) if each.isVisible()), None)


def offered(program: App) -> list[str]:
    """What is offered at the cursor."""
    offer = seen(program, Offer)
    return said(offer) if offer is not None else []


def runs(program: App) -> list[tuple[str, str | None]]:
    return [
        (span.text, span.link)
        for block in program.desk.editor.page.written().blocks
        for span in getattr(block, "spans", ())
    ]


def title(program: App) -> str:
    return program.desk.editor.header.title.title()


def status(program: App) -> list[str]:
    return [words for words in buttons(program.desk.editor.status) if "inked" in words]


@pytest.fixture
def written(qtbot: QtBot, program: App) -> App:
    """A journal of three entries and a new page."""
    house, rain = on_day(2, "The house"), on_day(3, "Rain, again")
    keep(qtbot, program, the_sea(), replace(house, id=HOUSE), replace(rain, id=RAIN))
    program.commands.new_entry.trigger()
    program.desk.editor.focus_text()
    return program


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What would be opened in a browser."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    yield opened
    assert not any(address.startswith("entry") for address in opened)


# Linking


def test_two_brackets_link_an_entry_and_the_link_is_sealed(qtbot: QtBot, written: App) -> None:
    QTest.keyClicks(focused(), "As at [[")
    qtbot.waitUntil(lambda: offered(written) == ["Rain, again", "The house", "The sea"])
    QTest.keyClicks(focused(), "sea")
    assert offered(written) == ["The sea"]
    press(Qt.Key.Key_Return)
    assert seen(written, Offer) is None
    QTest.keyClicks(focused(), " it was calm.")
    linked = [("As at ", None), ("The sea", entry_link(SEA)), (" it was calm.", None)]
    assert runs(written) == linked
    (saved,) = heard(qtbot, written.session.entry_saved, written.desk.writing.seal)
    bring(qtbot, written, SEA)
    bring(qtbot, written, saved.id)
    assert runs(written) == linked


def test_a_page_is_offered_under_its_newest_title_but_not_to_itself(
    qtbot: QtBot, written: App
) -> None:
    bring(qtbot, written, HOUSE)
    written.desk.editor.header.title.setFocus()
    press(Qt.Key.Key_End)
    QTest.keyClicks(focused(), ", sold")
    written.desk.editor.focus_text()
    QTest.keyClicks(focused(), " [[")
    qtbot.waitUntil(lambda: offered(written) == ["Rain, again", "The sea"])
    press(Qt.Key.Key_Escape)
    bring(qtbot, written, RAIN)
    QTest.keyClicks(focused(), " [[hou")
    qtbot.waitUntil(lambda: offered(written) == ["The house, sold"])


def test_what_was_thrown_away_is_not_offered(qtbot: QtBot, written: App) -> None:
    bring(qtbot, written, RAIN)
    with qtbot.waitSignal(written.session.all_read, timeout=WAIT):
        written.commands.throw_away.trigger()
    QTest.keyClicks(focused(), "[[")
    qtbot.waitUntil(lambda: offered(written) == ["The house", "The sea"])


def test_who_types_no_brackets_asks_for_the_list(qtbot: QtBot, written: App) -> None:
    QTest.keyClicks(focused(), "See ")
    written.commands.link_entry.trigger()
    qtbot.waitUntil(lambda: seen(written, EntryPicker) is not None, timeout=WAIT)
    picker = seen(written, EntryPicker)
    assert picker is not None
    assert isinstance(focused(), QLineEdit)
    assert nameless(picker) == []
    assert said(picker) == ["Rain, again", "The house", "The sea"]
    QTest.keyClicks(focused(), "the")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    QTest.keyClicks(focused(), ".")
    assert runs(written) == [("See ", None), ("The sea", entry_link(SEA)), (".", None)]
    assert seen(written, EntryPicker) is None


def test_words_that_are_selected_become_the_link_and_stay(qtbot: QtBot, written: App) -> None:
    QTest.keyClicks(focused(), "See there")
    for _ in "there":
        press(Qt.Key.Key_Left, SHIFT)
    written.commands.link_entry.trigger()
    qtbot.waitUntil(lambda: seen(written, EntryPicker) is not None, timeout=WAIT)
    QTest.keyClicks(focused(), "sea")
    press(Qt.Key.Key_Return)
    assert runs(written) == [("See ", None), ("there", entry_link(SEA))]
    written.commands.undo.trigger()
    assert runs(written) == [("See there", None)]


def test_a_list_that_is_left_changes_nothing(qtbot: QtBot, written: App) -> None:
    QTest.keyClicks(focused(), "See ")
    written.commands.link_entry.trigger()
    qtbot.waitUntil(lambda: seen(written, EntryPicker) is not None, timeout=WAIT)
    QTest.keyClicks(focused(), "zebra")
    press(Qt.Key.Key_Return)
    picker = seen(written, EntryPicker)
    assert picker is not None
    assert "No entry is called that" in labels(picker)
    press(Qt.Key.Key_Escape)
    assert focused() is written.desk.editor.page
    assert runs(written) == [("See ", None)]


def test_a_title_that_changes_leaves_the_words_of_a_link(qtbot: QtBot, written: App) -> None:
    keep(qtbot, written, on_day(4, "Later", "As ", to(SEA, "The sea")))
    keep(qtbot, written, replace(the_sea(), title="The ocean"))
    later = written.session.summaries[0]
    heard(qtbot, written.desk.writing.turned, written.desk.writing.open, later.id)
    assert runs(written) == [("As ", None), ("The sea", entry_link(SEA))]


# Following


def linked_page(qtbot: QtBot, program: App, target: str) -> Entry:
    """Have a page with a link to *target* before the cursor."""
    entry = on_day(9, "Later", "As ", to(target))
    keep(qtbot, program, entry)
    bring(qtbot, program, entry.id)
    return entry


def test_a_link_is_followed_and_come_back_from_by_keyboard(qtbot: QtBot, written: App) -> None:
    later = linked_page(qtbot, written, SEA)
    written.desk.editor.put_cursor(5)
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Return, CONTROL)
    assert title(written) == "The sea"
    assert focused() is written.desk.editor.page
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Left, ALT)
    assert title(written) == "Later"
    assert written.desk.editor.cursor_place == 5
    assert written.desk.editor.page.written() == later.document
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Right, ALT)
    assert title(written) == "The sea"


def test_a_click_with_control_follows_a_link_and_the_web_stays_the_webs(
    qtbot: QtBot, written: App, web: list[str]
) -> None:
    entry = on_day(9, "Later", to(SEA), " or ", Span("here", link="https://a.b/c"))
    keep(qtbot, written, entry)
    bring(qtbot, written, entry.id)
    page = written.desk.editor.page

    def click(place: int) -> None:
        cursor = page.textCursor()
        cursor.setPosition(place)
        here = page.cursorRect(cursor).center()
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, CONTROL, here)

    click(11)
    assert web == ["https://a.b/c"]
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        click(2)
    assert title(written) == "The sea"
    assert web == ["https://a.b/c"]


def test_in_a_check_list_ctrl_enter_ticks_the_box(qtbot: QtBot, written: App) -> None:
    keep(qtbot, written, todo := on_day(9, "To do"))
    item = ListItem("check", spans=(to(SEA),))
    todo = replace(todo, document=Document((item,)))
    keep(qtbot, written, todo)
    bring(qtbot, written, todo.id)
    press(Qt.Key.Key_Return, CONTROL)
    assert written.desk.editor.page.written().blocks == (replace(item, checked=True),)


def test_in_a_journal_that_is_only_read_links_are_followed(qtbot: QtBot, written: App) -> None:
    linked_page(qtbot, written, SEA)
    written.desk.editor.set_read_only(True)
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Return, CONTROL)
    assert title(written) == "The sea"
    written.commands.link_entry.trigger()
    assert seen(written, EntryPicker) is None


def test_a_link_to_what_lies_in_the_trash_says_so(qtbot: QtBot, written: App) -> None:
    bring(qtbot, written, RAIN)
    with qtbot.waitSignal(written.session.all_read, timeout=WAIT):
        written.commands.throw_away.trigger()
    linked_page(qtbot, written, RAIN)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "lies in the trash" in labels(written.desk.editor.status))
    assert title(written) == "Later"


def test_a_link_to_what_is_gone_says_so(qtbot: QtBot, written: App) -> None:
    linked_page(qtbot, written, "0" * 32)
    press(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "no longer in the journal" in labels(written.desk.editor.status))
    assert title(written) == "Later"


def test_the_popover_of_a_link_shows_no_address_of_an_entry(qtbot: QtBot, written: App) -> None:
    linked_page(qtbot, written, SEA)
    written.desk.editor.put_cursor(5)
    written.commands.link.trigger()
    field = focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    around = field.parentWidget()
    assert around is not None
    assert "leads to an entry" in labels(around)
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        buttons(around)["Open"].click()
    assert title(written) == "The sea"


def test_a_link_can_be_taken_off(qtbot: QtBot, written: App) -> None:
    linked_page(qtbot, written, SEA)
    written.desk.editor.put_cursor(5)
    written.commands.link.trigger()
    around = focused().parentWidget()
    assert around is not None
    buttons(around)["Remove"].click()
    assert runs(written) == [("As there", None)]


# Linked from


def test_the_page_says_from_where_it_is_linked_as_that_changes(qtbot: QtBot, written: App) -> None:
    bring(qtbot, written, SEA)
    assert status(written) == []
    one = on_day(5, "One", to(SEA), to(HOUSE))
    keep(qtbot, written, one)
    assert status(written) == ["Linked from 1 entry"]
    two = on_day(6, "Two", to(SEA))
    keep(qtbot, written, two)
    assert status(written) == ["Linked from 2 entries"]
    keep(qtbot, written, replace(two, document=Document()))
    assert status(written) == ["Linked from 1 entry"]
    bring(qtbot, written, one.id)
    assert status(written) == []
    with qtbot.waitSignal(written.session.all_read, timeout=WAIT):
        written.commands.throw_away.trigger()
    bring(qtbot, written, SEA)
    assert status(written) == []


def test_who_links_here_is_listed_and_opened_by_keyboard(qtbot: QtBot, written: App) -> None:
    for number in range(30):
        keep(qtbot, written, on_day(10 + number, f"No. {number}", to(SEA)))
    bring(qtbot, written, SEA)
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    card = seen(written, LinkedFrom)
    assert card is not None
    assert said(card) == [f"No. {number}" for number in reversed(range(30))]
    assert isinstance(focused(), QListWidget)
    assert nameless(card) == []
    press(Qt.Key.Key_Escape)
    assert focused() is written.desk.editor.page
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Return)
    assert title(written) == "No. 28"
    assert focused() is written.desk.editor.page
    with qtbot.waitSignal(written.desk.writing.turned, timeout=WAIT):
        press(Qt.Key.Key_Left, ALT)
    assert title(written) == "The sea"


def test_a_click_on_the_line_below_lists_them_too(qtbot: QtBot, written: App) -> None:
    keep(qtbot, written, on_day(5, "One", to(SEA)))
    bring(qtbot, written, SEA)
    buttons(written.desk.editor.status)["Linked from 1 entry"].click()
    card = seen(written, LinkedFrom)
    assert card is not None
    assert said(card) == ["One"]


def test_where_nothing_links_here_that_is_said(qtbot: QtBot, written: App) -> None:
    bring(qtbot, written, SEA)
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    assert "No other entry links to this one." in labels(written.desk.editor.status)
    assert seen(written, LinkedFrom) is None


def test_a_journal_that_is_opened_again_knows_its_links(qtbot: QtBot, written: App) -> None:
    keep(qtbot, written, on_day(5, "One", to(SEA)))
    bring(qtbot, written, SEA)
    heard(qtbot, written.session.all_read, written.session.refresh)
    assert status(written) == ["Linked from 1 entry"]


# Once it is locked


def test_nothing_of_a_link_is_left_once_the_journal_is_locked(qtbot: QtBot, written: App) -> None:
    keep(qtbot, written, on_day(5, "One", to(SEA)))
    bring(qtbot, written, SEA)
    press(Qt.Key.Key_B, CONTROL | SHIFT)
    press(Qt.Key.Key_Escape)
    written.commands.link_entry.trigger()
    qtbot.waitUntil(lambda: seen(written, EntryPicker) is not None, timeout=WAIT)
    QTest.keyClicks(focused(), "rai")
    press(Qt.Key.Key_Escape)
    QTest.keyClicks(focused(), " [[rai")
    qtbot.waitUntil(lambda: offered(written) == ["Rain, again"])
    with qtbot.waitSignal(written.session.locked, timeout=WAIT):
        written.closing.lock()
    linking = written.rooms.linking
    assert seen(written, Offer) is None
    lists = written.desk.findChildren(EntryList) + written.window.findChildren(EntryList)
    assert [each.count() for each in lists] == [0] * len(lists)
    assert len({*map(id, lists)}) >= 3
    assert [f.text() for f in written.desk.editor.findChildren(QLineEdit) if f.text()] == []
    assert status(written) == []
    assert linking._choices is None
    assert linking._brackets._choices is None
    assert linking._backlinks.sources(SEA) == ()
    trail = written.rooms.returning._trail
    assert (trail._behind, trail._ahead) == ([], [])
