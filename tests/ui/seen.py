"""What a person sees of a window, and what a screen reader says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListView, QPushButton, QWidget


def labels(root: QWidget) -> str:
    """The words of the labels in *root* that can be seen, a line each."""
    seen = (label.text() for label in root.findChildren(QLabel) if label.isVisible())
    return "\n".join(words for words in seen if words)


def buttons(root: QWidget) -> dict[str, QPushButton]:
    """The buttons in *root* that can be seen, by what they say."""
    return {b.text(): b for b in root.findChildren(QPushButton) if b.isVisible()}


def rows(root: QWidget) -> QListView:
    """The one list in *root*."""
    found = root.findChild(QListView)
    assert isinstance(found, QListView)
    return found


def focused() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def asked_for_a_file(root: QWidget) -> QFileDialog:
    """The question for a file that stands before *root*."""
    (dialog,) = root.window().findChildren(QFileDialog)
    assert dialog.isVisible()
    return dialog


def nameless(root: QWidget) -> list[str]:
    """The widgets in *root* to which the Tab key leads and which a screen reader cannot name."""
    reachable = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert reachable
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for widget in reachable
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
