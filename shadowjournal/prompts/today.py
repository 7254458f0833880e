"""What to offer today: three cards, the same all day, and never an intense one.

The first card is gentle. The second goes on with what was begun: the next prompt of a path, or a
follow-up that has not been written to; where nothing was begun it opens a shelf that has rested.
The third is for the writer: from "Choosing yourself" or "Integration".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.entry import PromptSnapshot
from shadowjournal.prompts.library import Library, LibraryPrompt
from shadowjournal.prompts.pack import Pack, Path, Sitting

Kind: TypeAlias = Literal["gentle", "continue", "care"]

CARE_SHELVES = ("selflove", "integrate")
"""The shelves of the third card."""

CALM = frozenset({"concrete", "distanced", "compassion"})
"""The ways of writing offered after `EXPRESSIVE_ANSWERS` expressive ones in `CALM_DAYS`."""

CALM_DAYS = 7
EXPRESSIVE_ANSWERS = 2
RECENT_DAYS = 30
"""How long a path stays open, a follow-up waits, and a shelf counts as just visited."""


class Answered(Struct, frozen=True):
    """That the prompt ``pack/id`` was written to on a day."""

    reference: str
    on: date


class Card(Struct, frozen=True):
    """One suggestion.

    ``last_answered`` is the day the prompt was last written to. ``follows`` is the question that
    was written to when the card's own text is its follow-up, else None.
    """

    snapshot: PromptSnapshot
    kind: Kind
    last_answered: date | None = None
    follows: str | None = None

    @property
    def begins_with(self) -> PromptSnapshot:
        """The prompt that an entry begun from this card holds.

        A follow-up means nothing alone, so the question it follows stands above it.
        """
        if self.follows is None:
            return self.snapshot
        return replace(self.snapshot, text=f"{self.follows}\n{self.snapshot.text}")

    @override
    def __repr__(self) -> str:  # a person's own prompts are confessions too
        return f"<Card {self.kind} {self.snapshot.reference}>"


Tiers: TypeAlias = tuple[list[Card], list[Card]]
"""What a card could be, best first: what does not rest, and what does."""


def offer(
    library: Library, answered: Sequence[Answered], today: date, shuffle: int = 0
) -> tuple[Card, Card, Card]:
    """Return the cards of *today*: gentle, continue, care. No two are of one prompt.

    One day's cards stay, but for those written to. Each higher *shuffle* gives others, as long as
    there are any; then they come round again. What was answered after *today* is not looked at.

    A prompt rests for its ``rest_days`` after being answered (its follow-ups do not); only where
    all that a card could be rests, the one that has rested longest comes back. After
    `EXPRESSIVE_ANSWERS` expressive answers in `CALM_DAYS` days, only `CALM` prompts are offered.

    Raises:
        ValueError: the library holds too few prompts for three cards; the built-in one never does.
    """
    day = _Day(library, answered, today)
    slots: dict[Kind, Tiers] = {
        "continue": day.continuing(),
        "care": day.caring(),
        "gentle": day.gentle(),
    }
    picked: dict[Kind, Card] = {}
    shown: set[str] = set()
    for _ in range(max(shuffle, 0) + 1):
        picked = {}
        for kind, tiers in slots.items():
            taken = {card.snapshot.reference for card in picked.values()}
            picked[kind] = _pick(tiers, taken, shown)
        shown |= {card.snapshot.reference for card in picked.values()}
    return picked["gentle"], picked["continue"], picked["care"]


def _pick(tiers: Tiers, taken: set[str], shown: set[str]) -> Card:
    """Return the first card that is neither taken nor shown; when all were, begin again."""
    for tier in tiers:
        free = [card for card in tier if card.snapshot.reference not in taken]
        for card in free:
            if card.snapshot.reference not in shown:
                return card
        if free:
            shown.difference_update(card.snapshot.reference for card in free)
            return free[0]
    raise ValueError("This library holds too few prompts to offer three.")


class _Day:
    """What was answered, as seen from one day, and what may be offered on it."""

    def __init__(self, library: Library, answered: Sequence[Answered], today: date) -> None:
        self._library = library
        self._today = today
        self._days: dict[str, set[date]] = {}
        for answer in answered:
            if answer.on <= today:
                self._days.setdefault(answer.reference, set()).add(answer.on)
        # Today's answers move nothing on, so that the other cards stay as they are.
        self._recent: dict[str, date] = {
            reference: max(recent)
            for reference, days in self._days.items()
            if (recent := [day for day in days if _is_recent(day, today)])
        }
        is_calm = self._is_calm(answered)
        days = (day for days in self._days.values() for day in days)
        is_new = all((today - day).days < RECENT_DAYS for day in days)
        self._allowed = {
            prompt.reference: prompt
            for prompt in library.prompts
            if prompt.depth != "intense"
            and not (is_calm and prompt.prompt.process not in CALM)
            and not (is_new and prompt.prompt.after == "thread")  # there is no old page to open
        }

    def gentle(self) -> Tiers:
        """Return the gentle prompts, those of the third card's shelves at the end."""
        gentle = (p for p in self._allowed.values() if p.depth == "gentle")
        return self._by_rest(
            sorted(
                gentle, key=lambda p: (_is_caring(p), not self._is_kept_gentle(p), self._lot(p))
            ),
            "gentle",
        )

    def caring(self) -> Tiers:
        """Return the prompts of `CARE_SHELVES`."""
        return self._by_rest(
            sorted(filter(_is_caring, self._allowed.values()), key=self._lot), "care"
        )

    def continuing(self) -> Tiers:
        """Return what was begun, then shelves not visited of late, then the others."""
        recent = (self._library.prompt(reference) for reference in self._recent)
        visited = {prompt.category.id for prompt in recent if prompt}

        def rank(prompt: LibraryPrompt) -> tuple[bool, bool, bool, bytes]:
            was_visited = prompt.category.id in visited
            kept = self._is_kept_gentle(prompt)
            return _is_caring(prompt), was_visited, kept, self._lot(prompt)

        rested, resting = self._by_rest(sorted(self._allowed.values(), key=rank), "continue")
        return [*self._next_of_paths(), *self._follow_ups(), *rested], resting

    def _is_calm(self, answered: Sequence[Answered]) -> bool:
        days = [
            (self._today - answer.on).days
            for answer in answered
            for prompt in [self._library.prompt(answer.reference)]
            if prompt and prompt.prompt.process == "expressive"
        ]
        return sum(0 <= days_ago <= CALM_DAYS for days_ago in days) >= EXPRESSIVE_ANSWERS

    def _lot(self, prompt: LibraryPrompt) -> bytes:
        """Return the place in this day's order."""
        drawn = f"{self._today.isoformat()} {prompt.reference}".encode()
        return hashlib.blake2b(drawn, digest_size=8).digest()

    def _is_kept_gentle(self, prompt: LibraryPrompt) -> bool:
        # Half of the gentle prompts, so that the second card, once written to, is not replaced
        # by what stands on the first.
        return prompt.depth == "gentle" and self._lot(prompt)[-1] % 2 == 0

    def _by_rest(self, prompts: Sequence[LibraryPrompt], kind: Kind) -> Tiers:
        """Return the cards of *prompts* that do not rest, and those that do, longest first."""
        resting = sorted(filter(self._rests, prompts), key=lambda p: max(self._days[p.reference]))
        rested = [self._card(prompt, kind) for prompt in prompts if not self._rests(prompt)]
        return rested, [self._card(prompt, kind) for prompt in resting]

    def _rests(self, prompt: LibraryPrompt) -> bool:
        days = self._days.get(prompt.reference)
        return days is not None and (self._today - max(days)).days < prompt.prompt.rest_days

    def _card(self, prompt: LibraryPrompt, kind: Kind) -> Card:
        days = self._days.get(prompt.reference)
        return Card(self._library.snapshot(prompt), kind, max(days) if days else None)

    def _next_of_paths(self) -> list[Card]:
        """Return the next prompt of each open path, the path written to last first."""
        found = [
            step
            for pack in self._library.packs
            for path in pack.paths
            for step in [self._next_of(pack, path)]
            if step
        ]
        found.sort(key=lambda step: step[0], reverse=True)
        return [card for _, card in found]

    def _next_of(self, pack: Pack, path: Path) -> tuple[date, Card] | None:
        """Return when *path* was last written to and how it goes on, or None.

        It is open when one of its sittings, a rest aside, was answered of late. It goes on with the
        first prompt after the earliest such sitting that was not; once that is written to, on
        another day.
        """
        begun = {
            number: max(self._recent[reference] for reference in answered)
            for number, sitting in enumerate(path.sittings)
            if not sitting.rest
            and (
                answered := self._recent.keys()
                & {*_prompts(pack, sitting.items + sitting.alternatives)}
            )
        }
        if not begun:
            return None
        for sitting in path.sittings[min(begun) :]:
            for prompt in self._open_in(pack, sitting):
                if self._today in self._days.get(prompt.reference, ()):
                    return None
                if not self._rests(prompt):
                    return max(begun.values()), self._card(prompt, "continue")
        return None

    def _open_in(self, pack: Pack, sitting: Sitting) -> list[LibraryPrompt]:
        """Return the prompts of *sitting* that are still to be answered.

        Where none of its items is a prompt that may be offered (an exercise, an intense one), its
        first alternative that may be stands in for them.
        """
        items = [self._allowed[r] for r in _prompts(pack, sitting.items) if r in self._allowed]
        others = [
            self._allowed[r] for r in _prompts(pack, sitting.alternatives) if r in self._allowed
        ]
        if any(r in self._recent for r in _prompts(pack, sitting.alternatives)):
            return []
        return [p for p in items or others[:1] if p.reference not in self._recent]

    def _follow_ups(self) -> list[Card]:
        """Return the follow-ups that come next, of the prompts answered of late, newest first.

        Each day a prompt was written to takes one: first the question itself, then a follow-up.
        """
        found: list[tuple[date, Card]] = []
        for reference, last in sorted(self._recent.items()):
            prompt = self._allowed.get(reference)
            if prompt is None or self._today in self._days[reference]:
                continue
            card = self._card(prompt, "continue")
            asked = self._count_recent(reference)
            whole = card.snapshot
            if asked <= len(whole.followups):
                snapshot = replace(
                    whole, text=whole.followups[asked - 1], followups=whole.followups[asked:]
                )
                found.append((last, replace(card, snapshot=snapshot, follows=whole.text)))
        found.sort(key=lambda item: item[0], reverse=True)
        return [card for _, card in found]

    def _count_recent(self, reference: str) -> int:
        return sum(_is_recent(day, self._today) for day in self._days[reference])


def _is_recent(day: date, today: date) -> bool:
    """Tell whether *day* lies before *today* by at most `RECENT_DAYS`."""
    return 0 < (today - day).days <= RECENT_DAYS


def _is_caring(prompt: LibraryPrompt) -> bool:
    return prompt.category.id in CARE_SHELVES


def _prompts(pack: Pack, items: Iterable[str]) -> list[str]:
    """Return the references of the prompts among the items of a sitting."""
    names = [item.removeprefix("prompt:") for item in items if item.startswith("prompt:")]
    return [name if "/" in name else f"{pack.id}/{name}" for name in names]
