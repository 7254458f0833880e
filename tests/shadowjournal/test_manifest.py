from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.entry import new_id
from shadowjournal.manifest import Manifest, open_manifest, seal_manifest
from shadowjournal.results import Change, Discrepancy
from shadowjournal.vault.key import JournalKey

MARKS = st.lists(st.integers(0, (1 << 256) - 1), max_size=8)


@given(MARKS, MARKS)
def test_what_came_and_went_again_leaves_no_trace_but_the_count_of_writes(
    here: list[int], passing: list[int]
) -> None:
    before = Manifest().changed(plus=here, revisions=len(here))
    after = before.changed(plus=passing).changed(minus=passing)
    assert after.total == before.total
    assert after.writes == before.writes + 2
    assert before.compare(after) == ()


@given(MARKS.filter(bool), st.data())
def test_the_order_of_rows_does_not_matter(here: list[int], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(here))
    assert Manifest().changed(plus=here).total == Manifest().changed(plus=shuffled).total


def test_rows_that_are_missing_added_or_exchanged_are_told_apart() -> None:
    three = Manifest().changed(plus=[1, 2, 3], revisions=2, pictures=1)
    assert three.compare(Manifest().changed(plus=[1], revisions=1)) == (
        Discrepancy(Change.ROWS_MISSING, 2),
    )
    assert three.compare(Manifest().changed(plus=[1, 2, 3, 4], revisions=3, pictures=1)) == (
        Discrepancy(Change.ROWS_ADDED, 1),
    )
    assert three.compare(Manifest().changed(plus=[1, 2, 4], revisions=2, pictures=1)) == (
        Discrepancy(Change.ROWS_EXCHANGED),
    )


def test_a_manifest_of_fewer_writes_or_of_another_history_is_older() -> None:
    first = Manifest().changed(plus=[1])
    second = first.changed(plus=[2])
    assert first.is_older_than(second)
    assert not second.is_older_than(first)
    assert not second.is_older_than(second)
    assert second.is_older_than(first.changed(plus=[3]))


def test_a_sealed_manifest_is_the_same_when_opened() -> None:
    key = JournalKey.new(new_id())
    manifest = Manifest().changed(plus=[7], revisions=1)
    assert open_manifest(seal_manifest(manifest, key), key) == manifest
