from __future__ import annotations

import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from shadowjournal.document import (
    Document,
    Figure,
    ListItem,
    Paragraph,
    Quote,
    Span,
    document,
    entry_link,
)
from shadowjournal.entry import Entry, Picture, clean_title
from shadowjournal.errors import BadExport
from shadowjournal.exporters import Book, Cancelled, pdf
from shadowjournal.exporters.pdf import PdfExporter
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Imported, importer_for
from shadowjournal.pictures import read_picture
from tests.builders import a_prompt, an_entry
from tests.strategies import entries as any_entries

PEPYS = Path(__file__).parents[4] / "shared" / "corpus" / "pepys-dayone.zip"

needs_pepys = pytest.mark.skipif(not PEPYS.is_file(), reason="no diary corpus on this machine")
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="no /proc on this system"
)

FRONT: Final = 2  # the cover and one page of contents
WORDS: Final = "The tide came in over the stones and went out again before the evening. "


def typeset(*entries: Entry, title: str = "My year", pictures: tuple[Picture, ...] = ()) -> bytes:
    book = Book(title, entries, {picture.id: picture for picture in pictures})
    return PdfExporter().export(book, lambda _done, _all: None, lambda: False)


def opened(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def printed(reader: PdfReader) -> str:
    """Return the letters of all pages after the front, without the numbers of the pages."""
    pages = (page.extract_text() for page in reader.pages[FRONT:])
    return letters("".join(re.sub(r"\n?\d+\s*$", "", page) for page in pages))


def assert_in_order(text: str, pieces: list[str]) -> None:
    place = 0
    for piece in pieces:
        found = text.find(letters(piece), place)
        assert found >= 0, "an entry is missing or out of its order"
        place = found + len(letters(piece))


def notes_on(reader: PdfReader, page: int) -> list[Any]:
    found: Any = reader.pages[page].get("/Annots", [])
    return list(found)


def days(count: int) -> list[datetime]:
    return [datetime(2026, 1, 1) + timedelta(days=day) for day in range(count)]


def a_photo(width: int = 300, height: int = 200) -> Picture:
    image = Image.linear_gradient("L").resize((width, height))
    stream = BytesIO()
    Image.merge("RGB", (image, image.rotate(180), Image.new("L", image.size, 90))).save(
        stream, "PNG"
    )
    return read_picture(stream.getvalue())


# What stands in a book


@needs_pepys
def test_a_month_of_a_diary_is_printed_to_the_last_word_and_in_order() -> None:
    found = (read.entry for read in importer_for(PEPYS).read(PEPYS) if isinstance(read, Imported))
    month = [e for e in found if (e.written.local.year, e.written.local.month) == (1666, 9)]
    assert len(month) >= 30
    text = printed(opened(typeset(*reversed(month))))
    assert_in_order(text, [part for e in month for part in (e.title, plain_text(e.document))])


def test_a_book_opens_with_a_cover_and_live_contents() -> None:
    first, last = days(40)[0], days(40)[39]
    reader = opened(typeset(an_entry("Snow", at=first), an_entry("", at=last), title="My year"))
    cover, contents = (page.extract_text() for page in reader.pages[:FRONT])
    assert cover.split("\n") == ["My year", "January \N{EN DASH} February 2026", "2 entries"]
    rows = [re.sub(r"[ .]{2,}", " ", row) for row in contents.split("\n")]
    assert rows == ["Contents", "January 2026", "1 Snow 1", "February 2026", "9 Monday 1", "i"]
    assert len(notes_on(reader, 1)) == 2


def test_an_entry_is_printed_with_its_day_prompt_and_tags() -> None:
    entry = an_entry("Tide", "Low.", at=datetime(987, 6, 2), tags=("sea",), prompt=a_prompt())
    reader = opened(typeset(entry))
    lines = reader.pages[FRONT].extract_text().split("\n")
    assert lines == ["Saturday, 2 June 987", "Tide", "sea", "Draw the loop in words.", "Low.", "1"]


def test_the_outline_leads_to_every_entry() -> None:
    reader = opened(typeset(*(an_entry(f"T{day.day}", WORDS * 60, at=day) for day in days(5))))
    _contents, *marks = reader.outline
    titles = [mark.title for mark in marks if not isinstance(mark, list)]
    assert titles[0] == "Thursday, 1 January 2026 T1"
    for number, mark in enumerate(marks):
        assert not isinstance(mark, list)
        page = reader.get_destination_page_number(mark)
        assert page is not None
        assert f"T{number + 1}" in reader.pages[page].extract_text()


def test_every_font_is_in_the_file() -> None:
    content = document(
        [
            Paragraph(
                (Span("bold", bold=True), Span("code", code=True), Span(" 我 שלום مرحبا 🙂"))
            ),
            Quote((Span("quote", italic=True),)),
        ]
    )
    reader = opened(typeset(replace(an_entry("T"), document=content)))
    fonts = list(fonts_of(reader))
    assert fonts
    for font in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font)


def fonts_of(reader: PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font["/DescendantFonts"][0].get_object()
            yield inner["/FontDescriptor"].get_object()


def test_a_file_says_nothing_about_who_made_it_and_when() -> None:
    data = typeset(an_entry("Hidden"), title="Secret book")
    metadata = opened(data).metadata
    assert metadata is not None
    assert metadata.title == "Journal"
    assert set(metadata) <= {"/Title", "/Creator"}
    assert b"Secret" not in data


def test_the_same_book_is_the_same_file() -> None:
    entry = an_entry("T", "Words.")
    assert typeset(entry) == typeset(entry)


def test_a_book_can_be_read_aloud() -> None:
    catalog: Any = opened(typeset(an_entry("T"))).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert "/StructTreeRoot" in catalog


def test_pictures_stand_in_the_book_and_missing_ones_are_named() -> None:
    wide, tall = a_photo(2400, 300), a_photo(300, 2400)
    gone = Figure("0" * 32, "The harbour")
    content = document(
        [Figure(wide.id), Paragraph((Span("Between."),)), Figure(tall.id, "x"), gone]
    )
    reader = opened(typeset(replace(an_entry("T"), document=content), pictures=(wide, tall)))
    sizes = [image.image.size for page in reader.pages for image in page.images if image.image]
    assert sizes == [(2400, 300), (300, 2400)]
    assert "[picture: The harbour]" in "".join(page.extract_text() for page in reader.pages)


# What a person may write


NASTY = (
    '#panic("x")',
    '") #panic("x") ("',
    "\\",
    '\\"',
    "*_`$<label>@ref~--...//x/*y*/",
    "]]]}})))#[[[{{{(((",
    "= Heading",
    "- item",
    '#import "@preview/x:1.0.0"',
    "\\u{41}",
)


def test_nothing_written_is_taken_for_markup() -> None:
    entries = [
        replace(
            an_entry(clean_title(nasty), nasty, at=day, tags=(f"t{nasty}",)),
            prompt=a_prompt(words=f"p{nasty}"),
            document=document(
                [
                    Paragraph((Span(nasty), Span(nasty, bold=True), Span(nasty, code=True))),
                    ListItem("number", spans=(Span(nasty),)),
                ]
            ),
        )
        for nasty, day in zip(NASTY, days(len(NASTY)), strict=True)
    ]
    text = "".join(page.extract_text() for page in opened(typeset(*entries)).pages)
    text = re.sub(r"\s", "", text)
    for nasty in NASTY:
        wanted = re.sub(r"\s", "", nasty)
        assert text.count(wanted) >= 7  # contents, title, tag, prompt, three spans, item


@settings(max_examples=10, deadline=None)
@given(st.lists(any_entries(), min_size=1, max_size=8), st.text(max_size=30))
def test_whatever_was_written_becomes_a_book(entries: list[Entry], title: str) -> None:
    unique = {entry.id: entry for entry in entries}
    reader = opened(typeset(*unique.values(), title=clean_title(title)))
    assert len(reader.pages) > FRONT
    assert len(reader.outline) == len(unique) + 1


def test_a_page_of_every_script_is_printed() -> None:
    text = "Straße naïve 我喜欢 こんにちは 한국어 हिन्दी ไทย שלום مرحبا 👩‍👩‍👧 🏳️‍🌈 Z͑ͫa̴lgo"
    reader = opened(typeset(an_entry("Scripts", text)))
    assert "Straße naïve" in reader.pages[FRONT].extract_text()


def test_a_word_without_end_and_a_deep_list_fit_on_pages() -> None:
    deep = [ListItem("bullet", depth, spans=(Span("deep"),)) for depth in range(9)]
    content = document([Paragraph((Span("x" * 20_000),)), *deep])
    reader = opened(typeset(replace(an_entry("T"), document=content)))
    assert printed(reader).count("deep") == 9


def test_a_book_needs_entries() -> None:
    with pytest.raises(BadExport, match="no entries"):
        typeset()


# Long books


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "PIECE", 12_000)
    monkeypatch.setattr(pdf, "WHOLE", 12_000)


def a_long_book() -> list[Entry]:
    return [
        an_entry(f"T{number:03}" if number % 3 else "", WORDS * 25, f"end{number:03}", at=day)
        for number, day in enumerate(days(50))
    ]


def test_a_long_book_in_pieces_is_one_book(small_pieces: None) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))

    book = Book("My year", tuple(a_long_book()), {})
    reader = opened(PdfExporter().export(book, tell, lambda: False))

    assert len(told) > 4
    assert all(before <= after for before, after in pairwise(told))
    assert told[-1] == (50, 50)
    assert_in_order(printed(reader), [f"{e.title}{plain_text(e.document)}" for e in book.entries])
    labels = reader.page_labels[1:]
    shown = [page.extract_text().split("\n")[-1] for page in reader.pages[1:]]
    assert labels == shown
    assert labels[:2] == ["i", "1"] or labels[:3] == ["i", "ii", "1"]
    assert reader.metadata is not None
    assert set(reader.metadata) <= {"/Title", "/Producer"}


def test_contents_and_outline_of_a_long_book_lead_to_the_right_pages(small_pieces: None) -> None:
    reader = opened(typeset(*a_long_book()))
    front = reader.page_labels.index("1")
    links = [
        reader.get_page_number(annotation.get_object()["/Dest"][0].get_object())
        for page in range(front)
        for annotation in notes_on(reader, page)
    ]
    marks = list(leaves(reader, reader.outline))
    assert links == marks
    for number, place in enumerate(links):
        assert place is not None
        day = days(50)[number]
        assert f"{day.day} {day:%B} 2026" in reader.pages[place].extract_text()
    rows = [
        row.split(" ")[-1]
        for page in reader.pages[1:front]
        for row in page.extract_text().split("\n")
        if re.match(r"\d+ ", row)
    ]
    assert rows == [reader.page_labels[place] for place in links if place is not None]


def leaves(reader: PdfReader, outline: Any) -> Iterator[int | None]:
    for mark in outline:
        if isinstance(mark, list):
            yield from (reader.get_destination_page_number(leaf) for leaf in mark)


def led(reader: PdfReader, place: int) -> int | None:
    """The page to which the one link on the page *place* leads."""
    (note,) = notes_on(reader, place)
    link = note.get_object()
    target = link["/Dest"] if "/Dest" in link else link["/A"]["/D"]
    if isinstance(target, str):
        return reader.get_destination_page_number(reader.named_destinations[target])
    return reader.get_page_number(target[0].get_object())


@pytest.mark.parametrize("book", ["in one go", "in pieces"])
def test_a_link_from_entry_to_entry_leads_to_its_page(
    book: str, request: pytest.FixtureRequest
) -> None:
    if book == "in pieces":
        request.getfixturevalue("small_pieces")
    entries = a_long_book()
    for number, target in ((2, 40), (41, 3)):
        see = Span("see there", link=entry_link(entries[target].id))
        gone = Span(" or not", link=entry_link("ab" * 16))
        blocks = (*entries[number].document.blocks, Paragraph((see, gone)))
        entries[number] = replace(entries[number], document=Document(blocks))
    reader = opened(typeset(*entries))
    texts = [page.extract_text() for page in reader.pages]
    begins = reader.page_labels.index("1")
    for number, target in ((2, 40), (41, 3)):
        at = next(n for n, text in enumerate(texts) if n >= begins and f"end{number:03}" in text)
        place = at if notes_on(reader, at) else at + 1
        assert "see there or not" in texts[place]
        day = entries[target].written.day
        there = led(reader, place)
        assert there is not None
        assert f"{day.day} {day:%B} 2026" in texts[there]


def test_pictures_of_a_long_book_stand_in_their_pieces(small_pieces: None) -> None:
    photos = [a_photo(200 + size, 100) for size in range(4)]
    entries = [
        replace(an_entry(at=day), document=document([Paragraph((Span(WORDS * 80),)), Figure(p.id)]))
        for day, p in zip(days(4), photos, strict=True)
    ]
    reader = opened(typeset(*entries, pictures=tuple(photos)))
    widths = [image.image.width for page in reader.pages for image in page.images if image.image]
    assert widths == [200, 201, 202, 203]


# The process that typesets


def children() -> set[int]:
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


class Watcher:
    """Looks on while a book is typeset, and does something once the process is there."""

    def __init__(self, act: Callable[[int], bool]) -> None:
        self._act = act
        self._before = children()
        self.seen: set[int] = set()

    def __call__(self) -> bool:
        new = children() - self._before
        self.seen |= new
        return bool([pid for pid in new if self._act(pid)])


def export_watched(watcher: Watcher) -> bytes:
    entries = tuple(an_entry("Hidden", f"Secret {WORDS * 60}", at=day) for day in days(300))
    return PdfExporter().export(Book("Hidden", entries, {}), lambda _done, _all: None, watcher)


@needs_proc
def test_cancelling_ends_the_process_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    watcher = Watcher(lambda _pid: True)
    with pytest.raises(Cancelled):
        export_watched(watcher)
    assert watcher.seen
    assert not watcher.seen & children()
    assert list(tmp_path.iterdir()) == []


@needs_proc
def test_when_the_process_dies_the_export_says_so() -> None:
    def kill(pid: int) -> bool:
        os.kill(pid, signal.SIGKILL)
        return False

    with pytest.raises(BadExport, match="could not be typeset"):
        export_watched(Watcher(kill))


@needs_proc
def test_what_was_written_is_in_no_argument_variable_or_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    about: set[bytes] = set()

    def look(pid: int) -> bool:
        for name in ("cmdline", "environ"):
            try:
                about.add(Path(f"/proc/{pid}/{name}").read_bytes())
            except OSError:
                continue
        assert list(tmp_path.iterdir()) == []
        return False

    assert export_watched(Watcher(look)).startswith(b"%PDF-")
    assert any(b"typesetter" in text for text in about)
    assert not any(b"Secret" in text or b"Hidden" in text for text in about)
    assert list(tmp_path.iterdir()) == []


def test_the_process_starts_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "typst.py").write_text("raise SystemExit(1)")
    (tmp_path / "msgspec.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert typeset(an_entry("T")).startswith(b"%PDF-")


def test_sources_that_do_not_compile_are_reported_without_their_text(
    capfd: pytest.CaptureFixture[str],
) -> None:
    from shadowjournal.exporters.typeset import typeset as run

    with pytest.raises(BadExport) as caught:
        run({"main": '#panic("Secret")'}, lambda: False)
    assert "Secret" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_an_empty_document_is_only_a_heading() -> None:
    entry = replace(an_entry(""), document=Document())
    assert len(opened(typeset(entry)).pages[FRONT].extract_text().split("\n")) == 2


def test_a_picture_takes_its_part_of_the_column_and_says_what_it_shows() -> None:
    photo, tall = a_photo(2400, 1200), a_photo(300, 2400)
    figures = [Figure(photo.id, "The harbour", 50), Figure(tall.id, width=100)]
    entry = replace(an_entry("T"), document=document(figures))
    half = opened(typeset(entry, pictures=(photo, tall)))
    assert "The harbour" in "".join(page.extract_text() for page in half.pages)
    own = replace(an_entry("T"), document=document([Figure(photo.id), Figure(tall.id)]))
    assert len(half.pages) <= len(opened(typeset(own, pictures=(photo, tall))).pages) + 1
