"""How a text names a picture that the journal keeps, and how wide it is."""

from __future__ import annotations

import re

from shadowjournal.document import MAX_WIDTH, MIN_WIDTH

_REFERENCE = re.compile("picture:([0-9a-f]{32})")
_WIDTH = re.compile(r"([0-9]{1,3})% wide", re.ASCII)
_STYLED_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9]{1,3})%\s*(?:;|$)", re.ASCII)


def picture_reference(picture: str) -> str:
    """Return the address that stands for the picture with this id: ``picture:`` and the id."""
    return f"picture:{picture}"


def referenced_picture(address: str) -> str | None:
    """Return the id in an address that `picture_reference` made, or None."""
    found = _REFERENCE.fullmatch(address)
    return found[1] if found else None


def width_title(width: int) -> str:
    """Return the title of a picture that takes *width* percent of the column."""
    return f"{width}% wide"


def width_in_title(title: str) -> int | None:
    """Return the width in a title that `width_title` made, or None."""
    return _legal(_WIDTH.fullmatch(title))


def width_in_style(style: str) -> int | None:
    """Return the percent of the column in the *style* of an element of HTML, or None."""
    return _legal(_STYLED_WIDTH.search(style))


def _legal(found: re.Match[str] | None) -> int | None:
    width = int(found[1]) if found else 0
    return width if MIN_WIDTH <= width <= MAX_WIDTH else None
