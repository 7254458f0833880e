"""A program that is killed while it gives a journal another key, again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.entry import Entry, Picture, new_id
from shadowjournal.folder import JournalFolder
from shadowjournal.rotation import finish
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.witness import Witness
from tests import children
from tests.builders import QUICK, an_entry, text

KILLS = int(os.environ.get("SHADOWJOURNAL_KILLS", "12"))
DAYS, PICTURES = 250, 12
PASSPHRASE = "one"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")

ROTATOR = """
import sys
from pathlib import Path
from shadowjournal.folder import JournalFolder
from shadowjournal.rotation import NewKeys, finish, rotate
from shadowjournal.vault.recovery import RecoveryCode
from shadowjournal.witness import Witness
from tests.builders import QUICK

place, passphrase, code = Path(sys.argv[1]), sys.argv[2], RecoveryCode.parse(sys.argv[3])
folder = JournalFolder(place / "journal", Witness(place / "seen"))
folder.take()
key = folder.vault().unlock_with_passphrase(passphrase)
journal = folder.open(key)
is_resealed = journal.is_resealed
journal.close()
print("begins", flush=True)
if is_resealed:
    key = rotate(folder, key, NewKeys(code, True, passphrase, None, QUICK)).key
journal = folder.open(key)
assert finish(journal, lambda left: print(left, flush=True))
journal.close()
print("done", flush=True)
"""


class Owner:
    """A journal with entries, drafts of them, and pictures, which nobody holds."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.folder = JournalFolder(place / "journal", Witness(place / "seen"))
        self.folder.take()
        key, self.code = self.folder.create(passphrase=PASSPHRASE, effort=QUICK)
        self.pictures = [
            Picture(new_id(), "image/png", number, 1, os.urandom(9000 * number))
            for number in range(1, PICTURES + 1)
        ]
        journal = self.folder.open(key)
        self.entries = [journal.save(an_entry(f"Day {day}", "w " * day)) for day in range(DAYS)]
        for picture in self.pictures:
            journal.keep_picture(picture)
        journal.close()
        journal = self.folder.open(key)  # another sitting
        self.drafts = self.entries[:50]
        for number, draft in enumerate(self.drafts):
            self.entries[number] = journal.save(replace(draft, document=text("Later.")))
        journal.close()
        self.folder.release()

    def check(self) -> bool:
        """See that all of it opens with every slot; tell whether the rotation is finished."""
        vault = self.folder.vault()
        for key in (
            vault.unlock_with_passphrase(PASSPHRASE),
            vault.unlock_with_code(RecoveryCode.parse(self.code.text)),
        ):
            is_resealed = self._check(key)
        return is_resealed

    def _check(self, key: JournalKey) -> bool:
        journal = self.folder.open(key)
        seen = journal.verify()
        assert (seen.damaged, seen.discrepancies) == ((), ())
        assert seen.revisions == len(self.entries) + len(self.drafts)
        assert seen.pictures == len(self.pictures)
        found: list[Entry] = [journal.get(entry.id) for entry in self.entries]
        assert found == self.entries
        for draft, entry in zip(self.drafts, self.entries, strict=False):
            assert journal.revisions(entry.id) == [draft, entry]
        assert [journal.picture(p.id) for p in self.pictures] == self.pictures
        is_resealed = journal.is_resealed
        journal.close()
        return is_resealed

    def generations(self) -> set[int]:
        """What generations anything in the folder is sealed with, by its bytes."""
        content = b"".join(file.read_bytes() for file in self.folder.path.iterdir())
        newest = self.folder.vault().unlock_with_passphrase(PASSPHRASE).generation
        numbers = range(1, newest + 1)
        return {number for number in numbers if b"SJ\x01" + number.to_bytes(4, "big") in content}


def rotation(owner: Owner) -> subprocess.Popen[str]:
    return children.start(ROTATOR, owner.place, PASSPHRASE, owner.code.text, is_doomed=True)


@pytest.mark.timeout(120 + 20 * KILLS)
def test_whenever_a_rotation_is_killed_everything_opens_and_it_goes_on(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    chance = random.Random(1)
    finished = unfinished = 0
    for _ in range(KILLS):
        with rotation(owner) as child:
            assert children.read_line(child) == "begins"
            for _ in range(chance.randrange(8)):
                children.read_line(child)
            try:
                child.wait(chance.uniform(0, 0.03))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
        owner.folder.take()
        if owner.check():
            finished += 1
        else:
            unfinished += 1
        owner.folder.release()
    assert unfinished
    while True:  # what is left, and one more that nobody kills
        with rotation(owner) as child:
            assert child.stdout is not None
            assert child.stdout.read().endswith("done\n")
        owner.folder.take()
        assert owner.check()
        newest = owner.folder.vault().unlock_with_passphrase(PASSPHRASE).generation
        assert owner.generations() == {newest}
        owner.folder.release()
        if newest > 1:
            break


@pytest.mark.timeout(120)
def test_a_rotation_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    owner = Owner(tmp_path)
    with rotation(owner) as child:
        assert children.read_line(child) == "begins"
        first = int(children.read_line(child))
        child.send_signal(signal.SIGKILL)
    owner.folder.take()
    key = owner.folder.vault().unlock_with_passphrase(PASSPHRASE)
    assert key.generation == 2
    journal = owner.folder.open(key)
    steps: list[int] = []
    assert finish(journal, steps.append)
    assert steps == [] or steps[0] < first
    journal.close()
    assert owner.check()
    assert owner.generations() == {2}
    owner.folder.release()
