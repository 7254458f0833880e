"""The column: what stands above the text and the text itself, scrolling as one sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QMouseEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.editor.page import Page
from ui.page_look import column_width
from ui.theme import scaled, set_role
from ui.widgets.quiet_bar import QuietBar

_LEAST_MARGIN = 40
_ABOVE = 26
_BELOW = 80
_AIR = 70
_TICK = 40
_STILL = 0.45  # of the height: where a line is held


class _Desk(QWidget):
    """The ground of the column, which tells where it was pressed."""

    pressed = Signal(QPoint)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(event.position().toPoint())


class Column(QScrollArea):
    """Scrolls a head and a page, and keeps the place where one writes in sight."""

    def __init__(self, head: QWidget, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._is_wanted = self._holds_still = False
        self._desk = _Desk()
        set_role(self._desk, "page")
        self._rows = QVBoxLayout(self._desk)
        self._rows.setSpacing(0)
        self._rows.addWidget(head)
        self._rows.addSpacing(scaled(14))
        self._rows.addWidget(page)
        self._rows.addStretch(1)
        QuietBar.give_to(self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(self._desk)
        self._follower = QTimer(self, singleShot=True, interval=0)
        self._follower.timeout.connect(self._follow)
        self._puller = QTimer(self, interval=_TICK)
        self._puller.timeout.connect(self._pull)
        self._desk.pressed.connect(self._write_at)
        page.cursorPositionChanged.connect(self._follower.start)
        page.textChanged.connect(self._follower.start)
        self.verticalScrollBar().rangeChanged.connect(self._follow_growth)
        self.verticalScrollBar().valueChanged.connect(page.look_ahead)
        page.turned.connect(self._turn)
        page.dragged.connect(self._drag)

    def show_cursor(self) -> None:
        """Bring the cursor into sight, with some air below it."""
        self._is_wanted = True
        self._follower.start()

    def set_typewriter(self, is_wanted: bool) -> None:
        """Hold the line that is written at one height, or let it move again."""
        self._holds_still = is_wanted
        self.fit()
        self.show_cursor()

    def _follow(self) -> None:
        is_due = self._page.hasFocus() or self._is_wanted
        if not (is_due and self.isVisible()) or self._puller.isActive():
            return
        self._is_wanted = False
        self._lay_out()
        place = self._page.cursorRect()
        if self._holds_still:
            line = self._page.mapTo(self._desk, place.center()).y()
            self.verticalScrollBar().setValue(line - round(_STILL * self.viewport().height()))
            return
        if place.top() <= 0:  # what stands above the text is seen with its first line
            self.verticalScrollBar().setValue(0)
        centre = self._page.mapTo(self._desk, place.center())
        self.ensureVisible(centre.x(), centre.y(), 0, place.height() // 2 + scaled(_AIR))

    def _follow_growth(self) -> None:
        if self._holds_still:  # the place to scroll to is there only now
            self._follower.start()

    def show_top(self) -> None:
        """Bring the beginning into sight."""
        self._is_wanted = False
        self._follower.stop()
        self.verticalScrollBar().setValue(0)

    @property
    def place(self) -> int:
        """How far the column is scrolled."""
        return self.verticalScrollBar().value()

    def show_place(self, place: int) -> None:
        """Scroll as far as *place* says, which was asked for before."""
        self.show_top()
        if place:
            self._lay_out()
            self.verticalScrollBar().setValue(place)

    def _lay_out(self) -> None:
        """Be as long as the page is. Qt lays a long one out little by little, and tells us late."""
        self._page.fit_text()
        if self._rows.minimumSize().height() > self._desk.height():
            self._rows.activate()
            QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _write_at(self, point: QPoint) -> None:
        place = self._page.mapFrom(self._desk, point)
        cursor = QTextCursor(self._page.document())
        if place.y() < 0:
            return
        if place.y() >= self._page.height():
            cursor.movePosition(QTextCursor.MoveOperation.End)
        else:
            x = min(max(place.x(), 0), self._page.width() - 1)
            cursor = self._page.cursorForPosition(QPoint(x, place.y()))
        self._page.setTextCursor(cursor)
        self._page.setFocus(Qt.FocusReason.MouseFocusReason)

    def _seen(self) -> QRect:
        """Return the part of the page that is in sight, in the page's coordinates."""
        corner = self._page.mapFrom(self.viewport(), QPoint(0, 0))
        return QRect(corner, self.viewport().size())

    def _turn(self, step: int, is_selecting: bool) -> None:
        cursor = self._page.textCursor()
        place = self._page.cursorRect(cursor)
        distance = step * max(self._seen().height() - place.height() - scaled(_AIR), 1)
        target = place.center() + QPoint(0, distance)
        moves = QTextCursor.MoveMode
        mode = moves.KeepAnchor if is_selecting else moves.MoveAnchor
        cursor.setPosition(self._page.cursorForPosition(target).position(), mode)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + distance)
        self._page.setTextCursor(cursor)

    def _drag(self, point: QPoint) -> None:
        seen = self._seen()
        is_outside = not seen.top() <= point.y() <= seen.bottom()
        if is_outside and not self._puller.isActive():
            self._puller.start()
        elif not is_outside:
            self._puller.stop()

    def _pull(self) -> None:
        """Scroll on while the mouse selects beyond what is in sight."""
        point = self._page.mapFromGlobal(QCursor.pos())
        seen = self._seen()
        past = min(point.y() - seen.top(), 0) + max(point.y() - seen.bottom(), 0)
        if not (past and QApplication.mouseButtons() & Qt.MouseButton.LeftButton):
            self._puller.stop()
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + past // 2)
        cursor = self._page.textCursor()
        cursor.setPosition(
            self._page.cursorForPosition(point).position(), QTextCursor.MoveMode.KeepAnchor
        )
        self._page.setTextCursor(cursor)

    def fit(self) -> None:
        """Make the column as wide as it may be."""
        bar = self.width() - self.viewport().width()
        side = max((self.width() - column_width()) // 2, _LEAST_MARGIN)
        below = round((1 - _STILL) * self.height()) if self._holds_still else _BELOW
        self._rows.setContentsMargins(side, _ABOVE, side - bar, below)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self._follower.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        self._follower.start()
