from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.backup import Backups, verify_backup
from shadowjournal.entry import Picture, new_id
from shadowjournal.errors import CannotWrite, KeychainLocked, WrongKey
from shadowjournal.folder import JournalFolder
from shadowjournal.journal import Journal
from shadowjournal.keys import Keys
from shadowjournal.preferences import Preferences
from shadowjournal.restore import restore
from shadowjournal.results import Change, Discrepancy
from shadowjournal.rotation import NewKeys, finish, rotate
from shadowjournal.storage.renewal import Renewal
from shadowjournal.storage.store import Store
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.vault.slots import SlotKind
from shadowjournal.witness import Witness
from tests.builders import QUICK, an_entry, text
from tests.keychains import BrokenKeychain, MemoryKeychain

DAYS, PICTURES = 450, 9  # more than one batch of each
FIRST = b"SJ\x01" + (1).to_bytes(4, "big")


class Owner:
    """A journal of some hundred days with pictures, and who rotates its key."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.keychain = MemoryKeychain()
        self.folder = JournalFolder(place / "journal", Witness(place / "seen"))
        self.folder.take()
        self.key, self.code = self.folder.create(
            keychain=self.keychain, passphrase="one", effort=QUICK
        )
        self.pictures = [
            Picture(new_id(), "image/png", number, 1, b"dots" * 3000 * number)
            for number in range(1, PICTURES + 1)
        ]
        journal = self.folder.open(self.key)
        self.entries = [journal.save(an_entry(f"Day {day}", "w " * day)) for day in range(DAYS)]
        for picture in self.pictures:
            journal.keep_picture(picture)
        journal.prefer(Preferences(lock_after=77))
        journal.close()
        journal = self.folder.open(self.key)  # another sitting: one entry has two revisions
        self.entries[7] = journal.save(replace(self.entries[7], document=text("Later.")))
        journal.close()

    def new(self, code: RecoveryCode | None = None, passphrase: str | None = "one") -> NewKeys:
        return NewKeys(code or self.code, True, passphrase, self.keychain, QUICK)

    def rotate(self, new: NewKeys | None = None) -> JournalKey:
        self.key = rotate(self.folder, self.key, new or self.new(), self.keychain.find).key
        return self.key

    def open(self) -> Journal:
        return self.folder.open(self.key)

    def rotate_whole(self) -> None:
        self.rotate()
        journal = self.open()
        assert finish(journal)
        journal.close()

    def is_whole(self, key: JournalKey | None = None) -> bool:
        """Whether every entry, revision, picture and preference opens, and nothing else is said."""
        journal = self.folder.open(key or self.key)
        seen = journal.verify()
        entries = [journal.get(entry.id) for entry in self.entries]
        pictures = [journal.picture(picture.id) for picture in self.pictures]
        drafts = journal.revisions(self.entries[7].id)
        lock_after = journal.preferences.lock_after
        journal.close()
        return (
            (seen.damaged, seen.discrepancies) == ((), ())
            and (seen.revisions, seen.pictures) == (len(self.entries) + 1, len(self.pictures))
            and (entries, pictures, lock_after) == (self.entries, self.pictures, 77)
            and len(drafts) == 2
        )

    def raw(self) -> bytes:
        return b"".join(file.read_bytes() for file in self.folder.path.iterdir())


def is_done(journal: Journal) -> bool:
    return journal.is_resealed


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Owner]:
    made = Owner(tmp_path)
    yield made
    made.folder.release()


def test_after_a_rotation_nothing_is_sealed_with_the_old_key_and_all_is_there(
    owner: Owner,
) -> None:
    old = owner.folder.vault()
    assert FIRST in owner.raw()
    owner.rotate()
    journal = owner.open()
    assert not is_done(journal)
    steps: list[int] = []
    assert finish(journal, steps.append)
    assert is_done(journal)
    assert steps == sorted(steps, reverse=True)
    assert len(steps) > 5
    journal.close()
    assert FIRST not in owner.raw()
    assert not any(slot.wrapped in owner.raw() for slot in old.slots)
    assert owner.is_whole()
    assert owner.key.generation == 2


def test_the_order_of_writing_stays(owner: Owner) -> None:
    owner.rotate_whole()
    journal = owner.open()
    assert journal.latest() == owner.entries[7]
    journal.close()


def test_every_slot_opens_the_rotated_journal_and_no_old_secret_does(owner: Owner) -> None:
    before, old_secrets = owner.folder.vault(), dict(owner.keychain.kept)
    code = RecoveryCode.new()
    owner.rotate(owner.new(code, "two"))
    vault = owner.folder.vault()
    keys = [
        vault.unlock_with_code(code),
        vault.unlock_with_passphrase("two"),
        vault.unlock_with_keychain(owner.keychain.find),
    ]
    assert all(key.keys == owner.key.keys and len(key.keys) == 2 for key in keys)
    with pytest.raises(WrongKey):
        vault.unlock_with_code(owner.code)
    with pytest.raises(WrongKey):
        vault.unlock_with_passphrase("one")
    assert not {*old_secrets} & {*owner.keychain.kept}
    assert len(owner.keychain.kept) == 1
    assert not {slot.id for slot in before.slots} & {slot.id for slot in vault.slots}


def test_who_holds_the_old_key_opens_nothing_that_was_written_since(owner: Owner) -> None:
    old = owner.key
    owner.rotate_whole()
    journal = Journal(Store.open(owner.folder.file), old)
    assert len(journal.verify().damaged) == DAYS + 1 + PICTURES
    journal.close()


def test_what_would_no_longer_open_the_journal_is_told_before(owner: Owner) -> None:
    vault = owner.folder.vault()
    assert owner.new().lost_from(vault) == ()
    lost = owner.new(passphrase=None).lost_from(vault)
    assert [slot.kind for slot in lost] == [SlotKind.PASSPHRASE]
    elsewhere = NewKeys(owner.code, keychain=MemoryKeychain("Another keyring"))
    assert [s.kind for s in elsewhere.lost_from(vault)] == [SlotKind.KEYRING, SlotKind.PASSPHRASE]
    owner.rotate(owner.new(passphrase=None))
    assert [slot.kind for slot in owner.folder.vault().slots] == [
        SlotKind.KEYRING,
        SlotKind.RECOVERY,
    ]


def test_between_two_steps_entries_are_saved_read_and_found_as_ever(owner: Owner) -> None:
    owner.rotate()
    journal = owner.open()
    number = 0
    while journal.reseal_some():
        number += 1
        changed = replace(owner.entries[number], document=text("Changed meanwhile."))
        owner.entries[number] = journal.save(changed)
        owner.entries.append(journal.save(an_entry("New meanwhile")))
        again, new = owner.pictures[-number], Picture(new_id(), "image/png", 1, 1, b"new")
        journal.keep_picture(again)
        assert journal.picture(again.id) == again
        journal.keep_picture(new)
        owner.pictures.append(new)
        assert journal.get(owner.entries[-2].id) == owner.entries[-2]
    assert number > 5
    seen = journal.verify()
    assert (seen.damaged, seen.discrepancies) == ((), ())
    assert seen.pictures == len(owner.pictures)
    for entry in owner.entries:
        assert journal.get(entry.id) == entry
    for picture in owner.pictures:
        assert journal.picture(picture.id) == picture
    journal.close()
    assert FIRST not in owner.raw()


def test_an_unfinished_rotation_is_known_when_the_journal_is_opened_and_goes_on(
    owner: Owner,
) -> None:
    owner.rotate()
    for _ in range(4):
        journal = owner.open()
        assert not is_done(journal)
        journal.reseal_some()
        journal.close()
        assert owner.is_whole()
    journal = owner.open()
    assert finish(journal)
    journal.close()
    assert FIRST not in owner.raw()
    journal = owner.open()
    assert is_done(journal)
    assert journal.reseal_some() == 0
    journal.close()


def test_a_second_rotation_may_begin_before_the_first_is_finished(owner: Owner) -> None:
    owner.rotate()
    journal = owner.open()
    journal.reseal_some()
    journal.keep_picture(owner.pictures[0])  # now under its second name as well
    journal.close()
    owner.rotate_whole()
    assert owner.key.generation == 3
    assert owner.is_whole()
    raw = owner.raw()
    assert FIRST not in raw
    assert b"SJ\x01" + (2).to_bytes(4, "big") not in raw


def test_where_the_keyring_keeps_nothing_or_the_disk_is_full_all_stays_as_it_was(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, kept = owner.raw(), dict(owner.keychain.kept)
    locked = BrokenKeychain(KeychainLocked("The keyring is locked."))
    with pytest.raises(KeychainLocked):
        rotate(owner.folder, owner.key, NewKeys(owner.code, keychain=locked))

    def refuse(*_: object) -> None:
        raise CannotWrite("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(Renewal, "keep_vault", refuse)
        with pytest.raises(CannotWrite):
            owner.rotate()
    assert owner.keychain.kept == kept
    assert owner.raw() == before


def test_a_key_from_before_rotates_nothing(owner: Owner) -> None:
    old = owner.key
    owner.rotate()
    before = owner.folder.vault()
    with pytest.raises(WrongKey):
        rotate(owner.folder, old, owner.new())
    assert owner.folder.vault() == before


def test_a_damaged_row_is_left_as_it_is_and_all_others_are_sealed_anew(owner: Owner) -> None:
    with closing(sqlite3.connect(owner.folder.file)) as file, file:
        file.execute(
            "UPDATE revision SET sealed = substr(sealed, 1, 90) WHERE entry = ?",
            (owner.entries[3].id,),
        )
        file.execute("UPDATE attachment SET sealed = 'text' WHERE id = 2")
        before = file.execute("SELECT sealed FROM revision ORDER BY seq LIMIT 1 OFFSET 3")
        damaged = before.fetchone()
    owner.rotate_whole()
    with closing(sqlite3.connect(owner.folder.file)) as file:
        after = file.execute("SELECT sealed FROM revision ORDER BY seq LIMIT 1 OFFSET 3")
        assert after.fetchone() == damaged
        old = "SELECT count(*) FROM {} WHERE substr(sealed, 1, 7) = ?"
        assert file.execute(old.format("revision"), (FIRST,)).fetchone() == (1,)
        assert file.execute(old.format("attachment"), (FIRST,)).fetchone() == (0,)
    journal = owner.open()
    seen = journal.verify()
    assert len(seen.damaged) == 2
    assert owner.entries[3].id in {each.record for each in seen.damaged}
    assert is_done(journal)
    journal.close()


def test_a_change_from_outside_is_noticed_during_and_after_a_rotation(owner: Owner) -> None:
    owner.rotate()
    journal = owner.open()
    journal.reseal_some()
    journal.close()
    with closing(sqlite3.connect(owner.folder.file)) as file, file:
        file.execute("DELETE FROM revision WHERE seq IN (1, 449)")
    missing = (Discrepancy(Change.ROWS_MISSING, 2),)
    journal = owner.open()
    assert journal.verify().discrepancies == missing
    assert finish(journal)
    assert journal.verify().discrepancies == missing
    journal.close()


def test_who_holds_the_old_key_forges_no_record_of_what_the_journal_holds(owner: Owner) -> None:
    with closing(sqlite3.connect(owner.folder.file)) as file:
        query = "SELECT sealed FROM record WHERE name = 'manifest'"
        (old_manifest,) = file.execute(query).fetchone()
    owner.rotate_whole()
    with closing(sqlite3.connect(owner.folder.file)) as file, file:
        file.execute("UPDATE record SET sealed = ? WHERE name = 'manifest'", (old_manifest,))
    journal = owner.open()
    assert journal.verify().discrepancies == (Discrepancy(Change.MANIFEST_MISSING),)
    journal.accept()
    assert finish(journal)  # nobody knew any more that all was sealed anew
    journal.close()
    assert owner.is_whole()


def test_an_older_file_put_back_is_noticed_by_a_computer_that_saw_the_rotated_one(
    owner: Owner,
) -> None:
    old = owner.folder.file.read_bytes()
    old_key = owner.key
    owner.rotate_whole()
    rotated = owner.folder.file.read_bytes()
    owner.folder.file.write_bytes(old)
    for key in (owner.key, old_key, owner.folder.vault().unlock_with_passphrase("one")):
        journal = owner.folder.open(key)
        assert journal.verify().discrepancies == (Discrepancy(Change.FILE_OLDER),)
        journal.close()
    owner.folder.file.write_bytes(rotated)
    assert owner.is_whole()
    owner.folder.file.write_bytes(old)
    journal = owner.folder.open(old_key)
    journal.accept()
    journal.close()
    assert owner.is_whole(old_key)


def test_a_backup_from_before_opens_with_the_key_of_today_and_with_its_own(owner: Owner) -> None:
    old = owner.key
    file = Backups(owner.place / "backups").make(owner.folder, old).file
    owner.rotate_whole()
    for key in (old, owner.key):
        seen = verify_backup(file, key)
        assert (seen.damaged, seen.discrepancies) == ((), ())
    new = Backups(owner.place / "backups").make(owner.folder, owner.key).file
    assert verify_backup(new, owner.key).damaged == ()
    with pytest.raises(WrongKey):
        verify_backup(new, old)


def test_what_is_written_after_an_old_backup_came_back_opens_with_its_own_keys(
    owner: Owner,
) -> None:
    file = Backups(owner.place / "backups").make(owner.folder, owner.key).file
    owner.rotate(owner.new(RecoveryCode.new(), "two"))
    journal = owner.open()
    finish(journal)
    journal.close()
    restore(file, owner.folder, owner.key)
    journal = owner.open()  # with the key of today
    owner.entries.append(journal.save(an_entry("After")))
    assert is_done(journal)
    journal.close()
    Keys(owner.folder).set_passphrase(owner.key, "three", QUICK)
    key = owner.folder.vault().unlock_with_passphrase("three")
    assert owner.is_whole(key)
    assert key.generation == 1
    assert owner.folder.vault().unlock_with_code(owner.code).keys == key.keys
    owner.rotate_whole()
    assert owner.is_whole()
    assert owner.folder.vault().unlock_with_passphrase("one").keys == owner.key.keys


def test_a_backup_of_an_unfinished_rotation_is_whole(owner: Owner) -> None:
    owner.rotate()
    journal = owner.open()
    journal.reseal_some()
    file = Backups(owner.place / "backups").make(owner.folder, owner.key).file
    journal.close()
    restore(file, owner.folder, owner.key)
    journal = owner.open()
    assert finish(journal)
    journal.close()
    assert owner.is_whole()


def test_while_somebody_reads_the_old_bytes_the_rotation_is_not_said_to_be_finished(
    owner: Owner,
) -> None:
    owner.rotate()
    journal = owner.open()
    with closing(sqlite3.connect(owner.folder.file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM revision").fetchone()
        for _ in range(30):
            assert journal.reseal_some()
        assert not is_done(journal)
        reader.execute("COMMIT")
    assert journal.reseal_some() == 0
    assert is_done(journal)
    journal.close()
    assert FIRST not in owner.raw()


def test_a_full_disk_stops_a_rotation_which_goes_on_when_there_is_room(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.rotate()
    journal = owner.open()
    journal.reseal_some()
    for verb in ("exchange", "clean"):

        def refuse(*_: object) -> None:
            raise CannotWrite("The disk is full.")

        with monkeypatch.context() as full:
            full.setattr(Renewal, verb, refuse)
            with pytest.raises(CannotWrite):
                finish(journal)
        assert not is_done(journal)
        journal.verify()
        assert (journal.damaged, journal.discrepancies) == ([], ())
    assert finish(journal)
    journal.close()
    assert owner.is_whole()


def test_a_journal_of_the_first_version_is_rotated(tmp_path: Path) -> None:
    vectors = Path(__file__).parents[1] / "vectors" / "v1"
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    folder.file.write_bytes((vectors / "journal.db").read_bytes())
    key = folder.vault().unlock_with_passphrase("a café on paper")
    code = RecoveryCode.new()
    rotated = rotate(folder, key, NewKeys(code), MemoryKeychain().find)
    journal = folder.open(rotated.key)
    assert finish(journal)
    seen = journal.verify()
    assert (seen.damaged, seen.discrepancies, seen.pictures) == ((), (), 1)
    journal.close()
    assert FIRST not in folder.file.read_bytes()
    assert folder.vault().unlock_with_code(code).generation == 2
    folder.release()
