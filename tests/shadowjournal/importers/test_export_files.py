from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

from shadowjournal.errors import BadImport
from shadowjournal.importers import export_files
from shadowjournal.importers.export_files import open_export

WORDS = b"I stayed in. " * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export as a folder, with a room for photos and one that is of no interest."""
    for name in ("Journal.json", "photos/a.jpeg", "cellar/b.bin"):
        file = tmp_path / "export" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(WORDS)
    return tmp_path / "export"


def zipped(folder: Path, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    file = folder.with_suffix(".zip")
    with zipfile.ZipFile(file, "w", packing) as archive:
        for each in sorted(folder.rglob("*")):
            archive.write(each, each.relative_to(folder))
    return file


def refused(path: Path, name: str = "Journal.json", limit: int = 10_000) -> str:
    with pytest.raises(BadImport) as refusal, open_export(path) as files:
        files.read(name, limit)
    return str(refusal.value)


def test_a_folder_a_file_and_a_zip_give_the_same_files(folder: Path) -> None:
    for path in (folder, folder / "Journal.json", zipped(folder)):
        with open_export(path, ("photos",)) as files:
            assert {"Journal.json", "photos/a.jpeg"} <= {*files.names}
            assert files.read("Journal.json", 10_000) == WORDS
            assert files.head("photos/a.jpeg", 5) == WORDS[:5]
            assert path.suffix == ".zip" or "cellar/b.bin" not in files.names


def test_a_single_file_brings_none_of_its_neighbours(folder: Path) -> None:
    (folder / "Diary of somebody else.json").write_bytes(WORDS)
    with open_export(folder / "Journal.json", ("photos",)) as files:
        assert {*files.names} == {"Journal.json", "photos/a.jpeg"}


def test_what_is_not_there_is_said(folder: Path) -> None:
    assert "no such file" in refused(folder / "Other.json")


@pytest.mark.parametrize("is_zip", [False, True])
def test_a_file_longer_than_it_may_be_is_refused(folder: Path, is_zip: bool) -> None:
    assert "larger than" in refused(zipped(folder) if is_zip else folder, limit=len(WORDS) - 1)


def test_a_file_that_went_away_meanwhile_is_refused(folder: Path) -> None:
    with open_export(folder) as files:
        (folder / "Journal.json").unlink()
        with pytest.raises(BadImport):
            files.read("Journal.json", 10_000)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with names in folders")
def test_only_plain_files_are_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")
    (folder / "link.json").symlink_to("/etc/hostname")
    with open_export(folder) as files:
        assert {*files.names} == {"Journal.json"}


@pytest.mark.fault("a hostile import")
def test_more_files_than_any_journal_has_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "MAX_FILES", 2)
    assert "more files" in refused(zipped(folder))


@pytest.mark.fault("a hostile import")
def test_all_files_together_may_not_unpack_to_too_much(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "MAX_TOTAL", len(WORDS) + 1)
    with open_export(zipped(folder)) as files:
        assert files.read("Journal.json", 10_000) == WORDS
        with pytest.raises(BadImport, match="far more"):
            files.read("photos/a.jpeg", 10_000)


@pytest.mark.fault("a hostile import")
@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_may_take_any_memory_are_refused(folder: Path, packing: int) -> None:
    assert "packed in a way" in refused(zipped(folder, packing))


@pytest.mark.fault("a hostile import")
def test_an_archive_cut_anywhere_is_never_half_read(folder: Path) -> None:
    whole = zipped(folder).read_bytes()
    cut = folder.with_name("cut.zip")
    for end in range(0, len(whole), 7):
        cut.write_bytes(whole[:end])
        try:
            with open_export(cut) as files:
                assert files.names == ("cut.zip",), "a file like any other"
        except BadImport:
            continue
