from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shadowjournal.folder import JournalFolder
from shadowjournal.results import Change, Discrepancy
from shadowjournal.vault.key import JournalKey
from tests.builders import a_folder, an_entry
from ui.icons import Icons
from ui.lookout import words
from ui.lookout.changes import Changes
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import load_fonts, load_theme
from ui.widgets.notice_bar import NoticeBar

WAIT = 10_000


def said(bar: NoticeBar) -> str:
    return bar.notice.words if bar.notice else ""


def opened(qtbot: QtBot, tasks: Tasks, folder: JournalFolder, key: JournalKey) -> NoticeBar:
    """Open the journal, read all of it, and return the bar above the page."""
    load_fonts()
    bar = NoticeBar(Icons(load_theme("light")))
    qtbot.addWidget(bar)
    session = Session(tasks, bar)
    Changes(session, bar, bar)
    with qtbot.waitSignal(session.all_read, timeout=WAIT):
        session.open(folder, key, lambda error: pytest.fail(str(error)))
    done: list[object] = []
    session.ask(lambda _: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT)
    return bar


def test_a_row_that_was_taken_out_is_told_until_it_is_said_to_be_right(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    folder, made = a_folder(tmp_path)
    journal = folder.open(made.key)
    for day in ("Monday", "Tuesday"):
        journal.save(an_entry(day))
    journal.close()
    assert not said(opened(qtbot, tasks, folder, made.key))
    with closing(sqlite3.connect(folder.file)) as file, file:
        file.execute("DELETE FROM revision WHERE seq = 1")
    bar = opened(qtbot, tasks, folder, made.key)
    assert said(bar).startswith("One record that was written here is missing")
    (right,) = [b for b in bar.findChildren(QPushButton) if b.text() == "It is right as it is"]
    QTest.mouseClick(right, Qt.MouseButton.LeftButton)
    assert not said(bar)
    tasks.finish()
    assert not said(opened(qtbot, tasks, folder, made.key))


@pytest.mark.parametrize("change", Change)
def test_every_change_is_said_in_words(change: Change) -> None:
    sentences = words.changed([Discrepancy(change, 3)])
    assert sentences.endswith("a backup may hold more.")
    assert change.value not in sentences
