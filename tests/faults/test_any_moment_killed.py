"""A program that is killed while it seals, again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shadowjournal.errors import DamagedData, NoSuchEntry
from shadowjournal.folder import JournalFolder
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests import children
from tests.builders import QUICK, a_dayone_export
from tests.keychains import MemoryKeychain
from tests.tally import Tally

KILLS = int(os.environ.get("SHADOWJOURNAL_KILLS", "20"))
PASSPHRASE = "one"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")

WRITER = """
import sys
from pathlib import Path
from msgspec.structs import replace
from shadowjournal.document import Paragraph, document, spans
from shadowjournal.entry import Entry
from shadowjournal.folder import JournalFolder

folder = JournalFolder(Path(sys.argv[1]))
folder.take()
journal = folder.open(folder.vault().unlock_with_passphrase(sys.argv[2]))
number = int(sys.argv[3])
while True:
    entry = Entry.begin()
    for words in ("first", "second"):
        words = f"{words} {number} " + "word " * (number % 400)
        entry = replace(entry, document=document([Paragraph(spans([words.strip()]))]))
        entry = journal.save(entry)
        print(entry.id, words.strip(), flush=True)
    number += 1
"""

MAKER = """
import sys
from pathlib import Path
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK, a_dayone_export

folder = JournalFolder(Path(sys.argv[1]))
folder.take()
print("begins", flush=True)
folder.create(passphrase=sys.argv[2], effort=QUICK)
"""


@pytest.mark.fault("killed while saving")
@pytest.mark.timeout(60 + 10 * KILLS)
def test_every_save_that_was_acknowledged_is_there_after_every_kill(
    tmp_path: Path, tally: Tally
) -> None:
    place = tmp_path / "journal"
    folder = JournalFolder(place)
    folder.take()
    folder.create(passphrase=PASSPHRASE, effort=QUICK)
    folder.release()
    chance = random.Random(1)
    acknowledged: dict[str, str] = {}
    for number in range(KILLS):
        child = children.start(WRITER, place, PASSPHRASE, number * 10_000, is_doomed=True)
        with child:
            lines = [children.read_line(child) for _ in range(chance.randrange(1, 60))]
            child.send_signal(signal.SIGKILL)
            assert child.stdout is not None
            rest = child.stdout.read()
        # A line that the kill cut short acknowledges nothing.
        lines += [line.rstrip("\n") for line in rest.splitlines(keepends=True) if line[-1] == "\n"]
        for line in lines:
            identity, _, words = line.partition(" ")
            acknowledged[identity] = words
    folder.take()
    journal = folder.open(folder.vault().unlock_with_passphrase(PASSPHRASE))
    seen = journal.verify()
    kept = {identity: words_of(journal, identity) for identity in acknowledged}
    lost = sum(words is None for words in kept.values())
    # The last save may have been stored and its acknowledgement killed.
    torn = sum(
        kept[identity] not in {None, words, words.replace("first", "second")}
        for identity, words in acknowledged.items()
    )
    fates = {"acknowledged_saves": len(acknowledged), "torn": torn}
    tally.tried("killed while saving", KILLS, lost=lost, **fates)
    assert (lost, torn, seen.damaged) == (0, 0, ())
    assert len(acknowledged) > KILLS
    assert len(acknowledged) <= seen.entries <= len(acknowledged) + KILLS
    journal.close()
    folder.release()


def words_of(journal: Journal, identity: str) -> str | None:
    try:
        return plain_text(journal.get(identity).document)
    except (NoSuchEntry, DamagedData):
        return None


@pytest.mark.fault("killed while a journal is made")
@pytest.mark.timeout(60 + 10 * KILLS)
def test_a_journal_killed_while_it_is_made_is_whole_or_not_there(
    tmp_path: Path, tally: Tally
) -> None:
    chance = random.Random(1)
    for number in range(KILLS):
        place = tmp_path / str(number)
        child = children.start(MAKER, place, PASSPHRASE, is_doomed=True)
        with child:
            assert children.read_line(child) == "begins"
            try:
                child.wait(chance.uniform(0, 0.05))
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
        folder = JournalFolder(place)
        folder.take()
        if folder.holds_journal:
            key = folder.vault().unlock_with_passphrase(PASSPHRASE)
        else:
            key = folder.create(keychain=MemoryKeychain()).key
        folder.open(key).close()
        folder.release()
        assert {file.name for file in place.iterdir()} == {"journal.db", "journal.lock"}
    tally.tried("killed while a journal is made", KILLS)


IMPORTER = """
import sys
from shadowjournal.__main__ import main
print("begins", flush=True)
sys.argv = ["shadowjournal", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.mark.fault("killed while importing")
@pytest.mark.timeout(60 + 10 * KILLS)
def test_an_import_that_was_killed_goes_on_where_it_was_and_brings_nothing_twice(
    tmp_path: Path, tally: Tally
) -> None:
    chance = random.Random(1)
    entries = 600
    words = {f"{number:032X}": f"Words of day {number}. " * 20 for number in range(entries)}
    export = a_dayone_export(tmp_path / "e.zip", ({"text": each} for each in words.values()))
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    halves = 0
    for number in range(max(3, KILLS // 4)):
        place = tmp_path / str(number)
        folder = JournalFolder(place)
        folder.take()
        folder.create(passphrase=PASSPHRASE, effort=QUICK)
        folder.release()
        key = ("--journal", place, "--passphrase-file", tmp_path / "passphrase")
        child = children.start(IMPORTER, *key, "import", export, is_doomed=True)
        with child:
            assert children.read_line(child) == "begins"
            wait_until_written(child, folder, chance.randrange(1, 700_000))
            child.send_signal(signal.SIGKILL)
        here = imported(folder)
        assert {*here} <= {each.strip() for each in words.values()}
        halves += 0 < len(here) < entries
        with children.start(IMPORTER, *key, "import", export, is_doomed=True) as child:
            assert children.read_line(child) == "begins"
            assert child.wait() == 0
        assert sorted(imported(folder)) == sorted(each.strip() for each in words.values())
    assert halves
    tally.tried("killed while importing", max(3, KILLS // 4), of_them_half_way=halves)


def _size(log: Path) -> int:
    try:
        return log.stat().st_size
    except FileNotFoundError:  # not begun yet, or gone with the program that closed the file
        return 0


def wait_until_written(child: subprocess.Popen[str], folder: JournalFolder, size: int) -> None:
    """Wait until *child* has written so much, or has ended."""
    log = folder.file.with_name("journal.db-wal")
    while child.poll() is None and _size(log) < size:
        time.sleep(0.001)


def imported(folder: JournalFolder) -> list[str]:
    """The words of every entry there; all of them open."""
    folder.take()
    journal = folder.open(folder.vault().unlock_with_passphrase(PASSPHRASE))
    try:
        assert journal.verify().damaged == ()
        shown = journal.summaries()
        return [plain_text(journal.get(each.id).document).strip() for each in shown]
    finally:
        journal.close()
        folder.release()
