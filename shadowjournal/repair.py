"""What still opens of a damaged journal, in a copy; the damaged file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite, DamagedData, JournalError, UnreadableFile, WrongKey
from shadowjournal.folder import flush
from shadowjournal.ledger import Ledger
from shadowjournal.manifest import open_manifest
from shadowjournal.preferences import open_preferences, seal_preferences
from shadowjournal.results import Damage
from shadowjournal.sealed import open_entry, open_picture
from shadowjournal.storage.carving import Carved, carve
from shadowjournal.storage.rows import NewRow, SealedRow
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.vault import Vault, vault_from_bytes, vault_to_bytes

_BATCH = 200


class Salvaged(NamedTuple):
    """What was brought into the copy.

    Attributes:
        entries: how many entries.
        revisions: how many revisions of them.
        pictures: how many pictures.
        lost: what was there and does not open.
        missing: how many records more than these the journal held when it was written last, where
            that is known.
    """

    entries: int
    revisions: int
    pictures: int
    lost: tuple[Damage, ...]
    missing: int | None


def salvageable_vaults(file: Path) -> list[Vault]:
    """Return who may open the damaged *file*, as far as that can be read; the likeliest first.

    Raises:
        UnreadableFile: the system does not let it be read.
    """
    vaults: dict[bytes, Vault] = {}
    for content in carve(file).vaults:
        with suppress(UnreadableFile):
            vaults.setdefault(content, vault_from_bytes(content))
    return list(vaults.values())


def repair(file: Path, key: JournalKey, vault: Vault, copy: Path) -> Salvaged:
    """Bring all that still opens of *file* into the new file *copy*, which opens as *vault* says.

    Of two versions of one revision the one edited last counts.

    Raises:
        CannotWrite: there is something in the copy's place, or it cannot be written.
        WrongKey: nothing in the file opens with *key*.
        UnreadableFile: the system does not let the file be read.
    """
    carved = carve(file)
    rows, lost_rows = _opened_rows(carved.revisions, key)
    pictures, lost_pictures = _opened_pictures(carved.pictures, key)
    if not rows and not pictures and carved.revisions:
        raise WrongKey("Nothing in this file opens with this key.")
    _write(copy, key, vault, (rows, pictures, carved))
    lost = (*lost_rows, *lost_pictures)
    missing = _missing(carved.records, key, len(rows) + len(pictures) + len(lost))
    return Salvaged(len({row.entry for row in rows}), len(rows), len(pictures), lost, missing)


def _opened_rows(
    found: Iterable[SealedRow], key: JournalKey
) -> tuple[list[SealedRow], list[Damage]]:
    best: dict[tuple[str, int], tuple[Entry, SealedRow]] = {}
    lost: dict[tuple[str, int], Damage] = {}
    for row in found:
        name = row.entry, row.revision
        try:
            entry = open_entry(key, row)
        except DamagedData as error:
            lost[name] = Damage(*name, str(error))
            continue
        if name not in best or entry.edited > best[name][0].edited:
            best[name] = entry, row
    in_order = sorted((row for _, row in best.values()), key=_order_of_writing)
    return in_order, [damage for name, damage in lost.items() if name not in best]


def _order_of_writing(row: SealedRow) -> int:
    return row.seq


def _opened_pictures(
    found: Iterable[tuple[str, bytes]], key: JournalKey
) -> tuple[dict[str, bytes], list[Damage]]:
    whole: dict[str, bytes] = {}
    lost: dict[str, Damage] = {}
    for name, sealed in found:
        try:
            open_picture(key, name, sealed)
        except DamagedData:
            lost[name] = Damage(name, 0, "A picture does not open.")
        else:
            whole[name] = sealed
    return whole, [damage for name, damage in lost.items() if name not in whole]


def _write(
    copy: Path,
    key: JournalKey,
    vault: Vault,
    kept: tuple[list[SealedRow], dict[str, bytes], Carved],
) -> None:
    rows, pictures, carved = kept
    try:
        copy.touch(0o600, exist_ok=False)
    except OSError as error:
        raise CannotWrite(f"{copy} is there already, or cannot be written.") from error
    try:
        store = Store.create(copy, vault_to_bytes(vault))
        try:
            for start in range(0, len(rows), _BATCH):
                store.put(NewRow(*row[1:]) for row in rows[start : start + _BATCH])
            for picture in pictures.items():
                store.put([], [picture])
            Ledger(store, key).accept()
            _bring_preferences(carved, key, store)
        finally:
            store.close()
        flush(copy)
    except (JournalError, OSError):
        for part in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
            part.unlink(missing_ok=True)
        raise


def _bring_preferences(carved: Carved, key: JournalKey, store: Store) -> None:
    for name, sealed in carved.records:
        if name == "preferences":
            preferences = open_preferences(key, sealed)
            store.put([], [], {name: seal_preferences(key, preferences)})


def _missing(records: Iterable[tuple[str, bytes]], key: JournalKey, seen: int) -> int | None:
    held: int | None = None
    for name, sealed in records:
        if name == "manifest":
            with suppress(DamagedData):
                manifest = open_manifest(sealed, key)
                held = max(held or 0, manifest.revisions + manifest.pictures)
    return None if held is None else max(0, held - seen)
