"""A program that is killed while it lets go of the trash and of versions too many."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from shadowjournal.clearing import REST
from shadowjournal.entry import Entry, now
from shadowjournal.folder import JournalFolder
from tests import children
from tests.builders import QUICK, an_entry, text
from tests.tally import Tally

KILLS = int(os.environ.get("SHADOWJOURNAL_KILLS", "20")) // 4
PASSPHRASE = "one"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signal")

CLEARER = """
import sys
from pathlib import Path
from shadowjournal.folder import JournalFolder

folder = JournalFolder(Path(sys.argv[1]))
folder.take()
journal = folder.open(folder.vault().unlock_with_passphrase(sys.argv[2]))
journal.read_all()
print("begins", flush=True)
while journal.clear_some():
    pass
"""


def versions(entry: Entry) -> list[Entry]:
    start = now() - timedelta(days=90)
    return [
        replace(entry, document=text(f"{hour}"), edited=start + timedelta(hours=hour))
        for hour in range(12)
    ]


def clear_and_kill(place: Path, seconds: float) -> None:
    with children.start(CLEARER, place, PASSPHRASE, is_doomed=True) as child:
        assert children.read_line(child) == "begins"
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)


@pytest.mark.fault("killed while clearing")
@pytest.mark.timeout(60 + 10 * KILLS)
def test_whatever_moment_a_clearing_is_killed_in_every_entry_is_as_it_was(
    tmp_path: Path, tally: Tally
) -> None:
    chance = random.Random(1)
    place = tmp_path / "journal"
    folder = JournalFolder(place)
    folder.take()
    key = folder.create(passphrase=PASSPHRASE, effort=QUICK).key
    journal = folder.open(key)
    kept = [an_entry(f"Kept {number}") for number in range(60)]
    thrown = [replace(an_entry("Thrown"), trashed=now() - REST) for _ in range(20)]
    journal.append([version for entry in kept for version in versions(entry)])
    journal.append(thrown)
    journal.close()
    folder.release()
    for _ in range(KILLS):
        clear_and_kill(place, chance.uniform(0, 0.05))
    folder.take()
    journal = folder.open(key)
    journal.read_all()
    while journal.clear_some():
        pass
    seen = journal.verify()
    newest = [journal.get(entry.id).document for entry in kept]
    lost = sum(content != text("11") for content in newest)
    tally.tried("killed while clearing", KILLS, lost=lost)
    assert lost == 0
    assert (seen.entries, seen.damaged, seen.discrepancies) == (len(kept), (), ())
    assert seen.revisions <= 4 * len(kept)
    journal.close()
    folder.release()
