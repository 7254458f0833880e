"""What becomes of the words when the system ends the program."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shadowjournal.__main__ import main
from tests import children
from tests.secret_service import SecretService

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs differently"),
    pytest.mark.timeout(120),
]

WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from shadowjournal.__main__ import main
from ui import app
from ui.editor.page import Page

class Written(app.App):
    def start(self):
        self.session.opened.connect(self.write)
        self.session.entry_saved.connect(lambda _: print("sealed", flush=True))
        super().start()

    def write(self, latest):
        self.window.come_forward = lambda: print("came forward", flush=True)
        self._furnish()
        QTest.keyClicks(self.desk.editor.findChild(Page), words)
        print("typed", flush=True)

words = sys.argv.pop()
app.App = Written
sys.exit(main())
"""

Open = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def window(
    secret_service: SecretService,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Open]:
    """Open the real program on the user's own journal; it is typed into at once."""
    run(monkeypatch, "init")
    capsys.readouterr()
    with ExitStack() as opened:

        def window(words: str, *, is_doomed: bool = False) -> subprocess.Popen[str]:
            child = opened.enter_context(children.start(WINDOW, words, is_doomed=is_doomed))
            opened.callback(child.kill)
            return child

        yield window


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["shadowjournal", *words])
    assert main() == 0


@pytest.fixture
def listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], list[str]]:
    """How every entry begins, once the window is closed."""

    def listed() -> list[str]:
        run(monkeypatch, "--json", "list")
        return [entry["snippet"] for entry in json.loads(capsys.readouterr().out)]

    return listed


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_program_that_is_asked_to_end_seals_the_last_words_first(
    window: Open, listed: Callable[[], list[str]], ending: signal.Signals
) -> None:
    child = window("the last words")
    assert children.read_line(child) == "typed"
    child.send_signal(ending)
    assert child.wait() == 0
    assert listed() == ["the last words"]


@pytest.mark.fault("a window killed")
def test_a_program_that_is_killed_loses_nothing_that_was_sealed(
    window: Open, listed: Callable[[], list[str]]
) -> None:
    child = window("sealed words", is_doomed=True)
    assert [children.read_line(child) for _ in range(2)] == ["typed", "sealed"]
    child.kill()
    child.wait()
    assert listed() == ["sealed words"]


@pytest.mark.fault("a second start")
def test_a_second_start_brings_the_first_window_forward_and_ends(window: Open) -> None:
    first = window("words")
    assert children.read_line(first) == "typed"
    second = window("never typed")
    assert second.wait() == 0
    said = [children.read_line(first) for _ in range(2)]
    assert sorted(said) == ["came forward", "sealed"]
    first.terminate()
    assert first.wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crash_of_the_window_leaves_no_memory_on_the_disk(window: Open) -> None:
    child = window("words")
    assert children.read_line(child) == "typed"
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    child.terminate()
    assert child.wait() == 0


def test_no_settings_and_no_journal_lie_where_others_may_read_them(
    window: Open, home: Path
) -> None:
    child = window("words")
    assert children.read_line(child) == "typed"
    child.terminate()
    assert child.wait() == 0
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert {"journal.db", "settings.json"} <= {path.name for path in kept}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []
