from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.actions import Actions
from ui.icons import Icons
from ui.theme import load_theme


@pytest.fixture
def commands(qtbot: QtBot) -> Actions:
    return Actions()


def test_no_two_commands_share_a_shortcut(commands: Actions) -> None:
    keys = [action.shortcut().toString() for action in commands if not action.shortcut().isEmpty()]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert len(keys) > 30


def test_every_command_says_what_it_does_and_how_to_reach_it(commands: Actions) -> None:
    for action in commands:
        assert action.text()
        assert "&" not in action.toolTip()
        assert action.shortcut().toString() in action.toolTip()


def test_every_command_has_its_icon(commands: Actions) -> None:
    commands.retint(Icons(load_theme("light")))
    assert [action.text() for action in commands if action.icon().isNull()] == []


def test_one_theme_is_chosen_at_a_time(commands: Actions) -> None:
    commands.theme_dark.trigger()
    assert commands.theme_dark.isChecked()
    assert not commands.theme_system.isChecked()


def test_commands_of_the_text_work_only_where_the_text_is(commands: Actions) -> None:
    assert {*commands.for_text, *commands.for_window} == {*commands}
    assert commands.bold in commands.for_text
    assert commands.lock in commands.for_window
    for action in commands.for_text:
        assert action.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
