"""The thin bar above the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget
from typing_extensions import override

from ui.actions import Actions
from ui.icons import Icons

_ICON = 18
_GAP: Final = 12
_SIDE: Final = 20
_TIGHT_SIDE: Final = 8


class FormatBar(QWidget):
    """Buttons for what can be done to the text, grouped by gaps.

    Where it is narrow the gaps go first; then the buttons that are needed least move into the menu
    at its end. Nothing is ever cut off.
    """

    def __init__(self, commands: Actions, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.commands = commands
        self._buttons: list[QToolButton] = []
        self._gaps: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setSpacing(2)
        self._headings = self._menu_button("Kind of paragraph")
        self._headings.menu().addActions(
            [
                commands.paragraph,
                commands.heading_1,
                commands.heading_2,
                commands.heading_3,
                commands.code_block,
            ]
        )
        c = commands
        for group in (
            (c.bold, c.italic, c.underline, c.strike, c.highlight),
            (c.quote, c.bullets, c.numbers, c.checks),
            (c.link, c.picture, c.rule, c.code),
        ):
            for action in group:
                self._add(action)
            self._gap()
        self._gaps.pop().hide()
        self._row.addStretch(1)
        self._add(c.star)
        self._add(c.export)
        self._more = self._menu_button("More")
        self._more.menu().aboutToShow.connect(self._fill_more)
        c.menu.triggered.connect(self._open_menu)
        self._colours = QMenu("&Colours", self._more)
        self._colours.addActions([c.theme_system, c.theme_light, c.theme_dark])
        self._colours.addSeparator()
        self._colours.addAction(c.more_contrast)
        self._format = QMenu("F&ormat", self._more)
        self._format.addActions(list(c.for_text))
        # What leaves the bar first where there is no room, in this order.
        self._spare = [self._of(a) for a in (c.rule, c.code, c.strike, c.export, c.picture, c.link)]
        self.retint(icons)
        self._fit(self.sizeHint().width())

    @property
    def link_button(self) -> QWidget:
        """Where the question for a link's address may stand."""
        return self._of(self.commands.link)

    def retint(self, icons: Icons) -> None:
        """Show the icons in the colours of *icons*."""
        self._headings.setIcon(icons.icon("ph.text-h"))
        self._more.setIcon(icons.icon("ph.dots-three"))

    def show_heading(self, is_heading: bool) -> None:
        """Show whether the cursor stands in a heading."""
        self._headings.setChecked(is_heading)

    def _add(self, action: QAction) -> None:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().replace("&", ""))
        self._place(button)
        self._buttons.append(button)

    def _menu_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setCheckable(name != "More")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        self._place(button)
        return button

    def _place(self, button: QToolButton) -> None:
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._row.addWidget(button)

    def _gap(self) -> None:
        gap = QWidget(self)
        gap.setFixedWidth(_GAP)
        self._row.addWidget(gap)
        self._gaps.append(gap)

    def _of(self, action: QAction) -> QToolButton:
        return next(button for button in self._buttons if button.defaultAction() is action)

    def _open_menu(self) -> None:
        if self.isVisible():
            self._more.showMenu()

    def _fill_more(self) -> None:
        menu = self._more.menu()
        menu.clear()
        c = self.commands
        hidden = [b.defaultAction() for b in self._buttons if b.isHidden()]
        pictures = [each for each in (c.edit_picture, c.view_picture) if each.isEnabled()]
        groups: Sequence[Sequence[QAction]] = (
            hidden,
            pictures,
            (c.new_entry, c.new_from_template, c.previous_entry, c.next_entry, c.back, c.forward),
            (c.change_date, c.add_tag, c.link_entry, c.linked_from),
            (c.undo, c.redo, c.paste_plain, self._format.menuAction()),
            (c.find, c.replace, c.replace_all),
            (c.keep_back, c.history, c.throw_away, c.trash),
            (c.show_calendar, c.on_this_day, c.random_page, c.tags),
            (c.focus, c.typewriter, c.dim, c.sit),
            (c.next_unknown, c.suggestions),
            (c.toggle_sidebar, self._colours.menuAction()),
            (c.import_, c.settings),
            (c.shortcuts, c.help),
            (c.hide_and_lock, c.quit),
        )
        for place, group in enumerate(group for group in groups if group):
            if place:
                menu.addSeparator()
            menu.addActions(list(group))

    def _fit(self, width: int) -> None:
        is_tight = False
        away = 0
        while self._needed(is_tight=is_tight, away=away) > width and away < len(self._spare):
            away, is_tight = (away + 1 if is_tight else away), True
        side = _TIGHT_SIDE if is_tight else _SIDE
        self._row.setContentsMargins(side, 10, side, 6)
        for gap in self._gaps:
            gap.setFixedWidth(_GAP // 3 if is_tight else _GAP)
        for place, button in enumerate(self._spare):
            button.setVisible(place >= away)

    def _needed(self, *, is_tight: bool, away: int) -> int:
        one = self._more.sizeHint().width() + self._row.spacing()
        buttons = len(self._buttons) + 2 - away
        gaps = len(self._gaps) * ((_GAP // 3 if is_tight else _GAP) + self._row.spacing())
        return buttons * one + gaps + 2 * (_TIGHT_SIDE if is_tight else _SIDE) + one // 2

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    @override
    def minimumSizeHint(self) -> QSize:
        least = self._needed(is_tight=True, away=len(self._spare))
        return QSize(least, super().minimumSizeHint().height())
