"""Which key means what on the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

from ui.editor import gestures
from ui.editor.moving import move
from ui.editor.verbs import indent, toggle_checks

Gesture: TypeAlias = Callable[[QTextCursor], bool]

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_TEXT_FIELD_LETTERS = {
    Qt.Key.Key_A,
    Qt.Key.Key_C,
    Qt.Key.Key_V,
    Qt.Key.Key_X,
    Qt.Key.Key_Y,
    Qt.Key.Key_Z,
}


def _check(cursor: QTextCursor) -> bool:
    toggle_checks(cursor)
    return True


def _tab(cursor: QTextCursor) -> bool:
    # A selection is not typed over by a key that one presses to indent.
    return indent(cursor, 1) or gestures.stands_on_solid(cursor) or cursor.hasSelection()


_GESTURES: Final[dict[tuple[int, Qt.KeyboardModifier], Gesture]] = {
    (Qt.Key.Key_Return, _NONE): gestures.enter,
    (Qt.Key.Key_Enter, _NONE): gestures.enter,
    (Qt.Key.Key_Return, _SHIFT): gestures.soft_enter,
    (Qt.Key.Key_Return, _CONTROL): _check,
    (Qt.Key.Key_Enter, _CONTROL): _check,
    (Qt.Key.Key_Backspace, _NONE): gestures.backspace,
    (Qt.Key.Key_Backspace, _SHIFT): gestures.backspace,
    (Qt.Key.Key_Delete, _NONE): gestures.delete,
    (Qt.Key.Key_Tab, _NONE): _tab,
    (Qt.Key.Key_Backtab, _SHIFT): partial(indent, by=-1),
    (Qt.Key.Key_Backtab, _NONE): partial(indent, by=-1),
    (Qt.Key.Key_Up, _ALT): partial(move, by=-1),
    (Qt.Key.Key_Down, _ALT): partial(move, by=1),
}
_STEPS: Final = {int(Qt.Key.Key_PageDown): 1, int(Qt.Key.Key_PageUp): -1}


def gesture_for(event: QKeyEvent) -> Gesture | None:
    """Return what the key does on the page, where that is not Qt's own way."""
    return _GESTURES.get((event.key(), event.modifiers() & ~_KEYPAD))


def is_command(event: QKeyEvent) -> bool:
    """Tell whether the key is one for the program's commands, whatever Qt would do with it.

    On some systems Qt's text fields delete a line at Ctrl+U and Ctrl+K.
    """
    key = event.key()
    if not Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return False
    modifiers = event.modifiers() & ~_KEYPAD
    if modifiers == _CONTROL | _SHIFT:
        return key != Qt.Key.Key_Z
    return modifiers == _CONTROL and key not in _TEXT_FIELD_LETTERS


def is_history(event: QKeyEvent) -> bool:
    """Tell whether the key undoes or does again."""
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo)


def is_following(event: QKeyEvent) -> bool:
    """Tell whether the key opens the link at the cursor."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and event.modifiers() & ~_KEYPAD == _CONTROL


def is_typing(event: QKeyEvent) -> bool:
    """Tell whether the key writes a character."""
    modifiers = event.modifiers()
    is_chord = bool(modifiers & _CONTROL) and not modifiers & _ALT  # both together are AltGr
    return event.text().isprintable() and bool(event.text()) and not is_chord


def page_step(event: QKeyEvent) -> int:
    """Return 1 for a key that turns a screen down, -1 for one up, else 0."""
    step = _STEPS.get(event.key(), 0)
    return 0 if step and event.modifiers() & ~(_SHIFT | _KEYPAD) else step
