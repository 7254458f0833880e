"""What the commands of pictures do: describe and resize one, and show it in full."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from shadowjournal.document import Figure
from ui.actions import Actions
from ui.editor.figures import figure_at, figures_of, set_figure
from ui.editor.page import Page
from ui.editor.picture_panel import PicturePanel
from ui.editor.picture_view import PictureView
from ui.theme import Theme, scaled


class Picturing(QObject):
    """Carries out what is wanted of the picture that the cursor of a page is at."""

    def __init__(self, commands: Actions, page: Page, theme: Theme, editor: QWidget) -> None:
        super().__init__(editor)
        self.commands = commands
        self._page = page
        self._editor = editor
        self._panel = PicturePanel(editor)
        self._view = PictureView(theme, editor)
        self._shown: list[QTextBlock] = []
        page.addActions([commands.edit_picture, commands.view_picture])
        commands.edit_picture.triggered.connect(self._ask)
        commands.view_picture.triggered.connect(self._show)
        page.picture_opened.connect(self._show)
        self._panel.chosen.connect(self._change)
        self._panel.closed.connect(page.setFocus)
        self._view.closed.connect(self._return_to)
        page.rested.connect(self.reflect)
        self.reflect()

    def close(self) -> None:
        """Close what is open over the page."""
        self._shown = []
        self._view.close_view()
        if self._panel.isVisible():
            self._panel.clear()
            self._page.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Show all in the colours of *theme*."""
        self._view.theme = theme
        self._view.update()

    def reflect(self) -> None:
        """Let the commands be used where the cursor is at a picture."""
        figure = figure_at(self._page.textCursor())
        self.commands.view_picture.setEnabled(figure is not None)
        self.commands.edit_picture.setEnabled(figure is not None and not self._page.isReadOnly())

    def _ask(self) -> None:
        cursor = self._page.textCursor()
        figure = figure_at(cursor)
        if figure is None or self._page.isReadOnly():
            return
        corner = self._page.pictures.place(cursor.block()).bottomLeft().toPoint()
        below = self._page.viewport().mapTo(self._editor, corner + QPoint(0, scaled(8)))
        self._panel.ask(figure, below)

    def _change(self, figure: Figure) -> None:
        block = self._page.textCursor().block()
        set_figure(block, figure)

    def _show(self) -> None:
        here = self._page.textCursor().block()
        found = list(figures_of(self._page.textCursor()))
        self._shown = [block for block, _ in found]
        if here in self._shown:
            figures = [figure for _, figure in found]
            self._view.show_pictures(figures, self._shown.index(here), self._page.shelf)

    def _return_to(self, place: int) -> None:
        shown, self._shown = self._shown, []
        if place < len(shown) and shown[place].isValid():
            self._page.setTextCursor(QTextCursor(shown[place]))
        self._page.setFocus()
