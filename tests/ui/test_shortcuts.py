from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.actions import Actions
from ui.shortcuts import ShortcutSheet


@pytest.fixture
def commands(qapp: object) -> Actions:
    return Actions()


@pytest.fixture
def sheet(qtbot: QtBot, commands: Actions) -> Iterator[ShortcutSheet]:
    sheet = ShortcutSheet(commands)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.open()
    yield sheet
    sheet.close()


def seen(sheet: ShortcutSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel)]


def test_every_command_with_a_key_stands_on_the_sheet_once(
    sheet: ShortcutSheet, commands: Actions
) -> None:
    with_key = [action for action in commands if not action.shortcut().isEmpty()]
    keys = [a.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for a in with_key]
    assert len(with_key) > 20
    assert sorted(seen(sheet)) == sorted(
        [*keys, *(a.text().replace("&", "").removesuffix("…") for a in with_key)]
    )


def test_a_command_and_its_key_stand_side_by_side(sheet: ShortcutSheet, commands: Actions) -> None:
    places = {label.text(): label.geometry() for label in sheet.findChildren(QLabel)}
    words = commands.search.text().replace("&", "").removesuffix("…")
    keys = commands.search.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    assert abs(places[words].center().y() - places[keys].center().y()) <= 2
    assert places[words].right() < places[keys].left()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_key_puts_the_sheet_away(sheet: ShortcutSheet, key: Qt.Key) -> None:
    QTest.keyClick(sheet, key)
    assert not sheet.isVisible()
