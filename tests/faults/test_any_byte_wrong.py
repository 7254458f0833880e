"""A journal's file with wrong bytes, read by the command line."""

from __future__ import annotations

import io
import json
import os
import random
import sqlite3
import sys
from collections.abc import Callable

import pytest

from shadowjournal.__main__ import main
from tests.commands import Said
from tests.faults.damage import Written

FLIPS = int(os.environ.get("SHADOWJOURNAL_FLIPS", "40"))
ENTRIES = 30
FINE, CANNOT_OPEN, DAMAGED, REFUSED = 0, 3, 4, 5


class Damaged:
    """A journal of which damaged copies are read.

    Attributes:
        written: it, and what stands in it.
    """

    def __init__(self, written: Written, capture: pytest.CaptureFixture[str]) -> None:
        self.written = written
        self._capture = capture
        self._passphrase = written.folder.path.with_name("passphrase")
        self._passphrase.write_text("one")
        written.put(written.whole)

    def run(self, *words: str) -> Said:
        """Run a command on it."""
        place = str(self.written.folder.path)
        key = ["--passphrase-file", str(self._passphrase)]
        sys.argv = ["shadowjournal", "--journal", place, *key, *words]
        code = main()
        said = self._capture.readouterr()
        return Said(code, said.out, said.err)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("wrong") / "journal", ENTRIES)


@pytest.fixture
def damaged(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Damaged:
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return Damaged(written, capsys)


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


@pytest.mark.fault("wrong bytes, read by the command line")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(FLIPS))
@pytest.mark.parametrize("hurt", [flipped, cut, blanked])
def test_wrong_bytes_give_the_right_text_or_none_and_one_sentence(
    damaged: Damaged, hurt: Callable[[bytes, random.Random], bytes], seed: int
) -> None:
    chance = random.Random(seed)
    damaged.written.put(hurt(damaged.written.whole, chance))
    listed = damaged.run("--json", "list")
    check(damaged, listed)
    shown = json.loads(listed.out) if listed.out else []
    for entry in shown:
        assert entry["title"].startswith("Day ")
        seen = entry["snippet"].rstrip("…")
        is_older = (
            seen == damaged.written.drafts[entry["id"]] and listed.code == DAMAGED
        )  # and says so
        assert is_older or damaged.written.newest[entry["id"]].startswith(seen)
    for identity, words in chance.sample(sorted(damaged.written.newest.items()), 3):
        said = damaged.run("--json", "show", identity)
        check(damaged, said)
        assert said.code != FINE or json.loads(said.out)["markdown"].strip() == words
    verified = damaged.run("verify")
    check(damaged, verified)
    if len(shown) < ENTRIES:
        assert listed.code != FINE or verified.code != FINE, "a loss is never silent"


@pytest.mark.fault("rows of the wrong kind")
def test_rows_of_the_wrong_kind_lose_nobody_else(damaged: Damaged) -> None:
    with sqlite3.connect(damaged.written.folder.file) as file:
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
