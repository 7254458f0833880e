from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.vault.recovery import RecoveryCode
from tests.ui.seen import asked_for_a_file, nameless
from ui.first_run.first_run import FirstRun
from ui.icons import Icons
from ui.recovery.kit import Kit
from ui.theme import load_theme
from ui.widgets.secret_clipboard import SecretClipboard

CODE = RecoveryCode(bytes(range(16)))
KEYRING = "GNOME Keyring"


@pytest.fixture
def first_run(qtbot: QtBot) -> FirstRun:
    made = FirstRun(Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture(autouse=True)
def _clean_clipboard(qapp: QApplication) -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def shown(root: QWidget) -> str:
    """All the words that a person sees."""
    labels = [label.text() for label in root.findChildren(QLabel) if label.isVisible()]
    buttons = [b.text() for b in root.findChildren(QPushButton) if b.isVisible()]
    radios = [b.text() for b in root.findChildren(QRadioButton) if b.isVisible()]
    return "\n".join(labels + buttons + radios)


def pressable(root: QWidget, words: str) -> QPushButton:
    return next(b for b in root.findChildren(QPushButton) if b.isVisible() and b.text() == words)


def fields(root: QWidget) -> list[QLineEdit]:
    return [field for field in root.findChildren(QLineEdit) if field.isVisible()]


def key(qtbot: QtBot, pressed: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, pressed)


def typed(qtbot: QtBot, text: str) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    QTest.keyClicks(focused, text)


def test_with_a_keyring_the_whole_way_is_four_times_enter_and_two_groups(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    assert "nobody reads along" in shown(first_run)
    key(qtbot, Qt.Key.Key_Return)
    first_run.show_keychain(KEYRING, None)
    with qtbot.waitSignal(first_run.journal_wanted) as wanted:
        key(qtbot, Qt.Key.Key_Return)
    assert wanted.args == [None]
    first_run.show_code(CODE, "3f9a")
    assert all(group in shown(first_run) for group in CODE.groups)
    typed(qtbot, CODE.text[-9:].lower())
    key(qtbot, Qt.Key.Key_Return)
    assert "Your page is ready" in shown(first_run)
    with qtbot.waitSignal(first_run.finished) as finished:
        key(qtbot, Qt.Key.Key_Return)
    assert finished.args == [True]


def test_the_tab_key_reaches_every_choice_of_the_key_page(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    key(qtbot, Qt.Key.Key_Return)
    first_run.show_keychain(KEYRING, None)
    key(qtbot, Qt.Key.Key_Down)  # from the keyring to the passphrase
    first, second = fields(first_run)
    reached: set[QWidget | None] = set()
    for _ in range(12):
        reached.add(QApplication.focusWidget())
        key(qtbot, Qt.Key.Key_Tab)
    assert {first, second, pressable(first_run, "Back")} <= reached


def test_a_passphrase_is_taken_once_it_was_typed_twice_the_same(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    pressable(first_run, "Continue").click()
    first_run.show_keychain(None, None)
    assert "no keyring that is safe to use" in shown(first_run)
    assert KEYRING not in shown(first_run)
    first, second = fields(first_run)
    make = pressable(first_run, "Make my journal")
    assert not make.isEnabled()
    QTest.keyClicks(first, "plain words")
    QTest.keyClicks(second, "plain word")
    assert not make.isEnabled()
    assert "not the same yet" in shown(first_run)
    QTest.keyClicks(second, "s")
    with qtbot.waitSignal(first_run.journal_wanted) as wanted:
        make.click()
    assert wanted.args == ["plain words"]
    assert "Making your journal…" in shown(first_run)
    assert not first.isEnabled()


def test_a_short_passphrase_is_advised_on_and_not_forbidden(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    pressable(first_run, "Continue").click()
    first_run.show_keychain(None, None)
    for field in fields(first_run):
        QTest.keyClicks(field, "short")
    assert "8 characters or more" in shown(first_run)
    assert pressable(first_run, "Make my journal").isEnabled()


def test_while_the_keyring_is_looked_for_a_passphrase_can_be_chosen_already(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    pressable(first_run, "Continue").click()
    by_keyring, by_passphrase = first_run.findChildren(QRadioButton)
    assert not by_keyring.isEnabled()
    by_passphrase.click()
    QTest.keyClicks(fields(first_run)[0], "mine")
    first_run.show_keychain(KEYRING, None)
    assert by_passphrase.isChecked()
    assert fields(first_run)[0].text() == "mine"


def test_when_the_keyring_fails_nothing_typed_is_lost(first_run: FirstRun, qtbot: QtBot) -> None:
    pressable(first_run, "Continue").click()
    first_run.show_keychain(KEYRING, None)
    first_run.findChildren(QRadioButton)[1].click()
    for field in fields(first_run):
        QTest.keyClicks(field, "plain words")
    pressable(first_run, "Make my journal").click()
    first_run.show_problem("The disk is full.")
    assert "The disk is full." in shown(first_run)
    assert [field.text() for field in fields(first_run)] == ["plain words"] * 2
    assert pressable(first_run, "Make my journal").isEnabled()


def test_once_the_journal_is_made_no_field_holds_the_passphrase(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    pressable(first_run, "Continue").click()
    first_run.show_keychain(None, None)
    for field in fields(first_run):
        QTest.keyClicks(field, "plain words")
    pressable(first_run, "Make my journal").click()
    first_run.show_code(CODE)
    assert not any("plain" in field.text() for field in first_run.findChildren(QLineEdit))
    assert not any(field.isUndoAvailable() for field in first_run.findChildren(QLineEdit))
    assert "passphrase" in shown(first_run)


def test_once_the_page_is_wanted_no_widget_holds_the_code(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    first_run.show_code(CODE)
    QTest.keyClicks(fields(first_run)[0], CODE.text[-9:])
    pressable(first_run, "Continue").click()
    pressable(first_run, "Begin to write").click()
    words = [label.text() + label.accessibleName() for label in first_run.findChildren(QLabel)]
    words += [field.text() for field in first_run.findChildren(QLineEdit)]
    assert not any(group in text for group in CODE.groups for text in words)


@pytest.mark.parametrize("wrong", ["", "GFTG", "GFTG-WD2E", "WD2D-GFTG", "0004-1061"])
def test_only_the_last_two_groups_let_one_continue(
    first_run: FirstRun, qtbot: QtBot, wrong: str
) -> None:
    first_run.show_code(CODE)
    QTest.keyClicks(fields(first_run)[0], wrong)
    assert not pressable(first_run, "Continue").isEnabled()
    assert ("not the last two groups" in shown(first_run)) == (len(wrong) == 9)


def test_the_code_can_be_written_down_later(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.show_code(CODE)
    pressable(first_run, "Later, remind me").click()
    with qtbot.waitSignal(first_run.finished) as finished:
        pressable(first_run, "Begin to write").click()
    assert finished.args == [False]


def test_from_the_last_step_one_can_go_back_to_the_code(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.show_code(CODE)
    pressable(first_run, "Later, remind me").click()
    key(qtbot, Qt.Key.Key_Escape)
    assert CODE.groups[0] in shown(first_run)


def test_the_code_leaves_the_clipboard(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.show_code(CODE)
    pressable(first_run, "Copy for 30 seconds").click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == CODE.text
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    quick = SecretClipboard(seconds=0)
    with qtbot.waitSignal(quick.cleared):
        quick.copy(CODE.text)
    assert clipboard.text() == ""


def test_a_copied_code_leaves_the_clipboard_though_the_window_has_closed(
    qtbot: QtBot,
) -> None:
    first_run = FirstRun(Icons(load_theme("light")))
    first_run.show_code(CODE)
    first_run.show()
    pressable(first_run, "Copy for 30 seconds").click()
    clipboard = QGuiApplication.clipboard()
    secret = clipboard.findChildren(SecretClipboard)[-1]
    with qtbot.waitSignal(first_run.destroyed):
        first_run.deleteLater()
    assert clipboard.text() == CODE.text
    secret.clear()  # what its timer does
    assert clipboard.text() == ""


def test_what_was_copied_since_stays_on_the_clipboard(qtbot: QtBot) -> None:
    secret = SecretClipboard()
    secret.copy(CODE.text)
    QGuiApplication.clipboard().setText("a recipe")
    secret.clear()
    assert QGuiApplication.clipboard().text() == "a recipe"


def test_the_kit_is_saved_as_a_file_of_its_owner(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    kit = Kit(window)
    kit.hold(CODE, "3f9a01cd77")
    with qtbot.waitSignal(kit.saved):
        kit.save(str(tmp_path / "kit.pdf"))
    file = tmp_path / "kit.pdf"
    assert file.stat().st_mode & 0o077 == 0
    text = PdfReader(file).pages[0].extract_text()
    assert all(group in text for group in CODE.groups)


def test_a_kit_that_cannot_be_saved_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    kit = Kit(window)
    kit.hold(CODE, "")
    with qtbot.waitSignal(kit.failed) as failed:
        kit.save(str(tmp_path / "nowhere" / "kit.pdf"))
    assert failed.args is not None
    assert "Another folder" in failed.args[0]


def test_the_printed_kit_is_one_page_with_everything_on_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    kit = Kit(window)
    kit.hold(CODE, "3f9a01cd77")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with qtbot.waitSignal(kit.printed):
        kit.print_on(printer)
    paper = PdfReader(io.BytesIO((tmp_path / "paper.pdf").read_bytes()))
    assert len(paper.pages) == 1
    assert len(paper.pages[0].images) == 1


def test_the_kit_is_saved_where_its_owner_says(
    first_run: FirstRun, qtbot: QtBot, tmp_path: Path
) -> None:
    first_run.show_keychain(KEYRING, None)
    first_run.show_code(CODE)
    pressable(first_run, "Save as PDF").click()
    question = asked_for_a_file(first_run)
    question.setDirectory(str(tmp_path))
    question.selectFile("kit")
    question.accept()
    qtbot.waitUntil((tmp_path / "kit.pdf").exists)
    words = "".join(page.extract_text() for page in PdfReader(tmp_path / "kit.pdf").pages)
    assert all(group in words for group in CODE.groups)


@pytest.mark.parametrize("step", range(4))
def test_every_focusable_widget_has_a_name(first_run: FirstRun, step: int) -> None:
    first_run.show_keychain(KEYRING, None)
    if step == 1:
        pressable(first_run, "Continue").click()
        first_run.findChildren(QRadioButton)[1].click()
    if step >= 2:
        first_run.show_code(CODE)
    if step == 3:
        pressable(first_run, "Later, remind me").click()
    assert nameless(first_run) == []


def test_the_smallest_window_still_shows_the_button_to_go_on(
    first_run: FirstRun, qtbot: QtBot
) -> None:
    pressable(first_run, "Continue").click()
    first_run.show_keychain(KEYRING, "The keyring did not keep the key. " * 2)
    first_run.findChildren(QRadioButton)[1].click()
    QApplication.processEvents()
    button = pressable(first_run, "Make my journal")
    bottom = button.mapTo(first_run, button.rect().bottomLeft()).y()
    assert bottom < first_run.height()
