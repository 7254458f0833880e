"""Questions at random about a diary, and what a diary needs so that each of them has answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from msgspec.structs import replace

from shadowjournal.document import Document, Figure
from shadowjournal.entry import CheckIn, Depth, Entry, now
from shadowjournal.search.expression import Aspect, Bearer, Column, Fact, Measured, Sign
from tests.builders import a_prompt
from tests.shadowjournal.search.plain_scan import (
    All,
    Any,
    AsTyped,
    Between,
    Compared,
    IsSo,
    Named,
    Not,
    OfDepth,
    Question,
    When,
    Words,
    words_of,
)

FEELINGS = ("vexed", "merry", "at peace", "troubled in mind", "naïve")
PROMPTS = ("What did the house smell like?", "Draw the loop in words.", "Who was merry?")
TAGS = ("@Elizabeth", "@Will Hewer", "@Knipp", "the office", "Navy Board", "café", "plague year")
CATEGORIES = ("Loops", "The house", "People")
SIGNS = ("&c", "&C", "\u00a36", "?", ";", "!", "--", "...", ":--", "(", "[", "a%")
_DEEPEST = 3


def lived_in(diary: Sequence[Entry], chance: random.Random) -> list[Entry]:
    """The *diary* with stars, tags, people, prompts, pictures, check-ins and a trash."""
    return [_lived_in(entry, chance) for entry in diary]


def _lived_in(entry: Entry, chance: random.Random) -> Entry:
    figures = (Figure("0" * 32),) if chance.random() < 0.1 else ()
    prompt = replace(
        a_prompt(words=chance.choice(PROMPTS)),
        depth=chance.choice(get_args(Depth)),
        category_title=chance.choice(CATEGORIES),
    )
    return replace(
        entry,
        document=Document((*entry.document.blocks, *figures)),
        tags=(*entry.tags, *chance.sample(TAGS, chance.choice((0, 0, 1, 2)))),
        starred=chance.random() < 0.2,
        trashed=now() if chance.random() < 0.1 else None,
        prompt=prompt if chance.random() < 0.3 else None,
        before=_check_in(chance) if chance.random() < 0.3 else None,
        after=_check_in(chance) if chance.random() < 0.3 else None,
    )


def _check_in(chance: random.Random) -> CheckIn:
    feelings = tuple(chance.sample(FEELINGS, chance.randint(0, 2)))
    return CheckIn(feelings, intensity=chance.choice((None, *range(11))))


class Asker:
    """Asks about *texts*, with words, phrases and beginnings that stand in them."""

    def __init__(
        self,
        texts: Sequence[str],
        years: range,
        chance: random.Random,
        *,
        in_all_forms: bool = False,
    ) -> None:
        self._texts = texts
        self._years = years
        self._chance = chance
        self._in_all_forms = in_all_forms

    def question(self, depth: int = 0) -> Question:
        """Return a question: one thing, or several joined, within each other as deep as allowed."""
        odds = 0.6 if depth == 0 else 0.35
        joins: tuple[Callable[[int], Question], ...] = (self._not, self._all, self._any)
        if depth < _DEEPEST and self._chance.random() < odds:
            return self._chance.choice(joins)(depth + 1)
        kinds = (self._words,) * 3 + (self._field,) * 2 + (self._fact,) * 4
        return self._chance.choice(kinds)()

    def _parts(self, depth: int) -> list[Question]:
        return [self.question(depth) for _ in range(self._chance.randint(2, 3))]

    def _not(self, depth: int) -> Question:
        return Not(self.question(depth), self._chance.choice(("-", "NOT ")))

    def _all(self, depth: int) -> Question:
        return All(self._parts(depth), self._chance.choice((" ", " AND ")))

    def _any(self, depth: int) -> Question:
        return Any(self._parts(depth))

    def _words(self, texts: Sequence[str] = (), column: Column | None = None) -> Question:
        """Words of one of the texts: one, the beginning of one, or some side by side."""
        words = words_of(self._chance.choice(texts or self._texts))[:200]
        at = self._chance.randrange(len(words))
        count = self._chance.choice((1, 1, 1, 2, 2, 3))
        is_beginning = self._chance.random() < 0.3
        *first, last = words[at : at + count]
        if is_beginning:
            last = last[: self._chance.randint(1, 4)]
        is_quoted = bool(first) or self._chance.random() < 0.1
        text = " ".join([*first, last])
        return Words(text, is_quoted, is_beginning, column or "", self._in_all_forms)

    def _field(self) -> Question:
        of_column: dict[Column, Sequence[str]] = {
            "title": self._texts,
            "tag": TAGS,
            "prompt": PROMPTS,
            "category": (*CATEGORIES, "pushpull"),
            "feeling": FEELINGS,
            "person": TAGS,
        }
        column = self._chance.choice(get_args(Column))
        return self._words(of_column[column], column)

    def _fact(self) -> Question:
        kinds = (
            self._named,
            self._as_typed,
            self._is_so,
            self._of_depth,
            self._compared,
            self._when,
            self._between,
        )
        return self._chance.choice(kinds)()

    def _named(self) -> Question:
        names: dict[Bearer, Sequence[str]] = {
            "tag": (*TAGS, "plague", "office"),
            "person": [tag[1:] for tag in TAGS if tag.startswith("@")],
            "feeling": FEELINGS,
            "category": (*CATEGORIES, "house"),
        }
        column = self._chance.choice(get_args(Bearer))
        name = self._chance.choice(names[column])
        return Named(self._chance.choice((name, name.upper())), column, is_quoted=" " in name)

    def _as_typed(self) -> Question:
        columns: tuple[Literal["", "title", "tag", "prompt"], ...] = ("", "", "title", "prompt")
        return AsTyped(self._chance.choice(SIGNS), self._chance.choice(columns))

    def _is_so(self) -> Question:
        return IsSo(self._chance.choice(get_args(Fact)))

    def _of_depth(self) -> Question:
        return OfDepth(self._chance.choice(get_args(Depth)))

    def _compared(self) -> Question:
        what = self._chance.choice(get_args(Measured))
        most = 1_000 if what == "words" else 10
        sign = self._chance.choice(get_args(Sign))
        return Compared(what, sign, self._chance.randint(0, most))

    def _when(self) -> Question:
        aspect = self._chance.choice(get_args(Aspect))
        return When(aspect, *self._day(), is_named=self._chance.random() < 0.3)

    def _between(self) -> Question:
        return Between(self._day(), self._day())

    def _day(self) -> tuple[int, int | None, int | None]:
        month = self._chance.choice((None,) * 6 + (*range(1, 13),))
        day = self._chance.choice((None, None, 1, 12, 28)) if month else None
        return self._chance.choice(self._years), month, day
