from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shadowjournal.document import Figure, Heading, ListItem, Paragraph, Quote, Rule, Span
from shadowjournal.entry import Entry
from shadowjournal.errors import BadImport
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import IMPORTERS, Imported, Read, Skipped, importer_for

SHARED = Path(__file__).parents[4] / "shared"
FIXTURES = SHARED / "fixtures" / "dayone"
PEPYS = SHARED / "corpus" / "pepys-dayone.zip"

needs_fixtures = pytest.mark.skipif(not FIXTURES.is_dir(), reason="no real exports on this machine")
needs_pepys = pytest.mark.skipif(not PEPYS.is_file(), reason="no diary corpus on this machine")

JsonDict = dict[str, Any]


def an_entry(text: str = "A quiet day.", **fields: object) -> JsonDict:
    return {"uuid": "AB" * 16, "creationDate": "2024-04-19T21:48:36Z", "text": text} | fields


def rich(*contents: JsonDict) -> str:
    return json.dumps({"contents": contents, "meta": {"version": 1}})


def a_photo(colour: str = "navy") -> bytes:
    stream = BytesIO()
    Image.new("RGB", (12, 8), colour).save(stream, "PNG")
    return stream.getvalue()


def journal(entries: Sequence[object]) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries})


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    def make(*entries: object, files: dict[str, bytes] | None = None) -> Path:
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Journal.json", journal(entries))
            for name, data in (files or {}).items():
                archive.writestr(name, data)
        return path

    return make


def read(path: Path) -> list[Read]:
    return list(importer_for(path).read(path))


def entries(path: Path) -> list[Entry]:
    return [found.entry for found in read(path) if isinstance(found, Imported)]


def only(path: Path) -> Imported:
    (found,) = read(path)
    assert isinstance(found, Imported)
    return found


# What an entry becomes


def test_a_heading_on_the_first_line_becomes_the_title(export: Callable[..., Path]) -> None:
    entry = only(export(an_entry("# The *day* after\n\nIt rained."))).entry
    assert entry.title == "The day after"
    assert entry.document.blocks == (Paragraph((Span("It rained."),)),)


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\n\n# Later",
        "## A chapter",
        f"# {'long ' * 120}",
        "# [A link](https://example.org/)",
    ],
)
def test_any_other_first_line_stays_in_the_text(export: Callable[..., Path], text: str) -> None:
    entry = only(export(an_entry(text))).entry
    assert entry.title == ""
    first_words = text.strip("# [").split()[0].rstrip(".")
    assert plain_text(entry.document).startswith(first_words)


def test_an_entry_keeps_its_tags_star_and_where_it_came_from(export: Callable[..., Path]) -> None:
    edited = "2024-04-20T08:00:00Z"
    path = export(an_entry(tags=["sea", "home", "sea"], starred=True, modifiedDate=edited))
    entry = only(path).entry
    assert entry.tags == ("sea", "home")
    assert entry.starred
    assert entry.source is not None
    assert (entry.source.program, entry.source.id) == ("Day One", "AB" * 16)
    assert entry.source.edited == datetime(2024, 4, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2024-04-16T23:00:00Z", "Europe/Dublin", date(2024, 4, 17)),
        ("2024-04-17T03:00:00Z", "America/New_York", date(2024, 4, 16)),
        ("2024-04-16T23:00:00Z", "GMT+0200", date(2024, 4, 17)),
        ("2024-04-16T01:00:00Z", "GMT-05:00", date(2024, 4, 15)),
        ("0001-01-01T00:00:00Z", "America/New_York", date(1, 1, 1)),
        ("2024-04-16T23:00:00Z", "../../../etc/passwd", date(2024, 4, 16)),
        ("2024-04-16T23:00:00Z", "Moon/Tycho", date(2024, 4, 16)),
    ],
)
def test_an_entry_belongs_to_the_day_on_the_wall_where_it_was_written(
    export: Callable[..., Path], instant: str, zone: str, day: date
) -> None:
    path = export(an_entry(creationDate=instant, timeZone=zone, isAllDay=True))
    assert only(path).entry.written.day == day


def test_escapes_and_invisible_spaces_of_day_one_are_gone(export: Callable[..., Path]) -> None:
    entry = only(export(an_entry("Over\\. \\(Done\\)\\!\n\n\u200b\n\nNext"))).entry
    assert plain_text(entry.document) == "Over. (Done)!\nNext"


def test_rich_text_keeps_what_markdown_cannot(export: Callable[..., Path]) -> None:
    line = {"listStyle": "checkbox", "indentLevel": 2, "checked": True}
    contents = rich(
        {"text": "Title\n", "attributes": {"line": {"header": 1}}},
        {"text": "one "},
        {"text": "bright", "attributes": {"highlightedColor": "ffc107cc", "bold": True}},
        {"text": "\nsame paragraph\n\n"},
        {"text": "done\n", "attributes": {"line": line}},
        {"embeddedObjects": [{"type": "horizontalRuleLine"}]},
        {"text": "said\n", "attributes": {"line": {"quote": True, "indentLevel": 1}}},
        {"text": "Part\n", "attributes": {"line": {"header": 5}}},
    )
    text = "# Title\n\none **bright**\nsame paragraph\n\n- [x] done\n\n---\n\n> said\n\n##### Part"
    entry = only(export(an_entry(text, richText=contents))).entry
    bright = Span("bright", bold=True, highlight=True)
    assert entry.title == "Title"
    assert entry.document.blocks == (
        Paragraph((Span("one "), bright, Span("\nsame paragraph"))),
        ListItem("check", depth=1, checked=True, spans=(Span("done"),)),
        Rule(),
        Quote((Span("said"),)),
        Heading(3, (Span("Part"),)),
    )


def test_markdown_decides_where_the_two_texts_differ(export: Callable[..., Path]) -> None:
    path = export(an_entry("What I wrote", richText=rich({"text": "Something else"})))
    assert plain_text(only(path).entry.document) == "What I wrote"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"contents": 3}', "[" * 100_000])
def test_broken_rich_text_costs_nothing(export: Callable[..., Path], broken: str) -> None:
    path = export(an_entry("What I wrote", richText=broken))
    assert plain_text(only(path).entry.document) == "What I wrote"


def test_rich_text_alone_is_enough(export: Callable[..., Path]) -> None:
    path = export(an_entry("", richText=rich({"text": "Only here"})))
    assert plain_text(only(path).entry.document) == "Only here"


# Pictures and other media


def test_a_photo_comes_along_and_stands_where_it_stood(export: Callable[..., Path]) -> None:
    photo = {"identifier": "F0F0", "md5": "0abc"}
    text = "Before\n\n![](dayone-moment://F0F0)\n\nAfter"
    found = only(export(an_entry(text, photos=[photo]), files={"photos/0abc.png": a_photo()}))
    (picture,) = found.pictures
    assert (picture.width, picture.height) == (12, 8)
    assert found.entry.document.blocks[1] == Figure(picture.id)
    assert found.notes == ()


def test_photos_that_no_text_places_stand_at_the_end_in_order(
    export: Callable[..., Path],
) -> None:
    photos = [
        {"identifier": "B", "md5": "0b", "orderInEntry": 1},
        {"identifier": "A", "md5": "0a", "orderInEntry": 0},
    ]
    files = {"photos/0a.jpeg": a_photo("red"), "photos/0b.png": a_photo("blue")}
    found = only(export(an_entry("Words", photos=photos), files=files))
    colours = {
        p.id: Image.open(BytesIO(p.data)).convert("RGB").getpixel((1, 1)) for p in found.pictures
    }
    assert [colours[name] for name in found.entry.document.pictures] == [(255, 0, 0), (0, 0, 255)]
    assert plain_text(found.entry.document).startswith("Words")


@pytest.mark.parametrize(
    ("files", "left"),
    [({}, "[photo not in the export]"), ({"photos/0abc.png": b"no picture"}, "[photo left out]")],
)
def test_a_missing_or_bad_photo_never_loses_the_entry(
    export: Callable[..., Path], files: dict[str, bytes], left: str
) -> None:
    photo = {"identifier": "F0F0", "md5": "0abc"}
    found = only(
        export(an_entry("Words\n\n![](dayone-moment://F0F0)", photos=[photo]), files=files)
    )
    assert plain_text(found.entry.document) == f"Words\n{left}"
    assert found.pictures == ()
    assert len(found.notes) == 1


def test_a_film_leaves_a_line_in_the_text_and_a_note(export: Callable[..., Path]) -> None:
    path = export(an_entry("Look:\n\n![](dayone-moment:/video/F0)", videos=[{"identifier": "F0"}]))
    found = only(path)
    assert plain_text(found.entry.document) == "Look:\n[video left out]"
    assert found.notes == ("A video was left out.",)


# The bad among the good


@pytest.mark.parametrize(
    "bad",
    [
        7,
        None,
        [],
        {},
        {"text": "no date"},
        an_entry(creationDate="last Tuesday"),
        an_entry(creationDate="2024-04-19"),
        an_entry() | {"text": ["not", "a", "text"]},
    ],
)
def test_one_bad_entry_is_named_and_the_rest_comes_in(
    export: Callable[..., Path], bad: object
) -> None:
    path = export(an_entry("first"), bad, an_entry("last", uuid="CD" * 16))
    first, skipped, last = read(path)
    assert isinstance(first, Imported)
    assert isinstance(last, Imported)
    assert isinstance(skipped, Skipped)
    assert skipped.entry.startswith("entry 2")
    assert skipped.reason
    assert importer_for(path).count(path) == 3


def test_a_text_longer_than_any_book_is_left_out_by_name(tmp_path: Path) -> None:
    path = tmp_path / "Journal.json"
    path.write_text(journal([an_entry("x" * 2_000_001), an_entry("good")]))
    skipped, good = read(path)
    assert isinstance(skipped, Skipped)
    assert skipped.entry == "entry 1, 2024-04-19"
    assert isinstance(good, Imported)


@pytest.mark.parametrize("half", ["\\ud83d", "\\udc4b", "\\ud83d\\ud83d", "\\ud83d\\n"])
def test_half_an_emoji_spoils_no_journal(tmp_path: Path, half: str) -> None:
    path = tmp_path / "Journal.json"
    text = journal([an_entry("cut HERE off"), an_entry("whole \U0001f44b \\ud83d", uuid="CD" * 16)])
    path.write_text(text.replace("HERE", half))
    cut, whole = entries(path)
    assert plain_text(cut.document).startswith("cut")
    assert plain_text(cut.document).endswith("off")
    assert plain_text(whole.document) == "whole \U0001f44b \\ud83d"


@pytest.mark.parametrize("field", ["tags", "starred", "photos", "uuid", "timeZone", "modifiedDate"])
def test_a_field_of_the_wrong_kind_never_loses_the_words(
    export: Callable[..., Path], field: str
) -> None:
    found = only(export(an_entry("Words", **{field: {"nonsense": 10**40}})))
    assert plain_text(found.entry.document) == "Words"
    assert found.notes == (f"Its {field} could not be read.",)


def test_the_same_id_twice_loses_neither_text(export: Callable[..., Path]) -> None:
    path = export(an_entry("one"), an_entry("two"))
    sources = [entry.source for entry in entries(path)]
    assert None not in sources
    assert len({source.id for source in sources if source}) == 2


def test_reading_twice_names_every_entry_the_same(export: Callable[..., Path]) -> None:
    path = export(an_entry("one"), an_entry("two"), {"creationDate": "2024-01-01T00:00:00Z"})
    first, second = ([entry.source for entry in entries(path)] for _ in range(2))
    assert first == second


def test_controls_in_a_text_are_left_out(export: Callable[..., Path]) -> None:
    entry = only(export(an_entry("# a\x00b\n\nc\x00d\x1b[2Je", tags=["t\x00u"]))).entry
    assert (entry.title, plain_text(entry.document), entry.tags) == ("ab", "cd[2Je", ("tu",))


@given(
    text=st.text(),
    tags=st.lists(st.text(max_size=20), max_size=3),
    uuid=st.text(max_size=40),
    zone=st.text(max_size=20),
)
def test_whatever_an_entry_holds_it_comes_in(
    tmp_path_factory: pytest.TempPathFactory, text: str, tags: list[str], uuid: str, zone: str
) -> None:
    path = tmp_path_factory.mktemp("export") / "Journal.json"
    path.write_text(journal([an_entry(text, tags=tags, uuid=uuid, timeZone=zone)]), "utf-8")
    assert len(read(path)) == 1


# Files and folders


def test_a_folder_and_a_bare_file_are_read_with_the_photos_beside_them(tmp_path: Path) -> None:
    photo = {"identifier": "F0F0", "md5": "0abc"}
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "0abc.png").write_bytes(a_photo())
    file = tmp_path / "Journal.json"
    file.write_text(journal([an_entry("![](dayone-moment://F0F0)", photos=[photo])]), "utf-8-sig")
    for path in (file, tmp_path):
        assert len(only(path).pictures) == 1


def test_every_journal_of_an_export_is_read(export: Callable[..., Path]) -> None:
    second = journal([an_entry("two", uuid="CD" * 16)]).encode()
    path = export(an_entry("one"), files={"Second.json": second})
    assert [plain_text(entry.document) for entry in entries(path)] == ["one", "two"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear diary",
        "{}",
        '{"entries": {}}',
        '{"tags": {}, "entries": [{"title": "", "body": "", "date": "2024-01-01"}]}',
        '{"metadata": {}, "entries": {"2024-01-01": {"text": ""}}}',
    ],
)
def test_another_programs_file_is_not_taken_for_day_ones(tmp_path: Path, text: str) -> None:
    path = tmp_path / "journal.json"
    path.write_text(text)
    with pytest.raises(BadImport):
        importer_for(path)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BadImport, match="no such file"):
        importer_for(tmp_path / "nothing.zip")


# Files made to do harm


def refused(path: Path) -> str:
    for importer in IMPORTERS:
        with pytest.raises(BadImport) as caught:
            list(importer.read(path))
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


@pytest.mark.fault("a hostile import")
@pytest.mark.parametrize(
    "data",
    [
        b'{"metadata":{},"entries":[' + b"[" * 1_000_000,
        b'{"metadata":{},"entries":[' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"]}",
        b'{"metadata":' + b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000 + b',"entries":[]}',
        b'{"metadata":{},"entries":[{"creationDate":',
        b'{"metadata":{},"entries":"none"}',
        b"\xff\xfe\x00\x00",
    ],
)
def test_a_journal_that_is_broken_or_bottomless_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "Journal.json"
    path.write_bytes(data)
    refused(path)


@pytest.mark.fault("a hostile import")
def test_a_number_of_a_hundred_thousand_digits_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "Journal.json"
    number = "9" * 100_000
    good = json.dumps(an_entry("good"))
    bad = good.replace('"good"', number)
    odd = good.replace('"text"', f'"starred": {number}, "weather": {number}, "text"')
    path.write_text(f'{{"entries": [{good}, {bad}, {odd}], "metadata": {number}}}')
    assert [type(found) for found in read(path)] == [Imported, Skipped, Imported]


@pytest.mark.fault("a hostile import")
def test_a_bomb_in_place_of_the_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", b'{"metadata":{},"entries":[' + b" " * 50_000_000)
    assert path.stat().st_size < 100_000
    assert "unpacks to far more" in refused(path)


@pytest.mark.fault("a hostile import")
def test_a_bomb_in_place_of_a_photo_costs_only_the_photo(export: Callable[..., Path]) -> None:
    entry = an_entry("![](dayone-moment://F0)\n\nWords", photos=[{"identifier": "F0", "md5": "0a"}])
    found = only(export(entry, files={"photos/0a.png": bytes(60_000_000)}))
    assert "Words" in plain_text(found.entry.document)
    assert len(found.notes) == 1


@pytest.mark.fault("a hostile import")
def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lying.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", journal([an_entry("w" * 5000)]))
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 300)  # the unpacked size, in the directory
    path.write_bytes(data)
    refused(path)


@pytest.mark.fault("a hostile import")
def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "overlap.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Journal.json", journal([an_entry()]))
        archive.writestr("Second.json", journal([an_entry()]))
        archive.infolist()[1].header_offset = archive.infolist()[0].header_offset + 5
    assert "overlap" in refused(path)


@pytest.mark.fault("a hostile import")
def test_a_locked_or_cut_archive_is_refused(export: Callable[..., Path]) -> None:
    path = export(an_entry("w" * 5000))
    whole = path.read_bytes()
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[whole.index(mark) + offset] |= 1
    path.write_bytes(locked)
    assert "password" in refused(path)
    damaged = bytearray(whole)
    damaged[60:80] = bytes(20)
    path.write_bytes(damaged)
    refused(path)
    path.write_bytes(whole[: len(whole) // 2])
    refused(path)


@pytest.mark.fault("a hostile import")
def test_names_that_climb_out_of_the_archive_write_nothing(tmp_path: Path) -> None:
    inner = tmp_path / "in" / "side"
    inner.mkdir(parents=True)
    path = inner / "climbing.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Journal.json", journal([an_entry(photos=[{"md5": "0a"}])]))
        archive.writestr("../photos/0a.png", a_photo())
        archive.writestr("../../Evil.json", journal([an_entry("evil")]))
        archive.writestr("/photos/../../0a.png", a_photo())
    assert only(path).pictures == ()
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


# Real exports


@needs_fixtures
def test_a_real_export_comes_in_whole() -> None:
    found = [f for f in read(FIXTURES / "Dev Journal.json") if isinstance(f, Imported)]
    assert len(found) == 5
    assert found[0].entry.title == "Header 1"
    assert [f.entry.written.day for f in found[:2]] == [date(2024, 4, 17), date(2024, 4, 18)]
    highlighted = Span("Highlighted", highlight=True)
    assert Paragraph((highlighted,)) in found[0].entry.document.blocks
    assert [len(f.pictures) for f in found] == [1, 0, 0, 2, 0]
    assert found[4].notes == ("A video was left out.", "An audio recording was left out.")


@needs_fixtures
def test_a_real_export_with_one_malformed_entry_loses_only_that() -> None:
    found = read(FIXTURES / "Dev Journal One Invalid.json")
    assert [type(f) for f in found] == [Imported] * 5 + [Skipped]


@needs_pepys
def test_ten_years_of_a_diary_come_in_to_the_last_word() -> None:
    found = read(PEPYS)
    with zipfile.ZipFile(PEPYS) as archive:
        originals = json.loads(archive.read("Pepys.json"))["entries"]
    assert len(found) == len(originals) == importer_for(PEPYS).count(PEPYS)
    for original, result in zip(originals, found, strict=True):
        assert isinstance(result, Imported)
        entry = result.entry
        assert result.notes == ()
        assert entry.title
        written = letters(original["text"])
        assert letters(f"{entry.title}{plain_text(entry.document)}") == written


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
