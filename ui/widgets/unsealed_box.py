"""The one question about words that could not be sealed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


def ask_to_lose(window: QWidget) -> QPushButton:
    """Ask whether the program shall close all the same; return the button that says so."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("Not sealed yet")
    box.setText("What you wrote last could not be sealed.")
    box.setInformativeText("If ShadowJournal closes now, these words are lost.")
    close = box.addButton("Close and lose them", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.open()
    return close
