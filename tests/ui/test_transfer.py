from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.builders import a_dayone_export, an_entry
from tests.ui.news import found
from ui.app import App
from ui.export.dialog import ExportDialog
from ui.export.request import ExportRequest
from ui.importing.dialog import ImportDialog

WAIT = 20_000


def words(count: int) -> list[dict[str, object]]:
    return [{"text": f"Words {number}"} for number in range(count)]


def write_entries(qtbot: QtBot, program: App, count: int) -> None:
    for number in range(count):
        at = datetime(2026, 1, 1 + number % 28, number // 28)
        program.session.save(an_entry(f"Day {number}", f"Word{number} " * 200, at=at))
    qtbot.waitUntil(lambda: len(program.session.summaries) == count, timeout=WAIT)


def import_dialog(program: App) -> ImportDialog:
    program.transfer.ask_import()
    dialog = program.transfer._dialog
    assert isinstance(dialog, ImportDialog)
    return dialog


def export_dialog(program: App) -> ExportDialog:
    program.transfer.ask_export()
    dialog = program.transfer._dialog
    assert isinstance(dialog, ExportDialog)
    return dialog


def test_a_trial_brings_nothing_in_and_the_import_brings_all(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    file = a_dayone_export(tmp_path / "export.zip", words(120))
    dialog = import_dialog(program)
    previews: list[tuple[object, ...]] = []
    program.transfer._tasks.aside(
        lambda: program.transfer._bring(file, program.transfer._begin(), is_trial=True),
        previews.append,
        lambda error: pytest.fail(str(error)),
    )
    qtbot.waitUntil(lambda: bool(previews), timeout=WAIT)
    assert previews == [(120, 0, ())]
    assert program.session.summaries == []
    dialog.import_wanted.emit(file)
    qtbot.waitUntil(lambda: len(program.session.summaries) == 120, timeout=WAIT)
    assert len(found(qtbot, program.session, "words")) == 120
    dialog.reject()


def test_a_cancelled_import_keeps_what_came_in_and_the_rest_comes_another_time(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    file = a_dayone_export(tmp_path / "export.zip", words(1000))
    dialog = import_dialog(program)
    program.transfer._progressed.connect(dialog.cancelled)  # at the first sign of progress
    dialog.import_wanted.emit(file)
    with qtbot.waitSignal(program.session.all_read, timeout=WAIT):
        pass
    came_in = len(program.session.summaries)
    assert 0 < came_in < 1000
    program.transfer._progressed.disconnect(dialog.cancelled)
    dialog.import_wanted.emit(file)
    qtbot.waitUntil(lambda: len(program.session.summaries) == 1000, timeout=WAIT)
    dialog.reject()


def test_a_file_that_is_no_export_is_refused_in_words(
    qtbot: QtBot, program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "export.zip").write_bytes(b"no zip")
    dialog = import_dialog(program)
    problems: list[str] = []
    monkeypatch.setattr(dialog, "show_problem", problems.append)
    dialog.check_wanted.emit(tmp_path / "export.zip")
    qtbot.waitUntil(lambda: bool(problems), timeout=WAIT)
    assert problems[0].endswith(".")
    dialog.reject()


def test_an_export_holds_what_was_asked_for(qtbot: QtBot, program: App, tmp_path: Path) -> None:
    write_entries(qtbot, program, 3)
    dialog = export_dialog(program)
    file = tmp_path / "book.pdf"
    dialog.export_wanted.emit(ExportRequest(file, ".pdf", first=datetime(2026, 1, 2).date()))
    qtbot.waitUntil(file.exists, timeout=WAIT)
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert ["Word0" in text, "Word1" in text, "Word2" in text] == [False, True, True]
    dialog.reject()


def test_a_cancelled_export_leaves_no_file(
    qtbot: QtBot, program: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_entries(qtbot, program, 60)
    dialog = export_dialog(program)
    problems: list[str] = []
    monkeypatch.setattr(dialog, "show_problem", problems.append)
    dialog.export_wanted.emit(ExportRequest(tmp_path / "book.pdf", ".pdf"))
    dialog.cancelled.emit()
    qtbot.waitUntil(lambda: bool(problems), timeout=WAIT)
    assert problems == ["Cancelled. No file was written."]
    assert not list(tmp_path.glob("*.pdf*"))
    dialog.reject()


def test_locking_in_mid_import_stops_it_and_nothing_breaks(
    qtbot: QtBot, program: App, tmp_path: Path
) -> None:
    file = a_dayone_export(tmp_path / "export.zip", words(1000))
    import_dialog(program).import_wanted.emit(file)
    qtbot.wait(100)
    program.commands.lock.trigger()
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        pass
    program.door.try_keychain()
    qtbot.waitUntil(lambda: program.session.is_open, timeout=WAIT)
