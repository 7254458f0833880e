"""The desktop that the other tests stand on is a real one, and is away from the user's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring
from keyring.errors import InitError, KeyringLocked

from tests.desktop import MARK, VirtualScreen
from tests.needs import need
from tests.secret_service import NEEDS, SecretService

ROOT = Path(__file__).parent.parent
KEYRING: type[KeyringBackend] = Keyring
KEY = ("ShadowJournal/a journal", "a slot")


def processes_that_know(text: str) -> list[str]:
    """The numbers of the running processes that were started with ``text`` in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if text.encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:  # it ended, or is not ours to read
            continue
    return found


def test_no_test_reaches_a_keyring_it_did_not_ask_for() -> None:
    assert not KEYRING.viable


def test_what_the_keyring_keeps_is_read_back(secret_service: SecretService) -> None:
    KEYRING().set_password(*KEY, "0123")
    assert KEYRING().get_password(*KEY) == "0123"


def test_each_test_finds_the_keyring_empty(secret_service: SecretService) -> None:
    assert KEYRING().get_password(*KEY) is None


def test_a_locked_keyring_gives_nothing_until_the_next_login(secret_service: SecretService) -> None:
    KEYRING().set_password(*KEY, "0123")
    secret_service.lock()
    with pytest.raises(KeyringLocked):
        KEYRING().get_password(*KEY)
    secret_service.unlock()
    assert KEYRING().get_password(*KEY) == "0123"


def test_a_locked_keyring_asks_on_the_screen_and_waits(screen: VirtualScreen) -> None:
    with SecretService(screen.display) as service, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
        service.lock()
        with ThreadPoolExecutor(1) as caller:
            answer = caller.submit(KEYRING().get_password, *KEY)
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.5)
            service.kill_bus()
            assert isinstance(answer.exception(), ConnectionError)


def test_a_killed_keyring_comes_back_locked(secret_service: SecretService) -> None:
    KEYRING().set_password(*KEY, "0123")
    secret_service.kill()
    with pytest.raises(KeyringLocked):
        KEYRING().get_password(*KEY)


def test_a_frozen_keyring_lets_its_caller_wait(secret_service: SecretService) -> None:
    secret_service.freeze()
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(KEYRING().set_password, *KEY, "0123")
        with pytest.raises(TimeoutError):
            answer.result(timeout=0.2)
        secret_service.thaw()
        answer.result()
    assert KEYRING().get_password(*KEY) == "0123"


def test_without_a_bus_there_is_no_keyring(secret_service: SecretService) -> None:
    assert KEYRING.viable
    secret_service.kill_bus()
    assert not KEYRING.viable


def test_before_the_first_login_there_is_no_collection(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = SecretService()
    service.start(has_collection=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
    with pytest.raises(InitError):
        KEYRING().set_password(*KEY, "0123")
    service.stop()


def test_a_keyring_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    need(*NEEDS)
    service = SecretService()
    service.start()
    service.kill()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
    with pytest.raises(KeyringLocked):
        KEYRING().set_password(*KEY, "0123")  # so the bus starts another
    assert processes_that_know(service.home)
    service.stop()
    assert not processes_that_know(service.home)


def on_a_desktop(*command: str) -> subprocess.Popen[str]:
    need("Xvfb", *NEEDS)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.desktop", sys.executable, *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_command_finds_a_screen_a_home_and_a_keyring() -> None:
    with on_a_desktop(
        "-c",
        "import os, sys\n"
        "from keyring.backends.SecretService import Keyring\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "Keyring().set_password('a', 'b', 'kept')\n"
        "print(QGuiApplication([]).platformName(), Keyring().get_password('a', 'b'))\n"
        "print(os.environ['HOME'])\n"
        "sys.exit(7)\n",
    ) as desktop:
        output, complaints = desktop.communicate()
    said, home = output.splitlines()
    assert (said, complaints, desktop.returncode) == ("xcb kept", "", 7)
    assert not Path(home).exists()
    assert not processes_that_know(home)


def test_a_desktop_that_is_told_to_end_takes_its_command_along() -> None:
    with on_a_desktop(
        "-c", "import os, time; print(os.environ['HOME'], flush=True); time.sleep(600)"
    ) as desktop:
        assert desktop.stdout is not None
        home = desktop.stdout.readline().strip()
        desktop.terminate()
    assert desktop.returncode == 128 + signal.SIGTERM
    assert not processes_that_know(home)


def test_the_windows_of_the_tests_appear_on_no_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_a_missing_program_is_never_passed_over_where_it_was_promised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        need("a-program-that-nobody-has")
    monkeypatch.delenv("CI")
    monkeypatch.delenv(MARK, raising=False)
    with pytest.raises(pytest.skip.Exception):
        need("a-program-that-nobody-has")
