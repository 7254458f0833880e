from __future__ import annotations

import threading
from concurrent.futures import CancelledError
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.news import WAIT, unexpected
from ui.tasks import Tasks


def test_work_runs_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, tasks: Tasks) -> None:
    here = threading.current_thread()
    worked: list[threading.Thread] = []
    answered: list[threading.Thread] = []

    def done(_: None) -> None:
        answered.append(threading.current_thread())

    def work() -> None:
        worked.append(threading.current_thread())

    for lane in (tasks.with_journal, tasks.with_journal, tasks.aside):
        lane(work, done, unexpected)
    qtbot.waitUntil(lambda: len(answered) == 3, timeout=WAIT)
    assert answered == [here] * 3
    assert here not in worked
    assert len({*worked}) == 2, "the journal has one thread, and it is its own"


def test_answers_come_in_the_order_of_the_questions(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[int] = []
    for number in range(200):
        tasks.with_journal(partial(int, number), answers.append, unexpected)
    qtbot.waitUntil(lambda: len(answers) == 200, timeout=WAIT)
    assert answers == [*range(200)]


def test_a_failure_comes_back_as_one(qtbot: QtBot, tasks: Tasks) -> None:
    faults: list[BaseException] = []
    tasks.with_journal(lambda: 1 / 0, lambda _: pytest.fail("there is no answer"), faults.append)
    qtbot.waitUntil(lambda: bool(faults), timeout=WAIT)
    assert isinstance(faults[0], ZeroDivisionError)


def test_work_aside_may_ask_the_journal_and_wait(qtbot: QtBot, tasks: Tasks) -> None:
    answers: list[str] = []
    tasks.aside(lambda: tasks.from_journal(lambda: "open") + "ed", answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    assert answers == ["opened"]


def test_slow_work_aside_keeps_the_journal_free(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    answers: list[str] = []
    tasks.aside(lambda: "slow" if gate.wait(30) else "late", answers.append, unexpected)
    tasks.with_journal(lambda: "sealed", answers.append, unexpected)
    qtbot.waitUntil(lambda: answers == ["sealed"], timeout=WAIT)
    gate.set()
    qtbot.waitUntil(lambda: answers == ["sealed", "slow"], timeout=WAIT)


def test_leaving_finishes_what_the_journal_was_asked_and_drops_the_rest(qtbot: QtBot) -> None:
    tasks = Tasks()
    gate = threading.Event()
    sealed: list[int] = []
    dropped: list[BaseException] = []
    tasks.aside(lambda: gate.wait(30), lambda _: None, unexpected)
    tasks.aside(lambda: pytest.fail("begun after the end"), lambda _: None, dropped.append)
    for number in range(20):
        tasks.with_journal(partial(sealed.append, number), lambda _: None, unexpected)
    tasks.stop()
    assert sealed == [*range(20)]
    gate.set()
    qtbot.waitUntil(lambda: bool(dropped), timeout=WAIT)
    assert isinstance(dropped[0], CancelledError)
