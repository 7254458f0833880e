"""Pastes and drops meet locks, turned pages and goodbyes, while they are still being read."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document
from shadowjournal.entry import Picture
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.journal import Journal
from tests.ui.conftest import Start
from ui.app import App
from ui.editor import paste
from ui.editor.page import Page
from ui.editor.status_line import StatusLine

WAIT = 20_000
MANY = "".join(f"<p>{n} words from elsewhere</p>" for n in range(800))
LAST = "799 words from elsewhere"


class Reader:
    """The real reader of HTML, which waits until it may begin."""

    def __init__(self) -> None:
        self.may_begin = threading.Event()
        self.threads: list[threading.Thread] = []
        self._read = paste._from_html

    def read(self, html: str) -> Document | None:
        self.threads.append(threading.current_thread())
        if threading.current_thread() is not threading.main_thread():
            assert self.may_begin.wait(30)
        return self._read(html)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    reader = Reader()
    monkeypatch.setattr(paste, "_from_html", reader.read)
    yield reader
    reader.may_begin.set()
    for thread in {*reader.threads} - {threading.main_thread()}:
        thread.join(30)  # nobody is to answer a program that is gone


def page_of(program: App) -> Page:
    page = program.desk.editor.findChild(Page)
    assert page is not None
    return page


def paste_html(program: App) -> None:
    data = QMimeData()
    data.setHtml(MANY)
    QApplication.clipboard().setMimeData(data)
    page_of(program).paste()


def stored(program: App) -> set[str]:
    def words(journal: Journal) -> set[str]:
        journal.read_all()
        return {plain_text(journal.get(s.id).document) for s in journal.summaries()}

    return program.session.wait_for(words)


def sealed(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def test_a_large_paste_is_read_while_the_window_lives_and_typing_follows_it(
    qtbot: QtBot, program: App, reader: Reader
) -> None:
    QTest.keyClicks(page_of(program), "before ")
    paste_html(program)
    QTest.keyClicks(page_of(program), " after")
    qtbot.waitUntil(lambda: bool(reader.threads), timeout=WAIT)
    assert threading.main_thread() not in reader.threads
    assert not program.desk.writing.is_safe
    reader.may_begin.set()
    sealed(qtbot, program)
    (words,) = stored(program)
    assert words.startswith("before 0 words from elsewhere")
    assert words.endswith(f"{LAST} after")


def test_the_door_closes_after_a_paste_has_come_and_was_sealed(
    qtbot: QtBot, program: App, reader: Reader
) -> None:
    paste_html(program)
    QTest.keyClicks(page_of(program), " after")
    program.commands.lock.trigger()
    qtbot.wait(50)
    assert program.session.is_open
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        reader.may_begin.set()
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
    assert plain_text(program.desk.editor.entry().document).endswith(f"{LAST} after")


def test_a_paste_lands_on_the_page_it_was_put_on(
    qtbot: QtBot, program: App, reader: Reader
) -> None:
    QTest.keyClicks(page_of(program), "before ")
    paste_html(program)
    program.commands.new_entry.trigger()
    reader.may_begin.set()
    qtbot.waitUntil(lambda: program.desk.editor.entry().is_empty, timeout=WAIT)
    QTest.keyClicks(page_of(program), "another page")
    program.commands.save.trigger()
    sealed(qtbot, program)
    other, first = sorted(stored(program), key=len)
    assert other == "another page"
    assert first.startswith("before 0 words")
    assert first.endswith(LAST)


def test_closing_the_window_waits_for_a_paste(
    qtbot: QtBot, start: Start, program: App, reader: Reader
) -> None:
    paste_html(program)
    program.window.close()
    reader.may_begin.set()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    again = start()
    qtbot.waitUntil(lambda: again.session.is_open, timeout=WAIT)
    assert plain_text(again.desk.editor.entry().document).endswith(LAST)


def test_a_program_that_is_made_to_quit_does_not_wait_and_seals_the_paste_first(
    program: App, qapp: QApplication, reader: Reader
) -> None:
    paste_html(program)
    qapp.aboutToQuit.emit()
    (words,) = stored(program)
    assert words.endswith(LAST)


def test_a_paste_that_is_too_much_keeps_no_door_open(
    qtbot: QtBot, program: App, reader: Reader
) -> None:
    QTest.keyClicks(page_of(program), "mine")
    data = QMimeData()
    data.setHtml("<p>x</p>" * 5_000)
    page_of(program).insertFromMimeData(data)
    QTest.keyClicks(page_of(program), " still")
    reader.may_begin.set()
    sealed(qtbot, program)
    assert stored(program) == {"mine still"}


def what_is_said(program: App) -> str:
    status = program.desk.editor.findChild(StatusLine)
    assert status is not None
    return " ".join(label.text() for label in status.findChildren(QLabel))


def test_why_a_paste_was_refused_can_be_read_though_all_is_sealed_at_once(
    qtbot: QtBot, program: App
) -> None:
    QTest.keyClicks(page_of(program), "mine")
    data = QMimeData()
    data.setHtml("<p>x</p>" * 5_000)
    page_of(program).insertFromMimeData(data)
    sealed(qtbot, program)
    assert "too long for one entry" in what_is_said(program)
    QTest.keyClicks(page_of(program), " more")
    program.commands.save.trigger()
    sealed(qtbot, program)
    assert "too long for one entry" in what_is_said(program)
    qtbot.waitUntil(lambda: "Sealed" in what_is_said(program), timeout=WAIT)


def test_no_refused_paste_hides_that_words_are_not_sealed(program: App) -> None:
    program.desk.editor.show_problem("Not sealed yet: The disk is full.")
    page_of(program).refused.emit("too long for one entry")
    assert "Not sealed yet" in what_is_said(program)


# Dropped files


def a_picture(colour: str, size: tuple[int, int] = (40, 30)) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG")
    return data.getvalue()


def drop(program: App, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    page_of(program).insertFromMimeData(data)


def test_dropped_pictures_come_in_the_order_in_which_they_were_dropped(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    sizes = [(2000, 1900), (4, 2), (900, 800), (6, 2), (8, 2)]
    files = [tmp_path / f"{place}.png" for place in range(len(sizes))]
    for file, size in zip(files, sizes, strict=True):
        file.write_bytes(a_picture("navy", size))
    kept: list[Picture] = []
    program.session.picture_kept.connect(kept.append)
    drop(program, *files)
    qtbot.waitUntil(lambda: len(kept) == len(sizes), timeout=WAIT)
    sealed(qtbot, program)
    assert [(picture.width, picture.height) for picture in kept] == sizes
    assert program.desk.editor.entry().document.pictures == tuple(p.id for p in kept)


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_folder(place: Path) -> None:
    place.mkdir()


def a_terabyte(place: Path) -> None:
    with place.open("wb") as sparse:
        sparse.truncate(2**40)


def a_text(place: Path) -> None:
    place.write_text("no picture", encoding="utf-8")


def a_loop(place: Path) -> None:
    place.symlink_to(place)


def an_endless_device(place: Path) -> None:
    place.symlink_to("/dev/zero")


def nothing(place: Path) -> None:
    """It was there when it was picked up."""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of Unix")
@pytest.mark.parametrize(
    "make", [a_pipe, a_folder, a_terabyte, a_text, a_loop, an_endless_device, nothing]
)
def test_a_dropped_file_that_is_no_picture_is_refused_in_words_and_holds_nothing_up(
    qtbot: QtBot, program: App, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    file = tmp_path / "holiday.png"
    make(file)
    QTest.keyClicks(page_of(program), "mine")
    with qtbot.waitSignal(program.session.went_wrong, timeout=WAIT) as refusal:
        drop(program, file)
    assert refusal.args is not None
    assert str(refusal.args[0]).endswith(".")
    sealed(qtbot, program)
    assert stored(program) == {"mine"}


def test_a_bad_file_among_good_ones_costs_only_itself(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    for name in ("one", "three"):
        (tmp_path / f"{name}.png").write_bytes(a_picture("navy" if name == "one" else "teal"))
    (tmp_path / "two.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    drop(program, *(tmp_path / f"{name}.png" for name in ("one", "two", "three")))
    sealed(qtbot, program)
    assert len(program.desk.editor.entry().document.pictures) == 2


def test_an_address_that_cannot_be_a_file_is_refused_like_any_other(
    qtbot: QtBot, program: App
) -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:///tmp/a%00b.png")])
    with qtbot.waitSignal(program.session.went_wrong, timeout=WAIT):
        page_of(program).insertFromMimeData(data)
