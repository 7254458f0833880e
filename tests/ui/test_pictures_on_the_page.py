from __future__ import annotations

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shadowjournal.document import Document, Figure, Paragraph, spans
from shadowjournal.pictures import read_picture
from tests.ui.conftest import Start
from ui.app import App

WAIT = 10_000
_NO_KEY = Qt.KeyboardModifier.NoModifier


def a_picture(colour: str = "navy") -> bytes:
    data = BytesIO()
    Image.new("RGB", (400, 300), colour).save(data, "JPEG")
    return data.getvalue()


def figures(program: App) -> list[str]:
    blocks = program.desk.editor.entry().document.blocks
    return [block.picture for block in blocks if isinstance(block, Figure)]


def is_safe(qtbot: QtBot, program: App) -> None:
    qtbot.waitUntil(lambda: program.desk.writing.is_safe, timeout=WAIT)


def test_a_picture_from_a_file_stands_on_the_page_and_is_there_the_next_time(
    qtbot: QtBot, start: Start, program: App, tmp_path: Path
) -> None:
    file = tmp_path / "garden.jpg"
    file.write_bytes(a_picture())
    program.desk.writing.arrivals.put_picture_file(str(file))
    qtbot.waitUntil(lambda: len(figures(program)) == 1, timeout=WAIT)
    is_safe(qtbot, program)
    for kept in (tmp_path / "journal").iterdir():
        assert b"JFIF" not in kept.read_bytes()
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=WAIT)
    again = start()
    qtbot.waitUntil(lambda: len(figures(again)) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: not again.desk.editor.has_pictures_missing, timeout=WAIT)


def test_the_same_picture_twice_is_kept_once(qtbot: QtBot, program: App) -> None:
    program.desk.writing.arrivals.put_picture(a_picture)
    program.desk.writing.arrivals.put_picture(a_picture)
    qtbot.waitUntil(lambda: len(figures(program)) == 2, timeout=WAIT)
    assert len(set(figures(program))) == 1
    is_safe(qtbot, program)


def test_one_picture_in_two_entries_is_one_row_of_the_file(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    for _ in range(2):
        program.desk.writing.arrivals.put_picture(a_picture)
        qtbot.waitUntil(lambda: len(figures(program)) == 1, timeout=WAIT)
        is_safe(qtbot, program)
        program.commands.new_entry.trigger()
        qtbot.waitUntil(lambda: not figures(program), timeout=WAIT)
    qtbot.waitUntil(lambda: len(program.session.summaries) == 2, timeout=WAIT)
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.db")) as file:
        assert file.execute("SELECT count(*) FROM attachment").fetchone() == (1,)


def test_where_a_photo_was_taken_is_in_nothing_that_is_sealed(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 4.0, 0.0)})
    data = BytesIO()
    Image.radial_gradient("L").convert("RGB").save(data, "JPEG", exif=exif)
    assert b"SecretCam" in data.getvalue()
    program.desk.writing.arrivals.put_picture(data.getvalue)
    qtbot.waitUntil(lambda: len(figures(program)) == 1, timeout=WAIT)
    is_safe(qtbot, program)
    picture = figures(program)[0]
    kept = program.session.wait_for(lambda journal: journal.picture(picture))
    assert kept is not None
    assert not Image.open(BytesIO(kept.data)).getexif()
    assert b"Exif" not in kept.data
    assert b"Secret" not in kept.data


def test_files_dropped_amid_the_text_stand_there_in_order_whatever_is_written_meanwhile(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    page = program.desk.editor.page
    page.show_document(Document(tuple(Paragraph(spans([word])) for word in ("one", "two"))))
    urls = []
    for name, colour in (("b", "red"), ("a", "green"), ("c", "blue")):
        file = tmp_path / f"{name}.jpg"
        file.write_bytes(a_picture(colour))
        urls.append(QUrl.fromLocalFile(str(file)))
    dropped = QMimeData()
    dropped.setUrls(urls)
    first = page.cursorRect(QTextCursor(page.document().begin())).center()
    drop = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, _NO_KEY)
    for event in (QDragEnterEvent(first, *drop), QDropEvent(QPointF(first), *drop)):
        QApplication.sendEvent(page.viewport(), event)
    page.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(page, " more")
    qtbot.waitUntil(lambda: len(figures(program)) == 3, timeout=WAIT)
    expected = [read_picture(a_picture(colour)).id for colour in ("red", "green", "blue")]
    assert figures(program) == expected
    blocks = program.desk.editor.entry().document.blocks
    assert blocks[0] == Paragraph(spans(["one"]))
    assert blocks[-1] == Paragraph(spans(["two more"]))
    assert [type(block) for block in blocks[1:4]] == [Figure, Figure, Figure]


def test_a_picture_dragged_from_a_browser_comes_as_the_picture(qtbot: QtBot, program: App) -> None:
    dragged = QMimeData()
    dragged.setImageData(QImage.fromData(a_picture("teal")))
    dragged.setText("https://example.org/teal.jpg")
    dragged.setHtml('<img src="https://example.org/teal.jpg" alt="teal">')
    program.desk.editor.page.insertFromMimeData(dragged)
    qtbot.waitUntil(lambda: len(figures(program)) == 1, timeout=WAIT)


def test_what_is_no_picture_is_refused_in_words_and_changes_nothing(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    before = program.desk.editor.entry()
    with qtbot.waitSignal(program.session.went_wrong, timeout=WAIT) as said:
        program.desk.writing.arrivals.put_picture(lambda: b"no picture")
    assert said.args is not None
    assert str(said.args[0]).endswith(".")
    with qtbot.waitSignal(program.session.went_wrong, timeout=WAIT) as said:
        program.desk.writing.arrivals.put_picture_file(str(tmp_path / "gone.jpg"))
    assert said.args is not None
    assert str(said.args[0]) == "The picture cannot be read."
    assert program.desk.editor.entry() == before
