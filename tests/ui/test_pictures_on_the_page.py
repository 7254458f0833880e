from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from shadowjournal.document import Figure
from tests.ui.conftest import Start
from ui.app import App

WAIT = 10_000


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
