from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shadowjournal.document import (
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    document,
    entry_link,
)
from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters import Book, Cancelled, exporter_for
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.linking import unlinked
from tests.builders import a_prompt, an_entry
from tests.strategies import documents

PICTURE = Picture("ab" * 16, "image/jpeg", 1, 1, b"a picture's bytes")


def exported(*entries: Entry, ending: str = ".md", pictures: tuple[Picture, ...] = ()) -> bytes:
    book = Book("My year", entries, {picture.id: picture for picture in pictures})
    return exporter_for(Path(f"x{ending}")).export(book, lambda _done, _all: None, lambda: False)


def test_an_entry_is_laid_out_to_be_read_by_people() -> None:
    entry = an_entry(
        "The sea",
        "It was calm.",
        at=datetime(987, 6, 2),
        tags=("sea", "my wife"),
        prompt=a_prompt(words="Where were you?"),
    )
    assert exported(entry).decode() == (
        "# Saturday, 2 June 987 — The sea\n\n"
        "*Tags: sea, my wife*\n\n"
        "> Where were you?\n\n"
        "It was calm.\n"
    )


def test_entries_follow_each_other_by_their_days() -> None:
    days = [datetime(2026, 3, 2), datetime(1666, 9, 2), datetime(2026, 3, 1), datetime(1, 1, 1)]
    text = exported(*(an_entry(f"T{day.date()}", at=day) for day in days)).decode()
    titles = [line.rpartition(" ")[2] for line in text.splitlines() if line.startswith("#")]
    assert titles == ["T0001-01-01", "T1666-09-02", "T2026-03-01", "T2026-03-02"]


def test_entries_of_one_moment_stay_as_they_are_given() -> None:
    text = exported(*(an_entry(f"T{number}") for number in range(9))).decode()
    assert [line[-2:] for line in text.splitlines() if line] == [f"T{n}" for n in range(9)]


def test_an_entry_without_a_title_is_headed_by_its_day() -> None:
    text = exported(an_entry("", "Words.", at=datetime(2026, 11, 22))).decode()
    assert text == "# Sunday, 22 November 2026\n\nWords.\n"


def test_an_empty_book_is_an_empty_file() -> None:
    assert exported() == b""


@given(st.lists(documents(), min_size=1, max_size=3))
def test_what_was_written_can_be_read_back(contents: list[Document]) -> None:
    days = [datetime(2026, 1, 1 + place) for place in range(len(contents))]
    plain = [without_figures_and_headings(content) for content in contents]
    entries = [
        replace(an_entry(f"T{day.day}", at=day), document=content)
        for day, content in zip(days, plain, strict=True)
    ]
    back = from_markdown(exported(*entries).decode()).blocks
    begins = [place for place, block in enumerate(back) if isinstance(block, Heading)]
    for begin, end, content in zip(begins, [*begins[1:], None], plain, strict=True):
        assert back[begin + 1 : end] == (() if content.is_empty else unlinked(content).blocks)


def without_figures_and_headings(content: Document) -> Document:
    return document(b for b in content.blocks if not isinstance(b, Figure | Heading))


def test_a_link_leads_to_its_entry_in_the_same_file_and_is_words_where_that_is_not_in_it() -> None:
    sea, gone = an_entry("The sea", "It was calm."), an_entry("Gone")
    runs = (
        Span("As by "),
        Span("the sea", link=entry_link(sea.id)),
        Span(", not "),
        Span("there", link=entry_link(gone.id)),
        Span("."),
    )
    entry = replace(an_entry("T"), document=document([Paragraph(runs)]))
    assert exported(sea, entry).decode() == (
        '<a id="entry-1"></a>\n\n'
        "# Sunday, 22 November 2026 — The sea\n\n"
        "It was calm.\n\n"
        "# Sunday, 22 November 2026 — T\n\n"
        "As by [the sea](#entry-1), not there.\n"
    )


def test_headings_in_a_text_stand_below_those_of_the_entries() -> None:
    content = document(Heading(level, (Span(f"H{level}"),)) for level in (1, 2, 3))
    text = exported(replace(an_entry("T"), document=content)).decode()
    assert [line for line in text.splitlines() if "H" in line] == ["## H1", "### H2", "### H3"]


def test_a_single_file_says_in_words_where_a_picture_was() -> None:
    content = document([Figure(PICTURE.id, "The *harbour*"), Figure(PICTURE.id)])
    text = exported(replace(an_entry("T"), document=content), pictures=(PICTURE,)).decode()
    assert plain_text(from_markdown(text)).endswith("\n[picture: The *harbour*]\n[picture]")


def test_a_zip_holds_the_text_and_each_picture_once() -> None:
    unknown = "cd" * 16
    figures = [Figure(PICTURE.id, "Harbour"), Figure(PICTURE.id), Figure(unknown, "Gone")]
    entry = replace(an_entry("T"), document=document([*figures, Paragraph((Span("End"),))]))
    data = exported(entry, ending=".zip", pictures=(PICTURE,))
    with ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["journal.md", f"pictures/{PICTURE.id}.jpg"]
        assert archive.read(f"pictures/{PICTURE.id}.jpg") == PICTURE.data
        text = archive.read("journal.md").decode()
    assert f"![Harbour](pictures/{PICTURE.id}.jpg)" in text
    assert "[picture: Gone]" in text
    assert exported(entry, ending=".zip", pictures=(PICTURE,)) == data


@pytest.mark.parametrize("ending", [".md", ".zip", ".pdf"])
def test_an_export_that_is_no_longer_wanted_stops(ending: str) -> None:
    book = Book("T", (an_entry("A"), an_entry("B")), {})
    with pytest.raises(Cancelled):
        exporter_for(Path(f"x{ending}")).export(book, lambda _done, _all: None, lambda: True)


@pytest.mark.parametrize("ending", [".md", ".zip"])
def test_progress_runs_from_none_to_all(ending: str) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))

    book = Book("T", (an_entry("A"), an_entry("B")), {})
    exporter_for(Path(f"x{ending}")).export(book, tell, lambda: False)
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_book_shows_nothing_of_itself_in_a_traceback() -> None:
    assert repr(Book("Secret", (an_entry("Hidden"),), {})) == "<Book of 1 entries>"
