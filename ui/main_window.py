"""The window: one screen at a time, and which one."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override


class MainWindow(QMainWindow):
    """Holds the screens: the first run, the closed door, the desk, help.

    Its title never says what is open.

    Signals:
        leave_wanted: the writer closes the window; whoever hears it seals first, then `leave`s.
        came_forward: the window was made active.
        minimised: the window was put away, by the writer or by the desktop.
    """

    leave_wanted = Signal()
    came_forward = Signal()
    minimised = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("ShadowJournal")
        self.setMinimumSize(640, 480)
        self.resize(1320, 840)
        self._screens = QStackedWidget()
        self._may_leave = False
        self._was_maximised = False
        self.setCentralWidget(self._screens)

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is seen."""
        return self._screens.currentWidget()

    def show_screen(self, screen: QWidget) -> None:
        """Show *screen* and nothing else."""
        if self._screens.indexOf(screen) < 0:
            self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)
        screen.setFocus()

    def take_out(self, screen: QWidget) -> None:
        """Hold *screen* no more, until it is shown again."""
        self._screens.removeWidget(screen)
        screen.hide()
        screen.setParent(None)

    def hide_away(self) -> None:
        """Minimise the window; what the desktop shows of it then is what it shows now."""
        self.repaint()
        self.showMinimized()

    def fill_screen(self) -> None:
        """Fill the screen; `leave_full_screen` brings the window back as it was."""
        self._was_maximised = self.isMaximized()
        self.showFullScreen()

    def leave_full_screen(self) -> None:
        """Stand where the window stood before."""
        if self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()

    def place(self, geometry: bytes) -> None:
        """Stand where the window stood when `geometry_bytes` was read."""
        self.restoreGeometry(QByteArray(geometry))

    @property
    def geometry_bytes(self) -> bytes:
        """Where the window stands, for `place`."""
        return bytes(self.saveGeometry().data())

    def show_by_now(self) -> None:
        """Be seen, unless the window was left already."""
        if not self._may_leave:
            self.show()

    def come_forward(self) -> None:
        """Come to the front of other windows."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Close without asking; everything is sealed."""
        self._may_leave = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave:
            event.accept()
        else:
            event.ignore()
            self.leave_wanted.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.came_forward.emit()
        elif event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.minimised.emit()
