"""The power goes at any moment, and the disk has not yet written all that it was given."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from shadowjournal.backup import Backups, verify_backup
from shadowjournal.errors import JournalError, NoSuchEntry
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from tests.builders import an_entry
from tests.faults.power import Disk, Step, recorded
from tests.needs import need
from tests.tally import Tally

OUTAGES = int(os.environ.get("SHADOWJOURNAL_OUTAGES", "120"))
FAULT = "a power cut"
pytestmark = pytest.mark.timeout(60 + OUTAGES)

WRITER = """
import os, sys
from pathlib import Path
from msgspec.structs import replace
from shadowjournal.entry import Picture
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK, an_entry, text

def write(first, last):
    for number in range(first, last):
        entry = an_entry(f"{number}", f"first {number} " + "word " * (number % 7 * 300))
        for words in ("first", "second"):
            said = f"{words} {number} " + "word " * (number % 7 * 300)
            entry = journal.save(replace(entry, document=text(said.strip())))
            print("saved", entry.id, said.strip(), flush=True)

folder = JournalFolder(Path(sys.argv[1]))
folder.take()
key = folder.create(passphrase="one", effort=QUICK).key
print("made", flush=True)
journal = folder.open(key)
write(0, 14)
journal.close()  # what the log holds goes into the file, and the log goes
journal = folder.open(key)
write(14, 28)
# More than the log may hold: it goes into the file, and is written over from its beginning.
journal.keep_picture(Picture("a" * 32, "image/png", 1, 1, os.urandom(4_300_000)))
print("kept", flush=True)
write(28, 42)
folder.keep_vault(folder.vault().with_tested_recovery())
print("tested", flush=True)
write(42, 50)
journal.close()
print("closed", flush=True)
"""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    need("strace")
    place = tmp_path_factory.mktemp("power")
    return recorded(WRITER, place / "journal", place / "log")


def test_the_replay_knows_the_writes_of_a_journal(steps: list[Step]) -> None:
    """Without writes that wait for the disk, the test below would prove nothing."""
    disk = Disk()
    waiting = 0
    for step in steps:
        disk.take(step)
        waiting += disk.has_pending
    assert disk.printed.count(b"saved") == 100
    assert waiting > len(steps) / 4
    assert {step.kind for step in steps} >= {"open", "write", "cut", "sync", "remove", "rename"}
    assert sum(len(step.data) for step in steps if step.name == "journal.db") > 4_300_000


@pytest.mark.fault(FAULT)
@pytest.mark.parametrize("part", range(4))
def test_what_was_acknowledged_is_there_after_every_power_cut(
    steps: list[Step], part: int, tmp_path: Path, tally: Tally
) -> None:
    found = outages(steps, OUTAGES // 4, part, tmp_path / "journal")
    tally.tried(FAULT, OUTAGES // 4, acknowledged_saves_looked_for=found)


def test_a_program_that_leaves_out_the_syncs_is_found_out(
    steps: list[Step], tmp_path: Path
) -> None:
    careless = [step for step in steps if step.kind != "sync"]
    with pytest.raises((AssertionError, JournalError)):
        outages(careless, 40, 1, tmp_path / "journal")


def outages(steps: list[Step], times: int, seed: int, place: Path) -> int:
    """Cut the power so many *times*; return how many acknowledged saves were then found."""
    chance = random.Random(seed)
    disk = Disk()
    done = found = 0
    for moment in sorted(chance.randrange(len(steps)) for _ in range(times)):
        for step in steps[done : moment + 1]:
            disk.take(step)
        done = moment + 1
        lay_down(disk.after_an_outage(chance), place, chance)
        found += look(place, complete_lines(disk.printed), moment)
    return found


KEEPER = """
import shutil, sys
from datetime import datetime
from pathlib import Path
from shadowjournal.backup import Backups
from shadowjournal.folder import JournalFolder
from shadowjournal.restore import restore
from tests.builders import QUICK, an_entry

shutil._USE_CP_SENDFILE = False  # what the system copies by itself, nobody sees
folder = JournalFolder(Path(sys.argv[1]))
folder.take()
key = folder.create(passphrase="one", effort=QUICK).key

def write(*titles):
    journal = folder.open(key)
    for title in titles:
        journal.save(an_entry(title, "word " * 2_000))
    journal.close()

write("Monday", "Tuesday")
print("made", flush=True)
file, _ = Backups(folder.path).make(folder, key, datetime(2026, 11, 22))
print("backed up", flush=True)
write("Wednesday")
print("written", flush=True)
restore(file, folder, key, datetime(2026, 11, 23))
print("restored", flush=True)
write("Thursday")
print("written again", flush=True)
"""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


@pytest.mark.fault("a power cut while backing up and restoring")
def test_a_backup_and_a_restored_journal_are_whole_after_every_power_cut(
    tmp_path: Path, tally: Tally
) -> None:
    need("strace")
    steps = recorded(KEEPER, tmp_path / "kept", tmp_path / "log")
    chance = random.Random(0)
    disk = Disk()
    looked = 0
    for moment, step in enumerate(steps):
        disk.take(step)
        if disk.has_pending and b"made\n" in disk.printed and chance.random() < 0.5:
            lay_down(disk.after_an_outage(chance), tmp_path / "journal", chance)
            look_at_both(tmp_path / "journal", complete_lines(disk.printed), moment)
            looked += 1
    tally.tried("a power cut while backing up and restoring", looked)
    assert looked > 50


def look_at_both(place: Path, printed: list[str], moment: int) -> None:
    folder = JournalFolder(place)
    key = folder.vault().unlock_with_passphrase("one")
    backups = Backups(place).newest_first()
    assert backups or "backed up" not in printed
    for backup in backups:
        assert verify_backup(backup.file, key).damaged == (), f"after step {moment}"
    with closing(folder.open(key)) as journal:
        titles = {summary.title for summary in journal.summaries()}
        assert journal.verify().damaged == ()
    may_be = [{*DAYS[:2]}, {*DAYS[:3]}, {*DAYS[:2], DAYS[3]}]  # before, after, and written since
    must = {DAYS[0], DAYS[1]}
    if "written again" in printed:
        must.add("Thursday")
    elif "written" in printed and "restored" not in printed and not [*place.glob("*before*")]:
        must.add("Wednesday")
    assert titles in may_be, f"after step {moment}"
    assert titles >= must, f"after step {moment}"
    if "restored" in printed:
        assert "Wednesday" not in titles
        (kept,) = place.glob("* before restore.db")
        assert verify_backup(kept, key).entries == 3, "what was before is there still"


def complete_lines(printed: bytes) -> list[str]:
    """A line that was cut acknowledges nothing."""
    return printed.decode().split("\n")[:-1]


def lay_down(files: dict[str, bytes], place: Path, chance: random.Random) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    if "journal.db-wal" in files and chance.random() < 0.5:
        (place / "journal.db-shm").write_bytes(chance.randbytes(32_768))


def look(place: Path, printed: list[str], moment: int) -> int:
    """See that all that was *printed* is so in the journal at *place*; return how many saves."""
    folder = JournalFolder(place)
    folder.take()
    try:
        if "made" not in printed and not folder.holds_journal:
            folder.create(passphrase="one")  # the way is free
            return 0
        vault = folder.vault()
        assert "tested" not in printed or vault.recovery_is_tested
        journal = folder.open(vault.unlock_with_passphrase("one"))
        saved = dict(line.split(" ", 2)[1:] for line in printed if line.startswith("saved"))
        for entry_id, words in saved.items():
            try:
                kept = plain_text(journal.get(entry_id).document)
            except NoSuchEntry:
                raise AssertionError(f"after step {moment} an entry is not there") from None
            assert kept in {words, words.replace("first", "second")}, f"after step {moment}"
        seen = journal.verify()
        assert seen.damaged == ()
        # One more may be there whose acknowledgement was under way.
        assert len(saved) <= seen.entries <= len(saved) + 1
        assert seen.pictures == 1 or "kept" not in printed
        again = journal.save(an_entry("After the outage"))
        journal.close()
        journal = folder.open(vault.unlock_with_passphrase("one"))
        assert journal.get(again.id).title == "After the outage"
        journal.close()
        return len(saved)
    finally:
        folder.release()
