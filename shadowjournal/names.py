"""When two names, such as those of tags, are the same, or alike."""

from __future__ import annotations

import unicodedata

PERSON = "@"
"""What the tag of a person begins with."""


def name_key(name: str) -> str:
    """Return what is the same for all spellings of *name*.

    Case does not count, nor how an accent is encoded, which nobody can see.
    """
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def folded(text: str) -> str:
    """Return *text* without what people leave out when they type in haste: case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold()
