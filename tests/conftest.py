"""What every test stands on: no screen, no files of the user's, no keyring of the user's."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.desktop import VirtualScreen
from tests.needs import is_complete, need
from tests.secret_service import NEEDS, SecretService, private_places
from ui.process import sweep

pytest_plugins = ["tests.tally"]

# Before Qt is loaded. A test of the window on a real X server starts it as a process of its own,
# with the environment of the fixture `screen`.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# On a slow machine an example may take its time. Where it decides about a change, luck does not.
settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2_000, print_blob=True)
settings.register_profile(
    "ci",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if is_complete() else "local"))


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Look for garbage on this thread only, as the program does: see `ui.process.Sweeper`."""
    gc.disable()
    yield
    sweep()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a person who has no files, no settings and no keyring yet."""
    home = tmp_path_factory.mktemp("home")
    for name, place in private_places(home).items():
        monkeypatch.setenv(name, place)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home / 'no-bus'}")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    return home


@pytest.fixture
def secret_service(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """A real, unlocked, empty keyring, to which this process now talks."""
    need(*NEEDS)
    with SecretService() as service:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
        yield service


@pytest.fixture
def screen() -> Iterator[VirtualScreen]:
    """An X server of this test's own; its `environment` puts a process's windows on it."""
    need("Xvfb")
    screen = VirtualScreen()
    yield screen
    screen.stop()
