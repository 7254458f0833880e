"""The diary of Samuel Pepys, searched by the index and by a plain scan of its text."""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.entry import Entry, clean_tags
from shadowjournal.formats.from_markdown import from_markdown
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.search import Forms, Index
from shadowjournal.search.query import MAX_GROUPS, MAX_LENGTH
from tests.builders import an_entry
from tests.shadowjournal.search.chance import Asker, lived_in
from tests.shadowjournal.search.plain_scan import (
    All,
    Any,
    AsTyped,
    Compared,
    IsSo,
    Named,
    Not,
    Page,
    Question,
    When,
    Words,
    answers,
)

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


def shape(question: Question) -> Iterator[str]:
    """The kinds of all that stands in *question*."""
    match question:
        case Not(part, sign):
            yield f"not as {sign.strip()}"
            yield from shape(part)
        case All(parts, between):
            yield f"all as {between.strip()}"
            yield from (kind for part in parts for kind in shape(part))
        case Any(parts):
            yield "any"
            yield from (kind for part in parts for kind in shape(part))
        case _:
            yield from _kinds(question)


def _kinds(leaf: Question) -> Iterator[str]:
    match leaf:
        case Words(text, _, is_beginning, column):
            yield f"words in {column or 'all'}"
            yield "a phrase" if " " in text else "a word"
            yield "a beginning" if is_beginning else "whole"
        case Named(_, column):
            yield f"named {column}"
        case AsTyped(_, column):
            yield f"as typed in {column or 'all'}"
        case IsSo(fact):
            yield f"is {fact}"
        case Compared(what, sign):
            yield f"{what} {sign}"
        case When(aspect, _, month, day, is_named):
            yield f"{aspect} {'named' if is_named else 'ISO'}"
            yield f"{aspect} a {'day' if day else 'month' if month else 'year'}"
        case _:
            yield type(leaf).__name__


@pytest.mark.timeout(240)
def test_two_thousand_random_questions_are_answered_as_whoever_reads_every_word_would(
    diary: list[Entry],
) -> None:
    chance = random.Random(1660)
    diary = lived_in(diary, chance)
    asker = Asker([plain_text(entry.document) for entry in diary], range(1659, 1671), chance)
    index = Index()
    index.put(diary)
    pages = [(entry, Page.of(entry)) for entry in diary]
    asked: Counter[str] = Counter()
    sizes: list[int] = []
    while len(sizes) < 2_000:
        question = asker.question()
        query = question.typed()
        if len(query) > MAX_LENGTH or query.count("(") > MAX_GROUPS:
            continue
        answer = {entry.id: entry for entry, page in pages if answers(question, page)}
        assert index.matching(query) == set(answer), query
        by_day = sorted(
            sorted(answer), key=lambda entry_id: answer[entry_id].written.local, reverse=True
        )
        shown = [hit.entry_id for hit in index.search(query, 10, is_newest_first=True)]
        assert shown == by_day[:10], query
        best_first = {hit.entry_id for hit in index.search(query, 10)}
        assert best_first <= set(answer), query
        assert len(best_first) == min(10, len(answer)), query
        counts = index.count(query)
        assert counts.years == Counter(each.written.day.year for each in answer.values()), query
        assert counts.tags == Counter(tag for e in answer.values() for tag in e.tags), query
        asked.update(shape(question))
        sizes.append(len(answer))
    index.close()
    assert sum(0 < size < len(diary) for size in sizes) > 1_500, "most questions tell entries apart"
    assert len(asked) == 54, "every operator, field, fact, sign and kind of day was asked about"
    assert min(asked.values()) >= 15, asked


@pytest.mark.timeout(240)
def test_five_hundred_random_questions_find_all_forms_of_their_words(diary: list[Entry]) -> None:
    chance = random.Random(1669)
    diary = lived_in(diary, chance)
    texts = [plain_text(entry.document) for entry in diary]
    asker = Asker(texts, range(1659, 1671), chance, in_all_forms=True)
    index = Index()
    index.forms = Forms("en")
    index.put(diary)
    pages = [(entry, Page.of(entry)) for entry in diary]
    for _ in range(500):
        question = asker.question()
        query = question.typed()
        if len(query) <= MAX_LENGTH and query.count("(") <= MAX_GROUPS:
            answer = {entry.id for entry, page in pages if answers(question, page)}
            assert index.matching(query) == answer, query
    index.close()
