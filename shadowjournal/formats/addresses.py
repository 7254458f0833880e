"""How a text names a picture that the journal keeps."""

from __future__ import annotations

import re

_REFERENCE = re.compile("picture:([0-9a-f]{32})")


def picture_reference(picture: str) -> str:
    """Return the address that stands for the picture with this id: ``picture:`` and the id."""
    return f"picture:{picture}"


def referenced_picture(address: str) -> str | None:
    """Return the id in an address that `picture_reference` made, or None."""
    found = _REFERENCE.fullmatch(address)
    return found[1] if found else None
