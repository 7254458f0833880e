"""Back to the page before, and forward again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shadowjournal.entry import Entry
from tests.builders import an_entry
from tests.ui.news import WAIT, heard
from tests.ui.seen import focused
from ui.app import App
from ui.editor.leaves import MOST as LEAVES
from ui.returning import MOST, Stop, Trail

ALT = Qt.KeyboardModifier.AltModifier


def anywhere(_: str) -> bool:
    return True


def test_one_goes_back_and_forward_as_one_came() -> None:
    trail = Trail()
    trail.leave(Stop("a", 3, 40))
    trail.leave(Stop("b"))
    assert trail.back(Stop("c", 7), anywhere) == Stop("b")
    assert trail.back(Stop("b"), anywhere) == Stop("a", 3, 40)
    assert trail.back(Stop("a"), anywhere) is None
    assert trail.forward(Stop("a"), anywhere) == Stop("b")
    assert trail.forward(Stop("b"), anywhere) == Stop("c", 7)
    assert trail.forward(Stop("c"), anywhere) is None


def test_another_way_is_the_way_on() -> None:
    trail = Trail()
    trail.leave(Stop("a"))
    assert trail.back(Stop("b"), anywhere) == Stop("a")
    trail.leave(Stop("a"))
    assert trail.forward(Stop("c"), anywhere) is None
    assert trail.back(Stop("c"), anywhere) == Stop("a")


def test_what_is_gone_is_passed_over() -> None:
    trail = Trail()
    for name in "abc":
        trail.leave(Stop(name))
    assert trail.back(Stop("d"), "ad".__contains__) == Stop("a")
    assert trail.forward(Stop("a"), "ad".__contains__) == Stop("d")


@given(st.lists(st.sampled_from("abcd<>"), max_size=40))
def test_it_is_the_way_of_a_browser(steps: list[str]) -> None:
    trail, present = Trail(), "a"
    pages, at = ["a"], 0  # each page differs from those beside it
    for step in steps:
        if step in "<>":
            here = Stop(present)
            stop = (trail.back if step == "<" else trail.forward)(here, anywhere)
            there = at + (1 if step == ">" else -1)
            assert (stop is not None) == (0 <= there < len(pages))
            if stop is not None:
                at, present = there, stop.entry_id
        elif step != present:
            trail.leave(Stop(present))
            pages, at, present = [*pages[: at + 1], step], at + 1, step
        assert present == pages[at]


def test_a_long_sitting_is_remembered_in_part() -> None:
    trail = Trail()
    for number in range(MOST + 50):
        trail.leave(Stop(f"{number}"))
    present, steps = Stop("last"), 0
    while (stop := trail.back(present, anywhere)) is not None:
        present, steps = stop, steps + 1
    assert (steps, present.entry_id) == (MOST, "50")


def diary(qtbot: QtBot, program: App, count: int) -> list[Entry]:
    lines = [f"Line {n}" for n in range(60)]
    entries = [
        an_entry(f"Day {n}", *lines, at=datetime(2026, 3, 1) + timedelta(days=n))
        for n in range(count)
    ]
    for entry in entries:
        heard(qtbot, program.session.entry_saved, program.session.save, entry)
    return entries


def go(qtbot: QtBot, program: App, entry: Entry) -> None:
    heard(qtbot, program.desk.writing.turned, program.desk.writing.open, entry.id)


def test_back_leads_to_the_cursor_and_the_place_however_long_ago(
    qtbot: QtBot, program: App
) -> None:
    entries = diary(qtbot, program, LEAVES + 4)
    editor = program.desk.editor
    go(qtbot, program, entries[0])
    editor.focus_text()
    editor.put_cursor(100)
    qtbot.wait(20)
    editor.column.verticalScrollBar().setValue(120)
    for entry in entries[1:]:  # more than the pages that are kept with their undo
        go(qtbot, program, entry)
    for entry in entries[-2::-1]:
        with qtbot.waitSignal(program.desk.writing.turned, timeout=WAIT):
            QTest.keyClick(focused(), Qt.Key.Key_Left, ALT)
        assert editor.header.title.title() == entry.title
    assert editor.cursor_place == 100
    assert editor.column.place == 120
    assert focused() is editor.page


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_where_there_is_no_way_nothing_happens(qtbot: QtBot, program: App, key: Qt.Key) -> None:
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "Here.")
    before = program.desk.editor.entry()
    QTest.keyClick(focused(), key, ALT)
    assert program.desk.editor.entry() == before
    assert program.desk.editor.cursor_place == 5


def test_a_page_nobody_wrote_on_is_no_stop(qtbot: QtBot, program: App) -> None:
    first, second = diary(qtbot, program, 2)
    go(qtbot, program, first)
    program.commands.new_entry.trigger()
    go(qtbot, program, second)
    program.desk.editor.focus_text()
    with qtbot.waitSignal(program.desk.writing.turned, timeout=WAIT):
        QTest.keyClick(focused(), Qt.Key.Key_Left, ALT)
    assert program.desk.editor.entry().id == first.id


def test_what_was_just_written_is_sealed_before_one_goes_back(qtbot: QtBot, program: App) -> None:
    first, second = diary(qtbot, program, 2)
    go(qtbot, program, first)
    go(qtbot, program, second)
    program.desk.editor.focus_text()
    with qtbot.waitSignal(program.session.entry_saved, timeout=WAIT) as news:
        QTest.keyClicks(focused(), " And more")
        QTest.keyClick(focused(), Qt.Key.Key_Left, ALT)
    assert news.args is not None
    assert news.args[0].id == second.id
    qtbot.waitUntil(lambda: program.desk.editor.entry().id == first.id, timeout=WAIT)
