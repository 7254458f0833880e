from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog
from pytestqt.qtbot import QtBot

from shadowjournal.backup import Backup
from tests.builders import NOVEMBER
from tests.ui.seen import buttons, focused, labels, nameless
from ui.backups.panel import BackupsPanel

PLACE = Path("/media/anna/Stick")


def backups(number: int) -> list[Backup]:
    made = [NOVEMBER - timedelta(days=day) for day in range(number)]
    return [Backup(PLACE / f"{when:%d}.backup", when, 12_400_000, "a" * 32) for when in made]


@pytest.fixture
def panel(qtbot: QtBot) -> BackupsPanel:
    panel = BackupsPanel()
    qtbot.addWidget(panel)
    panel.resize(620, 900)
    panel.show()
    panel.activateWindow()
    qtbot.waitActive(panel)
    panel.show_choices(PLACE, is_usual=False, is_daily=True)
    return panel


def test_where_there_is_none_it_says_so_and_offers_the_first(panel: BackupsPanel) -> None:
    panel.show_backups([], {})
    assert "There is no backup of this journal here yet." in labels(panel)
    assert buttons(panel)["Back up now"].isEnabled()


def test_a_row_says_when_how_large_and_only_what_is_known(panel: BackupsPanel) -> None:
    first, second = backups(2)
    panel.show_backups([first, second], {second.file: "checked at 21:40, all of it opens"}, 2)
    seen = labels(panel)
    assert "Sunday 22 November 2026, 21:04" in seen
    assert "12.4 MB · opened and checked when it was made" in seen
    assert "12.4 MB · checked at 21:40, all of it opens" in seen
    assert "2 other files lie in this folder: of another journal, or not readable." in seen
    panel.show_note(first.file, "the file is gone")
    assert "12.4 MB · the file is gone" in labels(panel)


def test_each_row_has_buttons_of_its_own(panel: BackupsPanel, qtbot: QtBot) -> None:
    first, second = backups(2)
    panel.show_backups([first, second], {})
    check, restore = panel._rows[1].stops
    with qtbot.waitSignal(panel.check_wanted) as wanted:
        QTest.mouseClick(check, Qt.MouseButton.LeftButton)
    assert wanted.args == [second.file]
    with qtbot.waitSignal(panel.restore_wanted) as wanted:
        QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert wanted.args == [second.file]


def test_the_tab_key_leads_through_everything_in_order(panel: BackupsPanel) -> None:
    panel.show_backups(backups(2), {})
    panel.findChildren(QCheckBox)[0].setFocus()
    stops = []
    for _ in range(9):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        stops.append(focused())
    rows = [stop for row in panel._rows for stop in row.stops]
    assert stops[-4:] == rows
    assert nameless(panel) == []


def test_the_keyboard_stays_in_a_list_that_is_shown_again(panel: BackupsPanel) -> None:
    shown = backups(2)
    panel.show_backups(shown, {})
    panel._rows[1].stops[0].setFocus()
    panel.show_backups(shown, {shown[1].file: "checked at 21:40, all of it opens"})
    assert focused() is panel._rows[1].stops[0]
    assert "checked at 21:40" in labels(panel)


def test_while_something_is_done_only_stopping_is_possible(
    panel: BackupsPanel, qtbot: QtBot
) -> None:
    panel.show_backups(backups(2), {})
    buttons(panel)["Back up now"].setFocus()
    panel.show_busy("Writing the copy…")
    assert "Writing the copy…" in labels(panel)
    usable = {words for words, pressed in buttons(panel).items() if pressed.isEnabled()}
    assert usable == {"Stop", "Show folder"}
    assert focused() is buttons(panel)["Stop"]
    with qtbot.waitSignal(panel.stop_wanted):
        QTest.keyClick(focused(), Qt.Key.Key_Space)
    panel.show_backups(backups(1), {})
    assert not panel._rows[0].stops[0].isEnabled()
    panel.show_idle()
    assert "Stop" not in buttons(panel)
    assert buttons(panel)["Restore…"].isEnabled()


def test_the_folder_is_chosen_or_the_usual_one_taken_again(
    panel: BackupsPanel, qtbot: QtBot
) -> None:
    buttons(panel)["Choose folder…"].click()
    (dialog,) = panel.findChildren(QFileDialog)
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        dialog.fileSelected.emit("/media/anna/Other")
    dialog.reject()
    assert chosen.args == ["/media/anna/Other"]
    with qtbot.waitSignal(panel.place_chosen) as chosen:
        buttons(panel)["Use the usual folder"].click()
    assert chosen.args == [""]
    panel.show_choices(Path("/home/anna/Documents"), is_usual=True, is_daily=False)
    assert "Use the usual folder" not in buttons(panel)
    assert not panel.findChildren(QCheckBox)[0].isChecked()
    assert "/home/anna/Documents" in labels(panel)


def test_a_hundred_backups_are_a_hundred_rows(panel: BackupsPanel) -> None:
    panel.show_backups(backups(100), {})
    assert len(panel._rows) == 100
    panel.show_backups(backups(3), {})
    assert len(panel._rows) == 3
