"""A page from before comes by chance, and neither the present one nor those seen just now."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import Summary, summarise
from shadowjournal.entry import Entry, now
from tests.builders import an_entry
from tests.ui.seen import labels
from ui.app import App
from ui.leafing import REMEMBERED, Leafing, days_to_choose_from

WAIT = 10_000
FIRST = datetime(2024, 1, 1, 9)


def on_days(*days: int) -> list[Summary]:
    return [
        summarise(an_entry(f"{place}", at=FIRST + timedelta(days=day, minutes=place)))
        for place, day in enumerate(days)
    ]


@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 11), max_size=REMEMBERED))
def test_any_other_page_may_come_but_the_ones_seen_last(days: list[int], seen: list[int]) -> None:
    pages = on_days(*days)
    shown = [pages[place].id for place in seen if place < len(pages)]
    present = shown[-1] if shown else ""
    groups = days_to_choose_from(pages, present, shown)
    offered = [entry_id for group in groups for entry_id in group]
    others = [page.id for page in pages if page.id != present]
    assert len(offered) == len({*offered})
    assert {*offered} <= {*others}
    assert len(offered) >= (len(others) + 1) // 2  # there is always something to come
    if len(others) >= 2 * len(shown):
        assert not {*offered} & {*shown}
    by_id = {page.id: page for page in pages}
    assert all(len({by_id[each].written.day for each in group}) == 1 for group in groups)
    assert len(groups) == len({by_id[each].written.day for each in offered})


def test_what_was_thrown_away_or_is_kept_back_never_comes() -> None:
    thrown = replace(an_entry(), trashed=now())
    kept_back = replace(an_entry(), is_kept_back=True)
    assert days_to_choose_from([summarise(thrown), summarise(kept_back)], "", ()) == []


def put(program: App, qtbot: QtBot, *entries: Entry) -> list[str]:
    session = program.session
    session.wait_for(lambda journal: journal.append(entries))
    session.refresh()
    qtbot.waitUntil(lambda: all(session.knows(each.id) for each in entries), timeout=WAIT)
    return [entry.id for entry in entries]


def leaf(program: App, qtbot: QtBot) -> str:
    present = program.desk.editor.entry().id
    program.commands.random_page.trigger()
    qtbot.waitUntil(lambda: program.desk.editor.entry().id != present, timeout=WAIT)
    return program.desk.editor.entry().id


def test_every_page_comes_before_any_comes_often(program: App, qtbot: QtBot) -> None:
    days = (FIRST + timedelta(days=day) for day in range(6))
    ids = put(program, qtbot, *(an_entry(f"{day:%d}", at=day) for day in days))
    turned = [leaf(program, qtbot) for _ in range(12)]
    assert {*turned} <= {*ids}
    assert all(one != other for one, other in pairwise(turned))
    assert max(Counter(turned).values()) <= 5
    assert len({*turned[:3]}) == 3


def test_a_day_on_which_much_was_written_comes_no_more_often(program: App, qtbot: QtBot) -> None:
    many = [an_entry(f"{place}", at=FIRST + timedelta(minutes=place)) for place in range(9)]
    put(program, qtbot, *many, an_entry("Alone", at=FIRST + timedelta(days=1)))
    asked: list[int] = []

    def below(number: int) -> int:
        asked.append(number)
        return number - 1

    leafing = Leafing(program.session, program.desk, below=below)
    leafing._turn()
    assert asked[0] == 2  # two days, one as likely as the other
    leafing.deleteLater()


def test_where_there_is_no_other_page_that_is_said(program: App, qtbot: QtBot) -> None:
    program.commands.random_page.trigger()
    assert "There is no other page yet." in labels(program.desk)


def test_what_is_on_the_page_is_sealed_before_another_comes(program: App, qtbot: QtBot) -> None:
    put(program, qtbot, an_entry("Once", "Rain.", at=FIRST))
    program.desk.editor.header.title.setFocus()
    program.desk.editor.page.insertPlainText("Today.")
    today = program.desk.editor.entry().id
    leaf(program, qtbot)
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)
    assert program.session.knows(today)
    assert program.desk.editor.page.hasFocus()


def test_a_lock_forgets_which_pages_were_shown(program: App, qtbot: QtBot) -> None:
    put(program, qtbot, *(an_entry(at=FIRST + timedelta(days=day)) for day in range(4)))
    leaf(program, qtbot)
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock()
    assert not program.back.leafing._shown
