from __future__ import annotations

from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from ui.widgets.quiet_bar import BAR_WIDTH, QuietBar


def test_text_has_the_same_width_whether_it_scrolls_or_not(qtbot: QtBot) -> None:
    area = QTextEdit()
    qtbot.addWidget(area)
    QuietBar.give_to(area)
    area.resize(300, 200)
    area.show()
    before = area.viewport().width()
    area.setPlainText("long\n" * 400)
    assert area.verticalScrollBar().maximum() > 0
    assert area.viewport().width() == before < 300 - BAR_WIDTH


def test_the_bar_is_seen_only_where_there_is_something_to_scroll(qtbot: QtBot) -> None:
    area = QTextEdit()
    qtbot.addWidget(area)
    QuietBar.give_to(area)
    area.resize(300, 200)
    area.show()
    bar = area.verticalScrollBar()
    idle = bar.grab().toImage()
    area.setPlainText("long\n" * 400)
    assert bar.grab().toImage() != idle
