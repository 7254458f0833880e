from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget
from pytestqt.qtbot import QtBot

from shadowjournal.spelling.dictionaries import Dictionary
from tests.ui.seen import buttons, labels, nameless
from ui.spelling.page import SpellingPage, name_of

FOUND = [Dictionary(tag, Path()) for tag in ("de_AT", "en_US", "fr")]


def shown(qtbot: QtBot) -> SpellingPage:
    page = SpellingPage()
    qtbot.addWidget(page)
    page.show()
    return page


def test_languages_are_called_as_those_who_speak_them_call_them(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_choice(FOUND, "fr", is_on=True)
    box = page.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "Français"
    names = [box.itemText(number) for number in range(box.count())]
    assert any(name.startswith(("Österreich", "Deutsch")) for name in names)
    assert name_of("tlh_XX").startswith(("tlh", "Tlh"))
    with qtbot.waitSignal(page.language_chosen) as heard:
        box.setCurrentIndex(box.findData("de_AT"))
        box.activated.emit(box.currentIndex())
    assert heard.args == ["de_AT"]


def test_a_language_without_a_dictionary_is_told_how_to_come_by_one(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_choice(FOUND, "", is_on=False, missing="nl_NL")
    assert "install your system's hunspell-nl" in labels(page)
    page.show_choice(FOUND, "en_US", is_on=True)
    assert "install" not in labels(page)


def test_a_word_of_the_writers_can_be_taken_back(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_choice(FOUND, "en_US", is_on=True)
    page.show_words(["Zusette", "arbalète"])
    words = page.findChild(QListWidget)
    assert words is not None
    assert [words.item(n).text() for n in range(words.count())] == ["arbalète", "Zusette"]
    assert not buttons(page)["Remove"].isEnabled()
    words.setCurrentRow(1)
    with qtbot.waitSignal(page.removal_wanted) as heard:
        buttons(page)["Remove"].click()
    assert heard.args == ["Zusette"]
    page.show_words([])
    assert not words.isVisible()
    assert "None yet" in labels(page)


def test_everything_has_a_name_and_says_what_is_chosen(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_choice(FOUND, "en_US", is_on=True)
    page.show_words(["Zusette"])
    assert nameless(page) == []
    box = page.findChild(QCheckBox)
    assert box is not None
    assert box.isChecked()
    with qtbot.waitSignal(page.wanted_chosen) as heard:
        box.click()
    assert heard.args == [False]
