"""Other copies of the journal: found beside it, and read.

A program that copies a folder between computers makes such a copy where both were written to. It
is never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from shadowjournal.entry import Entry
from shadowjournal.errors import BadCopy, CannotWrite, DamagedData, JournalError, WrongKey
from shadowjournal.folder import JournalFolder, is_filled, log_of
from shadowjournal.journal import Journal
from shadowjournal.merging import Brought, Outcome, decide, twin_id_for
from shadowjournal.results import Damage
from shadowjournal.storage.files import is_journal
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.vault import vault_from_bytes

_KEPT_BY_RESTORE = " before restore"


def copies_beside(folder: JournalFolder, journal_id: str) -> list[Path]:
    """Return the other copies of the journal *journal_id* that lie in *folder*, by name.

    What `restore` kept of an earlier journal is none of them: it was put aside on purpose.
    """
    found: list[Path] = []
    with suppress(OSError):
        found = [
            file
            for file in sorted(folder.path.iterdir())
            if file.suffix.lower() == ".db" and _KEPT_BY_RESTORE not in file.stem
        ]
    return [file for file in found if _is_copy(file, folder, journal_id)]


def has_unread_log(file: Path) -> bool:
    """Tell whether a log lies beside the copy *file*. It may be another's, and is never read."""
    return is_filled(log_of(file))


def read_copy(
    file: Path,
    folder: JournalFolder,
    key: JournalKey,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[Brought | Damage]:
    """Yield what the copy *file* holds that the journal in *folder* does not, oldest first.

    Runs on any thread, also while the journal is open on another: it opens its file a second time.
    What *progress* (rows read) raises ends the work.

    Raises:
        BadCopy: the file is no other copy of this journal.
        WrongKey: it opens with a key that the journal does not have.
        UnreadableFile: it was made by a newer version, or what it opens with is damaged.
        DamagedData: as a whole it is damaged.
    """
    with ExitStack() as closing:
        store, past = _opened(file, folder, key, closing)
        copy = _journal(store, past, closing)
        present = folder.store()
        here = _journal(present, key, closing)
        for entry_id in _differing(store, present, copy, progress):
            theirs = copy.revisions(entry_id)
            yield from _damage_of(copy)
            if not theirs:
                continue
            brought = _brought(theirs, copy, key)
            yield from _damage_of(copy)
            if decide(brought, here.revisions).outcome is not Outcome.KNOWN:
                yield brought
        yield from _damage_of(copy)


def _brought(theirs: list[Entry], copy: Journal, key: JournalKey) -> Brought:
    pictures = tuple(copy.pictures_of(theirs).values())
    return Brought(tuple(theirs), pictures, twin_id_for(theirs[-1], key))


def _differing(
    theirs: Store, ours: Store, copy: Journal, progress: Callable[[int], None]
) -> list[str]:
    """Return the entries of which *theirs* has a row that *ours* has not, as they were written."""
    known: set[bytes] = set()
    with suppress(DamagedData):  # then more of them are looked at than must be
        known.update(_digest(row.sealed) for row in ours.every_row())
    found: dict[str, None] = {}
    with _noting_damage(copy):
        theirs.check()
    with _noting_damage(copy):
        for number, row in enumerate(theirs.every_row(), 1):
            progress(number)
            if _digest(row.sealed) not in known:
                found[row.entry] = None
    return list(found)


@contextmanager
def _noting_damage(copy: Journal) -> Iterator[None]:
    try:
        yield
    except DamagedData:  # a page of the file cannot be read: what is on it is out of reach
        damage = Damage("the copy", 0, "The file itself is damaged.")
        if damage not in copy.damaged:
            copy.damaged.append(damage)


def _digest(sealed: bytes) -> bytes:
    return hashlib.blake2b(sealed, digest_size=16).digest()


def _damage_of(copy: Journal) -> Iterator[Damage]:
    found = list(copy.damaged)
    copy.damaged.clear()
    yield from found


def _opened(
    file: Path, folder: JournalFolder, key: JournalKey, closing: ExitStack
) -> tuple[Store, JournalKey]:
    if not file.is_file() or not is_journal(file):
        raise BadCopy("The file is no journal of ShadowJournal.")
    if folder.holds_journal and file.samefile(folder.file):
        raise BadCopy("The file is the journal itself.")
    try:
        store = Store.read_only(file)
        closing.callback(store.close)
        vault = vault_from_bytes(store.vault)
    except CannotWrite as error:  # what cannot be read is no matter of writing here
        raise DamagedData("The copy cannot be read.") from error
    if vault.journal_id != key.journal_id:
        raise BadCopy("The file is another journal, not a copy of this one.")
    past = key.as_of(vault.fingerprint)
    if past is None:
        raise WrongKey("The copy opens with a key that this journal does not have.")
    return store, past


def _journal(store: Store, key: JournalKey, closing: ExitStack) -> Journal:
    journal = Journal(store, key)
    closing.callback(journal.close)
    return journal


def _is_copy(file: Path, folder: JournalFolder, journal_id: str) -> bool:
    try:
        if not file.is_file() or file.samefile(folder.file) or not is_journal(file):
            return False
        store = Store.read_only(file)
        try:
            return vault_from_bytes(store.vault).journal_id == journal_id
        finally:
            store.close()
    except (OSError, JournalError):
        return False
