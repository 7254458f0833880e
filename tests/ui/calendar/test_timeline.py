from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QScrollArea, QStyleOptionViewItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from shadowjournal.catalog import Summary
from tests.ui.calendar.pages import id_of, page
from ui.calendar.timeline import Timeline
from ui.calendar.timeline_delegate import TimelineDelegate
from ui.calendar.timeline_model import TimelineModel
from ui.icons import Icons
from ui.theme import load_theme
from ui.widgets.row_delegate import ROW, Row

Key = Qt.Key
Index: TypeAlias = QModelIndex | QPersistentModelIndex
YEAR = [
    page(1, date(2026, 11, 20), "Soup", hour=18),
    page(2, date(2026, 11, 20), "Bread", hour=7, tags=("plain day",)),
    page(3, date(2026, 11, 2), "Pears"),
    page(4, date(2026, 9, 27), ""),
]


@pytest.fixture
def timeline(qtbot: QtBot) -> Iterator[Timeline]:
    timeline = Timeline(Icons(load_theme("light")))
    inside, area = QWidget(), QScrollArea()
    QVBoxLayout(inside).addWidget(timeline)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(700, 600)
    timeline.show_year(2026, YEAR)
    area.show()
    area.activateWindow()
    timeline.setFocus()
    qtbot.waitUntil(timeline.hasFocus)
    yield timeline
    area.close()


def spoken(timeline: Timeline) -> list[str]:
    model = timeline.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def test_entries_stand_newest_first_and_months_between_them(timeline: Timeline) -> None:
    assert spoken(timeline) == [
        "20 November 2026, 18:00, Soup",
        "20 November 2026, 07:00, Bread, tags plain day",
        "2 November 2026, Pears",
        "September 2026",
        "27 September 2026, Soup. The radiator man came.",
    ]
    assert timeline.accessibleName() == "Entries of 2026"


def test_it_is_as_high_as_its_rows(timeline: Timeline) -> None:
    last = timeline.visualRect(timeline.model().index(4, 0))
    assert last.bottom() + 1 == timeline.height()
    timeline.show_year(2025, [])
    assert timeline.height() == 0


def test_the_keyboard_goes_from_entry_to_entry_over_the_names_of_months(
    timeline: Timeline, qtbot: QtBot
) -> None:
    for key, row in (
        (Key.Key_Home, 0),
        (Key.Key_Down, 1),
        (Key.Key_Down, 2),
        (Key.Key_Down, 4),
        (Key.Key_Up, 2),
        (Key.Key_PageDown, 4),
        (Key.Key_PageUp, 0),
        (Key.Key_End, 4),
        (Key.Key_PageDown, 4),
    ):
        QTest.keyClick(timeline, key)
        assert timeline.currentIndex().row() == row, key
    with qtbot.waitSignal(timeline.entry_chosen) as told:
        QTest.keyClick(timeline, Key.Key_Return)
    assert told.args == [id_of(4)]


def test_the_name_of_a_month_cannot_be_opened(timeline: Timeline) -> None:
    heard: list[str] = []
    timeline.entry_chosen.connect(heard.append)
    for row in (3, 4):
        place = timeline.visualRect(timeline.model().index(row, 0)).center()
        QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == [id_of(4)]


def test_who_is_at_an_entry_stays_there_while_it_is_sealed_again(timeline: Timeline) -> None:
    QTest.keyClick(timeline, Key.Key_End)
    again = [*YEAR[:3], page(4, date(2026, 9, 27), "Now it has a title")]
    timeline.show_year(2026, again)
    assert timeline.currentIndex().row() == 4
    assert spoken(timeline)[4] == "27 September 2026, Now it has a title"


class Counting(TimelineDelegate):
    """Counts what it is asked."""

    measured = painted = 0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        self.measured += 1
        return super().sizeHint(option, index)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.painted += 1
        super().paint(painter, option, index)


def test_of_thousands_of_entries_few_are_measured_and_painted(
    timeline: Timeline, qtbot: QtBot
) -> None:
    many = [page(n, date(2026, 12, 31) - timedelta(n % 365)) for n in range(20_000)]
    many.sort(key=lambda each: each.written.local, reverse=True)
    face = Counting(QIcon(), timeline)
    timeline.setItemDelegate(face)
    timeline.show_year(2026, many)
    qtbot.wait(20)
    face.painted = 0
    timeline.viewport().grab(timeline.visualRect(timeline.model().index(9_000, 0)))
    assert 0 < face.measured < 50
    assert 0 < face.painted < 50


@st.composite
def years(draw: st.DrawFn) -> list[Summary]:
    """Draw pages of one year, newest first."""
    days = draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20))
    return [page(n, day) for n, day in enumerate(sorted(days, reverse=True))]


@given(years(), years())
def test_a_month_is_named_once_above_its_entries(one: list[Summary], other: list[Summary]) -> None:
    model = TimelineModel()
    tester = QAbstractItemModelTester(model)
    for entries in (one, other):
        model.show(2026, entries)
        rows = [model.index(row).data(ROW) for row in range(model.rowCount())]
        assert sum(isinstance(row, Row) for row in rows) == len(entries)
        months = {each.written.local.month for each in entries}
        assert sum(isinstance(row, str) for row in rows) == max(0, len(months) - 1)
        shown = [i for row in range(len(rows)) if (i := model.id_at(model.index(row)))]
        assert shown == [each.id for each in entries]
        for entry in entries:
            assert model.id_at(model.index(model.row_of(entry.id))) == entry.id
    assert tester.model() is model
