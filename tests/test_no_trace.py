"""Nothing of what is written reaches the disk or the network: watched from outside, by strace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builders import a_dayone_export
from tests.children import ROOT
from tests.journeys import day
from tests.needs import need
from tests.secret_service import SecretService

pytestmark = pytest.mark.timeout(240)

PLANTED = "zephyrquartz"
COMMANDS = """
import sys
from shadowjournal.__main__ import main
text, imported, exported = sys.argv[1:]
for words in (
    ["init"],
    ["write", text],
    ["import", imported],
    ["search", "zeph*"],
    ["list"],
    ["export", "-o", exported + ".pdf"],
    ["export", "-o", exported + ".md", "--query", "table"],
    ["verify"],
):
    sys.argv = ["shadowjournal", *words]
    assert main() == 0, words
"""
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.journeys import day
from tests.journeys.writer import Writer

def seen(name):
    pass

app = QApplication([])
writer = Writer(app, Path(sys.argv[1]))
day.first_run(writer, seen)
day.write(writer, seen)
writer.close()
writer.start_again()
writer.wait_until(lambda: writer.program.session.is_open, "the journal opens by itself")
day.find(writer, seen)
day.export(writer, Path(sys.argv[2] + ".pdf"), seen)
day.lock_and_open(writer, seen)
writer.close()
"""


SEARCHING = """
import sys, time
from pathlib import Path
from shadowjournal.folder import JournalFolder
from shadowjournal.vault.keychain import SystemKeychain
from tests.builders import an_entry

place = JournalFolder(Path(sys.argv[1]))
place.take()
first, second = Path(sys.argv[2]).read_text().split()
made = place.create(keychain=SystemKeychain.find())

def asked(journal):
    while not journal.is_read:
        journal.read_some()
        journal.search(f"{first[:7]}*", 10)
    journal.read_all()
    assert len(journal.search(f"{first} -salt")) == 2_100
    assert journal.search(f"{second}e", 1) == []
    assert journal.count(first).years
    assert journal.hits(journal.search(second, 1)[0].summary.id, second)

for turn in ("built", "from what was kept"):
    journal = place.open(made.key)
    if turn == "built":
        text = f"The {first} lay on the {second}. "
        journal.append([an_entry(f"The {first}, {n}", text * 20) for n in range(2_100)])
    asked(journal)
    while not journal.check_some():
        pass
    while not journal.keep_index():
        pass
    while not (place.path / "journal.index").exists() or [*place.path.glob("*.unfinished")]:
        time.sleep(0.05)
    journal.close()
"""


class Watched(NamedTuple):
    """What a program did, as the system saw it."""

    calls: tuple[str, ...]
    home: Path
    words: tuple[str, ...]
    exports: frozenset[str]


def watch(place: Path, home: Path, code: str, *arguments: object) -> tuple[str, ...]:
    """Run *code* with *home* as its whole world, and return every call that leaves the process."""
    need("strace")
    trace = place / "trace"
    calls = "trace=connect,sendto,bind,write,pwrite64,writev,pwritev,pwritev2,execve"
    strace = ["strace", "-f", "-qq", "-y", "-s", "1000000", "-e", calls, "-o", str(trace)]
    environment = {
        **{n: v for n, v in os.environ.items() if not n.startswith("COVERAGE_")},
        "TMPDIR": str(home / "tmp"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    (home / "tmp").mkdir()
    command = [*strace, sys.executable, "-c", code, *map(str, arguments)]
    ran = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")[-2000:]
    return tuple(trace.read_text(encoding="utf-8", errors="replace").splitlines())


@pytest.fixture(params=["commands", "window", "searching"])
def watched(
    request: pytest.FixtureRequest, secret_service: SecretService, tmp_path: Path, home: Path
) -> Watched:
    exports = tmp_path / "exports"
    exports.mkdir()
    words: tuple[str, ...]
    if request.param == "commands":
        words = (PLANTED, "lay on the table")
        (tmp_path / "text").write_text(f"The {PLANTED} lay on the table.", encoding="utf-8")
        arrivals = a_dayone_export(
            tmp_path / "arrivals.zip", [{"text": f"Long ago the {PLANTED} was new."}]
        )
        calls = watch(tmp_path, home, COMMANDS, tmp_path / "text", arrivals, exports / "book")
        assert (exports / "book.pdf").stat().st_size > 1000
    elif request.param == "searching":
        words = (PLANTED, "tablecloth")
        (tmp_path / "words").write_text(" ".join(words), encoding="utf-8")
        calls = watch(tmp_path, home, SEARCHING, home / "journal", tmp_path / "words")
    else:
        words = ("my mother did", day.TITLE, "my hands start", "Wait until the evening")
        calls = watch(tmp_path, home, WINDOW, home / "journal", exports / "book")
        assert (exports / "book.pdf").stat().st_size > 1000
    exported = {written_to(call) for call in calls if str(exports) in written_to(call)}
    return Watched(calls, home, words, frozenset(exported))


def written_to(call: str) -> str:
    """The file a call writes to; empty where it is no file."""
    found = re.search(r"p?write(?:v|v2|64)?\(\d+<(/[^>]*)>", call)
    return found.group(1) if found else ""


def test_the_journal_speaks_to_no_network(watched: Watched) -> None:
    assert [call for call in watched.calls if "AF_UNIX" in call], "the keyring was spoken to"
    assert [call for call in watched.calls if "AF_INET" in call] == []


def test_no_word_reaches_the_disk_but_in_what_was_exported(watched: Watched) -> None:
    files = {written_to(call) for call in watched.calls} - {""}
    assert any(file.endswith("journal.db-wal") for file in files), "writing was watched"
    telling = [call for call in watched.calls if any(word in call for word in watched.words)]
    # What a command answers goes to a pipe; what is exported is meant to be read.
    assert {*map(written_to, telling)} - {""} - watched.exports == set()
    assert [call for call in telling if "execve(" in call] == []

    left = [path for path in watched.home.rglob("*") if path.is_file()]
    assert any(path.name == "journal.db" for path in left)
    for path in left:
        content = path.read_bytes()
        for word in watched.words:
            assert word.encode() not in content, path.name
            assert word.encode("utf-16-le") not in content, path.name


def test_a_word_on_the_disk_or_on_the_network_would_have_been_noticed(
    tmp_path: Path, home: Path
) -> None:
    telling = (
        "import socket; open('leak', 'w').write('zephyrquartz' * 3)\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 9))"
    )
    calls = watch(tmp_path, home, telling)
    assert [call for call in calls if "AF_INET" in call]
    assert [written_to(call) for call in calls if PLANTED in call and written_to(call)] == [
        str(tmp_path / "leak")
    ]
