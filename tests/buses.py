"""Message buses of a test's own, and a stand-in for logind that speaks on one. Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.secret_service import end

NEEDS = ("dbus-daemon", "dbus-send")
SESSION = "/org/freedesktop/login1/session/_33"

_LOGIND = """
import os, sys
from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

bus = open_dbus_connection(sys.argv[1], enable_fds=True)
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
print("ready", flush=True)
while True:
    call = bus.receive()
    if call.header.message_type is not MessageType.method_call:
        continue
    method = call.header.fields[HeaderFields.member]
    if method == "Inhibit":
        released, held = os.pipe()
        bus.send(new_method_return(call, "h", (held,)))
        os.close(held)
        print("held", *call.body, sep="|", flush=True)
        os.read(released, 1)  # until nobody holds the other end
        print("released", flush=True)
    elif method == "Get":
        bus.send(new_method_return(call, "v", (("s", "3"),)))
    elif method == "GetSession" and call.body == ("3",):
        bus.send(new_method_return(call, "o", (sys.argv[2],)))
    else:
        bus.send(new_error(call, "org.freedesktop.DBus.Error.Failed"))
"""


class Bus:
    """A message bus on which a test says what a desktop or logind would say."""

    def __init__(self, folder: Path) -> None:
        self._daemon = _spawn(
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address=1",
            f"--address=unix:dir={folder}",
        )
        self.address = _line(self._daemon)
        self._logind: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._logind is not None:
            end(self._logind)
        end(self._daemon)

    def start_logind(self) -> None:
        """Let a logind answer."""
        self._logind = _spawn(sys.executable, "-c", _LOGIND, self.address, SESSION)
        assert _line(self._logind) == "ready"

    def logind_says(self) -> str:
        """Wait until a lock on sleep is taken or given back; return what is known of it."""
        assert self._logind is not None
        return _line(self._logind)

    def say(self, path: str, signal: str, *values: str) -> None:
        """Send *signal* to all who listen."""
        command = ["dbus-send", f"--bus={self.address}", "--type=signal", path, signal, *values]
        subprocess.run(command, check=True)

    def save_screen(self, desktop: str = "org.gnome.ScreenSaver") -> None:
        """Let the desktop lock its screen."""
        self.say("/org/gnome/ScreenSaver", f"{desktop}.ActiveChanged", "boolean:true")

    def lock_session(self, session: str = SESSION) -> None:
        """Lock a session, as ``loginctl lock-session`` does."""
        self.say(session, "org.freedesktop.login1.Session.Lock")

    def prepare_for_sleep(self, *, is_near: bool) -> None:
        """Say that the computer is about to sleep, or that it has slept."""
        said = f"boolean:{str(is_near).lower()}"
        self.say("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", said)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _spawn(*command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
