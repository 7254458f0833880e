"""The power goes at any moment, and the disk has not yet written all that it was given."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

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
