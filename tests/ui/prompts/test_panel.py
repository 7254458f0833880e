from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import PromptSnapshot
from shadowjournal.prompts.library import Library, built_in
from shadowjournal.prompts.today import Card, offer
from ui.icons import Icons
from ui.prompts.card import PromptCard
from ui.prompts.library_tree import LibraryTree
from ui.prompts.panel import PromptsPanel
from ui.theme import load_theme

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return built_in()


@pytest.fixture
def panel(qtbot: QtBot, library: Library) -> PromptsPanel:
    panel = PromptsPanel(Icons(load_theme("light")))
    qtbot.addWidget(panel)
    panel.resize(298, 800)
    panel.show_library(library)
    panel.show_today(offer(library, (), TODAY))
    panel.show()
    return panel


def cards(panel: PromptsPanel) -> list[PromptCard]:
    return [card for card in panel.findChildren(PromptCard) if card.isVisible()]


def tree(panel: PromptsPanel) -> LibraryTree:
    found = panel.findChild(LibraryTree)
    assert isinstance(found, LibraryTree)
    return found


def filter_field(panel: PromptsPanel) -> QLineEdit:
    found = panel.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def shelves(panel: PromptsPanel) -> list[QModelIndex]:
    model = tree(panel).model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def prompts_on(shelf: QModelIndex) -> list[str]:
    model = shelf.model()
    return [str(model.index(row, 0, shelf).data()) for row in range(model.rowCount(shelf))]


def chosen(panel: PromptsPanel) -> list[PromptSnapshot]:
    told: list[PromptSnapshot] = []
    panel.prompt_chosen.connect(told.append)
    return told


def test_today_offers_three_prompts(panel: PromptsPanel, library: Library) -> None:
    offered = [card.snapshot.text for card in offer(library, (), TODAY)]
    shown = [card.accessibleName() for card in cards(panel)]
    assert len(shown) == 3
    assert all(name.startswith(text) for name, text in zip(shown, offered, strict=True))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_is_chosen_by_key(panel: PromptsPanel, library: Library, key: Qt.Key) -> None:
    told = chosen(panel)
    cards(panel)[1].setFocus()
    QTest.keyClick(cards(panel)[1], key)
    assert told == [offer(library, (), TODAY)[1].snapshot]


def test_a_card_is_chosen_by_a_click_on_its_text(panel: PromptsPanel, library: Library) -> None:
    told = chosen(panel)
    card = cards(panel)[2]
    text = card.findChildren(QLabel)[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=text.geometry().center())
    assert told == [offer(library, (), TODAY)[2].snapshot]


def test_the_card_being_written_to_is_told_from_the_others(panel: PromptsPanel) -> None:
    first, second, third = cards(panel)
    panel.mark_chosen(second.reference)
    assert [c.property("role") for c in (first, second, third)] == ["card", "card-chosen", "card"]
    assert second.accessibleDescription()
    panel.mark_chosen(None)
    assert {c.property("role") for c in cards(panel)} == {"card"}


def test_a_card_that_is_turned_over_is_no_longer_marked(
    panel: PromptsPanel, library: Library
) -> None:
    panel.mark_chosen(cards(panel)[0].reference)
    panel.show_today(offer(library, (), TODAY, shuffle=1))
    assert {c.property("role") for c in cards(panel)} == {"card"}


def test_a_prompt_to_look_at_again_says_when_it_was_answered(panel: PromptsPanel) -> None:
    snapshot = PromptSnapshot(pack="core", id="x", text="What now?", category_title="Loss")
    panel.show_today([Card(snapshot, "continue", date(2021, 8, 24))])
    assert cards(panel)[0].accessibleName() == "What now? Look again · 24 August 2021"
    assert len(cards(panel)) == 1


def test_other_prompts_can_be_wanted(panel: PromptsPanel, qtbot: QtBot) -> None:
    button = panel.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(panel.another_wanted):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_every_prompt_lies_on_its_shelf(panel: PromptsPanel, library: Library) -> None:
    shown = {str(shelf.data()): prompts_on(shelf) for shelf in shelves(panel)}
    expected = {
        shelf.title: [prompt.text for prompt in library.prompts_in(shelf.id)]
        for shelf in library.categories
        if library.prompts_in(shelf.id)
    }
    assert shown == expected


def test_an_opened_shelf_takes_the_height_of_its_prompts(panel: PromptsPanel) -> None:
    shown = tree(panel)
    closed = shown.sizeHint().height()
    shown.expand(shelves(panel)[0])
    opened = shown.sizeHint().height()
    assert opened > closed + 40 * len(prompts_on(shelves(panel)[0]))
    last = shown.visualRect(shelves(panel)[-1])
    assert last.bottom() < opened
    shown.collapse(shelves(panel)[0])
    assert shown.sizeHint().height() == closed


def test_the_library_is_walked_and_chosen_from_by_keyboard(
    panel: PromptsPanel, library: Library
) -> None:
    told = chosen(panel)
    shown = tree(panel)
    shown.setFocus()
    shown.setCurrentIndex(shelves(panel)[0])
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.isExpanded(shelves(panel)[0])
    assert told == []
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    first = next(shelf for shelf in library.categories if library.prompts_in(shelf.id))
    assert told == [library.snapshot(library.prompts_in(first.id)[0])]
    QTest.keyClick(shown, Qt.Key.Key_Left)
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert not shown.isExpanded(shelves(panel)[0])


def test_the_row_under_the_keyboard_is_scrolled_to(panel: PromptsPanel) -> None:
    shown = tree(panel)
    shown.setFocus()
    shown.setCurrentIndex(shelves(panel)[-1])
    QTest.keyClick(shown, Qt.Key.Key_Return)
    for _ in range(3):
        QTest.keyClick(shown, Qt.Key.Key_Down)
    place = shown.visualRect(shown.currentIndex())
    top = shown.mapTo(panel, place.topLeft()).y()
    assert top >= 0
    assert top + place.height() <= panel.height()


def test_the_wheel_over_the_library_scrolls_all_of_it(panel: PromptsPanel, qtbot: QtBot) -> None:
    shown, area = tree(panel), panel.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    for shelf in shelves(panel)[:3]:
        shown.expand(shelf)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    assert shown.verticalScrollBar().maximum() == 0
    here = shown.viewport().mapTo(panel, QPoint(50, 20))
    QTest.wheelEvent(panel.windowHandle(), QPointF(here), QPoint(0, -120))
    assert bar.value() > 0


def test_finding_a_prompt_leaves_the_shelves_that_hold_one(
    panel: PromptsPanel, library: Library
) -> None:
    wanted = library.prompts[-1]
    filter_field(panel).setText(wanted.text[:25])
    found = library.find(wanted.text[:25])
    shown = [text for shelf in shelves(panel) for text in prompts_on(shelf)]
    assert sorted(shown) == sorted(prompt.text for prompt in found)
    assert all(tree(panel).isExpanded(shelf) for shelf in shelves(panel))
    filter_field(panel).clear()
    assert not any(tree(panel).isExpanded(shelf) for shelf in shelves(panel))


def test_words_that_no_prompt_holds_are_answered(panel: PromptsPanel) -> None:
    filter_field(panel).setText("xyzzy")
    assert shelves(panel) == []
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "No prompt holds these words." in words


def test_a_care_note_stands_beside_a_prompt_that_can_be_heavy(
    panel: PromptsPanel, library: Library
) -> None:
    heavy = {p.text: p.care_notes for p in library.prompts if p.care_notes}
    assert heavy
    model = tree(panel).model()
    for shelf in shelves(panel):
        for row in range(model.rowCount(shelf)):
            index = model.index(row, 0, shelf)
            for note in heavy.get(str(index.data()), ()):
                assert note in index.data(Qt.ItemDataRole.ToolTipRole)
                assert note in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("width", [242, 298, 402])
def test_nothing_is_cut_off_at_any_width(panel: PromptsPanel, width: int) -> None:
    panel.resize(width, 800)
    tree(panel).expand(shelves(panel)[0])
    for card in cards(panel):
        assert card.mapTo(panel, card.rect().topRight()).x() < width
        for label in card.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())


def test_everything_the_keyboard_reaches_has_a_name(panel: PromptsPanel) -> None:
    reached = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) >= 6
    assert all(widget.accessibleName() for widget in reached)


def test_prompts_can_be_painted_in_both_themes(panel: PromptsPanel) -> None:
    tree(panel).expand(shelves(panel)[0])
    panel.mark_chosen(cards(panel)[0].reference)
    light = panel.grab().toImage()
    panel.retint(Icons(load_theme("dark")))
    assert panel.grab().toImage() != light
