"""All prompts of all packs, to browse, to search and to begin an entry from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from importlib import resources

from msgspec import Struct
from typing_extensions import override

from shadowjournal.document import clean_line
from shadowjournal.entry import Depth, PromptSnapshot
from shadowjournal.prompts.pack import Category, Pack, Prompt, read_pack

FALLBACKS: Mapping[str, str] = {
    "person": "this person",
    "bond": "this bond",
    "name": "the person with your name",
}
"""What stands for a word that the writer has not chosen: all of the third person singular."""

_PLACEHOLDER = re.compile(r"\{(person|bond|name)\}")
_NOT_WORDS = " \n\"'([\u2018\u201c\u00bf\u00a1"
_LAST = 10_000


class LibraryPrompt(Struct, frozen=True):
    """A prompt with the pack it comes from and the shelf it stands on.

    ``care_notes`` are sentences to be shown beside it.
    """

    pack: Pack
    category: Category
    prompt: Prompt
    care_notes: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """``pack/id``."""
        return f"{self.pack.id}/{self.prompt.id}"

    @property
    def id(self) -> str:
        """The id inside its pack."""
        return self.prompt.id

    @property
    def text(self) -> str:
        """The question, placeholders filled with what stands for them."""
        return fill(self.prompt.text)

    @property
    def depth(self) -> Depth:
        """How deep it goes."""
        return self.prompt.depth

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return self.prompt.minutes

    @property
    def category_title(self) -> str:
        """The name of its shelf."""
        return self.category.title

    @override
    def __repr__(self) -> str:
        return f"<LibraryPrompt {self.reference}>"


class Library:
    """The prompts of several packs.

    Where two packs have one id, or two packs define one shelf or care note, the earlier pack
    counts.
    """

    def __init__(self, packs: Sequence[Pack]) -> None:
        first: dict[str, Pack] = {}
        for pack in packs:
            first.setdefault(pack.id, pack)
        self.packs: tuple[Pack, ...] = tuple(first.values())
        self._shelves = self._collect_shelves()
        cares = {care.id: care.text for pack in reversed(self.packs) for care in pack.cares}
        self._prompts = {
            item.reference: item
            for pack in self.packs
            for prompt in pack.prompts
            for item in [self._place(pack, prompt, cares)]
        }
        self._folded = {ref: _fold(_searched(item)) for ref, item in self._prompts.items()}

    @property
    def categories(self) -> tuple[Category, ...]:
        """The shelves in their order, also those that stand empty."""
        return tuple(self._shelves.values())

    @property
    def prompts(self) -> tuple[LibraryPrompt, ...]:
        """Every prompt, pack by pack."""
        return tuple(self._prompts.values())

    def prompts_in(self, category_id: str) -> tuple[LibraryPrompt, ...]:
        """Return the prompts on one shelf; none where there is no such shelf."""
        return tuple(p for p in self._prompts.values() if p.prompt.category == category_id)

    def prompt(self, reference: str) -> LibraryPrompt | None:
        """Return the prompt called ``pack/id``, or None where no pack here holds it."""
        return self._prompts.get(reference)

    def find(self, text: str) -> tuple[LibraryPrompt, ...]:
        """Return the prompts that hold every word of *text*, whatever its case and accents.

        A word may be the part of another. Looked through are the question, its follow-ups and the
        name of its shelf. No words find nothing.
        """
        words = _fold(text).split()
        if not words:
            return ()
        return tuple(
            self._prompts[reference]
            for reference, folded in self._folded.items()
            if all(word in folded for word in words)
        )

    def snapshot(
        self, prompt: LibraryPrompt, words: Mapping[str, str] = FALLBACKS
    ) -> PromptSnapshot:
        """Return *prompt* as an entry keeps it.

        *words* fill the placeholders ``person``, ``bond`` and ``name``; `FALLBACKS` stand for
        those that are missing or blank.
        """
        return PromptSnapshot(
            pack=prompt.pack.id,
            id=prompt.prompt.id,
            text=fill(prompt.prompt.text, words),
            version=prompt.pack.version,
            language=prompt.pack.language,
            category=prompt.category.id,
            category_title=prompt.category.title,
            depth=prompt.prompt.depth,
            minutes=prompt.prompt.minutes,
            process=prompt.prompt.process,
            followups=tuple(fill(question, words) for question in prompt.prompt.followups),
        )

    def _collect_shelves(self) -> dict[str, Category]:
        found: dict[str, Category] = {}
        for pack in self.packs:
            for category in pack.categories:
                found.setdefault(category.id, category)
        for pack in self.packs:
            for prompt in pack.prompts:
                name = prompt.category
                found.setdefault(name, Category(id=name, title=name.capitalize(), order=_LAST))
        return {shelf.id: shelf for shelf in sorted(found.values(), key=lambda s: s.order)}

    def _place(self, pack: Pack, prompt: Prompt, cares: Mapping[str, str]) -> LibraryPrompt:
        own = {care.id: care.text for care in pack.cares}
        notes = (own.get(name) or cares.get(name) for name in prompt.care)
        return LibraryPrompt(
            pack=pack,
            category=self._shelves[prompt.category],
            prompt=prompt,
            care_notes=tuple(note for note in notes if note),
        )


def built_in() -> Library:
    """Return the library of the packs that come with the program.

    Raises:
        BadPack: the program was put together wrongly.
    """
    files = (resources.files("resources") / "prompts").iterdir()
    packs = sorted((f for f in files if f.name.endswith(".toml")), key=lambda f: f.name)
    return Library([read_pack(file.read_bytes()) for file in packs])


def fill(text: str, words: Mapping[str, str] = FALLBACKS) -> str:
    """Return *text* with its placeholders filled from *words*, else from `FALLBACKS`.

    What opens a sentence begins with a capital letter where it comes from `FALLBACKS`.
    """

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        chosen = clean_line(words.get(name, "")) or FALLBACKS[name]
        before = match.string[: match.start()].rstrip(_NOT_WORDS)
        opens = not before or (before[-1] in ".!?" and not before.endswith(".."))
        return chosen[0].upper() + chosen[1:] if opens and chosen == FALLBACKS[name] else chosen

    return _PLACEHOLDER.sub(filled, text)


def _searched(item: LibraryPrompt) -> str:
    return "\n".join((item.text, *map(fill, item.prompt.followups), item.category.title))


def _fold(text: str) -> str:
    """Return *text* without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
