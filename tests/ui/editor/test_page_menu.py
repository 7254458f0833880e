"""The menu of the page, and links that are opened."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from shadowjournal.document import Block, Code, Figure, ListItem, Paragraph, Rule, Span, spans
from tests.ui.editor.conftest import Writer
from ui.editor.page_menu import PageMenu
from ui.theme import load_theme

ADDRESS = "https://example.org/rain"
LINKED = Paragraph((Span("See "), Span("the rain", link=ADDRESS), Span(".")))
MIXED: tuple[Block, ...] = (
    Paragraph(spans(["before"])),
    Figure("a" * 32),
    ListItem("check", spans=spans(["milk"])),
    ListItem("number", depth=1, spans=spans(["one"])),
    Rule(),
    Code("code"),
    Paragraph(spans(["after"])),
)


_SLOT: Any = "open"  # the stubs ask for bytes, which Qt then refuses


class Browser(QObject):
    """Notes what would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, _SLOT)
    yield made
    QDesktopServices.unsetUrlHandler("https")


def words_of(menu: PageMenu) -> list[str]:
    return [a.text().replace("&", "") for a in menu.actions() if a.isEnabled() and a.text()]


@pytest.mark.parametrize("way", ["cut_selection", "delete_selection"])
@pytest.mark.parametrize(
    ("first", "last"), list(itertools.combinations_with_replacement(range(len(MIXED)), 2))
)
def test_what_the_menu_takes_out_leaves_the_page_as_the_key_would(
    writer: Writer, way: str, first: int, last: int
) -> None:
    start, end = (first, 0), (last, 1)
    writer.shows(*MIXED)
    writer.selects(start, end)
    writer.types(Qt.Key.Key_Delete)
    by_key = writer.blocks()
    writer.shows(*MIXED)
    writer.selects(start, end)
    getattr(writer.page, way)()
    assert writer.blocks() == by_key


def test_the_menu_offers_only_what_can_be_done(writer: Writer) -> None:
    writer.shows(Paragraph(spans(["words"])))
    QApplication.clipboard().clear()
    menu = writer.page.menu()
    assert words_of(menu) == ["Select all"]


def test_the_menu_opens_the_link_under_the_cursor(writer: Writer, browser: Browser) -> None:
    writer.shows(LINKED)
    writer.goes_to(0, 6)
    menu = writer.page.menu()
    next(a for a in menu.actions() if a.text() == "&Open the link").trigger()
    assert browser.opened == [ADDRESS]


def test_a_link_opens_only_where_it_is_pressed_with_control(
    writer: Writer, browser: Browser
) -> None:
    page = writer.page
    page.resize(600, 200)
    page.show()
    writer.shows(LINKED)
    writer.goes_to(0, 8)
    place = page.cursorRect().center() - QPoint(2, 0)
    press, left = QTest.mouseClick, Qt.MouseButton.LeftButton
    press(page.viewport(), left, Qt.KeyboardModifier.NoModifier, place)
    assert browser.opened == []
    press(page.viewport(), left, Qt.KeyboardModifier.ControlModifier, place)
    assert browser.opened == [ADDRESS]


def test_the_markers_of_all_lists_stand_clear_of_the_text_and_end_on_one_line(
    writer: Writer,
) -> None:
    page = writer.page
    page.resize(600, 400)
    page.show()
    kinds = (ListItem("bullet"), ListItem("number"), ListItem("check"))
    writer.shows(*(ListItem(kind.style, spans=spans(["words"])) for kind in kinds))
    shown = page.viewport().grab().toImage()
    ground = load_theme("light").colour("page").rgb()
    gaps = []
    for number in range(len(kinds)):
        writer.goes_to(number)
        row = page.cursorRect()
        gap = next(
            gap
            for gap in range(3, row.left())
            if any(
                shown.pixelColor(row.left() - gap, y).rgb() != ground
                for y in range(row.top() + 1, row.bottom())
            )
        )
        gaps.append(gap)
    assert min(gaps) >= 8
    assert max(gaps) - min(gaps) <= 2
