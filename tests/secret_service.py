"""A real keyring to test against, and the ways in which one fails."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

NEEDS = ("dbus-daemon", "dbus-send", "gnome-keyring-daemon")
_COLLECTION = "/org/freedesktop/secrets/aliases/default"
_SERVICE = "org.freedesktop.secrets"
_LOGIN = "a login password"
_PATIENCE = 20.0  # seconds; a start takes 0.1


def private_places(home: Path) -> dict[str, str]:
    """Make ``home`` the home of a person who has no files yet; returns the variables saying so."""
    places = {
        "HOME": home,
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local/share",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / ".local/state",
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: str(place) for name, place in places.items()}


class SecretService:
    """gnome-keyring on a message bus of its own, away from the user's. Linux only.

    It starts unlocked, with an empty collection. As on a desktop, the bus starts a daemon that
    was killed again, locked. Use it as a context manager, or call `stop`.

    Attributes:
        address: of the bus; what DBUS_SESSION_BUS_ADDRESS should say. Empty until started.
        home: the folder of its files. Empty until started.
    """

    def __init__(self, display: str | None = None) -> None:
        """With a ``display`` (":99"), a locked keyring asks for its password there and waits."""
        self.address = ""
        self.home = ""
        self._display = display
        self._rooms = ExitStack()
        self._environment: dict[str, str] = {}
        self._bus: subprocess.Popen[str] | None = None
        self._daemon: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *, has_collection: bool = True) -> None:
        """Start the bus and the daemon; without a collection, as for a person's first login."""
        # A short path: a socket's may not be longer than 107 bytes.
        self.home = self._rooms.enter_context(TemporaryDirectory(prefix="keyring-"))
        self._environment = {
            **private_places(Path(self.home)),
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            **({"DISPLAY": self._display} if self._display else {}),
        }
        self._bus = self._spawn(
            "dbus-daemon",
            "--session",
            "--nofork",
            "--print-address=1",
            f"--address=unix:dir={self.home}/run",
        )
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        if not self.address:
            self.stop()
            raise RuntimeError("The message bus did not start.")
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = self.address
        self._start_daemon(has_collection=has_collection)

    def lock(self) -> None:
        """Lock the keyring, as a person does or a screen saver."""
        service = "org.freedesktop.Secret.Service"
        self._ask("/org/freedesktop/secrets", f"{service}.Lock", f"array:objpath:{_COLLECTION}")

    def unlock(self) -> None:
        """Unlock the keyring, as the next login does; what was kept in it is still there."""
        self.kill()
        self._start_daemon(has_collection=True)

    def mistype(self) -> None:
        """Log in with another password than the keyring's: it stays locked."""
        self.kill()
        self._start_daemon(has_collection=False, login="another password")

    def freeze(self) -> None:
        """Let the daemon answer nothing: every call waits until `thaw`."""
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen daemon go on."""
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill the daemon; the bus will start a locked one when next asked."""
        if self._daemon is not None:
            end(self._daemon)
        self._daemon = None

    def kill_bus(self) -> None:
        """Kill the message bus, and so every way to the keyring."""
        if self._bus is not None:
            end(self._bus)
        self._bus = None

    def stop(self) -> None:
        """End all that was started and forget what was kept. May be called twice."""
        self.kill()
        self.kill_bus()
        self._rooms.close()

    def _start_daemon(self, *, has_collection: bool, login: str = "") -> None:
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        login = login or (_LOGIN if has_collection else "")
        self._daemon = self._spawn(*command, *(["--unlock"] if login else []))
        assert self._daemon.stdin is not None
        with self._daemon.stdin as password:
            password.write(login)  # a newline would be part of it
        deadline = time.monotonic() + _PATIENCE
        while not self._is_ready(has_collection=has_collection):
            if time.monotonic() > deadline or self._daemon.poll() is not None:
                self.stop()
                raise RuntimeError("The keyring did not start.")
            time.sleep(0.01)

    def _is_ready(self, *, has_collection: bool) -> bool:
        """Whether the daemon has its name on the bus, and the collection is open."""
        # Any other question before it has its name would make the bus start a second, locked one.
        if "true" not in self._ask("/", "org.freedesktop.DBus.NameHasOwner", f"string:{_SERVICE}"):
            return False
        if not has_collection:
            return True
        question = ("string:org.freedesktop.Secret.Collection", "string:Locked")
        return "false" in self._ask(_COLLECTION, "org.freedesktop.DBus.Properties.Get", *question)

    def _ask(self, path: str, method: str, *arguments: str) -> str:
        """What ``method`` answers, or nothing where it fails."""
        whom = "org.freedesktop.DBus" if path == "/" else _SERVICE
        command = ["dbus-send", f"--bus={self.address}", "--print-reply", f"--dest={whom}"]
        answer = subprocess.run(
            [*command, path, method, *arguments], capture_output=True, text=True, check=False
        )
        return answer.stdout

    def _spawn(self, *command: str) -> subprocess.Popen[str]:
        """Start a part, with what it will start itself in one group that can be ended whole."""
        return subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )


def end(process: subprocess.Popen[str]) -> None:
    """Kill a process that leads its own group, and all it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    with process:  # closes its pipes and waits for it
        pass
