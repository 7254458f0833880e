"""A person at the real window: sees words, presses keys and buttons, waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from shadowjournal.folder import JournalFolder
from ui.app import App
from ui.prompts.card import PromptCard

W = TypeVar("W", bound=QWidget)
MOST_ASKING = 200  # every prompt of a library of sixty is offered long before
PATIENCE = 30.0  # seconds; on an idle machine nothing here takes one


class Writer:
    """Someone who writes in the journal of one folder.

    Attributes:
        program: the program as it runs now.
    """

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self.program = self._start()

    def start_again(self) -> None:
        """Start the program on the same journal, as on another day."""
        self.program = self._start()

    def close(self) -> None:
        """Close the window, and wait until the program has sealed everything and let go."""
        self.program.window.close()
        self.wait_until(lambda: not self.program.window.isVisible(), "the window closes")
        self.program.desk.deleteLater()
        self.program.window.deleteLater()
        self.program.deleteLater()
        self.wait(50)

    def wait(self, milliseconds: int) -> None:
        """Let the program live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait_until(self, is_so: Callable[[], object], what: str) -> None:
        """Let the program live until it is so."""
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain until {what}; seen: {self.words_seen()}")
            self.wait(20)

    def words_seen(self) -> str:
        """Return the words of all labels and buttons that can be seen."""
        window = self._window()
        labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        buttons = [b.text() for b in window.findChildren(QAbstractButton) if b.isVisible()]
        return " | ".join(words for words in labels + buttons if words)

    def read(self, words: str) -> None:
        """Wait until *words* can be seen."""
        self.wait_until(lambda: words in self.words_seen(), f"“{words}” is seen")

    def press(self, words: str) -> None:
        """Press the button that says *words*."""

        def button() -> QAbstractButton | None:
            for each in self._all(QAbstractButton):
                if words in {each.text().replace("&", ""), each.accessibleName()}:
                    return each if each.isEnabled() else None
            return None

        self.wait_until(button, f"“{words}” can be pressed")
        found = button()
        assert found is not None
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def choose(self, name: str, words: str) -> None:
        """Choose what says *words* in the list called *name*."""
        box = next(each for each in self._all(QComboBox) if each.accessibleName() == name)
        box.setCurrentIndex(box.findText(words, Qt.MatchFlag.MatchStartsWith))

    def fill(self, name: str, words: str) -> None:
        """Type *words* into the field called *name*."""
        field = next(each for each in self._all(QLineEdit) if each.accessibleName() == name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def write(self, words: str) -> None:
        """Type *words* where the cursor is."""
        for number, line in enumerate(words.split("\n")):
            if number:
                self.key(Qt.Key.Key_Return)
            QTest.keyClicks(self._at_the_cursor(), line)

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press *key* where the cursor is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self._at_the_cursor(), key, held)
        self.wait(10)

    def command(self, key: Qt.Key) -> None:
        """Press *key* with Ctrl."""
        self.key(key, Qt.KeyboardModifier.ControlModifier)

    def cards(self) -> list[PromptCard]:
        """Return the prompts that Today offers."""
        self.wait_until(lambda: self._all(PromptCard), "prompts are offered")
        return self._all(PromptCard)

    def card_about(self, words: str) -> PromptCard:
        """Ask for other prompts until one of them begins with *words*; return its card."""
        for _ in range(MOST_ASKING):
            for card in self.cards():
                if card.accessibleName().startswith(words):
                    return card
            self.press("Other prompts for today")
        raise AssertionError(f"no prompt that begins with “{words}” was offered")

    def rows(self, name: str) -> list[str]:
        """Return the titles in the list called *name*."""
        rows = self._list(name).model()
        return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]

    def go_to_row(self, name: str, title: str) -> None:
        """Go down into the list called *name*, to the row that says *title*."""
        self.key(Qt.Key.Key_Down)
        for _ in range(self.rows(name).index(title)):
            self.key(Qt.Key.Key_Down)

    def take_picture(self, file: Path) -> None:
        """Keep what the window shows in *file*."""
        self.wait(150)
        self._window().grab().save(str(file))

    def _start(self) -> App:
        program = App(self._app, JournalFolder(self._folder), self._folder.parent / "settings.json")
        program.start()
        self.wait_until(program.window.isVisible, "the window opens")
        return program

    def _window(self) -> QWidget:
        return QApplication.activeModalWidget() or self.program.window

    def _list(self, name: str) -> QListView:
        return next(each for each in self._all(QListView) if each.accessibleName() == name)

    def _all(self, kind: type[W]) -> list[W]:
        return [each for each in self._window().findChildren(kind) if each.isVisible()]

    def _at_the_cursor(self) -> QWidget:
        window = self._window().window()
        if not window.isActiveWindow():  # no window manager gives a window the focus here
            window.activateWindow()
            self.wait_until(window.isActiveWindow, "the window is active")
        focus = QGuiApplication.focusObject()
        return focus if isinstance(focus, QWidget) else self._window()
