"""How much memory a process takes, or took at its peak, in MB. Linux only, elsewhere unknown (nan).

Read from ``/proc``, because what ``getrusage`` says of a process begins at the size of the one that
started it.
"""

from __future__ import annotations

import math
import threading
from pathlib import Path
from types import TracebackType

_PROCESSES = Path("/proc")
_BETWEEN_LOOKS = 0.01  # seconds


def peak(process: str = "self") -> float:
    """Return the peak of the process with this number, so far."""
    return _size(process, "VmHWM:")


def resident() -> float:
    """Return what this process takes now."""
    return _size("self", "VmRSS:")


def _size(process: str, name: str) -> float:
    try:
        status = (_PROCESSES / process / "status").read_text()
    except OSError:
        return math.nan
    sizes = (line.split()[1] for line in status.splitlines() if line.startswith(name))
    return int(next(sizes, "0")) / 1024


class PeakOfChildren:
    """Watches the processes that this one starts, inside a ``with``; then ``peak`` is the largest.

    Attributes:
        peak: in MB.
    """

    def __init__(self) -> None:
        self.peak = math.nan
        self._is_over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakOfChildren:
        self._watching.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._is_over.wait(_BETWEEN_LOOKS):
            for children in _PROCESSES.glob("self/task/*/children"):
                for child in children.read_text().split():
                    if _command(child) != _command("self"):  # else it is this one's memory still
                        self.peak = max(peak(child), self.peak)  # in this order nan gives way


def _command(process: str) -> bytes:
    try:
        return (_PROCESSES / process / "cmdline").read_bytes()
    except OSError:
        return b""
