"""The diary of Samuel Pepys, searched by the index and by a plain scan of its text."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.entry import Entry, clean_tags
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.search import Index
from tests.builders import an_entry

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "pepys.jsonl").exists(), reason="the diary of Pepys is not beside this checkout"
)


@pytest.fixture(scope="module")
def diary() -> list[Entry]:
    with zipfile.ZipFile(CORPUS / "pepys-dayone.zip") as export:
        tags = [entry["tags"] for entry in json.loads(export.read("Pepys.json"))["entries"]]
    days = [
        json.loads(day) for day in (CORPUS / "pepys.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [
        replace(
            an_entry(day["title"], at=datetime.fromisoformat(day["date"])),
            document=from_markdown(day["markdown"]),
            tags=clean_tags(tags_of_day),
        )
        for day, tags_of_day in zip(days, tags, strict=True)
    ]


@pytest.fixture(scope="module")
def index(diary: list[Entry]) -> Iterator[Index]:
    index = Index()
    index.put(diary)
    yield index
    index.close()


def scanned(diary: list[Entry], pattern: str) -> set[str]:
    """The entries whose title or text holds these words; a blank is any gap between words."""
    gap = r"[\W_]+"
    words = re.compile(rf"(?<![^\W_]){pattern.replace(' ', gap)}(?![^\W_])", re.IGNORECASE)
    return {
        entry.id
        for entry in diary
        if words.search(entry.title) or words.search(plain_text(entry.document))
    }


@pytest.mark.parametrize(
    ("query", "pattern"),
    [
        ('"my wife"', "my wife"),
        ("plague", "plague"),
        ("Knipp", "knipp"),
        ('"so to bed"', "so to bed"),
        ("plag*", r"plag\w*"),
        ("coach*", r"coach\w*"),
        ("vexed", "vexed"),
        ("wife\u2019s", "wife s"),
        ('"Duke of York"', "duke of york"),
        ("oranges OR lemons", "(?:oranges|lemons)"),
    ],
)
def test_the_index_finds_what_a_plain_scan_of_the_text_finds(
    diary: list[Entry], index: Index, query: str, pattern: str
) -> None:
    assert {hit.entry_id for hit in index.search(query)} == scanned(diary, pattern) != set()


def test_without_and_within_work_on_a_diary(diary: list[Entry], index: Index) -> None:
    def found(query: str) -> set[str]:
        return {hit.entry_id for hit in index.search(query)}

    everyone = {entry.id for entry in diary}
    in_1665 = {entry.id for entry in diary if entry.written.day.year == 1665}
    assert found("-wife") == everyone - scanned(diary, "wife")
    assert found("plague on:1665") == scanned(diary, "plague") & in_1665
    assert found("plague before:1665") | found("plague after:1665") == (
        scanned(diary, "plague") - in_1665
    )
