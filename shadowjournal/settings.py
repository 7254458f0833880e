"""What a window remembers outside the journal: its looks and its place, and no word of anybody."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct


class Settings(Struct, frozen=True, omit_defaults=True):
    """``theme`` follows the system unless chosen; ``geometry`` is the window's, as Qt keeps it.

    ``more_contrast`` asks for strong contrast always; else it follows the system.

    ``told`` names the notices about a folder that are not to come again, as ``kind:folder``.
    """

    theme: Literal["system", "light", "dark"] = "system"
    more_contrast: bool = False
    geometry: bytes = b""
    sidebar_width: Annotated[int, Meta(ge=0, le=10_000)] = 316
    sidebar_hidden: bool = False
    help_region: str = ""
    told: tuple[str, ...] = ()


def read_settings(file: Path) -> Settings:
    """Return the settings in *file*; the usual ones where it is missing or not readable."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, ValueError):
        return Settings()


def keep_settings(file: Path, settings: Settings) -> bool:
    """Write *settings* to *file*; return False where the system refuses: then the old ones stay."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_bytes(msgspec.json.encode(settings))
        unfinished.replace(file)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        return False
    return True
