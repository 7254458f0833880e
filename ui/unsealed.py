"""What was written and is not sealed yet, and what waits for it to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from shadowjournal.entry import Entry


class Unsealed:
    """Entries in their newest version until the journal has them, in the order of writing."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._on_the_way: Counter[str] = Counter()  # answers that are due, by entry

    def __bool__(self) -> bool:
        return bool(self._entries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._entries

    def __getitem__(self, entry_id: str) -> Entry:
        return self._entries[entry_id]

    def keep(self, entry: Entry) -> None:
        """Keep *entry* in place of its older version."""
        self._entries[entry.id] = entry

    def send(self, changed: set[str]) -> list[Entry]:
        """Return those to be handed over now: the *changed* ones, and those that were refused."""
        due = [e for e in self._entries.values() if e.id in changed or not self._on_the_way[e.id]]
        self._on_the_way.update(entry.id for entry in due)
        return due

    def take_answer(self, entry_id: str) -> bool:
        """Take note of an answer about an entry; tell whether it was about its newest version."""
        if not self._on_the_way[entry_id]:
            return False  # somebody else saved it
        self._on_the_way[entry_id] -= 1
        return not self._on_the_way[entry_id]

    def drop(self, entry_id: str) -> None:
        """Keep the entry no longer: the journal has it."""
        self._entries.pop(entry_id, None)


class Afterwards:
    """What is to be done once all is sealed."""

    def __init__(self) -> None:
        self._acts: list[Callable[[], None]] = []
        self._last: Callable[[], None] | None = None

    def __bool__(self) -> bool:
        return bool(self._acts) or self._last is not None

    def add(self, act: Callable[[], None]) -> None:
        """Do *act*, unless the system refuses before that."""
        self._acts.append(act)

    def add_at_last(self, act: Callable[[], None]) -> None:
        """Do *act* after the others, however often the system refuses."""
        self._last = act

    def give_up(self) -> None:
        """Do nothing of it, but what is to be done at last."""
        self._acts.clear()

    def forget(self) -> None:
        """Do nothing of it."""
        self._acts.clear()
        self._last = None

    def do(self) -> None:
        """Do it all, in the order in which it came."""
        acts = [*self._acts, *([self._last] if self._last else [])]
        self.forget()
        for act in acts:
            act()
