"""The command line where the system does not do as it is asked: one sentence, and no traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typing_extensions import override

from shadowjournal.__main__ import main
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK

ROOT = Path(__file__).parents[3]
CANNOT_OPEN, REFUSED = 3, 5
not_windows = pytest.mark.skipif(sys.platform == "win32", reason="a rule of other systems")
not_root = pytest.mark.skipif(
    sys.platform != "win32" and os.getuid() == 0, reason="nothing is forbidden to root"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = JournalFolder(tmp_path / "journal")
    folder.take()
    folder.create(passphrase="one", effort=QUICK)
    folder.release()
    (tmp_path / "passphrase").write_text("one")
    return folder.path


def words_for(place: Path, *words: str) -> list[str]:
    key = ["--passphrase-file", str(place.parent / "passphrase")]
    return [sys.executable, "-m", "shadowjournal", "--journal", str(place), *key, *words]


def run(
    place: Path, *words: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        words_for(place, *words),
        cwd=ROOT,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        check=False,
    )


def is_one_sentence(done: subprocess.CompletedProcess[bytes], code: int) -> bool:
    said = done.stderr.decode()
    return (done.returncode, done.stdout, said.count("\n")) == (code, b"", 1) and (
        said.startswith("shadowjournal: ") and said.endswith(".\n")
    )


def test_a_terminal_that_cannot_show_a_letter_still_shows_the_rest(place: Path) -> None:
    assert run(place, "write", stdin="“Mond” 月".encode()).returncode == 0
    shown = run(place, "list", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"Mond" in shown.stdout


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_text_that_is_no_utf_8_is_refused_and_nothing_of_it_is_dropped(
    place: Path, locale: str
) -> None:
    done = run(place, "write", stdin="café".encode("latin-1"), LC_ALL=locale, LANG=locale)
    assert is_one_sentence(done, REFUSED)
    assert run(place, "list").stdout == b""


def test_nobody_types_a_text_that_has_nowhere_to_go(place: Path, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("wrong")
    with subprocess.Popen(
        words_for(place, "write"), cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        # Standard input stays open: the answer comes without it.
        assert child.wait(30) == CANNOT_OPEN
        child.communicate()


@not_windows
def test_a_reader_who_has_enough_is_not_scolded(place: Path) -> None:
    for number in range(3):
        run(place, "write", stdin=f"words {number}".encode())
    command = [*words_for(place, "list")]
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        command, cwd=ROOT, stdout=writes, stderr=subprocess.PIPE, check=False, text=True
    )
    os.close(writes)
    assert done.stderr == ""


class Hesitating(io.BytesIO):
    """Somebody who presses Ctrl+C instead of typing."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt


def test_ctrl_c_ends_it_quietly_and_stores_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["shadowjournal", *words_for(place, "write")[3:]])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Hesitating()))
    assert main() == 130
    assert capsys.readouterr() == ("", "")
    assert run(place, "list").stdout == b""


def test_a_file_in_the_place_of_the_folder_is_said_to_be_no_journal(
    place: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("words")
    assert is_one_sentence(run(tmp_path / "file", "list"), CANNOT_OPEN)
    assert is_one_sentence(run(tmp_path / "file", "init"), REFUSED)
    assert (tmp_path / "file").read_text() == "words"


def test_a_folder_in_the_place_of_the_file_is_said_to_be_no_journal(
    place: Path, tmp_path: Path
) -> None:
    (tmp_path / "other" / "journal.db").mkdir(parents=True)
    assert is_one_sentence(run(tmp_path / "other", "list"), CANNOT_OPEN)
    assert is_one_sentence(run(tmp_path / "other", "init"), REFUSED)


def test_a_book_that_cannot_be_written_there_is_refused(place: Path, tmp_path: Path) -> None:
    run(place, "write", stdin=b"words")
    (tmp_path / "book.md").mkdir()
    for target in ("book.md", "nowhere/book.md"):
        done = run(place, "export", "-o", str(tmp_path / target))
        assert is_one_sentence(done, REFUSED)


@pytest.mark.fault("a full disk")
@not_windows
def test_a_book_for_a_full_disk_is_refused(place: Path) -> None:
    run(place, "write", stdin=b"words")
    done = run(place, "export", "-o", "/proc/book.md")
    assert is_one_sentence(done, REFUSED)


@pytest.mark.fault("a disk that takes nothing")
@not_root
def test_what_may_not_be_read_or_written_is_said_to_be_so(place: Path, tmp_path: Path) -> None:
    file = place / "journal.db"
    file.chmod(0)
    assert is_one_sentence(run(place, "list"), CANNOT_OPEN)
    file.chmod(0o400)
    assert is_one_sentence(run(place, "write", stdin=b"words"), REFUSED)
    place.chmod(0)
    assert run(place, "list").stderr.count(b"\n") == 1
    place.chmod(0o700)
