"""Spelling in the real window: marked, put right, kept, and gone at the lock."""

from __future__ import annotations

import gc

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMenu
from pytestqt.qtbot import QtBot

from shadowjournal.document import text_blocks
from tests.ui.seen import buttons, focused, labels
from tests.ui.test_nothing_is_lost import sealed
from ui.app import App
from ui.editor.from_page import blocks_of
from ui.spelling.marker import marks_of
from ui.spelling.page import SpellingPage

# What the tests run on shows menus all the same.
pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)

WAIT = 10_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def marked(program: App) -> list[str]:
    return [
        block.text()[begin:end]
        for block in blocks_of(program.desk.editor.page.document())
        for begin, end in marks_of(block)
    ]


def looked(qtbot: QtBot, program: App, *words: str) -> None:
    qtbot.waitUntil(
        lambda: program.spelling.is_ready and marked(program) == list(words), timeout=WAIT
    )


def menu_open(qtbot: QtBot) -> QMenu:
    """The menu that is open, once its suggestions have come."""

    def menu() -> QMenu | None:
        popup = QApplication.activePopupWidget()
        return popup if isinstance(popup, QMenu) else None

    qtbot.waitUntil(lambda: menu() is not None, timeout=WAIT)
    found = menu()
    assert found is not None
    qtbot.waitUntil(lambda: "Looking" not in "".join(offered(found)), timeout=WAIT)
    return found


def offered(menu: QMenu) -> list[str]:
    return [each.text().replace("&", "") for each in menu.actions() if each.text()]


def choose(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text().replace("&", "") == words).trigger()
    menu.close()


@pytest.fixture
def spelling(qtbot: QtBot, program: App) -> App:
    """A program whose owner writes English."""
    program.session.prefer(replace(program.session.preferences, spelling_language="en_US"))
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "We recieve teh letters ")
    looked(qtbot, program, "recieve", "teh")
    return program


def test_a_suggestion_takes_the_place_of_the_word_in_one_step(qtbot: QtBot, spelling: App) -> None:
    page = spelling.desk.editor.page
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert page.textCursor().selectedText() == "recieve"
    QTest.keyClick(page, Qt.Key.Key_Period, CONTROL)
    menu = menu_open(qtbot)
    assert offered(menu)[0] == "receive"
    choose(menu, "receive")
    assert page.toPlainText() == "We receive teh letters "
    looked(qtbot, spelling, "teh")
    page.undo()
    assert page.toPlainText() == "We recieve teh letters "
    QTest.keyClick(page, Qt.Key.Key_End)
    looked(qtbot, spelling, "recieve", "teh")
    sealed(qtbot, spelling)


def test_the_menu_of_a_marked_word_begins_with_suggestions(qtbot: QtBot, spelling: App) -> None:
    page = spelling.desk.editor.page
    QTest.keyClick(page, Qt.Key.Key_F7)
    QTest.keyClick(page, Qt.Key.Key_F7)
    assert page.textCursor().selectedText() == "teh"
    menu = page.menu()
    qtbot.waitUntil(lambda: "the" in offered(menu), timeout=WAIT)
    words = offered(menu)
    assert words.index("the") < words.index("Add to my words") < words.index("Undo")
    assert words.index("Ignore in this sitting") < words.index("Undo")
    menu.deleteLater()


def test_a_replaced_word_keeps_its_look(qtbot: QtBot, spelling: App) -> None:
    page = spelling.desk.editor.page
    QTest.keyClick(page, Qt.Key.Key_F7)
    spelling.commands.bold.trigger()
    QTest.keyClick(page, Qt.Key.Key_Period, CONTROL)
    choose(menu_open(qtbot), "receive")
    [block] = text_blocks(page.written())
    bold = [each for each in block.spans if each.bold]
    assert [each.text for each in bold] == ["receive"]
    sealed(qtbot, spelling)


def test_a_word_of_the_writers_is_sealed_and_comes_back_after_a_lock(
    qtbot: QtBot, spelling: App
) -> None:
    page = spelling.desk.editor.page
    QTest.keyClick(page, Qt.Key.Key_F7)
    QTest.keyClick(page, Qt.Key.Key_Period, CONTROL)
    choose(menu_open(qtbot), "Add to my words")
    assert spelling.session.preferences.my_words == ("recieve",)
    looked(qtbot, spelling, "teh")
    with qtbot.waitSignal(spelling.session.locked, timeout=WAIT):
        spelling.closing.lock_at_once()
    assert not spelling.spelling.is_ready
    spelling.door.try_keychain()
    qtbot.waitUntil(lambda: spelling.session.is_open, timeout=WAIT)
    looked(qtbot, spelling, "teh")


def test_an_ignored_word_is_marked_again_in_the_next_sitting(qtbot: QtBot, spelling: App) -> None:
    page = spelling.desk.editor.page
    QTest.keyClick(page, Qt.Key.Key_F7)
    QTest.keyClick(page, Qt.Key.Key_Period, CONTROL)
    choose(menu_open(qtbot), "Ignore in this sitting")
    looked(qtbot, spelling, "teh")
    with qtbot.waitSignal(spelling.session.locked, timeout=WAIT):
        spelling.closing.lock_at_once()
    spelling.door.try_keychain()
    looked(qtbot, spelling, "recieve", "teh")


def test_no_word_is_left_with_the_speller_after_a_lock(qtbot: QtBot, program: App) -> None:
    program.session.prefer(replace(program.session.preferences, spelling_language="en_US"))
    program.desk.editor.focus_text()
    secret = "lanternmarma" + "lade"
    QTest.keyClicks(focused(), f"{secret} teh ")
    looked(qtbot, program, secret, "teh")
    QTest.keyClick(program.desk.editor.page, Qt.Key.Key_F7)
    QTest.keyClick(program.desk.editor.page, Qt.Key.Key_Period, CONTROL)
    choose(menu_open(qtbot), "Add to my words")
    with qtbot.waitSignal(program.session.locked, timeout=WAIT):
        program.closing.lock_at_once()
    program.tasks.finish()
    qtbot.wait(50)
    gc.collect()
    marker = program.spelling.marker
    kept = marker._judgements
    held = [marker._ignored, kept._text, kept._found, kept._due, marker._speller]
    assert not any(held)
    assert program.spelling._speller is None
    spelled = [each for each in gc.get_objects() if isinstance(each, dict) and secret in each]
    assert spelled == []


def test_f7_and_the_suggestions_say_where_there_is_nothing_to_put_right(
    qtbot: QtBot, program: App
) -> None:
    program.session.prefer(replace(program.session.preferences, spelling_language="en_US"))
    program.desk.editor.focus_text()
    QTest.keyClicks(focused(), "All is well ")
    looked(qtbot, program)
    program.commands.next_unknown.trigger()
    assert "Every word of this page" in labels(program.window)
    program.commands.suggestions.trigger()
    assert "knows the word at the cursor" in labels(program.window)
    with qtbot.waitSignal(program.session.preferences_changed, timeout=WAIT):
        program.session.prefer(replace(program.session.preferences, spelling=False))
    program.commands.next_unknown.trigger()
    assert "Spelling is not checked" in labels(program.window)


def test_the_settings_turn_it_off_and_show_the_words(qtbot: QtBot, spelling: App) -> None:
    session = spelling.session
    session.prefer(replace(session.preferences, my_words=("Quentline",)))
    spelling.commands.settings.trigger()
    qtbot.waitUntil(lambda: spelling.window.findChild(SpellingPage) is not None, timeout=WAIT)
    spelling.preferring.show_page("Spelling")
    page = spelling.window.findChild(SpellingPage)
    assert isinstance(page, SpellingPage)
    words = page.findChild(QListWidget)
    assert words is not None
    words.setCurrentRow(0)
    buttons(page)["Remove"].click()
    assert session.preferences.my_words == ()
    qtbot.waitUntil(lambda: words.count() == 0, timeout=WAIT)
    page.wanted_chosen.emit(False)
    assert session.preferences.spelling is False
    qtbot.waitUntil(lambda: marked(spelling) == [], timeout=WAIT)
    page.language_chosen.emit("en_US")
    looked(qtbot, spelling, "recieve", "teh")
