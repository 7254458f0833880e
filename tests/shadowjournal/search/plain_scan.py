"""A search that is slow and obviously right: it reads every word of every entry."""

from __future__ import annotations

import calendar
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import eq, ge, gt, le, lt
from typing import Literal

from Stemmer import Stemmer
from typing_extensions import override

from shadowjournal.document import Figure
from shadowjournal.entry import CheckIn, Entry
from shadowjournal.formats.to_plain import plain_text, word_count

UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "SEEDLING")


@cache
def _as_read(sign: str) -> str:
    if unicodedata.name(sign, "").startswith(UNSPACED):
        return f" {sign} "
    if sign.isalnum():
        return unicodedata.normalize("NFD", sign)[0].lower()
    return "" if "\u0300" <= sign <= "\u036f" else " "


def words_of(text: str) -> list[str]:
    """The words as a reader sees them, without case and accents."""
    return "".join(map(_as_read, unicodedata.normalize("NFC", text))).split()


def line_of(text: str) -> str:
    """The words in a row, with one blank before and after each."""
    return " ".join(["", *words_of(text), ""])


def as_typed(text: str) -> str:
    """*text* without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return plain.lower().replace("\u2060", "").replace("'", "\u2019")


def typographic(text: str) -> str:
    """*text* with every dash and ellipsis written in one way."""
    text = text.replace("...", "\u2026").replace("---", "\u2014")
    return text.replace("--", "\u2014").replace("\u2013", "\u2014")


@dataclass
class Page:
    places: dict[str, list[str]]
    day: date
    facts: set[str]
    depth: str
    numbers: dict[str, int]
    names: dict[str, list[str]]
    texts: dict[str, list[tuple[str, str]]]
    forms: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Entry) -> Page:
        title, prompt = line_of(entry.title), line_of(entry.prompt.text if entry.prompt else "")
        tags = [line_of(tag) for tag in entry.tags]
        places = {
            "": [title, line_of(plain_text(entry.document)), prompt, *tags],
            "title": [title],
            "tag": tags,
            "prompt": [prompt],
            "category": [line_of(name) for name in _categories(entry)],
            "feeling": [line_of(name) for check in _checks(entry) for name in check.feelings],
            "person": [line_of(tag) for tag in entry.tags if tag.startswith("@")],
        }
        return cls(
            places,
            entry.written.day,
            _facts(entry),
            entry.prompt.depth if entry.prompt else "",
            {"words": word_count(entry.document)} | _intensity(entry),
            {
                "tag": [*entry.tags],
                "person": [tag.removeprefix("@") for tag in entry.tags if tag.startswith("@")],
                "category": _categories(entry),
                "feeling": [name for check in _checks(entry) for name in check.feelings],
            },
            _texts(entry),
        )

    def forms_in(self, column: str) -> set[str]:
        if column not in self.forms:
            words = {word for place in self.places[column] for word in place.split()}
            self.forms[column] = {form_of(word) for word in words}
        return self.forms[column]


def _texts(entry: Entry) -> dict[str, list[tuple[str, str]]]:
    title, tags = [_both_ways(entry.title)], [_both_ways(tag) for tag in entry.tags]
    prompt = [_both_ways(entry.prompt.text)] if entry.prompt else []
    everywhere = [_both_ways(plain_text(entry.document)), *title, *tags, *prompt]
    return {"": everywhere, "title": title, "tag": tags, "prompt": prompt}


def _both_ways(text: str) -> tuple[str, str]:
    plain = as_typed(text)
    return plain, typographic(plain)


@cache
def form_of(word: str) -> str:
    """The English stem of *word*; itself where that begins otherwise, as that of "dying" does."""
    stem: str = Stemmer("english").stemWord(word)
    return stem if word.startswith(stem[: max(2, len(stem) - 2)]) else f"= {word}"


def _checks(entry: Entry) -> list[CheckIn]:
    return [check for check in (entry.before, entry.after) if check]


def _categories(entry: Entry) -> list[str]:
    return [entry.prompt.category_title, entry.prompt.category] if entry.prompt else []


def _facts(entry: Entry) -> set[str]:
    facts = {
        "starred": entry.starred,
        "trashed": bool(entry.trashed),
        "has-picture": any(isinstance(block, Figure) for block in entry.document.blocks),
        "prompted": bool(entry.prompt),
    }
    return {name for name, holds in facts.items() if holds}


def _intensity(entry: Entry) -> dict[str, int]:
    told = [check.intensity for check in _checks(entry) if check.intensity is not None]
    return {"intensity": told[0]} if told else {}


class Question(ABC):
    """Part of a query: knows how it is typed, and which pages answer it."""

    @abstractmethod
    def typed(self) -> str: ...

    @abstractmethod
    def holds(self, page: Page) -> bool: ...


@dataclass
class Words(Question):
    """Words side by side; the last may be the beginning of one."""

    text: str
    is_quoted: bool = False
    is_beginning: bool = False
    column: Literal["", "title", "tag", "prompt", "category", "feeling", "person"] = ""
    in_all_forms: bool = False

    @override
    def typed(self) -> str:
        text = f'"{self.text}"' if self.is_quoted else self.text
        return (
            (f"{self.column}:" if self.column else "") + text + ("*" if self.is_beginning else "")
        )

    @override
    def holds(self, page: Page) -> bool:
        asked = line_of(self.text)
        is_plain = not (self.is_quoted or self.is_beginning) and len(asked.split()) == 1
        if self.in_all_forms and is_plain and self.column in {"", "title", "prompt"}:
            return form_of(asked.strip()) in page.forms_in(self.column)
        if self.is_beginning:
            asked = asked.removesuffix(" ")
        return any(asked in place for place in page.places[self.column])


@dataclass
class AsTyped(Question):
    """Signs, or a word that a symbol begins or ends, as they are typed."""

    text: str
    column: Literal["", "title", "tag", "prompt"] = ""

    @override
    def typed(self) -> str:
        has_letter = any(sign.isalnum() for sign in self.text)
        text = self.text if has_letter else f'"{self.text}"'
        return (f"{self.column}:" if self.column else "") + text

    @override
    def holds(self, page: Page) -> bool:
        wanted, texts = as_typed(self.text), page.texts[self.column]
        return any(
            self._stands_in(text, wanted) or self._stands_in(printed, typographic(wanted))
            for text, printed in texts
        )

    def _stands_in(self, text: str, wanted: str) -> bool:
        start = text.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            is_begun = text[max(start - 1, 0) : start].isalnum() and wanted[0].isalnum()
            is_continued = text[end : end + 1].isalnum() and wanted[-1].isalnum()
            if not (is_begun or is_continued):
                return True
            start = text.find(wanted, start + 1)
        return False


@dataclass
class Named(Question):
    """A name that is exactly this one, but for its case."""

    name: str
    column: Literal["tag", "person", "feeling", "category"]
    is_quoted: bool = False

    @override
    def typed(self) -> str:
        return f"{self.column}:=" + (f'"{self.name}"' if self.is_quoted else self.name)

    @override
    def holds(self, page: Page) -> bool:
        return _same(self.name) in map(_same, page.names[self.column])


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.casefold().split()))


@dataclass
class Not(Question):
    part: Question
    sign: Literal["-", "NOT "] = "-"

    @override
    def typed(self) -> str:
        is_group = isinstance(self.part, Not | All | Any)
        return self.sign + (f"({self.part.typed()})" if is_group else self.part.typed())

    @override
    def holds(self, page: Page) -> bool:
        return not self.part.holds(page)


@dataclass
class All(Question):
    parts: list[Question]
    between: Literal[" ", " AND "] = " "

    @override
    def typed(self) -> str:
        return self.between.join(
            f"({part.typed()})" if isinstance(part, Any) else part.typed() for part in self.parts
        )

    @override
    def holds(self, page: Page) -> bool:
        return all(part.holds(page) for part in self.parts)


@dataclass
class Any(Question):
    parts: list[Question]

    @override
    def typed(self) -> str:
        return " OR ".join(
            f"({part.typed()})" if isinstance(part, Any) else part.typed() for part in self.parts
        )

    @override
    def holds(self, page: Page) -> bool:
        return any(part.holds(page) for part in self.parts)


@dataclass
class IsSo(Question):
    fact: Literal["starred", "trashed", "has-picture", "prompted"]

    @override
    def typed(self) -> str:
        return f"is:{self.fact}"

    @override
    def holds(self, page: Page) -> bool:
        return self.fact in page.facts


@dataclass
class OfDepth(Question):
    depth: str

    @override
    def typed(self) -> str:
        return f"depth:{self.depth}"

    @override
    def holds(self, page: Page) -> bool:
        return page.depth == self.depth


@dataclass
class Compared(Question):
    what: Literal["words", "intensity"]
    sign: Literal["<", "<=", "=", ">=", ">"]
    number: int

    @override
    def typed(self) -> str:
        return f"{self.what}{self.sign}{self.number}"

    @override
    def holds(self, page: Page) -> bool:
        if self.what not in page.numbers:
            return False
        compare = {"<": lt, "<=": le, "=": eq, ">=": ge, ">": gt}[self.sign]
        return bool(compare(page.numbers[self.what], self.number))


@dataclass
class When(Question):
    aspect: Literal["before", "after", "on"]
    year: int
    month: int | None
    day: int | None
    is_named: bool = False

    @override
    def typed(self) -> str:
        if self.is_named:
            month = calendar.month_name[self.month] if self.month else None
            named = (self.day if month else None, month, f"{self.year:04}")
            return f"{self.aspect}:" + " ".join(str(part) for part in named if part)
        return f"{self.aspect}:{_iso(self.year, self.month, self.day)}"

    @override
    def holds(self, page: Page) -> bool:
        first, last = _days_of(self.year, self.month, self.day)
        match self.aspect:
            case "before":
                return page.day < first
            case "after":
                return page.day > last
            case "on":
                return first <= page.day <= last


@dataclass
class Between(Question):
    """From the first day of one span to the last day of another."""

    start: tuple[int, int | None, int | None]
    end: tuple[int, int | None, int | None]

    @override
    def typed(self) -> str:
        return f"between:{_iso(*self.start)}..{_iso(*self.end)}"

    @override
    def holds(self, page: Page) -> bool:
        spans = [_days_of(*self.start), _days_of(*self.end)]
        return min(spans)[0] <= page.day <= max(last for _, last in spans)


def _iso(year: int, month: int | None, day: int | None) -> str:
    return "-".join(str(part) for part in (f"{year:04}", month, day if month else None) if part)


def _days_of(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    last_month = month or 12
    whole = calendar.monthrange(year, last_month)[1]
    is_day = month is not None and day is not None
    first = date(year, month or 1, (day or 1) if is_day else 1)
    return first, date(year, last_month, (day or whole) if is_day else whole)


def answers(question: Question, page: Page) -> bool:
    """Whether *page* answers: one in the trash only where the trash is asked about."""
    is_shown = "trashed" not in page.facts or "is:trashed" in question.typed()
    return is_shown and question.holds(page)
