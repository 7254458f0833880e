from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.entry import new_id
from shadowjournal.preferences import Preferences, open_preferences, seal_preferences
from shadowjournal.vault.key import JournalKey, Kind

KEY = JournalKey.new(new_id())

preferences = st.builds(
    Preferences,
    lock_after=st.integers(30, 8 * 60 * 60),
    lock_on_minimise=st.booleans(),
    backs_up_daily=st.booleans(),
    backup_folder=st.text(),
    code_was_shown=st.booleans(),
    code_reminder=st.none() | st.dates(),
    tag_colours=st.lists(st.tuples(st.text(), st.text())).map(tuple),
)


def sealed(value: object) -> bytes:
    return KEY.seal(Kind.SETTINGS, "0" * 32, 0, msgspec.json.encode(value))


@given(chosen=preferences)
def test_what_was_chosen_comes_back(chosen: Preferences) -> None:
    assert open_preferences(KEY, seal_preferences(KEY, chosen)) == chosen


def test_what_an_older_version_stored_is_read_and_says_nothing_of_the_code() -> None:
    older = open_preferences(KEY, sealed({"lock_after": 600}))
    assert older == Preferences(lock_after=600)
    assert (older.code_was_shown, older.code_reminder) == (False, None)


def test_what_a_newer_version_stored_beside_is_left_out() -> None:
    newer = sealed({"code_reminder": "2026-11-24", "sounds": True})
    assert open_preferences(KEY, newer) == Preferences(code_reminder=date(2026, 11, 24))
