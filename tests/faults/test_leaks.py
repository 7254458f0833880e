"""Every way in which words could get out, and what proves that it is shut.

==============================================  ==================================================
search that spills to temporary files           `tests/shadowjournal/search/test_nothing_on_disk.py`
logs, tracebacks                                here
pasted material that reaches files or networks  here; `tests/ui/editor/test_paste.py`
pastes that hang                                `tests/ui/editor/test_intake.py`, `tests/ui/test_pasting.py`
what pictures tell (place, camera, bombs)       `tests/shadowjournal/test_pictures.py`
exports: whole, for the owner only              `tests/shadowjournal/exporters/test_writing.py`
exports: who made them, and where               here; `tests/shadowjournal/exporters/test_pdf.py`
core dumps                                      here
the clipboard and its histories                 `tests/ui/first_run/test_first_run.py`
the window's title                              `tests/ui/test_main_window.py`
settings and every other file of the home       `tests/test_no_trace.py`
memory after the door closed                    `tests/ui/test_locked.py`, `tests/ui/test_nothing_is_lost.py`
argument lists, the environment, the network    `tests/test_no_trace.py`
imports                                         `tests/faults/test_hostile_imports.py`
==============================================  ==================================================
"""  # noqa: E501

from __future__ import annotations

import getpass
import logging
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from shadowjournal.catalog import summarise
from shadowjournal.entry import Entry, Picture
from shadowjournal.exporters import EXPORTERS, Book
from shadowjournal.results import Found
from tests.builders import a_journal, a_prompt, an_entry
from tests.children import ROOT
from tests.needs import need

pytestmark = pytest.mark.timeout(180)

PLANTED = "zephyrquartz"


def an_entry_full_of_it() -> Entry:
    return an_entry(
        f"{PLANTED} title",
        f"The {PLANTED} lay there.",
        tags=(PLANTED,),
        prompt=a_prompt("p", PLANTED),
    )


def test_a_log_of_everything_holds_no_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "peewee"):
        journal = a_journal(tmp_path)
        entry = journal.save(an_entry_full_of_it())
        journal.keep_picture(Picture("a" * 32, "image/png", 1, 1, PLANTED.encode()))
        journal.read_all()
        assert journal.search(PLANTED, 5)
        assert journal.search(f"{PLANTED}*", 5)
        journal.get(entry.id)
        journal.picture("a" * 32)
        journal.close()
    assert any(record.name == "peewee" for record in caplog.records), "the log was listened to"
    for record in caplog.records:
        told = record.getMessage() + repr(record.args)
        assert PLANTED not in told
        assert PLANTED.encode().hex() not in told


def test_nothing_that_goes_from_room_to_room_tells_its_words_to_a_traceback(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    entry = journal.save(an_entry_full_of_it())
    journal.read_all()
    found = journal.search(PLANTED, 5)
    assert isinstance(found[0], Found)
    book = Book(PLANTED, (entry,), {})
    for each in (entry, entry.document, entry.prompt, summarise(entry), found, book, journal):
        assert PLANTED not in repr(each), type(each)
        assert PLANTED not in str(each), type(each)
    journal.close()


def in_peace(done: int, total: int) -> None:
    """Nobody watches how far it is."""


def test_an_export_tells_nothing_of_who_made_it_and_where() -> None:
    book = Book("Journal", (an_entry("Monday", "A quiet day."),), {})
    telling = {getpass.getuser(), socket.gethostname(), str(Path.home()), str(ROOT)}
    for exporter in EXPORTERS:
        content = exporter.export(book, in_peace, lambda: False)
        # What is packed is the pages; what is said about the file stands outside of it.
        readable = re.sub(rb"stream\r?\n.*?endstream", b"", content, flags=re.DOTALL)
        for word in telling - {"root", "user"}:
            assert word.encode() not in readable, (exporter.name, word)


HELP = """
import resource, sys
from shadowjournal.__main__ import main
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
sys.argv = ["shadowjournal", "--help"]
main()
print("core", resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core dumps")
def test_a_command_that_crashes_leaves_no_memory_on_the_disk() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.rstrip().endswith("core (0, 0)")


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process as Linux shows it")
def test_a_window_that_crashes_leaves_no_memory_on_the_disk() -> None:
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "shadowjournal"]
    window = subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        process = Path(f"/proc/{window.pid}")
        deadline = time.monotonic() + 60
        while "libQt6Widgets" not in (process / "maps").read_text() and (
            time.monotonic() < deadline
        ):
            time.sleep(0.05)
        limits = (process / "limits").read_text().splitlines()
        (line,) = [line for line in limits if "core file" in line]
        assert line.split()[-3:] == ["0", "0", "bytes"]
    finally:
        window.kill()
        window.wait()


PASTE = """
import sys
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication
from ui.editor.page import Page
from ui.theme import load_theme

app = QApplication([])
page = Page(load_theme("light"))
page.resize(600, 400)
page.show()
bait, address = sys.argv[1:]
html = '''<html><head><link rel=stylesheet href="WEB/a.css"><base href="WEB/">
<style>@import url(WEB/b.css); p { background: url(WEB/c.png) }</style></head>
<body background="WEB/d.png" style="background-image:url(file://BAIT)">
<p>words<img src="file://BAIT"><img src="BAIT"><img src="WEB/e.png"><img src="f.png">
<img srcset="WEB/g.png 2x"><iframe src="WEB/h.html"></iframe><object data="file://BAIT"></object>
<embed src="WEB/i.svg"><svg><image href="file://BAIT"/></svg>
<video poster="WEB/j.png" src="WEB/k.mp4"></video><script src="WEB/l.js"></script></p>
<table background="file://BAIT"><tr><td background="WEB/m.png">cell</td></tr></table>
</body></html>'''.replace("WEB", address).replace("BAIT", bait)
for times in (1, 60):
    for is_plain in (False, True):
        data = QMimeData()
        if is_plain:
            data.setText(html * times)
        else:
            data.setHtml(html * times)
        page.insertFromMimeData(data)
        page.intake.settle()
        page.selectAll()
        page.insertFromMimeData(page.createMimeDataFromSelection())
        page.intake.settle()
        page.grab()
        app.processEvents()
drop = QMimeData()
drop.setUrls([QUrl(address + "/n.png"), QUrl(address + "/o.html")])
page.insertFromMimeData(drop)
assert "words" in page.toPlainText() and "cell" in page.toPlainText()
page.grab()
app.processEvents()
"""
CONTROL = """
import socket, sys
open(sys.argv[1]).close()
line = socket.socket()
line.settimeout(1)
line.connect_ex(("127.0.0.1", 9))
"""


def traced(tmp_path: Path, code: str, bait: Path) -> str:
    """Run *code* and return which files it looked at, and whom it spoke to."""
    need("strace")
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file,%network", "-o", str(trace)]
    ran = subprocess.run(
        [*strace, sys.executable, "-c", code, str(bait), "http://127.0.0.1:9"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(call for call in calls if "execve(" not in call)


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    file = tmp_path / "bait.png"
    Image.new("RGB", (50, 40), "navy").save(file)
    return file


def test_nothing_pasted_is_looked_for_on_the_disk_or_in_the_network(
    tmp_path: Path, bait: Path
) -> None:
    calls = traced(tmp_path, PASTE, bait)
    assert "theme" in calls, "the files were watched"
    assert "bait.png" not in calls
    assert "AF_INET" not in calls


def test_a_look_at_the_disk_or_the_network_would_have_been_noticed(
    tmp_path: Path, bait: Path
) -> None:
    calls = traced(tmp_path, CONTROL, bait)
    assert "bait.png" in calls
    assert "AF_INET" in calls
