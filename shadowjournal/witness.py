"""What this computer last saw of a journal, kept apart from it: an older file shows.

A file that was put back whole agrees with itself. Only something outside can tell that it was newer
once. The witness is sealed with the journal's key: it can be deleted, not forged.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from shadowjournal.errors import DamagedData
from shadowjournal.manifest import Manifest
from shadowjournal.vault.key import JournalKey, Kind


class Witness:
    """What was last seen of the journals of this computer, each in a file in *place*."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def last_seen(self, key: JournalKey) -> Manifest | None:
        """Return what the journal of *key* held last, or None where nobody knows."""
        try:
            sealed = self._file(key.journal_id).read_bytes()
            opened = key.open(Kind.WITNESS, key.journal_id, 0, sealed)
            return msgspec.msgpack.decode(opened, type=Manifest)
        except (OSError, DamagedData, msgspec.MsgspecError, ValueError):
            return None

    def saw_later_key(self, key: JournalKey) -> bool:
        """Tell whether the journal of *key* had a newer key once, by which *key* was replaced."""
        try:
            return key.is_before(self._file(key.journal_id).read_bytes())
        except OSError:
            return False

    def note(self, key: JournalKey, manifest: Manifest) -> None:
        """Note that the journal of *key* holds *manifest*. Where that fails, less is noticed."""
        content = msgspec.msgpack.encode(manifest)
        sealed = key.seal(Kind.WITNESS, key.journal_id, 0, content)
        file = self._file(key.journal_id)
        unfinished = file.with_suffix(".unfinished")
        with suppress(OSError):
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.touch(0o600)
            unfinished.write_bytes(sealed)
            unfinished.replace(file)

    def forget(self, journal_id: str) -> None:
        """Forget what was seen of the journal *journal_id*: its owner puts back an older one."""
        with suppress(OSError):
            self._file(journal_id).unlink()

    def _file(self, journal_id: str) -> Path:
        return self._place / f"{journal_id}.seen"
