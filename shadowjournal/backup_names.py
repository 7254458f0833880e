"""What the file of a backup is called: when it was made, and nothing else."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"ShadowJournal (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)\.backup")


def name_of(when: datetime) -> str:
    """Return what a backup made at *when* is called."""
    return f"ShadowJournal {clock(when)}.backup"


def clock(when: datetime) -> str:
    """Return *when* as it stands in the names of files: sorted by name, they are by time."""
    return when.isoformat(" ", "seconds").replace(":", ".")


def named(file: Path) -> datetime | None:
    """Return when the backup *file* was made; None where its name is not a backup's."""
    match = _NAME.fullmatch(file.name)
    try:
        return datetime.fromisoformat(match[1].replace(".", ":")) if match else None
    except ValueError:
        return None


def made_at(file: Path) -> datetime:
    """Return when *file* was made: as its name says, or else when it was last changed."""
    changed = datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006 - the clock on the wall
    return named(file) or changed
