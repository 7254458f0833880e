"""A search that is slow and obviously right: it reads every word of every entry."""

from __future__ import annotations

import calendar
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Literal

from typing_extensions import override

from shadowjournal.entry import Entry
from shadowjournal.formats.to_plain import plain_text

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
    day: date
    is_starred: bool

    @classmethod
    def of(cls, entry: Entry) -> Page:
        return cls(
            words_of(entry.title),
            words_of(plain_text(entry.document)),
            words_of(entry.prompt.text if entry.prompt else ""),
            [words_of(tag) for tag in entry.tags],
            entry.written.day,
            entry.starred,
        )


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
    column: Literal["", "title", "tag"] = ""

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
class Starred(Question):
    @override
    def typed(self) -> str:
        return "is:starred"

    @override
    def holds(self, page: Page) -> bool:
        return page.is_starred


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


@dataclass
class Whole(Question):
    """A whole query: filters around words."""

    filters: list[Question]
    words: Question | None

    @override
    def typed(self) -> str:
        half = len(self.filters) // 2
        words = [self.words] if self.words else []
        return All([*self.filters[:half], *words, *self.filters[half:]]).typed()

    @override
    def holds(self, page: Page) -> bool:
        return all(
            part.holds(page) for part in (*self.filters, *([self.words] if self.words else []))
        )
