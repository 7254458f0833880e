from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.errors import BadExport, CannotWrite
from shadowjournal.exporters import EXPORTERS, exporter_for, write_atomically


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write_atomically(path, b"all of it")
    assert path.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_old_file_of_the_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"a much longer old book")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="folder"):
        write_atomically(tmp_path / "nowhere" / "book.pdf", b"book")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "book.pdf").mkdir()
    with pytest.raises(CannotWrite):
        write_atomically(tmp_path / "book.pdf", b"book")
    assert [path.name for path in tmp_path.iterdir()] == ["book.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
def test_when_the_disk_takes_no_more_the_old_file_stays(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "book.pdf"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CannotWrite):
            write_atomically(path, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_every_ending_leads_to_its_exporter() -> None:
    for exporter in EXPORTERS:
        for suffix in exporter.suffixes:
            assert exporter_for(Path(f"my journal{suffix.upper()}")) is exporter


@given(st.text(max_size=5))
def test_an_unknown_ending_is_refused_with_those_that_are_known(ending: str) -> None:
    known = {suffix for exporter in EXPORTERS for suffix in exporter.suffixes}
    path = Path(f"book.{ending.replace(chr(0), '')}x")
    if path.suffix.lower() in known:
        return
    with pytest.raises(BadExport, match=r"\.pdf, \.md, \.zip"):
        exporter_for(path)
