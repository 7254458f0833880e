"""What stands above the text of an entry, and scrolls with it."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from shadowjournal.entry import Entry, Moment, PromptSnapshot
from ui.editor.chips import Chips
from ui.editor.marks import BODY_SIZE, LINE_HEIGHT
from ui.editor.title_field import TitleField
from ui.theme import Theme, serif, set_role


class Header(QWidget):
    """Shows when an entry was written, its title, its tags and the prompt it answers.

    Signals:
        edited: the writer changed something here.
        left: the writer wants to go on in the text.
        moved: the entry was given another moment; carries the one it had.
        date_wanted: the writer wants to change when the entry was written.
        prompt_removed: the prompt was taken off the page; carries it.
    """

    edited = Signal()
    left = Signal()
    moved = Signal(object)  # Moment
    date_wanted = Signal()
    prompt_removed = Signal(object)  # PromptSnapshot

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answered: PromptSnapshot | None = None
        self._follower: QWidget | None = None
        self._written = self._shown = Moment.now()
        self._date = QPushButton(self)
        set_role(self._date, "date")
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
        rows.addWidget(self._date, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.title)
        rows.addSpacing(2)
        rows.addWidget(self.chips)
        rows.addWidget(self._prompt)
        self._date.clicked.connect(self.date_wanted)
        self.title.edited.connect(self.edited)
        self.chips.edited.connect(self.edited)
        self.chips.edited.connect(self._put_in_order)
        self.chips.left.connect(self.left)
        self.chips.prompt_removed.connect(self._remove_prompt)
        self.title.left.connect(self.left)

    def show_entry(self, entry: Entry) -> None:
        """Show what *entry* has above its text."""
        self._shown = entry.written
        self._show_date(entry.written)
        self.title.show_title(entry.title)
        self.chips.show_tags(entry.tags)
        self._show_prompt(entry.prompt)
        self._put_in_order()

    @property
    def written(self) -> Moment:
        """When the entry was written."""
        return self._written

    @property
    def prompt(self) -> PromptSnapshot | None:
        """The prompt the entry answers."""
        return self._answered

    def put_prompt(self, prompt: PromptSnapshot) -> None:
        """Let the entry answer *prompt* again."""
        self._show_prompt(prompt)
        self._put_in_order()
        self.edited.emit()

    @property
    def is_dated(self) -> bool:
        """Whether the writer chose another moment than the one the entry came with."""
        return self._written != self._shown

    @property
    def date_button(self) -> QWidget:
        """Where the question for another date may stand."""
        return self._date

    def move_to(self, moment: Moment) -> None:
        """Let the entry have been written at *moment*."""
        if moment != (before := self._written):
            self._show_date(moment)
            self.edited.emit()
            self.moved.emit(before)

    def lead_to(self, widget: QWidget) -> None:
        """Let Tab go from the last tag on to *widget*."""
        self._follower = widget
        self._put_in_order()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the title and the tags be read and not changed; or changed again."""
        self._date.setEnabled(not is_read_only)
        self.title.set_read_only(is_read_only)
        self.chips.set_read_only(is_read_only)
        self._put_in_order()

    def set_bare(self, is_bare: bool) -> None:
        """Show nothing but the prompt, or everything again."""
        for each in (self._date, self.title, self.chips):
            each.setVisible(not is_bare)

    def clear(self) -> None:
        """Leave nothing behind."""
        self._date.setText("")
        self._date.setAccessibleName("Date")
        self.title.show_title("")
        self.chips.show_tags(())
        self._show_prompt(None)

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._theme = theme
        self.title.set_theme(theme)
        self._show_prompt(self._answered)

    def _show_date(self, moment: Moment) -> None:
        self._written = moment
        words = spoken(moment)
        self._date.setText(words)
        self._date.setAccessibleName(f"Written on {words}, change")
        self._date.setToolTip("Change the date and time (Ctrl+Alt+D)")

    def _put_in_order(self) -> None:
        if self._follower is not None:
            stops = (self._date, self.title, *self.chips.stops, self._follower)
            for one, other in pairwise(stops):
                QWidget.setTabOrder(one, other)

    def _remove_prompt(self) -> None:
        if (prompt := self._answered) is not None:
            self._show_prompt(None)
            self._put_in_order()
            self.edited.emit()
            self.prompt_removed.emit(prompt)

    def _show_prompt(self, prompt: PromptSnapshot | None) -> None:
        self._answered = prompt
        text = prompt.text if prompt else ""
        self.chips.show_prompt(prompt.category_title if prompt else "", text)
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
