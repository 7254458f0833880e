"""The room of tags and people: what is wanted there is told first, done after, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from shadowjournal.names import name_key
from shadowjournal.preferences import Preferences
from shadowjournal.tagging import Colours, Retagging, Tagged, clean_tag, coloured
from ui import questions
from ui.desk import Desk
from ui.looks import Looks
from ui.rewriting import Rewriting
from ui.session import Session
from ui.tag_look import set_tag_colours

if TYPE_CHECKING:
    from ui.tags.screen import TagsScreen

_NO_NAME = "Type the name that is to stand there."
_MANY = 300
"""From so many entries on it takes a moment that is noticed."""

_NO_CHANGE = "They are called so already."


class Tagging(QObject):
    """Makes the room of tags, and renames, merges, colours and removes what is wanted there.

    Signals:
        screen_wanted: this screen is to be seen.
        left: the writer wants to go on writing.
    """

    screen_wanted = Signal(QWidget)
    left = Signal()

    def __init__(
        self,
        session: Session,
        desk: Desk,
        looks: Looks,
        rewriting: Rewriting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self.looks = looks
        self._rewriting = rewriting
        self._screen: TagsScreen | None = None
        self._tagged = Tagged()
        self._wanted: Retagging | None = None
        self._chosen: list[str] = []
        desk.commands.tags.triggered.connect(self._ask)
        session.preferences_changed.connect(self._follow)
        session.locked.connect(self._forget_colours)
        looks.changed.connect(self._dress)
        rewriting.done.connect(self._look_anew)
        rewriting.failed.connect(self._tell_failure)
        desk.writing.stayed_unsealed.connect(self._tell)

    def close(self) -> None:
        """Leave no word in the room."""
        self._tagged = Tagged()
        self._wanted, self._chosen = None, []
        if self._screen is not None:
            self._screen.clear()
            self._screen.deleteLater()
            self._screen = None

    def _ask(self) -> None:
        self._desk.writing.when_sealed(self._fetch)

    def _fetch(self) -> None:
        self._session.ask(questions.tagged, self._show, self._session.went_wrong.emit)

    def _show(self, tagged: Tagged) -> None:
        self.close()
        self._screen = self._make()
        self._list(tagged)
        self.screen_wanted.emit(self._screen)

    def _make(self) -> TagsScreen:
        from ui.tags.screen import TagsScreen  # on most days nobody comes here

        screen = TagsScreen(self.looks.icons, may_change=not self._desk.editor.is_read_only)
        screen.entries_wanted.connect(self._show_entries)
        screen.name_given.connect(self._rename)
        screen.removal_wanted.connect(self._remove)
        screen.agreed.connect(self._do)
        screen.dropped.connect(self._drop)
        screen.hue_chosen.connect(self._colour)
        screen.undo_wanted.connect(self._rewriting.undo)
        screen.closed.connect(self._go_back)
        return screen

    def _list(self, tagged: Tagged) -> None:
        self._tagged = tagged
        if self._screen is not None:
            self._screen.show_tags(tagged.tags(), self._chosen)

    def _go_back(self) -> None:
        self.close()
        self.left.emit()

    def _show_entries(self, key: str) -> None:
        from ui.tags.words import query

        tag = next(tag for tag in self._tagged.tags() if tag.key == key)
        self._go_back()
        self._desk.commands.search.trigger()  # it unfolds the sidebar
        self._desk.searching.search_for(query(tag))

    def _rename(self, keys: Sequence[str], typed: str) -> None:
        """Say what will happen when the tags of *keys* are called as was *typed*."""
        from ui.tags import words

        name, existing = clean_tag(typed), ""
        if not {name_key(name)} & {*keys}:
            existing = self._tagged.name_of(name)
        name = existing or name
        retagging = Retagging.into(name, keys)
        counts = self._counts(retagging)
        is_one, verb = len(keys) == 1, "Merge" if existing or len(keys) > 1 else "Rename"
        if self._screen is None or (is_one and not (name and any(counts))):
            return
        self._wanted = retagging if name and any(counts) else None
        if self._wanted is None:
            self._screen.ask(_NO_CHANGE if name else _NO_NAME, "")
            return
        told = words.will_be_called(self._names(retagging), name, *counts, exists=bool(existing))
        self._screen.ask(told, verb)

    def _remove(self, keys: Sequence[str]) -> None:
        """Say what will happen when the tags of *keys* are taken off."""
        from ui.tags import words

        self._wanted = retagging = Retagging(frozenset(keys))
        if self._screen is not None:
            names, counts = self._names(retagging), self._counts(retagging)
            self._screen.ask(words.will_be_taken_off(names, *counts), "Remove")

    def _do(self) -> None:
        from ui.tags import words

        retagging = self._wanted
        self._drop()
        if retagging is None:
            return
        counts = self._counts(retagging)
        if retagging.name:
            told = words.are_called(retagging.name, *counts)
        else:
            told = words.are_taken_off(self._names(retagging), *counts)
        known = self._tagged
        if sum(counts) >= _MANY and self._screen is not None:
            self._screen.tell(words.is_under_way(sum(counts)))
        ids = [*known.changed_by(retagging), *known.thrown_changed_by(retagging)]
        heard = partial(self._was_done, retagging, self._session.preferences.tag_colours, told)
        self._rewriting.rewrite(ids, retagging.entries, told, heard=heard)

    def _was_done(self, retagging: Retagging, before: Colours, told: str, is_stored: bool) -> None:
        """Let the colours go with the names, there and back."""
        colours = self._session.preferences.tag_colours
        new = [name_key(retagging.name)] * bool(retagging.name)
        self._chosen = new if is_stored else sorted(retagging.keys)
        if is_stored:
            self._paint(retagging.colours(colours))
        else:
            self._paint(retagging.colours_back(colours, before))
        if self._screen is not None and is_stored:
            self._screen.tell(told, can_undo=True)
        elif self._screen is not None:
            self._screen.tell_nothing()

    def _look_anew(self) -> None:
        if self._screen is not None:
            self._session.ask(questions.tagged, self._list, self._session.went_wrong.emit)

    def _colour(self, keys: Sequence[str], hue: str) -> None:
        self._paint(coloured(self._session.preferences.tag_colours, {*keys}, hue))

    def _paint(self, colours: Colours) -> None:
        preferences = self._session.preferences
        if colours != preferences.tag_colours:
            self._session.prefer(replace(preferences, tag_colours=colours))

    def _drop(self) -> None:
        self._wanted = None
        if self._screen is not None:
            self._screen.stop_asking()

    def _counts(self, retagging: Retagging) -> tuple[int, int]:
        known = self._tagged
        return len(known.changed_by(retagging)), len(known.thrown_changed_by(retagging))

    def _names(self, retagging: Retagging) -> list[str]:
        tags = self._tagged.tags()
        return sorted(tag.name for tag in tags if tag.key in retagging.keys)

    def _tell_failure(self, error: BaseException) -> None:
        self._tell(str(error))

    def _tell(self, words: str) -> None:
        if self._screen is not None:
            self._screen.tell(f"Nothing was changed. {words}")

    def _follow(self, preferences: Preferences) -> None:
        if set_tag_colours(preferences.tag_colours):
            self._show_colours()

    def _show_colours(self) -> None:
        self._desk.editor.header.chips.dress()
        self._desk.entries.retint(self.looks.icons)
        self._dress()

    def _forget_colours(self) -> None:
        set_tag_colours(())
        self.close()

    def _dress(self) -> None:
        if self._screen is not None:
            self._screen.retint(self.looks.icons)
