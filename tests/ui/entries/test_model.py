from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from shadowjournal.catalog import Summary
from shadowjournal.entry import Moment
from ui.entries.model import EntriesModel, order_of
from ui.widgets.row_delegate import ROW

Step: TypeAlias = tuple[str, Summary]

NOON = datetime(2026, 11, 22, 12)


def summary(number: int, hours: int, title: str = "") -> Summary:
    local = NOON + timedelta(hours=hours)
    written = Moment(local, "UTC", local.replace(tzinfo=UTC))
    return Summary(f"{number:032x}", written, title, "words", (), False, 1)


summaries = st.builds(
    summary,
    number=st.integers(0, 12),
    hours=st.integers(-2_000, 2_000) | st.integers(-1, 1),
    title=st.sampled_from(["", "A plain day"]),
)
steps = st.tuples(st.sampled_from(["put", "drop"]), summaries)


def ids(model: EntriesModel) -> list[str]:
    return [model.id_at(row) for row in range(model.rowCount())]


def newest_first(kept: dict[str, Summary]) -> list[str]:
    return [s.id for s in sorted(kept.values(), key=order_of, reverse=True)]


@given(st.lists(summaries), st.lists(steps, max_size=30))
def test_the_newest_entry_is_on_top_whatever_comes_and_goes(
    start: list[Summary], changes: list[Step]
) -> None:
    model = EntriesModel()
    watcher = QAbstractItemModelTester(model)
    kept = {s.id: s for s in start}
    model.show(start)
    assert ids(model) == newest_first(kept)
    for verb, changed in changes:
        if verb == "put":
            model.put(changed)
            kept[changed.id] = changed
        else:
            model.drop(changed.id)
            kept.pop(changed.id, None)
        assert ids(model) == newest_first(kept)
    for row, entry_id in enumerate(ids(model)):
        assert model.row_of(entry_id) == row
        assert model.index(row, 0).data(ROW).title == kept[entry_id].title
    del watcher


@given(st.lists(summaries, min_size=1), st.integers(-2_000, 2_000))
def test_an_entry_that_gets_another_date_stays_the_one_that_is_chosen(
    start: list[Summary], hours: int
) -> None:
    model = EntriesModel()
    model.show(start)
    moved = replace(start[-1], written=summary(0, hours).written)
    chosen = QPersistentModelIndex(model.index(model.row_of(moved.id), 0))
    model.put(moved)
    assert chosen.isValid()
    assert model.id_at(chosen.row()) == moved.id


@given(st.lists(summaries, unique_by=lambda s: s.id))
def test_a_month_begins_where_the_month_above_is_another(start: list[Summary]) -> None:
    model = EntriesModel()
    model.show(start)
    written = [model.written_at(row) for row in range(model.rowCount())]
    months = [(at.year, at.month) for at in written]
    begun = [months[row] for row in range(len(months)) if model.begins_month(row)]
    assert begun == list(dict.fromkeys(months))


def test_saving_the_open_entry_moves_and_rebuilds_nothing() -> None:
    model = EntriesModel()
    model.show([summary(n, -n) for n in range(5)])
    others = [
        QSignalSpy(news)
        for news in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved)
    ]
    changed = QSignalSpy(model.dataChanged)
    model.put(summary(2, -2, "Another title"))
    assert [spy.count() for spy in others] == [0, 0, 0, 0]
    assert changed.count() == 1
    assert changed.at(0)[0].row() == 2
    assert model.index(2, 0).data() == "Another title"


def test_a_row_tells_a_screen_reader_all_that_it_shows() -> None:
    model = EntriesModel()
    written = Moment(NOON, "UTC", NOON.replace(tzinfo=UTC))
    tags = ("separation", "phone call")
    model.show([Summary("a" * 32, written, "The step that is mine", "When", tags, True, 9)])
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "22 November 2026, The step that is mine, starred, tags separation, phone call"


def test_an_entry_without_title_is_told_by_its_first_words() -> None:
    model = EntriesModel()
    model.show([summary(1, 0)])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "22 November 2026, words"
    assert model.index(0, 0).data() == "words"


def test_no_row_shows_what_was_written_when_it_is_logged() -> None:
    model = EntriesModel()
    model.show([summary(1, 0, "A secret title")])
    assert "secret" not in repr(model.index(0, 0).data(ROW))


@given(
    st.lists(st.tuples(st.sampled_from(["put", "drop"]), st.integers(0, 6), st.integers(-60, 60)))
)
def test_entries_of_one_day_show_their_time_and_no_others_do(
    changes: list[tuple[str, int, int]],
) -> None:
    model = EntriesModel()
    kept: dict[str, Summary] = {}
    for verb, number, hours in changes:
        changed = summary(number, hours)
        if verb == "put":
            model.put(changed)
            kept[changed.id] = changed
        else:
            model.drop(changed.id)
            kept.pop(changed.id, None)
        days = [each.written.day for each in kept.values()]
        for row, entry_id in enumerate(ids(model)):
            shown = model.row_at(row)
            time = f"{kept[entry_id].written.local:%H:%M}"
            is_shared = days.count(kept[entry_id].written.day) > 1
            assert (time in shown.when, time in shown.spoken) == (is_shared, is_shared)
