from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import Document, Paragraph
from shadowjournal.entry import new_id
from shadowjournal.preferences import Preferences, open_preferences, seal_preferences
from shadowjournal.templates import keep_as_template
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


def test_what_a_newer_version_stored_beside_is_kept_for_it() -> None:
    newer = sealed({"code_reminder": "2026-11-24", "sounds": True})
    read = open_preferences(KEY, newer)
    assert read == Preferences(code_reminder=date(2026, 11, 24), unread=(("sounds", "true"),))
    again = open_preferences(KEY, seal_preferences(KEY, replace(read, lock_after=60)))
    assert again == replace(read, lock_after=60)


def template_of(*blocks: dict[str, object]) -> dict[str, object]:
    made = msgspec.to_builtins(keep_as_template(Document((Paragraph(),)), "Letter"))
    return {**made, "content": {**made["content"], "blocks": list(blocks)}}


def test_a_template_that_only_a_newer_version_can_read_hides_no_other_and_is_not_lost() -> None:
    picture = "ab" * 16
    known = msgspec.to_builtins(keep_as_template(Document((Paragraph(),)), "Evening"))
    unknown = template_of({"type": "hologram", "of": picture})
    stored = {"templates": [unknown, known], "my_words": ["heronry"], "lock_after": 7}
    read = open_preferences(KEY, sealed(stored))
    assert [template.name for template in read.templates] == ["Evening"]
    assert read.my_words == ("heronry",)
    assert read.lock_after == Preferences().lock_after, "7 seconds is none that can be chosen"
    assert picture in read.pictures, "and so it is not taken for one that nobody uses"
    assert picture not in repr(read)
    assert {name for name, _ in read.unread} == {"templates", "lock_after"}
    again = open_preferences(KEY, seal_preferences(KEY, replace(read, is_typewriter=True)))
    assert again == replace(read, is_typewriter=True)


def test_what_could_not_be_read_is_there_once_it_can_be() -> None:
    evening = msgspec.to_builtins(keep_as_template(Document((Paragraph(),)), "Evening"))
    letter = msgspec.json.encode({**evening, "name": "Letter"}).decode()
    stored = {
        "templates": [evening],
        "unread": [("templates", letter), ("my_words", '["heronry"]'), ("page", '{"zoom": 120}')],
    }
    read = open_preferences(KEY, sealed(stored))
    assert [template.name for template in read.templates] == ["Evening", "Letter"]
    assert read.my_words == ("heronry",)
    assert read.page.zoom == 120
    assert read.unread == ()
