from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seen import asked_for_a_file, buttons, labels, nameless
from ui.export.dialog import ExportDialog
from ui.export.request import ExportRequest, month_of, with_suffix

TODAY = date(2026, 11, 22)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    made = ExportDialog(TODAY, tags=["kitchen", "sea"], query="mother")
    qtbot.addWidget(made)
    named(made, "File").setText(str(tmp_path / "book.pdf"))
    made.open()
    return made


def named(root: QWidget, name: str) -> QLineEdit:
    (found,) = [each for each in root.findChildren(QLineEdit) if each.accessibleName() == name]
    return found


def choices(root: QWidget, name: str) -> QComboBox:
    (found,) = [each for each in root.findChildren(QComboBox) if each.accessibleName() == name]
    return found


def choose(root: QWidget, name: str, words: str) -> None:
    box = choices(root, name)
    box.setCurrentIndex(box.findText(words))


def asked_for(dialog: ExportDialog, qtbot: QtBot) -> ExportRequest:
    with qtbot.waitSignal(dialog.export_wanted) as wanted:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert wanted.args is not None
    (request,) = wanted.args
    assert isinstance(request, ExportRequest)
    return request


def test_it_says_that_the_file_can_be_read_by_anyone(dialog: ExportDialog) -> None:
    assert "Anyone who has this file can read it." in labels(dialog)


def test_what_the_search_shows_is_offered_first(dialog: ExportDialog, qtbot: QtBot) -> None:
    assert asked_for(dialog, qtbot).query == "mother"


def test_all_entries(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    choose(dialog, "Entries", "All entries")
    named(dialog, "Title").setText(" A year ")
    assert asked_for(dialog, qtbot) == ExportRequest(tmp_path / "book.pdf", ".pdf", title="A year")


def test_this_month(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog, "Entries", "This month")
    request = asked_for(dialog, qtbot)
    assert (request.first, request.last) == (date(2026, 11, 1), date(2026, 11, 30))


def test_from_one_day_to_another(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog, "Entries", "From one day to another")
    first, last = dialog.findChildren(QDateEdit)
    first.setDate(QDate(1660, 1, 1))
    last.setDate(QDate(1669, 5, 31))
    request = asked_for(dialog, qtbot)
    assert (request.first, request.last) == (date(1660, 1, 1), date(1669, 5, 31))


def test_days_the_wrong_way_round_are_told(dialog: ExportDialog) -> None:
    choose(dialog, "Entries", "From one day to another")
    dialog.findChildren(QDateEdit)[0].setDate(QDate(2027, 1, 1))
    assert "The first day lies after the last." in labels(dialog)
    assert not buttons(dialog)["Export"].isEnabled()


def test_with_a_tag(dialog: ExportDialog, qtbot: QtBot) -> None:
    choose(dialog, "Entries", "With a tag")
    choices(dialog, "Tag").setCurrentIndex(1)
    request = asked_for(dialog, qtbot)
    assert (request.tag, request.query) == ("sea", None)


def test_a_journal_without_tags_and_search_offers_neither(qtbot: QtBot) -> None:
    made = ExportDialog(TODAY)
    qtbot.addWidget(made)
    assert choices(made, "Entries").findText("With a tag") == -1
    assert choices(made, "Entries").findText("What the search shows") == -1


def test_the_file_is_named_for_its_format(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(dialog, "Format", "Markdown, plain text")
    request = asked_for(dialog, qtbot)
    assert (request.path, request.suffix) == (tmp_path / "book.md", ".md")


@pytest.mark.parametrize("file", ["", "   ", "book.pdf", "/no/such/folder/book.pdf"])
def test_without_a_folder_that_is_there_nothing_is_exported(
    dialog: ExportDialog, file: str
) -> None:
    named(dialog, "File").setText(file)
    assert not buttons(dialog)["Export"].isEnabled()
    assert "Choose a folder that is there." in labels(dialog)


def test_a_file_that_would_be_replaced_is_mentioned(dialog: ExportDialog, tmp_path: Path) -> None:
    assert "will be replaced" not in labels(dialog)
    (tmp_path / "old.pdf").touch()
    named(dialog, "File").setText(str(tmp_path / "old.pdf"))
    assert "will be replaced" in labels(dialog)


def test_progress_then_where_the_file_lies(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    asked_for(dialog, qtbot)
    dialog.show_progress(1200, 3413)
    assert "1,200 of 3,413 entries; 2,213 to go" in labels(dialog)
    assert not buttons(dialog)["Export"].isEnabled()
    dialog.show_done(tmp_path / "book.pdf", 3413)
    assert "Saved 3,413 entries in book.pdf." in labels(dialog)
    assert "Show in folder" in buttons(dialog)
    assert "to go" not in labels(dialog)


def test_cancel_stops_and_leaves_the_dialog_open(dialog: ExportDialog, qtbot: QtBot) -> None:
    asked_for(dialog, qtbot)
    with qtbot.waitSignal(dialog.cancelled):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Stopped. No file was written." in labels(dialog)
    dialog.show_progress(5, 10)
    assert "5 of 10" not in labels(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_problem_is_told_and_can_be_tried_again(dialog: ExportDialog, qtbot: QtBot) -> None:
    asked_for(dialog, qtbot)
    dialog.show_problem("The disk is full.")
    assert "The disk is full." in labels(dialog)
    asked_for(dialog, qtbot)
    assert "The disk is full." not in labels(dialog)


def test_another_place_for_the_file_is_chosen(dialog: ExportDialog, tmp_path: Path) -> None:
    buttons(dialog)["Choose…"].click()
    question = asked_for_a_file(dialog)
    assert question.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    question.setDirectory(str(tmp_path))
    question.selectFile("year")
    question.accept()
    assert named(dialog, "File").text() == str(tmp_path / "year.pdf")


def test_every_focusable_widget_has_a_name(dialog: ExportDialog) -> None:
    for which in range(choices(dialog, "Entries").count()):
        choices(dialog, "Entries").setCurrentIndex(which)
        assert nameless(dialog) == []


@given(st.dates())
def test_a_month_begins_on_its_first_day_and_ends_on_its_last(day: date) -> None:
    first, last = month_of(day)
    assert first <= day <= last
    assert first.day == 1
    assert (first.year, first.month) == (last.year, last.month)
    assert last == date.max or date.fromordinal(last.toordinal() + 1).day == 1


@pytest.mark.parametrize(
    ("typed", "suffix", "named_so"),
    [
        ("a.pdf", ".pdf", "a.pdf"),
        ("a.PDF", ".pdf", "a.PDF"),
        ("a", ".pdf", "a.pdf"),
        ("a.pdf", ".md", "a.md"),
        ("2026.11", ".zip", "2026.11.zip"),
    ],
)
def test_a_name_keeps_its_dots(typed: str, suffix: str, named_so: str) -> None:
    assert with_suffix(Path("/x") / typed, suffix).name == named_so


def test_enter_on_close_closes_and_exports_nothing(dialog: ExportDialog, qtbot: QtBot) -> None:
    buttons(dialog)["Close"].setFocus()
    with qtbot.assertNotEmitted(dialog.export_wanted):
        QTest.keyClick(buttons(dialog)["Close"], Qt.Key.Key_Return)
    assert not dialog.isVisible()
