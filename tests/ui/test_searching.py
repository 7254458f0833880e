"""Searching in the real window: typed, narrowed, kept, and followed onto the page."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document
from shadowjournal.entry import Entry
from shadowjournal.results import AT_FIRST
from tests.builders import an_entry
from tests.ui.news import WAIT, heard
from tests.ui.seen import buttons, focused, labels, nameless, rows
from tests.ui.test_particulars import on
from ui.app import App
from ui.search.narrowing import NOTHING, Narrowing
from ui.search.ways import SearchWays
from ui.widgets.chip_row import ChipRow

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def day(number: int, year: int, title: str, words: str, *tags: str) -> Entry:
    return replace(an_entry(title, words), written=on(date(year, 1, 1 + number)), tags=tags)


@pytest.fixture
def years(qtbot: QtBot, program: App) -> App:
    """A journal of three years with herons in it."""
    for entry in (
        day(0, 2024, "First", "A heron stood there.", "river"),
        day(1, 2025, "Second", "Two herons. One Héron flew, a heron stayed.", "river", "birds"),
        day(2, 2026, "Third", "Soup, and a heron in it.", "kitchen"),
        day(3, 2026, "Fourth", "Nothing happened."),
    ):
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    return program


def search(qtbot: QtBot, program: App, words: str) -> None:
    program.commands.search.trigger()
    with qtbot.waitSignal(program.desk.searching.answered, timeout=WAIT):
        QTest.keyClicks(focused(), words)


def shown(program: App) -> list[str]:
    model = rows(program.desk.results).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chips(program: App, name: str) -> dict[str, QPushButton]:
    (row,) = (r for r in program.desk.results.findChildren(ChipRow) if r.accessibleName() == name)
    return {b.text(): b for b in row.findChildren(QPushButton) if b.isVisible()}


def tool(program: App, name: str) -> QToolButton:
    found = program.desk.results.findChildren(QToolButton)
    return next(each for each in found if each.accessibleName() == name)


def until_chips(qtbot: QtBot, program: App, name: str, expected: list[str]) -> None:
    qtbot.waitUntil(lambda: [*chips(program, name)] == expected, timeout=WAIT)


def test_years_and_tags_of_what_was_found_are_counted_beside_it(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    until_chips(qtbot, years, "Years", ["2026 · 1", "2025 · 1", "2024 · 1"])
    until_chips(qtbot, years, "Tags", ["river · 2", "birds · 1", "kitchen · 1"])
    assert nameless(years.desk.results) == []


def test_a_year_and_a_tag_narrow_what_is_shown_and_can_be_let_go(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    until_chips(qtbot, years, "Tags", ["river · 2", "birds · 1", "kitchen · 1"])
    chips(years, "Tags")["river · 2"].click()
    until_chips(qtbot, years, "Years", ["2025 · 1", "2024 · 1"])
    assert sorted(shown(years)) == ["First", "Second"]
    chips(years, "Years")["2024 · 1"].click()
    qtbot.waitUntil(lambda: shown(years) == ["First"], timeout=WAIT)
    year = chips(years, "Years")["2024 · 1"]
    qtbot.waitUntil(year.isChecked, timeout=WAIT)
    assert [*chips(years, "Years")] == ["2025 · 1", "2024 · 1"]
    assert years.desk.query == 'heron\non:2024\ntag:="river"'
    chips(years, "Years")["2024 · 1"].click()
    until_chips(qtbot, years, "Tags", ["river · 2", "birds · 1"])
    chips(years, "Tags")["river · 2"].click()
    qtbot.waitUntil(lambda: len(shown(years)) == 3, timeout=WAIT)


def test_what_is_typed_with_a_quotation_mark_too_many_is_narrowed_all_the_same(
    qtbot: QtBot, years: App
) -> None:
    search(qtbot, years, '"a heron')
    until_chips(qtbot, years, "Years", ["2026 · 1", "2025 · 1", "2024 · 1"])
    chips(years, "Years")["2026 · 1"].click()
    qtbot.waitUntil(lambda: shown(years) == ["Third"], timeout=WAIT)


def test_the_arrows_go_from_year_to_year_and_space_chooses(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    until_chips(qtbot, years, "Years", ["2026 · 1", "2025 · 1", "2024 · 1"])
    first = chips(years, "Years")["2026 · 1"]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is chips(years, "Years")["2024 · 1"]
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(years) == ["First"], timeout=WAIT)
    assert focused() is chips(years, "Years")["2024 · 1"]


def test_what_was_found_can_be_seen_newest_first(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    tool(years, "Newest first").click()
    qtbot.waitUntil(lambda: shown(years) == ["Third", "Second", "First"], timeout=WAIT)
    assert "newest first" in labels(years.desk.results)


def test_who_finds_nothing_is_asked_whether_they_meant_another_word(
    qtbot: QtBot, years: App
) -> None:
    search(qtbot, years, "hernos")
    assert "Nothing found for “hernos”." in labels(years.desk.results)
    meant = "Did you mean “herons”?"
    qtbot.waitUntil(lambda: meant in buttons(years.desk.results), timeout=WAIT)
    buttons(years.desk.results)[meant].click()
    qtbot.waitUntil(lambda: shown(years) == ["Second"], timeout=WAIT)


def test_a_search_that_is_kept_comes_back_with_all_that_narrows_it(
    qtbot: QtBot, years: App
) -> None:
    search(qtbot, years, "heron")
    until_chips(qtbot, years, "Years", ["2026 · 1", "2025 · 1", "2024 · 1"])
    chips(years, "Years")["2025 · 1"].click()
    qtbot.waitUntil(lambda: shown(years) == ["Second"], timeout=WAIT)
    with qtbot.waitSignal(years.session.preferences_changed, timeout=WAIT):
        tool(years, "Keep this search").click()
    assert years.session.preferences.searches == ("heron\non:2025",)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    years.commands.search.trigger()
    QTest.keyClick(focused(), Qt.Key.Key_Down, ALT)
    (ways,) = years.desk.findChildren(SearchWays)
    assert ways.isVisible()
    assert focused().accessibleName() == "Search for heron on:2025"
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(years) == ["Second"], timeout=WAIT)
    with qtbot.waitSignal(years.session.preferences_changed, timeout=WAIT):
        tool(years, "Keep this search no longer").click()
    assert not years.session.preferences.searches


def test_every_example_is_understood_and_can_be_pressed(qtbot: QtBot, years: App) -> None:
    years.desk.searching.show_ways()
    (ways,) = years.desk.findChildren(SearchWays)
    assert nameless(ways) == []
    buttons(ways)["is:starred"].click()
    assert years.desk.sidebar.search_text == "is:starred"
    assert not ways.isVisible()
    qtbot.waitUntil(lambda: "Nothing found" in labels(years.desk.results), timeout=WAIT)


def test_a_result_opens_at_the_first_place_and_f3_goes_through_them(
    qtbot: QtBot, years: App
) -> None:
    search(qtbot, years, "heron on:2025")
    page = years.desk.editor.page
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "match 1 of 2" in labels(years.desk.editor.status), timeout=WAIT)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is page
    text = page.toPlainText()
    places = [text.index("Héron"), text.index("heron stayed")]
    assert page.textCursor().position() == places[0]
    for place in (places[1], places[0], places[1]):
        QTest.keyClick(page, Qt.Key.Key_F3)
        assert page.textCursor().position() == place
    QTest.keyClick(page, Qt.Key.Key_F3, SHIFT)
    assert page.textCursor().position() == places[0]
    assert not page.textCursor().hasSelection()  # what is typed now writes over nothing


def test_words_written_meanwhile_are_found_without_asking_again(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "zephyr")
    assert shown(years) == []
    entry = day(5, 2026, "Fifth", "A zephyr.")
    heard(qtbot, years.session.entry_saved, years.session.save, entry)
    qtbot.waitUntil(lambda: shown(years) == ["Fifth"], timeout=WAIT)


def test_with_a_language_chosen_a_word_is_found_in_all_its_forms_without_asking_again(
    qtbot: QtBot, years: App
) -> None:
    search(qtbot, years, "happens")
    assert shown(years) == []
    session, answered = years.session, years.desk.searching.answered
    with qtbot.waitSignal(answered, timeout=WAIT):
        session.prefer(replace(session.preferences, search_language="en"))
    assert shown(years) == ["Fourth"]


def test_whoever_types_fast_never_sees_an_answer_to_other_words(qtbot: QtBot, years: App) -> None:
    years.commands.search.trigger()
    field = years.desk.sidebar.field
    seen: list[str] = []
    searching = years.desk.searching
    searching.answered.connect(lambda: seen.append(searching.query))
    for word in ("heron", "soup", "nothing", "first", "second"):
        years.desk.sidebar.clear_search()
        QTest.keyClicks(field, word)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: shown(years) == ["Second"], timeout=WAIT)
    assert seen[-1] == "second"


def test_more_is_shown_as_one_goes_down(qtbot: QtBot, program: App) -> None:
    entries = [day(0, 2024, f"No {n}", "A heron.") for n in range(130)]
    program.session.wait_for(lambda journal: journal.append(entries))
    program.session.refresh()
    search(qtbot, program, "heron")
    assert len(shown(program)) == AT_FIRST
    qtbot.waitUntil(lambda: "130 entries" in labels(program.desk.results), timeout=WAIT)
    shown_rows = rows(program.desk.results)
    shown_rows.scrollToBottom()
    qtbot.waitUntil(lambda: len(shown(program)) == 5 * AT_FIRST, timeout=WAIT)
    shown_rows.scrollToBottom()
    qtbot.waitUntil(lambda: len(shown(program)) == 130, timeout=WAIT)


def test_no_word_of_a_search_is_left_when_the_journal_is_locked(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    until_chips(qtbot, years, "Tags", ["river · 2", "birds · 1", "kitchen · 1"])
    years.desk.searching.show_ways()
    with qtbot.waitSignal(years.session.locked, timeout=WAIT):
        years.commands.lock.trigger()
    left = [b.text() for b in years.desk.results.findChildren(QPushButton)]
    assert [text for text in left if text] == []
    assert shown(years) == []
    assert years.desk.query == ""


def test_what_is_pressed_twice_is_let_go() -> None:
    both = NOTHING.with_year(2024).with_tag("river").with_tag("birds")
    assert both == Narrowing(2024, ("river", "birds"))
    assert both.with_year(2024).with_tag("river").with_tag("birds") == NOTHING
    assert both.lines() == ["on:2024", 'tag:="river"', 'tag:="birds"']
    assert "river" not in repr(both)


def test_a_page_without_a_hit_shows_none(qtbot: QtBot, years: App) -> None:
    search(qtbot, years, "heron")
    years.desk.writing.begin()
    qtbot.wait(200)
    assert years.desk.editor.entry().document == Document()
    assert "match" not in labels(years.desk.editor.status)
