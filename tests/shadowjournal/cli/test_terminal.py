"""The command line at a real terminal, in a real pipe, and interrupted."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shadowjournal.folder import JournalFolder
from shadowjournal.vault.recovery import RecoveryCode
from tests.builders import QUICK, an_entry
from tests.children import ROOT

if sys.platform == "win32":
    pytest.skip("Windows has other terminals", allow_module_level=True)

PASSPHRASE = "correct horse"
PATIENCE = 30.0  # seconds
COUNT = 400


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The folder of a journal with some entries, which opens with a passphrase."""
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    made = folder.create(passphrase=PASSPHRASE, effort=QUICK)
    journal = folder.open(made.key)
    journal.take_in([(an_entry(f"Day {n}", "words " * 20), ()) for n in range(COUNT)])
    journal.close()
    folder.release()
    return folder.path


# A test run in the background has interrupts switched off; a command at a terminal has not.
_AT_A_TERMINAL = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("shadowjournal", run_name="__main__")
"""


class Terminal:
    """A terminal with one command running in it."""

    def __init__(self, *words: str) -> None:
        self._screen, inside = os.openpty()
        self.command = subprocess.Popen(
            [sys.executable, "-c", _AT_A_TERMINAL, *words],
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm"},
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self.seen = ""

    def read(self, words: str = "") -> str:
        """Read until *words* are seen, or until the command ends; return all that was seen."""
        end = time.monotonic() + PATIENCE
        while not (words and words in self.seen) and time.monotonic() < end:
            if select.select([self._screen], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self._screen, 65536).decode()
                except OSError:  # the command has ended
                    break
        return self.seen

    def type(self, words: str) -> None:
        os.write(self._screen, words.encode())

    def close(self) -> None:
        self.command.kill()
        self.command.wait()
        os.close(self._screen)


Open = Callable[..., Terminal]


@pytest.fixture
def terminal() -> Iterator[Open]:
    opened: list[Terminal] = []

    def terminal(*words: str) -> Terminal:
        opened.append(Terminal(*words))
        return opened[-1]

    yield terminal
    for each in opened:
        each.close()


def test_the_passphrase_is_asked_for_and_never_shown(terminal: Open, journal: Path) -> None:
    at = terminal("--journal", str(journal), "info")
    at.read("Passphrase: ")
    at.type(f"{PASSPHRASE}\n")
    seen = at.read()
    assert at.command.wait() == 0
    assert f"entries: {COUNT}" in seen
    assert PASSPHRASE not in seen


def test_a_wrong_passphrase_typed_opens_nothing(terminal: Open, journal: Path) -> None:
    at = terminal("--journal", str(journal), "list")
    at.read("Passphrase: ")
    at.type("battery staple\n")
    seen = at.read()
    assert at.command.wait() == 3
    assert "does not open" in seen
    assert "Day" not in seen


@pytest.mark.parametrize(("again", "code"), [("new", 0), ("other", 5)])
def test_a_new_passphrase_is_typed_twice_and_never_shown(
    terminal: Open, journal: Path, again: str, code: int
) -> None:
    at = terminal("--journal", str(journal), "slots", "change")
    for question, answer in (
        ("Passphrase: ", PASSPHRASE),
        ("New passphrase: ", "new horse"),
        ("The same again: ", f"{again} horse"),
    ):
        at.read(question)
        at.type(f"{answer}\n")
    seen = at.read()
    assert at.command.wait() == code
    assert "horse" not in seen
    folder = JournalFolder(journal)
    folder.vault().unlock_with_passphrase(PASSPHRASE if code else "new horse")


def test_a_new_code_is_shown_before_it_opens_anything(terminal: Open, journal: Path) -> None:
    before = JournalFolder(journal).vault()
    at = terminal("--journal", str(journal), "rotate", "--no-backup", "--show")
    at.read("Passphrase: ")
    at.type(f"{PASSPHRASE}\n")
    at.read("it stays the same: ")
    at.type(f"{PASSPHRASE}\n")
    seen = at.read("press Enter")
    (code,) = re.findall(r"(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}", seen)
    assert JournalFolder(journal).vault() == before
    at.type("\n")
    assert f"Sealed anew and opened again: {COUNT} entries." in at.read()
    assert at.command.wait() == 0
    key = JournalFolder(journal).vault().unlock_with_code(RecoveryCode.parse(code))
    assert key.generation == 2


def test_a_long_command_shows_how_far_it_is(terminal: Open, journal: Path) -> None:
    at = terminal("--journal", str(journal), "verify")
    at.read("Passphrase: ")
    at.type(f"{PASSPHRASE}\n")
    seen = at.read()
    assert at.command.wait() == 0
    assert "Verifying" in seen
    assert f"Opened: {COUNT} entries" in seen


def test_an_interrupted_command_ends_quietly(terminal: Open, journal: Path) -> None:
    at = terminal("--journal", str(journal), "list")
    at.read("Passphrase: ")
    at.command.send_signal(signal.SIGINT)
    seen = at.read()
    assert at.command.wait() == 130
    assert "Traceback" not in seen


def test_who_reads_only_the_first_line_is_not_told_of_a_broken_pipe(
    journal: Path, tmp_path: Path
) -> None:
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    words = ["--journal", str(journal), "--passphrase-file", str(tmp_path / "passphrase"), "list"]
    with subprocess.Popen(
        [sys.executable, "-m", "shadowjournal", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        assert "Day" in command.stdout.readline()
        command.stdout.close()
        assert command.stderr.read() == ""
