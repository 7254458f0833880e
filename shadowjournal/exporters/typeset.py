"""Having a PDF typeset in a process of its own, which can be ended at any moment."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from importlib.util import find_spec
from typing import Final

import msgspec

from shadowjournal.errors import BadExport
from shadowjournal.exporters.exporter import Cancelled, IsCancelled

_BETWEEN_LOOKS: Final = 0.1  # seconds
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no console flashes up on Windows


def typeset(sources: Mapping[str, str], is_cancelled: IsCancelled, *, tagged: bool = True) -> bytes:
    """Return the PDF of the Typst source ``main`` in *sources*, which has the files it refers to.

    What is in the sources passes through pipes only. A *tagged* PDF can be read aloud; that
    is lost where pieces are bound, and makes them slow to bind.

    Raises:
        BadExport: the sources do not compile, or the process died.
        Cancelled: *is_cancelled* turned true; the process is gone then.
    """
    request = {"sources": sources, "tagged": tagged}
    with _started() as process:
        pdf = _talk(process, msgspec.json.encode(request), is_cancelled)
    if process.returncode != 0 or not pdf.startswith(b"%PDF-"):
        raise BadExport("The pages could not be typeset.")
    return pdf


def _started() -> subprocess.Popen[bytes]:
    # The file and not the module is named, and -P given, so that no folder the program happens
    # to run in can slip other modules in.
    try:
        return subprocess.Popen(  # noqa: S603 (nothing of a person's is among the arguments)
            [sys.executable, "-P", _typesetter()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise BadExport("The process that typesets pages cannot be started.") from error


def _talk(process: subprocess.Popen[bytes], request: bytes, is_cancelled: IsCancelled) -> bytes:
    # A thread does the talking: communicate with a time limit, called again, no longer sends what
    # was left of its input (Python 3.11), and both sides would wait for ever.
    with ThreadPoolExecutor(1) as aside:
        try:
            answer = aside.submit(process.communicate, request)
            while not wait([answer], _BETWEEN_LOOKS).done:
                if is_cancelled():
                    raise Cancelled
            return answer.result()[0]
        finally:
            process.kill()  # no harm where it has ended by itself


def _typesetter() -> str:
    found = find_spec("shadowjournal.exporters.typesetter")
    if found is None or found.origin is None:
        raise BadExport("The part of the program that typesets pages is missing.")
    return found.origin
