from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.importers.importer import Skipped
from tests.ui.seen import asked_for_a_file, buttons, labels, nameless
from ui.importing.dialog import ImportDialog

FILE = "/home/anna/dayone.zip"
SKIPPED = [Skipped("12 March 2024", "It has no date."), Skipped("Entry 14", "It is not text.")]


@pytest.fixture
def dialog(qtbot: QtBot) -> ImportDialog:
    made = ImportDialog()
    qtbot.addWidget(made)
    made.open()
    return made


def listed(root: QWidget) -> list[str]:
    (rows,) = root.findChildren(QListWidget)
    return [rows.item(i).text() for i in range(rows.count())] if rows.isVisible() else []


def checked(dialog: ImportDialog) -> None:
    dialog.choose(FILE)
    dialog.show_preview(3413, 0, SKIPPED)


def test_a_chosen_file_is_looked_through_before_anything_comes_in(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    assert not buttons(dialog)["Bring them in"].isEnabled()
    with (
        qtbot.assertNotEmitted(dialog.import_wanted),
        qtbot.waitSignal(dialog.check_wanted) as wanted,
    ):
        dialog.choose(FILE)
    assert wanted.args == [Path(FILE)]
    dialog.show_progress(200, 3413)
    assert "200 of 3,413 entries; 3,213 to go" in labels(dialog)
    assert not buttons(dialog)["Bring them in"].isEnabled()


def test_the_preview_counts_and_lists_what_cannot_be_read(dialog: ImportDialog) -> None:
    checked(dialog)
    assert "3,413 entries will come in; 2 cannot be read." in labels(dialog)
    assert listed(dialog) == ["12 March 2024: It has no date.", "Entry 14: It is not text."]


def test_where_all_is_here_already_there_is_nothing_to_bring_in(dialog: ImportDialog) -> None:
    dialog.choose(FILE)
    dialog.show_preview(0, 1, [])
    assert "0 entries will come in; 1 is here already" in labels(dialog)
    assert not buttons(dialog)["Bring them in"].isEnabled()


def test_enter_brings_them_in_and_the_report_says_what_came(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    checked(dialog)
    with qtbot.waitSignal(dialog.import_wanted) as wanted:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert wanted.args == [Path(FILE)]
    dialog.show_progress(3000, 3413)
    assert "3,000 of 3,413" in labels(dialog)
    dialog.show_done(3413, 0, SKIPPED)
    assert "3,413 entries came in; 2 could not be read." in labels(dialog)
    assert len(listed(dialog)) == 2
    assert set(buttons(dialog)) == {"Choose a file…", "Close"}


def test_cancel_while_looking_changes_nothing(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.choose(FILE)
    with qtbot.waitSignal(dialog.cancelled):
        buttons(dialog)["Cancel"].click()
    assert "Nothing was changed." in labels(dialog)
    dialog.show_preview(5, 0, [])
    assert "5 entries" not in labels(dialog)
    assert not buttons(dialog)["Bring them in"].isEnabled()


def test_cancel_while_they_come_in_keeps_what_came(dialog: ImportDialog, qtbot: QtBot) -> None:
    checked(dialog)
    buttons(dialog)["Bring them in"].click()
    with qtbot.waitSignal(dialog.cancelled):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "What has come in stays." in labels(dialog)
    dialog.show_done(120, 0, [])
    assert "120 entries came in before it stopped" in labels(dialog)


def test_a_file_that_is_none_of_ours_is_told(dialog: ImportDialog) -> None:
    dialog.choose(FILE)
    dialog.show_problem("This is not an export of a journal that can be read.")
    assert "not an export" in labels(dialog)
    assert buttons(dialog)["Choose a file…"].isEnabled()


def test_a_very_long_list_is_cut_and_says_so(dialog: ImportDialog) -> None:
    dialog.choose(FILE)
    dialog.show_preview(1, 0, SKIPPED[:1] * 5000)
    assert len(listed(dialog)) == 1001
    assert listed(dialog)[-1] == "and 4,000 more"


def test_a_file_is_chosen_and_looked_at(dialog: ImportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    file.touch()
    buttons(dialog)["Choose a file…"].click()
    question = asked_for_a_file(dialog)
    assert question.fileMode() == QFileDialog.FileMode.ExistingFile
    question.setDirectory(str(tmp_path))
    question.selectFile(file.name)
    with qtbot.waitSignal(dialog.check_wanted) as chosen:
        question.accept()
    assert chosen.args == [file]


def test_every_focusable_widget_has_a_name(dialog: ImportDialog) -> None:
    checked(dialog)
    assert nameless(dialog) == []


def test_enter_presses_the_button_that_has_the_focus(dialog: ImportDialog) -> None:
    checked(dialog)
    dialog.show_done(3413, 0, [])
    QTest.keyClick(buttons(dialog)["Close"], Qt.Key.Key_Return)
    assert not dialog.isVisible()
