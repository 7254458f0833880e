"""Exports that were built to do harm: each is refused by name, or costs only what is bad in it.

Every one is a real file, brought into a real journal by a process of its own, which may have no
more memory than an honest import takes and may leave no file anywhere but in the journal.
"""

from __future__ import annotations

import json
import os
import resource
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from tests.children import ROOT

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does"),
]

MEMORY = 1_500_000_000  # of address space, a child's libraries included
IMPORT = """
import json, sys
from pathlib import Path
from shadowjournal.errors import JournalError
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.importers import Skipped, importer_for
from tests.builders import a_journal

journal = a_journal(Path(sys.argv[1]))
texts, skipped, notes, error = [], [], [], ""
try:
    for found in importer_for(Path(sys.argv[2])).read(Path(sys.argv[2])):
        if isinstance(found, Skipped):
            skipped.append([found.entry, found.reason])
            continue
        journal.take_in([(found.entry, found.pictures)])
        texts.append(found.entry.title + plain_text(found.entry.document)[:2000])
        notes += found.notes
except JournalError as refusal:
    error = str(refusal)
journal.close()
print(json.dumps([texts, skipped, notes, error]))
"""

JsonDict = dict[str, Any]


class Outcome(NamedTuple):
    """What became of an import."""

    texts: list[str]
    skipped: list[list[str]]
    notes: list[str]
    error: str


def an_entry(text: object = "A quiet day.", number: int = 1, **fields: object) -> JsonDict:
    uuid = f"{number:032X}"
    return {"uuid": uuid, "creationDate": "2024-04-19T21:48:36Z", "text": text} | fields


def a_journal_file(*entries: object) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries}).encode()


def a_photo() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (12, 8), "navy").save(stream, "PNG")
    return stream.getvalue()


WITH_PHOTO = an_entry(
    "![](dayone-moment://F0)\n\nWords.", photos=[{"identifier": "F0", "md5": "0a"}]
)
GOOD = an_entry("A good day.", 2)


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def files_in(folder: Path) -> set[str]:
    """What lies in *folder*, outside the journal."""
    inside = (path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir())
    return {path.as_posix() for path in inside if path.parts[0] != "home"}


def brought_in(tmp_path: Path, export: Path) -> Outcome:
    """Import *export* in a process of its own, and see that it wrote the journal and no more."""
    before = files_in(tmp_path)
    home = tmp_path / "home" / "deep" / "inside"
    home.mkdir(parents=True)
    environment = {
        **{n: v for n, v in os.environ.items() if not n.startswith("COVERAGE_")},
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path),
    }
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT, str(home), str(export)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=limit_memory,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert files_in(tmp_path) == before
    assert {path.name for path in (tmp_path / "home").rglob("*")} <= {
        "deep", "inside", "journal", "journal.db", "journal.db-wal", "journal.db-shm",
        "journal.lock", "lock", ".lock",
    }  # fmt: skip
    return Outcome(*json.loads(ran.stdout))


def assert_refused(outcome: Outcome, *words: str) -> None:
    assert (outcome.texts, outcome.skipped) == ([], [])
    assert outcome.error.endswith(".")
    assert "\n" not in outcome.error
    for word in words:
        assert word in outcome.error


def test_a_good_export_comes_in_whole(tmp_path: Path) -> None:
    """What the others are measured by."""
    export = zipped(
        tmp_path / "good.zip",
        ("Journal.json", a_journal_file(WITH_PHOTO, GOOD)),
        ("photos/0a.png", a_photo()),
    )
    outcome = brought_in(tmp_path, export)
    assert "Words." in outcome.texts[0]
    assert outcome.texts[1] == "A good day."
    assert outcome[1:] == ([], [], "")


def a_bomb(size: int, head: bytes = b"") -> bytes:
    """*size* zeros after *head*, packed without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [packer.compress(head)]
    zeros = bytes(1 << 20)
    parts += [packer.compress(zeros) for _ in range(size >> 20)]
    return b"".join([*parts, packer.flush()])


def check_of(packed: bytes, method: int) -> int:
    if method == zipfile.ZIP_STORED:
        return zlib.crc32(packed)
    return 0 if len(packed) > 100_000 else zlib.crc32(zlib.decompress(packed, -15))  # no bombs


def raw_zip(path: Path, *members: tuple[bytes, bytes, int, int, int, int]) -> Path:
    """An archive by hand, from name, packed bytes, method, claimed size, flags and mode."""
    body, directory = bytearray(), bytearray()
    for name, packed, method, size, flags, mode in members:
        check = check_of(packed, method)
        common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x5A21, check, len(packed), size,
                             len(name), 0)  # fmt: skip
        directory += b"PK\x01\x02\x14\x03" + common
        directory += struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body)) + name
        body += b"PK\x03\x04" + common + name + packed
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(members) & 0xFFFF,
                      len(members) & 0xFFFF, len(directory), len(body), 0)  # fmt: skip
    path.write_bytes(bytes(body + directory) + end)
    return path


def stored(name: str, data: bytes, mode: int = 0o100644) -> tuple[bytes, bytes, int, int, int, int]:
    return name.encode(), data, zipfile.ZIP_STORED, len(data), 0, mode


def test_a_bomb_in_place_of_the_journal_is_refused_by_name(tmp_path: Path) -> None:
    bomb = a_bomb(4 << 30, b'{"metadata":{},"entries":[')
    assert len(bomb) < 5_000_000
    size = (4 << 30) - 1
    export = raw_zip(tmp_path / "b.zip", (b"Journal.json", bomb, 8, size, 0, 0o100644))
    assert_refused(brought_in(tmp_path, export), "Journal.json", "larger than")


def test_a_bomb_in_place_of_a_photo_costs_only_the_photo(tmp_path: Path) -> None:
    export = raw_zip(
        tmp_path / "b.zip",
        stored("Journal.json", a_journal_file(WITH_PHOTO, GOOD)),
        (b"photos/0a.png", a_bomb(2 << 30), 8, 2 << 30, 0, 0o100644),
    )
    outcome = brought_in(tmp_path, export)
    assert len(outcome.texts) == 2
    assert "Words." in outcome.texts[0]
    assert outcome.error == ""
    (note,) = outcome.notes
    assert "photos/0a.png" in note


@pytest.mark.parametrize(
    "name",
    [
        "../photos/0a.png",
        "photos/../../0a.png",
        "/photos/0a.png",
        "/tmp/photos/0a.png",
        "C:\\photos\\0a.png",
        "..\\photos\\0a.png",
        "//server/photos/0a.png",
        "photos/0a.png/../../../escaped.png",
    ],
)
def test_a_name_that_leads_out_of_the_archive_leads_nowhere(tmp_path: Path, name: str) -> None:
    export = raw_zip(
        tmp_path / "c.zip",
        stored("Journal.json", a_journal_file(WITH_PHOTO, GOOD)),
        stored(name, a_photo()),
        stored("../Evil.json", a_journal_file(an_entry("evil"))),
        stored("/Evil.json", a_journal_file(an_entry("evil"))),
    )
    outcome = brought_in(tmp_path, export)
    assert outcome.texts[1:] == ["A good day."]
    assert "evil" not in "".join(outcome.texts)
    assert outcome.notes == ["A photo is not in the export."]


@pytest.mark.parametrize("claimed", [0, 1, 300, 2**32 - 2])
def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path, claimed: int) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(a_journal_file(an_entry("w " * 5_000))) + packer.flush()
    export = raw_zip(tmp_path / "l.zip", (b"Journal.json", packed, 8, claimed, 0, 0o100644))
    assert_refused(brought_in(tmp_path, export))


def test_a_member_longer_than_the_file_it_lies_in_is_refused(tmp_path: Path) -> None:
    content = a_journal_file(GOOD)
    export = raw_zip(tmp_path / "l.zip", stored("Journal.json", content))
    data = bytearray(export.read_bytes())
    for offset in (18, 22):  # of the local header
        struct.pack_into("<I", data, offset, 2**31)
    central = data.index(b"PK\x01\x02")
    for offset in (20, 24):
        struct.pack_into("<I", data, central + offset, 2**31)
    export.write_bytes(data)
    assert_refused(brought_in(tmp_path, export))


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    export = raw_zip(
        tmp_path / "o.zip",
        stored("Journal.json", a_journal_file(GOOD)),
        stored("Second.json", a_journal_file(an_entry("second"))),
    )
    data = bytearray(export.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, second + 42, 0)  # where its header is said to lie
    export.write_bytes(data)
    assert_refused(brought_in(tmp_path, export), "overlap")


@pytest.mark.parametrize(
    "data",
    [
        b'{"metadata":{},"entries":[' + b"[" * 1_000_000,
        b'{"metadata":{},"entries":[' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"]}",
        b'{"metadata":' + b'{"a":' * 1_000_000 + b"1" + b"}" * 1_000_000 + b',"entries":[]}',
    ],
)
def test_json_a_million_deep_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "Journal.json"
    file.write_bytes(data)
    assert_refused(brought_in(tmp_path, file))


@pytest.mark.parametrize("field", ["richText", "photos", "tags", "weather"])
def test_a_field_a_thousand_deep_costs_at_most_its_entry(tmp_path: Path, field: str) -> None:
    deep = "[" * 900 + "]" * 900
    bad = json.dumps(an_entry("Words.") | {field: "HERE"})
    whole = f'{{"metadata": {{}}, "entries": [{bad}, {json.dumps(GOOD)}]}}'
    file = tmp_path / "Journal.json"
    file.write_text(whole.replace('"HERE"', deep), encoding="utf-8")
    outcome = brought_in(tmp_path, file)
    assert "A good day." in outcome.texts
    assert all(entry.startswith("entry 1") for entry, _ in outcome.skipped)
    assert len(outcome.texts) + len(outcome.skipped) == 2


def test_rich_text_a_million_deep_gives_way_to_the_plain(tmp_path: Path) -> None:
    rich = '{"contents":' + "[" * 1_000_000
    file = tmp_path / "Journal.json"
    file.write_bytes(a_journal_file(an_entry("Words.", richText=rich), GOOD))
    assert brought_in(tmp_path, file) == Outcome(["Words.", "A good day."], [], [], "")


def test_a_number_of_a_hundred_thousand_digits_costs_at_most_its_field(tmp_path: Path) -> None:
    number = "9" * 100_000
    bad = json.dumps(an_entry("Words.", starred="HERE", weather="HERE", modifiedDate="HERE"))
    file = tmp_path / "Journal.json"
    file.write_text(
        f'{{"entries": [{bad}, {json.dumps(GOOD)}], "metadata": {number}}}'.replace(
            '"HERE"', number
        ),
        encoding="utf-8",
    )
    outcome = brought_in(tmp_path, file)
    assert outcome.texts == ["Words.", "A good day."]
    assert all(note.endswith("could not be read.") for note in outcome.notes)


@pytest.mark.parametrize(
    "bad",
    [7, None, [], "text", {"creationDate": {}}, an_entry(creationDate=1e400), an_entry({"a": 1}),
     an_entry(creationDate="2024-04-19T21:48:36Z" * 100_000)],
)  # fmt: skip
def test_an_entry_of_the_wrong_kind_is_named_and_the_rest_comes_in(
    tmp_path: Path, bad: object
) -> None:
    file = tmp_path / "Journal.json"
    file.write_bytes(
        a_journal_file(bad, GOOD).replace(b"Infinity", b"1e999"),
    )
    outcome = brought_in(tmp_path, file)
    assert outcome.texts == ["A good day."]
    ((entry, reason),) = outcome.skipped
    assert entry.startswith("entry 1")
    assert reason.endswith(".")


def test_nul_bytes_are_left_out_of_words_and_lead_to_no_file(tmp_path: Path) -> None:
    bad = an_entry("a\x00b", tags=["t\x00u"], uuid="\x00", timeZone="Europe/\x00London",
                   photos=[{"identifier": "\x00", "md5": "\x00../../etc"}])  # fmt: skip
    export = zipped(
        tmp_path / "n.zip",
        ("Journal.json", a_journal_file(bad, GOOD)),
        ("photos/\x00.png", a_photo()),
    )
    outcome = brought_in(tmp_path, export)
    assert outcome.texts[0].startswith("ab")
    assert outcome.texts[1] == "A good day."


def png_of(width: int, height: int) -> bytes:
    """A picture whose header claims more than its few bytes hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def gif_of(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + (
        b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"
    )  # fmt: skip


def bmp_of(width: int, height: int) -> bytes:
    return struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 2**31, 0, 0, 54, 40, width, height, 1, 24, 0,
                       0, 0, 0, 0, 0)  # fmt: skip


@pytest.mark.parametrize(
    "photo",
    [png_of(18_000, 18_000), png_of(2**31 - 1, 2**31 - 1), gif_of(65_535, 65_535),
     bmp_of(2**30, 2**30), png_of(12, 0), b"", b"\x89PNG\r\n\x1a\n"],
)  # fmt: skip
def test_a_photo_whose_header_claims_a_gigabyte_costs_only_itself(
    tmp_path: Path, photo: bytes
) -> None:
    export = zipped(
        tmp_path / "p.zip",
        ("Journal.json", a_journal_file(WITH_PHOTO, GOOD)),
        ("photos/0a.png", photo),
    )
    outcome = brought_in(tmp_path, export)
    assert "Words." in outcome.texts[0]
    assert outcome.texts[1] == "A good day."
    (note,) = outcome.notes
    assert note.startswith("A photo was left out")


def test_two_members_of_one_name_are_refused_by_that_name(tmp_path: Path) -> None:
    export = raw_zip(
        tmp_path / "t.zip",
        stored("Journal.json", a_journal_file(GOOD)),
        stored("Journal.json", a_journal_file(an_entry("another"))),
    )
    assert_refused(brought_in(tmp_path, export), "Journal.json", "2 times")


@pytest.mark.parametrize("target", ["/etc/hostname", "../../secret.json", "Journal.json"])
def test_a_link_in_an_archive_is_followed_nowhere(tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.json").write_bytes(a_journal_file(an_entry("secret")))
    export = raw_zip(
        tmp_path / "s.zip",
        stored("Journal.json", a_journal_file(WITH_PHOTO, GOOD)),
        stored("photos/0a.png", target.encode(), stat.S_IFLNK | 0o777),
    )
    outcome = brought_in(tmp_path, export)
    assert outcome.texts[1] == "A good day."
    (note,) = outcome.notes
    assert note.startswith("A photo was left out")


def test_links_and_pipes_in_a_folder_are_no_part_of_the_export(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    (folder / "photos").mkdir(parents=True)
    (tmp_path / "secret.json").write_bytes(a_journal_file(an_entry("secret")))
    (folder / "Journal.json").write_bytes(a_journal_file(WITH_PHOTO, GOOD))
    (folder / "Link.json").symlink_to(tmp_path / "secret.json")
    (folder / "photos" / "0a.png").symlink_to(tmp_path / "secret.json")
    os.mkfifo(folder / "Pipe.json")
    outcome = brought_in(tmp_path, folder)
    assert outcome.texts[1:] == ["A good day."]
    assert outcome.notes == ["A photo is not in the export."]


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    packed = os.urandom(300)
    export = raw_zip(tmp_path / "e.zip", (b"Journal.json", packed, 0, 288, 1, 0o100644))
    assert_refused(brought_in(tmp_path, export), "password")


def test_an_archive_of_a_million_members_is_refused_before_they_are_listed(tmp_path: Path) -> None:
    count = 1_000_000
    journal = a_journal_file(GOOD)
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, zlib.crc32(journal),
                                        len(journal), len(journal), 12, 0)  # fmt: skip
    body = local + b"Journal.json" + journal
    record = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 33, 0, 0, 0, 7, 0,
                                         0, 0, 0, 0, 0)  # fmt: skip
    directory = b"".join(record + b"%07d" % number for number in range(count))
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count,
                        len(directory), len(body))  # fmt: skip
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(body) + len(directory), 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    export = tmp_path / "m.zip"
    export.write_bytes(body + directory + end64 + locator + end)
    assert zipfile.is_zipfile(export)
    assert_refused(brought_in(tmp_path, export), "more files than any journal")


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    export = zipped(tmp_path / "t.zip", ("Journal.json", a_journal_file(GOOD)))
    whole = export.read_bytes()
    export.write_bytes(whole[: len(whole) // 2])
    assert_refused(brought_in(tmp_path, export))


@pytest.mark.parametrize(
    "text",
    ["x" * 900_000, "x " * 450_000, "x\n" * 450_000, "**x** y " * 100_000, "`x` " * 200_000],
)
def test_a_text_without_end_is_parted_so_that_a_page_can_show_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "Journal.json"
    file.write_bytes(a_journal_file(an_entry(text), GOOD))
    outcome = brought_in(tmp_path, file)
    assert outcome.texts[-1] == "A good day."
    assert len(outcome.texts) + len(outcome.skipped) == 2


@pytest.mark.parametrize("text", ["x" * 1_000_001, "- x\n" * 50_000, "x\n\n" * 50_000])
def test_a_text_longer_than_any_book_is_left_out_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "Journal.json"
    file.write_bytes(a_journal_file(an_entry(text), GOOD))
    outcome = brought_in(tmp_path, file)
    assert outcome.texts == ["A good day."]
    ((entry, _),) = outcome.skipped
    assert entry == "entry 1, 2024-04-19"


def test_memory_without_end_would_have_been_noticed(tmp_path: Path) -> None:
    """The limit that the others run under does hold."""
    ran = subprocess.run(
        [sys.executable, "-c", "bytes(1_600_000_000)"],
        capture_output=True,
        text=True,
        preexec_fn=limit_memory,
        check=False,
    )
    assert "MemoryError" in ran.stderr
