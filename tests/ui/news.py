"""What signals carry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from shadowjournal.journal import Journal
from shadowjournal.results import Found
from ui import questions
from ui.questions import Search
from ui.session import Session

WAIT = 10_000
"""Milliseconds to wait for news; on an idle machine nothing takes one second."""


def heard(
    qtbot: QtBot, signal: SignalInstance, act: Callable[..., object], *values: object
) -> list[Any]:
    """Do *act* with *values*, and return what *signal* then carries."""
    with qtbot.waitSignal(signal, timeout=WAIT) as news:
        act(*values)
    return list(news.args or ())


def unexpected(error: BaseException) -> None:
    """Fail: nothing should go wrong here."""
    pytest.fail(f"failed: {error!r}")


def found(qtbot: QtBot, session: Session, query: str) -> list[Found]:
    """What the journal of *session* finds for *query*."""
    answers: list[list[Found]] = []
    session.ask(partial(questions.search, Search(query, 1000)), answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    return answers[0]


def let_the_disk_take(session: Session, *, is_taking: bool) -> None:
    """Let the disk refuse what the journal stores from now on, or take it again."""

    def ask_of(journal: Journal) -> None:
        journal._store._database.pragma("query_only", int(not is_taking))

    session.ask(ask_of, lambda _: None, unexpected)
