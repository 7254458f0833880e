"""A search that is slow and obviously right: it reads every word of every entry."""

from __future__ import annotations

import calendar
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt
from typing import Literal

from typing_extensions import override

from shadowjournal.document import Figure
from shadowjournal.entry import CheckIn, Entry
from shadowjournal.formats.to_plain import plain_text, word_count

UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "SEEDLING")


def words_of(text: str) -> list[str]:
    """The words as a reader sees them, without case and accents."""
    words: list[str] = []
    is_inside = False
    for sign in unicodedata.normalize("NFC", text):
        if unicodedata.name(sign, "").startswith(UNSPACED):
            words.append(sign)
            is_inside = False
        elif sign.isalnum():
            letter = unicodedata.normalize("NFD", sign)[0].lower()
            words = [*words[:-1], words[-1] + letter] if is_inside else [*words, letter]
            is_inside = True
        elif not "\u0300" <= sign <= "\u036f":
            is_inside = False
    return words


@dataclass
class Page:
    title: list[str]
    text: list[str]
    prompt: list[str]
    tags: list[list[str]]
    category: list[list[str]]
    feelings: list[list[str]]
    people: list[list[str]]
    day: date
    facts: set[str]
    depth: str
    numbers: dict[str, int]

    @classmethod
    def of(cls, entry: Entry) -> Page:
        return cls(
            words_of(entry.title),
            words_of(plain_text(entry.document)),
            words_of(entry.prompt.text if entry.prompt else ""),
            [words_of(tag) for tag in entry.tags],
            [words_of(name) for name in _categories(entry)],
            [words_of(feeling) for check in _checks(entry) for feeling in check.feelings],
            [words_of(tag) for tag in entry.tags if tag.startswith("@")],
            entry.written.day,
            _facts(entry),
            entry.prompt.depth if entry.prompt else "",
            {"words": word_count(entry.document)} | _intensity(entry),
        )


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

    @override
    def typed(self) -> str:
        text = f'"{self.text}"' if self.is_quoted else self.text
        return (
            (f"{self.column}:" if self.column else "") + text + ("*" if self.is_beginning else "")
        )

    @override
    def holds(self, page: Page) -> bool:
        places = {
            "": [page.title, page.text, page.prompt, *page.tags],
            "title": [page.title],
            "tag": page.tags,
            "prompt": [page.prompt],
            "category": page.category,
            "feeling": page.feelings,
            "person": page.people,
        }
        return any(self._stands_in(place) for place in places[self.column])

    def _stands_in(self, there: list[str]) -> bool:
        *first, last = words_of(self.text)
        return any(
            there[at : at + len(first)] == first
            and any(
                word.startswith(last) if self.is_beginning else word == last
                for word in there[at + len(first) : at + len(first) + 1]
            )
            for at in range(len(there))
        )


@dataclass
class Not(Question):
    part: Question

    @override
    def typed(self) -> str:
        is_group = isinstance(self.part, Not | All | Any)
        return f"-({self.part.typed()})" if is_group else f"-{self.part.typed()}"

    @override
    def holds(self, page: Page) -> bool:
        return not self.part.holds(page)


@dataclass
class All(Question):
    parts: list[Question]

    @override
    def typed(self) -> str:
        return " ".join(
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

    @override
    def typed(self) -> str:
        parts = (f"{self.year:04}", self.month, self.day)
        return f"{self.aspect}:" + "-".join(str(part) for part in parts if part)

    @override
    def holds(self, page: Page) -> bool:
        first = date(self.year, self.month or 1, self.day or 1)
        last_month = self.month or 12
        last = date(
            self.year, last_month, self.day or calendar.monthrange(self.year, last_month)[1]
        )
        match self.aspect:
            case "before":
                return page.day < first
            case "after":
                return page.day > last
            case "on":
                return first <= page.day <= last


def answers(question: Question, page: Page) -> bool:
    """Whether *page* answers: one in the trash only where the trash is asked about."""
    is_shown = "trashed" not in page.facts or "is:trashed" in question.typed()
    return is_shown and question.holds(page)
