"""The rules of a pack that no single field can tell: what its parts owe each other, and the tone.

Each rule yields sentences; a problem refuses the pack, a warning is shown and the pack loads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from shadowjournal.document import clean_text
from shadowjournal.prompts.parts import Exercise, Item, Path, Prompt, Step

# fmt: off
CORE_CATEGORIES = frozenset({
    "trigger", "mirror", "pushpull", "childhood", "solitude", "loss", "boundary", "mypart",
    "belief", "selflove", "voices", "integrate",
})
# fmt: on
"""Shelves that every pack may use without defining them."""

CORE_CARES = frozenset({"slow", "harm"})
"""Care notes that every pack may use without defining them."""

BUILT_IN_ITEMS = frozenset({"timed-5", "timed-10", "timed-15", "timed-20", "timed-25"})
"""What a sitting may call ``builtin:``: writing for so many minutes."""

PLACEHOLDERS = ("person", "bond", "name")
"""What may stand in braces in a text, to be filled when the prompt is chosen."""

_LEAST_CHOICES = {"choice": 2, "grid": 2}
_SPEAKERS = 2
_LEAST_GAP = 5

_BRACES = re.compile(r"\{([^{}]*)\}")
_ADDRESS = re.compile(r"\b(?:https?|ftp)://|\bwww\.\w", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_WHY = re.compile(r"\W*why\b", re.IGNORECASE)
# Characters that turn the reading order of what follows; marks (LRM, RLM, ALM) do not.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Known(Struct, frozen=True):
    """The ids that parts of one pack may refer to."""

    pack: str
    categories: Collection[str]
    cares: Collection[str]
    prompts: Collection[str]
    exercises: Collection[str]


def text_problems(text: str) -> Iterator[str]:
    """Yield what a text must not hold, as the end of the sentence "it holds ..."."""
    if clean_text(text) != text or "\t" in text:
        yield "a control or reserved character"
    if any(unicodedata.category(character) == "Co" for character in text):
        yield "a private-use character"
    if _TURNING.search(text):
        yield "a character that turns the reading direction"
    if any(name not in PLACEHOLDERS for name in _BRACES.findall(text)):
        yield "a placeholder other than {person}, {bond} and {name}"


def text_warnings(text: str) -> Iterator[str]:
    """Yield what a text had better not hold, as the end of the sentence "it holds ..."."""
    if _ADDRESS.search(text):
        yield "a web address, which is shown as plain text"
    if _MARKUP.search(text):
        yield "HTML, which is shown as it stands"


def prompt_problems(prompt: Prompt, known: Known) -> Iterator[str]:
    """Yield what in *prompt* refers to nothing."""
    yield from _shelf_problems(prompt, known)
    for target in prompt.related:
        if not _is_known(target, known.pack, known.prompts):
            yield f"its related prompt {target} is unknown"


def exercise_problems(exercise: Exercise, known: Known) -> Iterator[str]:
    """Yield what in *exercise* refers to nothing."""
    yield from _shelf_problems(exercise, known)
    if not exercise.steps:
        yield "it has no steps"


def step_problems(step: Step) -> Iterator[str]:
    """Yield what *step* lacks for its kind of input."""
    if len(step.choices) < _LEAST_CHOICES.get(step.input, 0):
        yield f"a {step.input} needs at least two choices"
    if step.input == "dialogue" and len(step.speakers) != _SPEAKERS:
        yield "a dialogue needs exactly two speakers"
    if step.max_items and step.min_items > step.max_items:
        yield "min_items is more than max_items"


def path_problems(path: Path, known: Known) -> Iterator[str]:
    """Yield sittings out of order, and items that name nothing."""
    numbers = [sitting.n for sitting in path.sittings]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "its sittings must be numbered 1, 2, 3 and so on"
    for sitting in path.sittings:
        if not sitting.items:
            yield f"sitting {sitting.n} has no items"
        for item in (*sitting.items, *sitting.alternatives):
            if not _is_known_item(item, known):
                yield f"sitting {sitting.n}: the item {item} is unknown"


def prompt_warnings(prompt: Prompt) -> Iterator[str]:
    """Yield where *prompt* asks for care it does not have."""
    if _WHY.match(prompt.text):
        yield 'it opens with "Why"; what, when, where and how are kinder'
    yield from _depth_warnings(prompt)


def exercise_warnings(exercise: Exercise) -> Iterator[str]:
    """Yield where *exercise* asks for care it does not have, or its minutes do not add up."""
    yield from _depth_warnings(exercise)
    total = sum(step.minutes for step in exercise.steps)
    if abs(total - exercise.minutes) > max(_LEAST_GAP, exercise.minutes // 2):
        yield f"it says {exercise.minutes} minutes, but its steps take {total}"


def balance_warnings(parts: Sequence[Prompt | Exercise]) -> Iterator[str]:
    """Yield whether more than half of a pack is intense."""
    if sum(part.depth == "intense" for part in parts) * 2 > len(parts):
        yield "More than half of this pack is intense."


def _shelf_problems(part: Prompt | Exercise, known: Known) -> Iterator[str]:
    if part.category not in known.categories:
        yield f"its category {part.category} is unknown"
    for care in part.care:
        if care not in known.cares:
            yield f"its care note {care} is unknown"


def _depth_warnings(part: Prompt | Exercise) -> Iterator[str]:
    if part.depth == "intense" and not part.care:
        yield "it is intense and has no care note"
    if part.depth == "intense" and part.after == "none":
        yield "it is intense and says nothing about what comes after"


def _is_known(target: str, own: str, ids: Collection[str]) -> bool:
    # Whether another pack holds it cannot be told here: packs come and go.
    pack, slash, name = target.rpartition("/")
    return bool(slash and pack != own) or name in ids


def _is_known_item(item: Item, known: Known) -> bool:
    kind, _, target = item.partition(":")
    if kind == "builtin":
        return target in BUILT_IN_ITEMS
    return _is_known(target, known.pack, known.prompts if kind == "prompt" else known.exercises)
