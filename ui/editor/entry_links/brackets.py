"""``[[`` on the page: entries are offered, and the one that is chosen is linked."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from typing_extensions import override

from shadowjournal.document import Code, entry_link
from ui.editor.entry_links.choices import Choice, Choices
from ui.editor.entry_links.offer import Offer
from ui.editor.from_page import empty_like, fragments_of, look_of
from ui.editor.gestures import step_aside, untrapped
from ui.editor.marks import LINE_BREAK, base_format
from ui.editor.page import Page
from ui.editor.shorthand import units
from ui.editor.to_page import insert_spans
from ui.editor.verbs import one_step

_KEEP = QTextCursor.MoveMode.KeepAnchor
_OPEN, _CLOSE = "[[", "]]"
_SIGNS = frozenset("[]")
_BLANKS = (" ", "\u00a0")
_NEVER = (LINE_BREAK, "\t", _CLOSE)
_LONGEST = 100
"""So many characters after the brackets may still become a title."""

_TAKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Brackets(QObject):
    """Offers entries after ``[[``, and links what stands before ``]]`` where an entry is called so.

    Each key is worth one look at the two characters before the cursor. Until one was chosen, all
    that was typed is text; what is put in is a step of its own to undo.

    Signals:
        wanted: entries are to be offered; who knows them answers with `show`.
    """

    wanted = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._offer = Offer(page)
        self._choices: Choices | None = None
        self._without = ""
        self._begin: QTextCursor | None = None  # behind the brackets, while entries are offered
        self._left: QTextCursor | None = None  # behind those that are to stay as they are
        self._has_ended = False
        self._offer.chosen.connect(self._take)
        page.typed.connect(self._look)
        page.shown.connect(self.close)

    def show(self, choices: Choices, without: str) -> None:
        """Offer of *choices* from now on, never the entry *without*."""
        self._choices, self._without = choices, without
        if self._has_ended:
            self._end()
        elif self._begin is not None:
            self._follow()

    def close(self) -> None:
        """Offer nothing, and know no entry."""
        self._stop()
        self._left = self._choices = None
        self._has_ended = False

    def keep_up(self) -> None:
        """Stand at the cursor still, after the page was scrolled."""
        if self._begin is None or self._offer.isHidden():
            return
        if self._page.visibleRegion().intersects(self._page.cursorRect()):
            self._offer.stand_at(self._page.cursorRect())
        else:
            self._stop()

    def _look(self) -> None:
        """Look at what was just typed."""
        here, page = self._page.textCursor().position(), self._page.document()
        sign = page.characterAt(here - 1)
        if sign not in _SIGNS or page.characterAt(here - 2) != sign:
            return
        is_third = page.characterAt(here - 3) == sign
        if sign == "]":
            self._has_ended = True
            self.wanted.emit()
        elif self._begin is None and not is_third and self._may_start():
            self._start()

    def _may_start(self) -> bool:
        return not _is_foreign(self._page.textCursor(), len(_OPEN))

    def _start(self) -> None:
        self._begin = QTextCursor(self._page.textCursor())
        self._begin.setKeepPositionOnInsert(True)
        self._page.cursorPositionChanged.connect(self._follow)
        self._page.installEventFilter(self)
        self.wanted.emit()

    def _stop(self) -> None:
        if self._begin is not None:
            self._begin = None
            self._page.cursorPositionChanged.disconnect(self._follow)
            self._page.removeEventFilter(self)
        self._offer.clear()

    def _typed(self) -> str | None:
        """Return what stands between the brackets and the cursor; None where that is no title."""
        cursor, begin = self._page.textCursor(), self._begin
        if begin is None or cursor.hasSelection() or cursor.block() != begin.block():
            return None
        length = cursor.position() - begin.position()
        if not 0 <= length <= _LONGEST or not _is_behind_brackets(begin):
            return None
        typed = _between(begin.position(), cursor)
        is_text = typed.startswith((*_BLANKS, "[")) or any(sign in typed for sign in _NEVER)
        return None if is_text else typed

    def _follow(self) -> None:
        typed = self._typed()
        if typed is None:
            self._stop()
        elif self._choices is not None:
            found = self._choices.matching(typed, self._without)
            if not found and typed.endswith(_BLANKS):
                self._stop()  # whoever goes on writes something else
            else:
                self._offer.offer(found, self._page.cursorRect())

    def _end(self) -> None:
        """Link what stands before the cursor in brackets, where an entry is called so."""
        self._has_ended = False
        cursor, choices = self._page.textCursor(), self._choices
        before = _between(cursor.block().position(), cursor)
        start = before.rfind(_OPEN, 0, -len(_CLOSE))
        if choices is None or cursor.hasSelection() or not before.endswith(_CLOSE) or start < 0:
            return
        title = before[start + len(_OPEN) : -len(_CLOSE)]
        begin = cursor.position() - units(before[start:])
        is_left = self._left is not None and self._left.position() == begin + len(_OPEN)
        if is_left or LINE_BREAK in title or _is_foreign(cursor, cursor.position() - begin):
            return
        found = choices.titled(title, self._without)
        self._stop()
        if found is not None:
            self._put(begin, found)

    def _take(self, choice: Choice) -> None:
        begin = self._begin
        if begin is not None and self._typed() is not None:
            self._put(begin.position() - len(_OPEN), choice)
        self._stop()

    def _put(self, begin: int, choice: Choice) -> None:
        cursor = self._page.textCursor()
        self._stop()
        cursor.setPosition(begin, _KEEP)
        put_link(self._page, cursor, choice)

    def _dismiss(self) -> None:
        self._left = self._begin
        self._stop()

    def _acts_on(self, event: QKeyEvent) -> bool:
        """Do what a key means while entries are offered; tell whether it means anything."""
        key, present = event.key(), self._offer.present
        if self._page.textCursor().block().layout().preeditAreaText():
            return False  # an input method has the word
        if key == Qt.Key.Key_Escape:
            self._dismiss()
        elif present is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif key in _STEPS:
            self._offer.step(_STEPS[Qt.Key(key)])
        elif key in _TAKING:
            self._take(present)
        else:
            return False
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._acts_on(event)
        is_wider = isinstance(event, QResizeEvent) and event.size().width() != (
            event.oldSize().width()
        )
        if kind == QEvent.Type.FocusOut or is_wider:
            self._stop()
        return super().eventFilter(watched, event)


def put_link(page: Page, cursor: QTextCursor, choice: Choice) -> None:
    """Put a link to *choice* in place of what *cursor* selects, as one step to undo.

    The writer goes on behind it, and not in it.
    """
    with one_step(cursor):
        look = look_of(cursor.charFormat())
        cursor.removeSelectedText()
        step_aside(cursor)
        link = entry_link(choice.entry_id)
        look = replace(look, text=choice.words, link=link, code=False)
        insert_spans(cursor, (look,), base_format(empty_like(cursor.block())))
    page.setTextCursor(cursor)
    if (shape := untrapped(cursor)) is not None:
        page.setCurrentCharFormat(shape)


def _between(start: int, cursor: QTextCursor) -> str:
    part = QTextCursor(cursor)
    part.setPosition(start)
    part.setPosition(cursor.position(), _KEEP)
    return part.selectedText()


def _is_behind_brackets(cursor: QTextCursor) -> bool:
    page, place = cursor.document(), cursor.position()
    return page.characterAt(place - 1) == "[" == page.characterAt(place - 2)


def _is_foreign(cursor: QTextCursor, length: int) -> bool:
    """Tell whether any of the *length* characters before *cursor* is code or in a link."""
    block = cursor.block()
    if isinstance(empty_like(block), Code):
        return True
    begin, end = cursor.position() - length, cursor.position()
    looks = [
        look_of(run.charFormat())
        for run in fragments_of(block)
        if run.position() < end and run.position() + run.length() > begin
    ]
    return any(look.code or look.link for look in looks)
