"""What a screen reader is told of the page beside its words: what kind of text the cursor is in.

Of headings, lists, boxes and pictures Qt tells nobody anything. So the page describes the block at
its cursor, and says it aloud where the cursor comes to it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextBlock

from shadowjournal.document import Block, Code, Figure, Heading, ListItem, Quote, Rule
from ui.editor.from_page import empty_like, figure_from, fragments_of, is_figure, list_of
from ui.editor.page import Page

_PLAIN = "Text"


class Structure(QObject):
    """Keeps the accessible description of a page, and announces what its cursor comes to.

    Signals:
        announced: a screen reader was told this.
    """

    announced = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._place = -1
        page.rested.connect(self._look)
        self._look()

    def _look(self) -> None:
        block = self._page.textCursor().block()
        place, was_at = block.blockNumber(), self._place
        words, before = describe(block), self._page.accessibleDescription()
        self._place = place
        if words != before:
            self._page.setAccessibleDescription(words)
        is_new = place != was_at and bool(words) and isinstance(empty_like(block), ListItem)
        if self._page.hasFocus() and (words != before or is_new):
            self._announce(words or _PLAIN)

    def _announce(self, words: str) -> None:
        # Politely: after what is being said, not in the middle of it.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, words))
        self.announced.emit(words)


def describe(block: QTextBlock) -> str:
    """Return what kind of text *block* is, in words; nothing for plain text."""
    if is_figure(block):
        for run in fragments_of(block):
            return _of_figure(figure_from(run.charFormat()))
    kind = empty_like(block)
    if isinstance(kind, ListItem):
        return _of_item(kind, block)
    return _of_kind(kind)


def _of_figure(figure: Figure | None) -> str:
    return f"Picture: {figure.alt}" if figure is not None and figure.alt else "Picture"


def _of_kind(kind: Block) -> str:
    match kind:
        case Heading(level):
            return f"Heading {level}"
        case Quote():
            return "Quotation"
        case Code():
            return "Code"
        case Rule():
            return "Dividing line"
        case _:
            return ""


def _of_item(item: ListItem, block: QTextBlock) -> str:
    items = list_of(block)
    if item.style == "check":
        what = "Check box, checked" if item.checked else "Check box, not checked"
    elif item.style == "number" and items is not None:
        what = f"Number {items.itemText(block).strip('.')}"
    else:
        what = "Bullet"
    return f"{what}, level {item.depth + 1}" if item.depth else what
