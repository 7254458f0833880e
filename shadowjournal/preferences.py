"""What the owner of a journal has chosen for it; kept sealed in the journal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args, get_type_hints

import msgspec
from msgspec import Meta, Raw, Struct
from typing_extensions import override

from shadowjournal.errors import DamagedData
from shadowjournal.templates import Template
from shadowjournal.vault.key import JournalKey, Kind

PREFERENCES = "preferences"
"""The name of the record that holds them."""

LEAST_IDLE = 30
MOST_IDLE = 8 * 60 * 60
_NAME = "0" * 32  # a journal has one set of them
_UNREAD = "unread"
_ID = re.compile("[0-9a-f]{32}")


LEAST_ZOOM, MOST_ZOOM = 70, 250


Face: TypeAlias = Literal["serif", "sans", "readable"]
Width: TypeAlias = Literal["narrow", "medium", "wide"]


class PageLook(Struct, frozen=True, omit_defaults=True):
    """How the text of a page looks: typeface, size in percent, length and height of its lines."""

    face: Face = "serif"
    zoom: Annotated[int, Meta(ge=LEAST_ZOOM, le=MOST_ZOOM)] = 100
    width: Width = "medium"
    lines: Literal["compact", "normal", "airy"] = "normal"


class Preferences(Struct, frozen=True, omit_defaults=True):
    """The owner's choices.

    ``lock_after`` is in seconds without a touch. ``backup_folder`` is empty for the usual one.
    ``code_was_shown`` once its owner saw the recovery code and went on; ``code_reminder`` is the
    day on which they were last asked to test it. ``has_shorthand`` says whether what is typed in
    the manner of Markdown becomes what it stands for, ``has_typography`` whether quotes and dashes
    become typographic, as in ``language`` (``de``, ``de_CH``; empty for the system's).
    ``is_typewriter`` holds the line that is written at one height, ``dims_others`` dims all other
    paragraphs.
    ``templates`` are the pages they kept to begin others with.
    ``spelling`` is None until it is chosen: on where there is a dictionary in the system's
    language. ``spelling_language`` is the tag of a dictionary, empty for that one. ``my_words``
    are right whatever the dictionary says. ``searches`` are the queries they kept. ``tag_colours``
    are pairs of a tag's key and the name of its colour; one that is unknown here is no colour.
    The search finds words in all their forms in ``search_language``, one of
    `shadowjournal.search.LANGUAGES`; where that is empty, as they stand.
    ``unread`` is what only a newer version can read, such as a template with text of a kind that
    is unknown here: pairs of a name and its JSON, kept until that version is there.
    """

    lock_after: Annotated[int, Meta(ge=LEAST_IDLE, le=MOST_IDLE)] = 5 * 60
    lock_on_minimise: bool = False
    backs_up_daily: bool = True
    backup_folder: str = ""
    code_was_shown: bool = False
    code_reminder: date | None = None
    page: PageLook = PageLook()
    has_shorthand: bool = True
    has_typography: bool = True
    language: str = ""
    is_typewriter: bool = False
    dims_others: bool = False
    templates: tuple[Template, ...] = ()
    spelling: bool | None = None
    spelling_language: str = ""
    my_words: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    search_language: str = ""
    tag_colours: tuple[tuple[str, str], ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def pictures(self) -> frozenset[str]:
        """The ids of the pictures in templates, and of all that may be one in what is unread."""
        known = (picture for each in self.templates for picture in each.content.pictures)
        return frozenset([*known, *(name for _, text in self.unread for name in _ID.findall(text))])

    @override
    def __repr__(self) -> str:  # words, searches and templates are as private as what is written
        return "<Preferences>"


def seal_preferences(key: JournalKey, preferences: Preferences) -> bytes:
    """Return *preferences* sealed with *key*."""
    return key.seal(Kind.SETTINGS, _NAME, 0, msgspec.json.encode(preferences))


def reseal_preferences(key: JournalKey, sealed: bytes) -> bytes:
    """Return *sealed* preferences sealed anew with *key*.

    Raises:
        DamagedData: they do not open.
    """
    return key.seal(Kind.SETTINGS, _NAME, 0, key.open(Kind.SETTINGS, _NAME, 0, sealed))


def open_preferences(key: JournalKey, sealed: bytes | None) -> Preferences:
    """Return the preferences that were *sealed*; the usual ones where none were, or damaged."""
    try:
        opened = key.open(Kind.SETTINGS, _NAME, 0, sealed or b"")
        stored = msgspec.json.decode(opened, type=dict[str, Raw])
    except (DamagedData, msgspec.MsgspecError, ValueError):
        return Preferences()
    told = [(name, bytes(value).decode()) for name, value in stored.items() if name != _UNREAD]
    left = _read(stored.get(_UNREAD, b"[]"), tuple[tuple[str, str], ...])
    return _preferences([*told, *(left or ())])


def _preferences(told: Iterable[tuple[str, str]]) -> Preferences:
    """Return what was *told* of each choice, one by one: what is unread hides no other."""
    chosen: dict[str, Any] = {}
    unread = []
    for name, text in told:
        value, others = _value(name, text)
        unread += [(name, other) for other in others]
        if isinstance(value, tuple):
            chosen[name] = (*chosen.get(name, ()), *value)
        elif value is not None:
            chosen.setdefault(name, value)
    return Preferences(**chosen, unread=tuple(unread))


def _value(name: str, text: str) -> tuple[Any, list[str]]:
    """Return what *text* says of the choice *name*, None where it says nothing; and what is unread.

    Of several things that are chosen, each is read by itself.
    """
    if name not in _TYPES:
        return None, [text]
    if text == "null":
        return None, []
    value = _read(text, _TYPES[name])
    if value is not None:
        return value, []
    kind, *more = get_args(_TYPES[name]) or (None,)
    if more != [...]:
        return None, [text]
    one = _read(text, kind)  # which was unread before
    if one is not None:
        return (one,), []
    each = [bytes(item).decode() for item in _read(text, list[Raw]) or ()]
    read = [(_read(item, kind), item) for item in each]
    unread = [item for value, item in read if value is None] if each else [text]
    return tuple(value for value, _ in read if value is not None), unread


def _read(text: str | bytes | Raw, kind: Any) -> Any:
    """Return *text* as a value of *kind*; None where it is none."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


_HINTS = get_type_hints(Preferences, include_extras=True)
_TYPES: Final = {name: kind for name, kind in _HINTS.items() if name != _UNREAD}
