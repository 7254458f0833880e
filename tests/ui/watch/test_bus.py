from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from tests.buses import NEEDS, Bus
from tests.needs import need
from ui.watch.bus import BusWatch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="message buses are Linux's")
WAIT = 10_000


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    need(*NEEDS)
    with TemporaryDirectory(prefix="bus-") as folder, Bus(Path(folder)) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        monkeypatch.delenv("XDG_SESSION_ID", raising=False)
        yield bus


@pytest.fixture
def watch(bus: Bus, qtbot: QtBot) -> Iterator[BusWatch]:
    bus.start_logind()
    watch = BusWatch()
    yield watch
    watch.close()


@pytest.mark.parametrize("desktop", ["freedesktop", "gnome", "cinnamon", "mate", "xfce"])
def test_a_desktop_that_locks_its_screen_is_heard(
    qtbot: QtBot, bus: Bus, watch: BusWatch, desktop: str
) -> None:
    with qtbot.waitSignal(watch.desktop_locked, timeout=WAIT):
        bus.save_screen(f"org.{desktop}.ScreenSaver")


def test_a_screen_that_is_unlocked_locks_nothing(qtbot: QtBot, bus: Bus, watch: BusWatch) -> None:
    with qtbot.assertNotEmitted(watch.desktop_locked, wait=200):
        bus.say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:false")


def hears_its_session(qtbot: QtBot, bus: Bus, watch: BusWatch) -> bool:
    """Lock the session until that is heard: the watch asks for its own while the test begins."""
    heard: list[bool] = []

    def note() -> None:
        heard.append(True)

    def lock() -> bool:
        bus.lock_session()
        qtbot.wait(20)
        return bool(heard)

    watch.desktop_locked.connect(note)
    qtbot.waitUntil(lock, timeout=WAIT)
    return True


def test_the_session_that_logind_names_is_heard_and_no_other(
    qtbot: QtBot, bus: Bus, watch: BusWatch
) -> None:
    assert hears_its_session(qtbot, bus, watch)
    with qtbot.assertNotEmitted(watch.desktop_locked, wait=200):
        bus.lock_session("/org/freedesktop/login1/session/c9")


def test_the_session_that_the_environment_names_is_heard(
    qtbot: QtBot, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus.start_logind()
    monkeypatch.setenv("XDG_SESSION_ID", "3")
    watch = BusWatch()
    assert hears_its_session(qtbot, bus, watch)
    watch.close()


def test_sleep_and_waking_are_heard(qtbot: QtBot, bus: Bus, watch: BusWatch) -> None:
    with qtbot.waitSignal(watch.sleep_near, timeout=WAIT):
        bus.prepare_for_sleep(is_near=True)
    with qtbot.waitSignal(watch.woke, timeout=WAIT):
        bus.prepare_for_sleep(is_near=False)


def test_sleep_waits_until_it_is_let_go(qtbot: QtBot, bus: Bus, watch: BusWatch) -> None:
    watch.hold_sleep()
    watch.hold_sleep()
    qtbot.waitUntil(lambda: watch._inhibitor is not None, timeout=WAIT)
    assert bus.logind_says() == "held|sleep|ShadowJournal|Sealing what was written|delay"
    watch.let_sleep()
    assert bus.logind_says() == "released"
    watch.hold_sleep()
    assert bus.logind_says().startswith("held")
    qtbot.waitUntil(lambda: watch._inhibitor is not None, timeout=WAIT)


def test_a_lock_on_sleep_that_comes_too_late_is_given_back(
    qtbot: QtBot, bus: Bus, watch: BusWatch
) -> None:
    watch.hold_sleep()
    watch.let_sleep()
    assert bus.logind_says().startswith("held")
    qtbot.wait(100)
    assert watch._inhibitor is None
    assert bus.logind_says() == "released"


def test_a_bus_without_logind_breaks_nothing(qtbot: QtBot, bus: Bus) -> None:
    watch = BusWatch()
    watch.hold_sleep()
    with qtbot.waitSignal(watch.desktop_locked, timeout=WAIT):
        bus.save_screen()
    watch.close()


def test_without_any_bus_nothing_is_heard_and_nothing_breaks(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = f"unix:path={tmp_path / 'nowhere'}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", nowhere)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", nowhere)
    watch = BusWatch()
    watch.hold_sleep()
    qtbot.wait(50)
    watch.let_sleep()
    watch.close()
