"""What the owner of a journal has chosen for it; kept sealed in the journal."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from shadowjournal.errors import DamagedData
from shadowjournal.templates import Template
from shadowjournal.vault.key import JournalKey, Kind

PREFERENCES = "preferences"
"""The name of the record that holds them."""

LEAST_IDLE = 30
MOST_IDLE = 8 * 60 * 60
_NAME = "0" * 32  # a journal has one set of them


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
        return msgspec.json.decode(opened, type=Preferences)
    except (DamagedData, msgspec.MsgspecError, ValueError):
        return Preferences()
