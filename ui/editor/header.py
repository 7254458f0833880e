"""What stands above the text of an entry, and scrolls with it."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shadowjournal.entry import Entry, Moment
from ui.editor.chips import Chips
from ui.editor.marks import BODY_SIZE, LINE_HEIGHT
from ui.editor.title_field import TitleField
from ui.theme import Theme, serif, set_role


class Header(QWidget):
    """Shows when an entry was written, its title, its tags and the prompt it answers.

    Signals:
        edited: the writer changed the title or the tags.
        left: the writer wants to go on in the text.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._prompt_text = ""
        self._follower: QWidget | None = None
        self._date = QLabel(self)
        set_role(self._date, "dim")
        self.title = TitleField(theme, self)
        self.chips = Chips(self)
        self._prompt = QLabel(self)
        self._prompt.setWordWrap(True)
        self._prompt.setTextFormat(Qt.TextFormat.RichText)
        self._prompt.setFont(serif(BODY_SIZE, italic=True))
        self._prompt.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._prompt.setContentsMargins(18, 16, 0, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._date)
        rows.addWidget(self.title)
        rows.addSpacing(2)
        rows.addWidget(self.chips)
        rows.addWidget(self._prompt)
        self.title.edited.connect(self.edited)
        self.chips.edited.connect(self.edited)
        self.chips.edited.connect(self._put_in_order)
        self.title.left.connect(self.left)

    def show_entry(self, entry: Entry) -> None:
        """Show what *entry* has above its text."""
        prompt = entry.prompt
        self._date.setText(spoken(entry.written))
        self.title.show_title(entry.title)
        self.chips.show_tags(entry.tags, prompt.category_title if prompt else "")
        self._show_prompt(prompt.text if prompt else "")
        self._put_in_order()

    def lead_to(self, widget: QWidget) -> None:
        """Let Tab go from the last tag on to *widget*."""
        self._follower = widget
        self._put_in_order()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the title and the tags be read and not changed; or changed again."""
        self.title.set_read_only(is_read_only)
        self.chips.set_read_only(is_read_only)
        self._put_in_order()

    def set_bare(self, is_bare: bool) -> None:
        """Show nothing but the prompt, or everything again."""
        for each in (self._date, self.title, self.chips):
            each.setVisible(not is_bare)

    def clear(self) -> None:
        """Leave nothing behind."""
        self._date.clear()
        self.title.show_title("")
        self.chips.show_tags(())
        self._show_prompt("")

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._theme = theme
        self.title.set_theme(theme)
        self._show_prompt(self._prompt_text)

    def _put_in_order(self) -> None:
        if self._follower is not None:
            stops = (self.title, *self.chips.stops, self._follower)
            for one, other in pairwise(stops):
                QWidget.setTabOrder(one, other)

    def _show_prompt(self, text: str) -> None:
        self._prompt_text = text
        words = escape(text).replace("\n", "<br>")
        self._prompt.setText(
            f'<p style="line-height:{LINE_HEIGHT - 5}%; color:{self._theme.dim}">{words}</p>'
            if text
            else ""
        )
        self._prompt.setAccessibleName(f"Prompt: {text}" if text else "No prompt")
        self._prompt.setVisible(bool(text))


def spoken(moment: Moment) -> str:
    """Return *moment* as the page words it: ``Sunday, 22 November 2026 · 21:04``."""
    local = moment.local
    day = QLocale.c().toString(QDate(local.year, local.month, local.day), "dddd, d MMMM yyyy")
    return f"{day} · {local:%H:%M}"
