"""What a journal is asked, in the words of every program that is asked."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

QUERIES = 200
SHOWN = 20
"""So many answers every program shows, as the window does at first."""

Joins: TypeAlias = Literal["all", "any"]


class Query(NamedTuple):
    """One question.

    ``typed`` is how it is typed here and ``match`` how FTS5 wants it. A program that looks for
    letters anywhere is to find ``letters``, all of them or any; there are none where it cannot be
    asked.
    """

    typed: str
    match: str
    letters: tuple[str, ...] = ()
    joins: Joins = "all"

    @property
    def is_one_run(self) -> bool:
        """Whether whoever can look for one run of letters only can be asked."""
        return len(self.letters) == 1


def word(text: str) -> Query:
    """Return the question for the word *text*."""
    return Query(text, f'"{text}"', (text,))


def phrase(text: str) -> Query:
    """Return the question for the words of *text* side by side."""
    return Query(f'"{text}"', f'"{text}"', (text,))


def words(text: str) -> Query:
    """Return the question for all words of *text*, anywhere."""
    each = text.split()
    return Query(text, " AND ".join(f'"{one}"' for one in each), tuple(each))


def beginning(text: str) -> Query:
    """Return the question for words that begin with *text*."""
    return Query(f"{text}*", f'"{text}"*', (text,))


def either(one: str, other: str) -> Query:
    """Return the question for one word or another."""
    return Query(f"{one} OR {other}", f'"{one}" OR "{other}"', (one, other), "any")


def without(one: str, other: str) -> Query:
    """Return the question for one word where another is not."""
    return Query(f"{one} -{other}", f'"{one}" NOT "{other}"')


def queries(texts: Sequence[str]) -> list[Query]:
    """Return 200 queries of every kind, of common and rare words, so mixed that any few are."""
    chance = random.Random(2)
    runs = [re.findall(r"[a-z]+", text.lower()) for text in texts]
    by_use = [one for one, _ in Counter(one for run in runs for one in run).most_common()]
    common, rare = by_use[:200], by_use[200:]

    def side_by_side(length: int) -> str:
        run = chance.choice([run for run in runs if len(run) > 2 * length])
        start = chance.randrange(len(run) - length)
        return " ".join(run[start : start + length])

    kinds: list[Callable[[], Query]] = [
        lambda: word(chance.choice(common)),
        lambda: word(chance.choice(rare)),
        lambda: words(side_by_side(2)),
        lambda: phrase(side_by_side(2)),
        lambda: phrase(side_by_side(3)),
        lambda: beginning(chance.choice(rare)[:3]),
        lambda: either(chance.choice(common), chance.choice(rare)),
        lambda: without(chance.choice(common), chance.choice(common)),
    ]
    known = [phrase("my wife"), words("my wife"), word("the"), word("and")]
    asked: list[Query] = []
    while len(asked) < QUERIES - len(known):
        query = kinds[len(asked) % len(kinds)]()
        if query not in {*asked, *known}:  # else one of its kind is drawn anew
            asked.append(query)
    for number, query in enumerate(known):  # they find most: as few of them among any few
        asked.insert(number * QUERIES // len(known) + len(kinds), query)
    return asked
