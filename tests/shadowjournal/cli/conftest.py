"""A command line on a journal of a test's own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from shadowjournal.__main__ import main
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK
from tests.commands import Run, Said


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the journal of this test, which opens with a passphrase."""
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse\n")
    place = str(tmp_path / "journal")

    def run(*words: str, stdin: str = "", passphrase: bool = True) -> Said:
        key = ["--passphrase-file", str(secret)] if passphrase else []
        monkeypatch.setattr(sys, "argv", ["shadowjournal", "--journal", place, *key, *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main()
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Run:
    """Run a command on a journal that was made already."""
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    folder.create(passphrase="correct horse", effort=QUICK)
    folder.release()
    return run
