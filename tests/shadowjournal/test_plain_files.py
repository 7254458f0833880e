from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from shadowjournal.plain_files import NotPlain, first_bytes


def test_no_more_is_read_than_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"0123456789")
    assert first_bytes(file, 4) == b"0123"
    assert first_bytes(file, 400) == b"0123456789"


def test_a_file_of_a_terabyte_costs_what_is_read_of_it(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as sparse:
        sparse.truncate(2**40)
    assert len(first_bytes(file, 1000)) == 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names in folders")
def test_nothing_is_waited_for_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/tty"), tmp_path):
        with pytest.raises((NotPlain, OSError)):
            first_bytes(place, 10)


def test_what_is_gone_is_the_systems_to_say(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        first_bytes(tmp_path / "gone", 10)
