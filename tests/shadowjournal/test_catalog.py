from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from shadowjournal.catalog import summarise
from shadowjournal.entry import Entry
from tests.builders import a_prompt, an_entry
from tests.strategies import entries


@given(entries())
def test_a_summary_fits_on_a_line_and_says_whose_it_is(entry: Entry) -> None:
    summary = summarise(entry)
    assert (summary.id, summary.written, summary.title, summary.tags, summary.starred) == (
        entry.id,
        entry.written,
        entry.title,
        entry.tags,
        entry.starred,
    )
    assert len(summary.first_words.splitlines()) <= 1
    assert len(summary.first_words) <= 121, "120 characters and the sign that there is more"


def test_a_summary_says_how_long_an_entry_is_and_how_it_begins() -> None:
    summary = summarise(an_entry("Monday", "Rain. I stayed in.", "Then it stopped."))
    assert summary.words == 7
    assert summary.first_words.startswith("Rain. I stayed in.")
    assert summary.prompt is None


@given(entries())
def test_a_summary_says_whether_its_entry_may_come_back(entry: Entry) -> None:
    assert summarise(entry).is_kept_back == entry.is_kept_back


def test_a_summary_names_the_prompt_it_was_begun_from() -> None:
    assert summarise(an_entry("Loop", prompt=a_prompt("pp-2"))).prompt == "core/pp-2"


def test_no_log_can_show_what_a_summary_holds() -> None:
    entry = replace(an_entry("zephyrquartz", "zephyrquartz"), tags=("zephyrquartz",))
    assert "zephyrquartz" not in repr(summarise(entry))
