"""A program that ends while the clipboard still has what was copied from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
from PySide6.QtWidgets import QApplication
from ui.editor.page import Page
from ui.theme import load_theme

app = QApplication([])
page = Page(load_theme("light"))
page.insertPlainText("words")
page.selectAll()
for _ in range(3):
    page.copy()
print(app.clipboard().text())
"""


def test_it_ends_in_peace() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "words\n")
