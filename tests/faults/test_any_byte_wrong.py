"""A journal's file with wrong bytes, read by the command line."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from shadowjournal.__main__ import main
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK, an_entry, text

FLIPS = int(os.environ.get("SHADOWJOURNAL_FLIPS", "40"))
ENTRIES = 30
FINE, CANNOT_OPEN, DAMAGED, REFUSED = 0, 3, 4, 5


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


class Damaged:
    """A journal of some entries, of which copies are damaged and read.

    Attributes:
        whole: its file as it was written.
        written: the text of every entry by its id.
        drafts: what it was before.
    """

    def __init__(self, place: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._place = place
        self._capture = capture
        folder = JournalFolder(place / "journal")
        folder.take()
        made = folder.create(passphrase="one", effort=QUICK)
        (place / "passphrase").write_text("one")
        self.written: dict[str, str] = {}
        self.drafts: dict[str, str] = {}
        for number in range(ENTRIES):
            journal = folder.open(made.key)
            first = journal.save(an_entry(f"Day {number}", f"Draft {number}."))
            journal.close()
            journal = folder.open(made.key)  # another sitting, so that the draft is kept
            self.drafts[first.id] = f"Draft {number}."
            words = f"Entry number {number}. " * (1 + number % 7 * 40)
            journal.save(replace(first, document=text(words.strip())))
            journal.close()
            self.written[first.id] = words.strip()
        folder.release()
        self.file = place / "journal" / "journal.db"
        self.whole = self.file.read_bytes()

    def put(self, content: bytes) -> None:
        """Let the journal's file hold *content*."""
        shutil.rmtree(self._place / "journal")
        self.file.parent.mkdir(mode=0o700)
        self.file.touch(mode=0o600)
        self.file.write_bytes(content)

    def run(self, *words: str) -> Said:
        """Run a command on it."""
        key = ["--passphrase-file", str(self._place / "passphrase")]
        sys.argv = ["shadowjournal", "--journal", str(self.file.parent), *key, *words]
        code = main()
        said = self._capture.readouterr()
        return Said(code, said.out, said.err)


@pytest.fixture
def damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Damaged:
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Damaged(tmp_path, capsys)


def flipped(whole: bytes, chance: random.Random) -> bytes:
    content = bytearray(whole)
    for _ in range(chance.choice([1, 1, 1, 4, 50])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def cut(whole: bytes, chance: random.Random) -> bytes:
    return whole[: chance.randrange(len(whole))]


def blanked(whole: bytes, chance: random.Random) -> bytes:
    """A page or a part of one that the disk gives back as zeros or as another page."""
    start, size = chance.randrange(len(whole)), chance.choice([16, 512, 4096])
    other = chance.choice([bytes(size), whole[:size]])
    return whole[:start] + other[: len(whole) - start] + whole[start + size :]


def check(damaged: Damaged, said: Said) -> None:
    assert said.code in {FINE, CANNOT_OPEN, DAMAGED, REFUSED}, said.err
    assert said.err.count("\n") == (said.code != FINE), said.err
    assert "Traceback" not in said.err


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(FLIPS))
@pytest.mark.parametrize("hurt", [flipped, cut, blanked])
def test_wrong_bytes_give_the_right_text_or_none_and_one_sentence(
    damaged: Damaged, hurt: Callable[[bytes, random.Random], bytes], seed: int
) -> None:
    chance = random.Random(seed)
    damaged.put(hurt(damaged.whole, chance))
    listed = damaged.run("--json", "list")
    check(damaged, listed)
    shown = json.loads(listed.out) if listed.out else []
    for entry in shown:
        assert entry["title"].startswith("Day ")
        seen = entry["snippet"].rstrip("…")
        is_older = seen == damaged.drafts[entry["id"]] and listed.code == DAMAGED  # and says so
        assert is_older or damaged.written[entry["id"]].startswith(seen)
    for identity, words in chance.sample(sorted(damaged.written.items()), 3):
        said = damaged.run("--json", "show", identity)
        check(damaged, said)
        assert said.code != FINE or json.loads(said.out)["markdown"].strip() == words
    verified = damaged.run("verify")
    check(damaged, verified)
    if len(shown) < ENTRIES:
        assert listed.code != FINE or verified.code != FINE, "a loss is never silent"


def test_rows_of_the_wrong_kind_lose_nobody_else(damaged: Damaged) -> None:
    with sqlite3.connect(damaged.file) as file:
        wrong = [None, 5, "words", b"", -1.5, "\ud800".encode("utf-8", "surrogatepass")]
        for number, value in enumerate(wrong):
            file.execute("UPDATE revision SET sealed = ? WHERE seq = ?", (value or b"", number + 1))
        file.execute("UPDATE revision SET entry = 'no id' WHERE seq = 7")
        file.execute("UPDATE revision SET revision = -5 WHERE seq = 9")
        file.execute("UPDATE revision SET revision = 'words' WHERE seq = 11")
        file.execute("UPDATE revision SET entry = CAST(x'ff' AS TEXT) WHERE seq = 13")
    file.close()
    listed = damaged.run("--json", "list")
    assert listed.code == DAMAGED
    assert len(json.loads(listed.out)) >= ENTRIES - 7
    check(damaged, listed)
    check(damaged, damaged.run("verify"))
