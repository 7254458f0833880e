"""What the commands of the text do to the page, and what they show of it."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QTextBlockFormat, QTextCharFormat, QTextListFormat
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from shadowjournal.document import Block, Code, Heading, ListItem, Paragraph, Quote, Rule
from ui.actions import Actions
from ui.editor.format_bar import FormatBar
from ui.editor.from_page import empty_like, list_of, look_of
from ui.editor.link_popover import LinkPopover
from ui.editor.links import link_at, set_link
from ui.editor.page import Page
from ui.editor.verbs import Mark, make, set_mark

_Formats: TypeAlias = tuple[QTextCharFormat, QTextBlockFormat, QTextListFormat | None]


class Commanding(QObject):
    """Carries the commands out on a page, and checks those that hold where its cursor is."""

    def __init__(self, commands: Actions, page: Page, bar: FormatBar, editor: QWidget) -> None:
        super().__init__(editor)
        self.commands = commands
        self._page = page
        self._bar = bar
        self._editor = editor
        self._popover = LinkPopover(editor)
        c = commands
        self._marks: dict[QAction, Mark] = {
            c.bold: "bold",
            c.italic: "italic",
            c.underline: "underline",
            c.strike: "strike",
            c.highlight: "highlight",
            c.code: "code",
        }
        self._kinds: dict[QAction, Block] = {
            c.paragraph: Paragraph(),
            c.heading_1: Heading(1),
            c.heading_2: Heading(2),
            c.heading_3: Heading(3),
            c.quote: Quote(),
            c.bullets: ListItem("bullet"),
            c.numbers: ListItem("number"),
            c.checks: ListItem("check"),
            c.code_block: Code(),
        }
        for action in self._marks:
            action.triggered.connect(self._mark)
        for action in self._kinds:
            action.triggered.connect(self._make)
        c.rule.triggered.connect(self._rule)
        c.link.triggered.connect(self._ask_link)
        c.undo.triggered.connect(self._undo)
        c.redo.triggered.connect(self._redo)
        c.paste_plain.triggered.connect(page.paste_plain)
        self._popover.chosen.connect(self._link)
        self._popover.followed.connect(page.open_link)
        self._popover.closed.connect(page.setFocus)
        self._reflected: _Formats | None = None
        page.rested.connect(self._follow)

    def close(self) -> None:
        """Close what is open over the page."""
        if self._popover.isVisible():
            self._popover.clear()
            self._page.setFocus()

    def reflect(self) -> None:
        """Check the commands that hold where the cursor is."""
        look = look_of(self._page.currentCharFormat())
        for action, mark in self._marks.items():
            action.setChecked(bool(getattr(look, mark)))
        self.commands.link.setChecked(look.link is not None)
        here = empty_like(self._page.textCursor().block())
        for action, kind in self._kinds.items():
            action.setChecked(_is_like(here, kind))
        self._bar.show_heading(isinstance(here, Heading))

    def _follow(self) -> None:
        # Asked after every key, mostly where it was before.
        block = self._page.textCursor().block()
        items = list_of(block)
        formats = (
            self._page.currentCharFormat(),
            block.blockFormat(),
            items.format() if items is not None else None,
        )
        if formats != self._reflected:
            self._reflected = formats
            self.reflect()

    def _mark(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        cursor = self._page.textCursor()
        # Of what is there now: the button may still show what was there before the last key.
        has_mark = bool(getattr(look_of(self._page.currentCharFormat()), self._marks[action]))
        set_mark(cursor, self._marks[action], is_on=not has_mark)
        if not cursor.hasSelection():
            self._page.setCurrentCharFormat(cursor.charFormat())
        self.reflect()

    def _make(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        cursor = self._page.textCursor()
        make(cursor, self._kinds[action])
        self._page.setTextCursor(cursor)
        self.reflect()

    def _rule(self) -> None:
        self._page.insert(Rule())

    def _ask_link(self) -> None:
        button = self._bar.link_button
        below = button.mapTo(self._editor, QPoint(0, button.height()))
        if button.isHidden():
            below = self._page.mapTo(self._editor, self._page.cursorRect().bottomLeft())
        self.reflect()
        self._popover.ask(link_at(self._page.textCursor()), below)

    def _link(self, address: str) -> None:
        cursor = self._page.textCursor()
        set_link(cursor, address or None)
        cursor.clearSelection()
        self._page.setTextCursor(cursor)

    def _undo(self) -> None:
        self._focused().undo()

    def _redo(self) -> None:
        self._focused().redo()

    def _focused(self) -> QTextEdit:
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QTextEdit) else self._page


def _is_like(here: Block, kind: Block) -> bool:
    if isinstance(here, ListItem) and isinstance(kind, ListItem):
        return here.style == kind.style
    return here == kind
