"""A small list of what a page can begin with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from shadowjournal.templates import MAX_NAME, Template
from ui.theme import sans, scaled, set_role
from ui.widgets.popover import Popover
from ui.widgets.step import button, text_label

_WIDTH: Final = 380
_MOST_ROWS: Final = 9
_OWN_HINT: Final = "A page you kept."
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TemplateChooser(Popover):
    """Lets a template be chosen, kept, renamed and deleted. It keeps nothing itself.

    Signals:
        chosen: the template to begin a page with.
        kept: the page that lies open is to be kept as a template of this name.
        renamed: the id of an own template, and its new name.
        deleted: the id of an own template.
    """

    chosen = Signal(object)  # Template
    kept = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._templates: tuple[Template, ...] = ()
        self._own: frozenset[str] = frozenset()
        self._renames = ""
        self.setAccessibleName("Begin a page with")
        self._list = QListWidget(self)
        self._list.setAccessibleName("Begin a page with")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFont(sans(14))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._list, "choices")
        self._hint = text_label("dim")
        self._name = QLineEdit(self)
        self._name.setMaxLength(MAX_NAME)
        self._keep = self._button("Keep this page…")
        self._keep.setToolTip("Keep what stands on this page as a template")
        self._rename = self._button("Rename")
        self._delete = self._button("Delete")
        self._done = button("primary", "Keep", in_dialog=True)
        self._lay_out()
        self._connect()

    def ask(
        self, built_in: Sequence[Template], own: Sequence[Template], place: QPoint, *, keeps: bool
    ) -> None:
        """Open centred below *place* with both kinds; *keeps*: the open page can be one more."""
        self.show_templates(built_in, own)
        self._keep.setVisible(keeps)
        self._set_naming("")
        self.stand_near(place - QPoint(scaled(_WIDTH) // 2, 0), scaled(_WIDTH))
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_templates(self, built_in: Sequence[Template], own: Sequence[Template]) -> None:
        """Offer these, the chosen row kept where it is."""
        row = max(self._list.currentRow(), 0)
        self._templates = (*built_in, *own)
        self._own = frozenset(template.id for template in own)
        self._list.clear()
        self._list.addItems([template.name for template in self._templates])
        rows = min(len(self._templates), _MOST_ROWS)
        self._list.ensurePolished()
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * rows + 2 * scaled(2))
        self._list.setCurrentRow(min(row, len(self._templates) - 1))

    def ask_name(self, name: str) -> None:
        """Ask what the open page is to be called as a template; *name* is proposed."""
        self._renames = ""
        self._set_naming("Name of the template")
        self._done.setText("Keep")
        self._type_name(name)

    @override
    def clear(self) -> None:
        """Close, and leave no word behind."""
        super().clear()
        self._templates = ()
        self._own = frozenset()
        self._list.clear()
        self._hint.clear()
        self._name.setText("")  # unlike clear, undo does not bring it back
        self._renames = ""

    def _lay_out(self) -> None:
        naming = QHBoxLayout()
        naming.addWidget(self._name, 1)
        naming.addWidget(self._done)
        foot = QHBoxLayout()
        foot.setSpacing(scaled(4))
        foot.addWidget(self._keep)
        foot.addStretch(1)
        foot.addWidget(self._rename)
        foot.addWidget(self._delete)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 10)
        rows.setSpacing(8)
        rows.addWidget(text_label("heading", "BEGIN WITH"))
        rows.addWidget(self._list)
        rows.addWidget(self._hint)
        rows.addLayout(naming)
        rows.addLayout(foot)
        order = (self._list, self._name, self._done, self._keep, self._rename, self._delete)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show_row)
        self._list.itemClicked.connect(self._choose_item)
        self._keep.clicked.connect(self._ask_new_name)
        self._rename.clicked.connect(self._ask_other_name)
        self._delete.clicked.connect(self._tell_deleted)
        self._done.clicked.connect(self._take_name)

    def _button(self, words: str) -> QPushButton:
        made = button("link", words, in_dialog=True)
        made.setAccessibleName(words.removesuffix("…"))
        return made

    @property
    def _current(self) -> Template | None:
        row = self._list.currentRow()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def _show_row(self, _: int) -> None:
        current = self._current
        is_own = current is not None and current.id in self._own
        self._hint.setText((_OWN_HINT if is_own else current.hint) if current else "")
        self._rename.setVisible(is_own)
        self._delete.setVisible(is_own)

    def _choose_item(self, _: QListWidgetItem) -> None:
        self._choose()

    def _choose(self) -> None:
        if (current := self._current) is not None:
            self.close_quietly()
            self.chosen.emit(current)

    def _ask_new_name(self) -> None:
        self.ask_name("")

    def _ask_other_name(self) -> None:
        if (current := self._current) is not None and current.id in self._own:
            self._renames = current.id
            self._set_naming("New name of the template")
            self._done.setText("Rename")
            self._type_name(current.name)

    def _type_name(self, name: str) -> None:
        self._name.setText(name)
        self._name.selectAll()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_naming(self, what: str) -> None:
        self._name.setVisible(bool(what))
        self._done.setVisible(bool(what))
        self._name.setPlaceholderText(what)
        self._name.setAccessibleName(what)
        self.adjustSize()

    def _take_name(self) -> None:
        name, renames = self._name.text().strip(), self._renames
        if not name:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._go_back()
        if renames:
            self.renamed.emit(renames, name)
        else:
            self.kept.emit(name)

    def _go_back(self) -> None:
        """Name nothing any more."""
        self._name.setText("")
        self._set_naming("")
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_deleted(self) -> None:
        if (current := self._current) is not None and current.id in self._own:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.deleted.emit(current.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._name.hasFocus() and key in _ENTER:
            self._take_name()
        elif self._name.isVisible() and key == Qt.Key.Key_Escape:
            self._go_back()
        elif self._list.hasFocus() and key in _ENTER:
            self._choose()
        elif self._list.hasFocus() and key == Qt.Key.Key_F2:
            self._ask_other_name()
        elif self._list.hasFocus() and key == Qt.Key.Key_Delete:
            self._tell_deleted()
        else:
            super().keyPressEvent(event)
