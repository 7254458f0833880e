"""A desktop for one command: a screen nobody sees, a home without files, an unlocked keyring.

``python -m tests.desktop COMMAND...`` runs the command on it, hands its exit code on, and leaves
no process and no file behind. On a system other than Linux the command runs as it is.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from tests.secret_service import SecretService, private_places

MARK = "SHADOWJOURNAL_DESKTOP"  # set for the command: nothing may be missing, so nothing is skipped
_FOREIGN = ("DBUS_", "GNOME_KEYRING_", "GTK_", "PYTHON_KEYRING_", "QT_", "WAYLAND_", "XDG_")


class VirtualScreen:
    """An X server that draws into memory. Linux only; call `stop` at the end.

    Attributes:
        display: its name, such as ":99".
        environment: the variables that put the windows of a process on it.
    """

    def __init__(self, size: str = "1920x1200x24") -> None:
        heard, said = os.pipe()
        # Asked to name its display itself, the server takes one that is free.
        command = ["Xvfb", "-displayfd", str(said), "-screen", "0", size, "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[said],
            start_new_session=True,
        )
        os.close(said)
        with os.fdopen(heard, encoding="ascii") as answer:
            number = answer.readline().strip()
        if not number:
            self.stop()
            raise RuntimeError("The virtual screen did not start.")
        self.display = f":{number}"
        self.environment = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def stop(self) -> None:
        """End the server, and with it every window on it."""
        self._server.terminate()
        self._server.wait()


def run_on_a_desktop(command: list[str]) -> int:
    """Run ``command`` on a desktop of its own; returns its exit code."""
    with ExitStack() as desktop:
        home = Path(desktop.enter_context(TemporaryDirectory(prefix="desktop-")))
        keyring = desktop.enter_context(SecretService())
        screen = VirtualScreen()
        desktop.callback(screen.stop)
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith(_FOREIGN)},
            **private_places(home),
            "DBUS_SESSION_BUS_ADDRESS": keyring.address,
            **screen.environment,
            "LC_ALL": "C.UTF-8",
            MARK: "1",
        }
        return _run(command, environment)


def _run(command: list[str], environment: dict[str, str]) -> int:
    child = subprocess.Popen(command, env=environment)
    # The terminal interrupts the child too, and the child says what it makes of that.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        code = child.wait()
    finally:
        child.terminate()
        child.wait()
    return code if code >= 0 else 128 - code


def _tidy_up(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    if sys.platform == "linux":
        for ending in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, _tidy_up)
        sys.exit(run_on_a_desktop(sys.argv[1:]))
    sys.exit(subprocess.run(sys.argv[1:], check=False).returncode)
