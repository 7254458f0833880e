"""The prompts: today's three cards, and below them the library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shadowjournal.prompts.library import Library, LibraryPrompt
from shadowjournal.prompts.today import Card
from ui.icons import Icons
from ui.prompts.card import PromptCard
from ui.prompts.library_tree import LibraryTree
from ui.prompts.words import about_card
from ui.theme import set_role
from ui.widgets.quiet_bar import QuietBar

_CARDS = 3


class PromptsPanel(QWidget):
    """What can be written about.

    Signals:
        prompt_chosen: the `PromptSnapshot` that was chosen, from a card or from the library.
        another_wanted: other cards are wanted for today.
    """

    prompt_chosen = Signal(object)
    another_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library: Library | None = None
        self._chosen: str | None = None
        self._cards = [PromptCard() for _ in range(_CARDS)]
        self._another = QPushButton("Another")
        self._another.setAccessibleName("Other prompts for today")
        self._another.setToolTip("Other prompts for today")
        set_role(self._another, "link")
        self._filter = QLineEdit()
        self._filter.setPlaceholderText("Find a prompt")
        self._filter.setAccessibleName("Find a prompt")
        self._nothing = QLabel("No prompt holds these words.")
        set_role(self._nothing, "dim")
        self._tree = LibraryTree(icons)
        self._inside = QWidget()
        self._area = self._build()
        self.setFocusProxy(self._cards[0])
        for card in self._cards:
            card.hide()
            card.chosen.connect(self.prompt_chosen)
        self._another.clicked.connect(self._want_another)
        self._filter.textChanged.connect(self._show_found)
        self._tree.prompt_chosen.connect(self._choose_from_library)
        self._tree.place_reached.connect(self._scroll_to)

    def show_library(self, library: Library) -> None:
        """Show the shelves of *library*."""
        self._library = library
        self._show_found()

    def show_today(self, cards: Sequence[Card]) -> None:
        """Show *cards*, three at most, as today's."""
        for place, widget in enumerate(self._cards):
            widget.setVisible(place < len(cards))
            if place < len(cards):
                card = cards[place]
                widget.show_prompt(card.begins_with, about_card(card), card.snapshot.text)
            else:
                widget.clear()
        self.mark_chosen(self._chosen)

    def clear(self) -> None:
        """Offer nothing today, look for nothing, and show nothing as chosen."""
        self._filter.setText("")  # unlike clear, undo does not bring it back
        self.show_today(())
        self.mark_chosen(None)

    def mark_chosen(self, reference: str | None) -> None:
        """Show the prompt ``pack/id`` as the one being written to; None where there is none."""
        self._chosen = reference
        for card in self._cards:
            card.mark_chosen(reference is not None and card.reference == reference)
        self._tree.mark_chosen(reference)

    def retint(self, icons: Icons) -> None:
        """Take the icons anew, after the theme changed."""
        self._tree.retint(icons)

    def _build(self) -> QScrollArea:
        inside = self._inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(_heading("TODAY"))
        head.addStretch()
        head.addWidget(self._another)
        column.addLayout(head)
        for card in self._cards:
            column.addWidget(card)
        column.addSpacing(6)
        column.addWidget(_heading("LIBRARY"))
        column.addWidget(self._filter)
        column.addWidget(self._nothing)
        column.addWidget(self._tree)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QuietBar.give_to(area)
        area.setWidget(inside)
        # A scroll area paints its content's ground; here the sidebar's shows through.
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return area

    def _show_found(self) -> None:
        if self._library is None:
            self._nothing.hide()
            return
        wanted = self._filter.text().strip()
        self._nothing.setVisible(self._tree.show_library(self._library, wanted) == 0)

    def _choose_from_library(self, prompt: LibraryPrompt) -> None:
        if self._library is not None:
            self.prompt_chosen.emit(self._library.snapshot(prompt))

    def _want_another(self) -> None:
        self.another_wanted.emit()

    def _scroll_to(self, place: QRect) -> None:
        middle = self._tree.mapTo(self._inside, place.center())
        self._area.ensureVisible(0, middle.y(), 0, place.height() // 2 + 10)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    set_role(label, "heading")
    return label
