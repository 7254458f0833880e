"""Tags are typed by hand, or the rest of them is taken from those used before."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shadowjournal.entry import clean_tags
from shadowjournal.names import folded
from tests.strategies import lines
from tests.ui.seen import focused, nameless
from ui.editor.chips import Chips
from ui.editor.tag_chip import PromptChip, TagChip
from ui.editor.tag_offer import MOST, TagOffer, by_use, matching

USED = ["grief", "Großmutter", "café", "boundaries", "letting go", "gratitude", "work", "égal"]


class Desk:
    """Chips in a window, and what is offered there."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.chips = Chips()
        self.other = QLineEdit()
        rows = QVBoxLayout(self.window)
        rows.addWidget(self.chips)
        rows.addWidget(self.other)
        qtbot.addWidget(self.window)
        self.window.resize(600, 400)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.chips.offer_tags(USED)
        self.chips.focus_field()

    def types(self, *strokes: str | Qt.Key) -> None:
        for stroke in strokes:
            if isinstance(stroke, str):
                QTest.keyClicks(focused(), stroke)
            else:
                QTest.keyClick(focused(), stroke)

    @property
    def offer(self) -> TagOffer | None:
        """The list under the field, where it has one."""
        found = self.window.findChildren(TagOffer)
        return found[0] if found else None

    @property
    def offered(self) -> list[str]:
        offer = self.offer
        if offer is None or not offer.isVisible():
            return []
        return [offer.item(row).text() for row in range(offer.count())]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_what_is_used_most_comes_first_and_of_equals_what_was_used_last() -> None:
    newest_first = [("garden",), ("Grief", "work"), ("grief",), ("work", "soup")]
    assert by_use(newest_first) == ["Grief", "work", "garden", "soup"]


@given(
    tags=st.lists(lines()).map(clean_tags),
    typed=lines(),
    present=st.lists(lines(), max_size=2),
)
def test_all_tags_that_hold_what_was_typed_are_meant_and_no_others(
    tags: tuple[str, ...], typed: str, present: list[str]
) -> None:
    found = matching(tags, typed, present)
    wanted = folded(" ".join(typed.lstrip("# ").split()))
    taken = {each.casefold() for each in present}
    assert sorted(found) == sorted(
        tag for tag in tags if wanted in folded(tag) and tag.casefold() not in taken
    )
    begins = [folded(tag).startswith(wanted) for tag in found]
    assert begins == sorted(begins, reverse=True)
    ranks = [tags.index(tag) for tag, begun in zip(found, begins, strict=True) if begun]
    assert ranks == sorted(ranks)


@given(text=lines())
def test_accents_and_case_are_left_out_however_they_are_typed(text: str) -> None:
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gr", ["grief", "Großmutter", "gratitude"]),
        ("GROSS", ["Großmutter"]),
        ("cafe", ["café"]),
        ("Égal", ["égal"]),
        ("go", ["letting go"]),
        ("#bound", ["boundaries"]),
        ("or", ["work"]),
        ("x", []),
    ],
)
def test_a_few_letters_anywhere_in_it_find_a_tag(desk: Desk, typed: str, meant: list[str]) -> None:
    desk.types(typed)
    assert desk.offered == meant


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, ","])
def test_the_arrows_choose_one_and_enter_tab_or_a_comma_take_it(
    desk: Desk, key: str | Qt.Key
) -> None:
    desk.types("gr", Qt.Key.Key_Down, Qt.Key.Key_Down, key)
    assert desk.offered == []
    desk.types("work", Qt.Key.Key_Return)  # the keyboard stayed in the field
    assert desk.chips.tags == ("Großmutter", "work")


def test_up_from_the_field_goes_to_the_last_and_past_it_back_to_what_was_typed(desk: Desk) -> None:
    desk.types("gr", Qt.Key.Key_Up, Qt.Key.Key_Return)
    desk.types("gr", Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert desk.chips.tags == ("gratitude", "gr")


def test_tab_takes_the_first_where_none_is_chosen(desk: Desk) -> None:
    desk.types("gr", Qt.Key.Key_Tab)
    assert desk.chips.tags == ("grief",)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, ","])
def test_a_new_tag_is_taken_as_typed(desk: Desk, key: str | Qt.Key) -> None:
    desk.types("#gr", key)
    assert desk.chips.tags == ("gr",)


def test_escape_closes_the_offer_and_keeps_the_letters(desk: Desk, qtbot: QtBot) -> None:
    desk.types("gr", Qt.Key.Key_Escape)
    assert desk.offered == []
    assert desk.chips.tags == ("gr",)
    with qtbot.waitSignal(desk.chips.left):
        desk.types(Qt.Key.Key_Escape)


def test_down_in_the_empty_field_shows_what_is_used_most(desk: Desk) -> None:
    desk.types(Qt.Key.Key_Down)
    assert desk.offered == USED[:MOST]
    desk.types(Qt.Key.Key_Return)
    assert desk.chips.tags == ("grief",)
    desk.types(Qt.Key.Key_Down)
    assert "grief" not in desk.offered


def test_a_click_takes_one(desk: Desk) -> None:
    desk.types("gr")
    offer = desk.offer
    assert offer is not None
    place = offer.visualItemRect(offer.item(2)).center()
    QTest.mouseClick(offer.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.chips.tags == ("gratitude",)


def test_whoever_goes_on_elsewhere_is_offered_nothing_and_no_word_is_left(desk: Desk) -> None:
    desk.types("gr", Qt.Key.Key_Down)
    desk.other.setFocus()
    assert desk.offered == []
    assert desk.offer is not None
    assert desk.offer.count() == 0
    assert desk.chips.tags == ("gr",)


def test_an_emptied_field_offers_nothing(desk: Desk) -> None:
    desk.types("g")
    desk.chips.show_tags(())
    desk.chips.offer_tags(())
    assert desk.offer is not None
    assert desk.offer.count() == 0
    desk.types("g")
    assert desk.offered == []


def test_the_offer_stays_in_the_window(desk: Desk) -> None:
    desk.chips.show_tags([f"a tag of some length {number}" for number in range(30)])
    QTest.qWait(20)
    desk.types("r")
    assert desk.offer is not None
    assert desk.window.rect().contains(desk.offer.geometry())


def test_the_chip_of_the_prompt_tells_it_and_takes_it_off(desk: Desk, qtbot: QtBot) -> None:
    desk.chips.show_prompt("Loss", "What <is> gone?")
    chip = desk.chips.findChild(PromptChip)
    assert chip is not None
    assert "What &lt;is&gt; gone?" in chip.toolTip()
    assert chip.accessibleDescription() == "What <is> gone?"
    assert nameless(desk.chips) == []
    chip.setFocus()
    with qtbot.waitSignal(desk.chips.prompt_removed):
        desk.types(Qt.Key.Key_Delete)


def test_a_tag_too_long_for_the_page_is_cut_and_told_in_full(desk: Desk) -> None:
    tag = "a tag that somebody typed to the last of the letters it may have, and then some"
    desk.chips.show_tags([tag])
    desk.window.resize(300, 400)
    QTest.qWait(20)
    (chip,) = [each for each in desk.chips.findChildren(TagChip) if each.tag == tag]
    assert chip.text().endswith("…")
    assert chip.geometry().right() <= desk.chips.width()
    assert chip.accessibleName() == f"Tag {tag}"
    desk.window.resize(1200, 400)
    QTest.qWait(20)
    assert chip.text() == tag
    assert desk.chips.tags == (tag,)
