from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shadowjournal.entry import Entry, Source, new_id, now
from shadowjournal.provenance import Provenance
from tests.builders import an_entry

THEN = now() - timedelta(days=100)


def arrival(identity: str = "one", minutes: int = 0, program: str = "Other") -> Entry:
    """An entry as an importer reads it, last edited there *minutes* after it came first."""
    edited = THEN + timedelta(minutes=minutes)
    source = Source(program, identity, edited)
    return replace(an_entry("Old", "words"), id=new_id(), edited=edited, source=source)


@pytest.fixture
def known() -> Provenance:
    provenance = Provenance()
    provenance.note(arrival())
    return provenance


def test_what_never_came_before_is_news(known: Provenance) -> None:
    assert known.is_news(arrival("two"))
    assert known.is_news(arrival("one", program="Another")), "the same id in another program"
    assert known.is_news(an_entry("Written here"))


@pytest.mark.parametrize("minutes", [0, -5])
def test_what_came_before_is_no_news(known: Provenance, minutes: int) -> None:
    assert not known.is_news(arrival(minutes=minutes))


def test_what_was_edited_there_and_not_here_is_news(known: Provenance) -> None:
    assert known.is_news(arrival(minutes=5))


def test_what_was_edited_here_is_left_alone() -> None:
    provenance, first = Provenance(), arrival()
    provenance.note(replace(first, edited=now()))
    assert not provenance.is_news(arrival(minutes=5))


def test_an_entry_that_comes_again_keeps_the_id_it_has_here() -> None:
    provenance, first = Provenance(), arrival()
    provenance.note(first)
    assert provenance.as_known(arrival(minutes=5)).id == first.id
    stranger = arrival("two")
    assert provenance.as_known(stranger) is stranger


def test_a_closed_journal_remembers_nothing(known: Provenance) -> None:
    known.clear()
    assert known.is_news(arrival())


def test_a_clock_set_back_does_not_make_an_edit_here_look_like_none() -> None:
    provenance, first = Provenance(), arrival()
    provenance.note(replace(first, edited=THEN - timedelta(days=1)))
    assert not provenance.is_news(arrival(minutes=5))
