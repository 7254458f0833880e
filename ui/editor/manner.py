"""How what is typed is taken."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtGui import QTextCursor

from ui.editor.shorthand import after_blank, after_enter, after_sign
from ui.editor.typography import refine
from ui.quotes import Quotes


class Manner(Struct, frozen=True):
    """What is made of typed signs: Markdown's, and the typographic ones of a language.

    ``quotes`` is None where signs stay as they are typed.
    """

    has_shorthand: bool = False
    quotes: Quotes | None = None

    def take(self, cursor: QTextCursor) -> bool:
        """Make what was just typed before *cursor* what it stands for; tell whether it was that.

        It is a step of its own to undo.
        """
        if self.has_shorthand and (after_blank(cursor) or after_sign(cursor)):
            return True
        return self.quotes is not None and refine(cursor, self.quotes)

    def enter(self, cursor: QTextCursor) -> bool:
        """Do the same where Enter is pressed."""
        return self.has_shorthand and after_enter(cursor)
