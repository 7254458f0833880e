"""What a disk may hold after the power went: the writes of a program, replayed.

``strace`` notes every write, sync, rename and removal of a program in one folder, and the lines it
printed between them. `Disk` takes these one by one; `Disk.after_an_outage` gives what may then be
there. What was synced is there. Of what was not, any part may be missing or torn, in sectors of 512
bytes and in any order; a file's name is safe once its folder was synced, and until then the changes
to names happened up to some point.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.children import ROOT

_SECTOR = 512
_CALLS = (
    "openat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,fsync,fdatasync,"
    "unlink,unlinkat,rename,renameat,renameat2,link,linkat"
)
_TEXT = r'"((?:\\x[0-9a-f]{2})*)"'
_FD = r"(\d+)<((?:\\x[0-9a-f]{2})*)(?:<[^>]*>)?>"
_SHAPES = {
    name: re.compile(shape)
    for name, shape in {
        "open": rf"openat\(AT_FDCWD(?:<[^>]*>)?, {_TEXT}, ([A-Z_|]+)(?:, \d+)?\) = \d",
        "write": rf"pwrite64\({_FD}, {_TEXT}, \d+, (\d+)\) = (\d+)",
        "print": rf"write\({_FD}, {_TEXT}, \d+\) = (\d+)",
        "cut": rf"ftruncate\({_FD}, (\d+)\) = 0",
        "sync": rf"f(?:data)?sync\({_FD}\) = 0",
        "remove": rf"unlink\({_TEXT}\) = 0",
        "rename": rf"rename\({_TEXT}, {_TEXT}\) = 0",
    }.items()
}
_HARMLESS = re.compile(r"^(?:openat|unlink|---|\+\+\+)|= -1 E")
_NOT_KEPT = (".lock", "-shm")  # a lock means nothing after an outage; an index is made anew


class Step(NamedTuple):
    """One thing that the program did: what, to which file, with which bytes, at which place."""

    kind: str
    name: str
    data: bytes = b""
    place: int = 0


def recorded(code: str, folder: Path, log: Path) -> list[Step]:
    """Run *code*, which gets *folder* as its argument, and return all it did to it and printed."""
    command = ["strace", "-y", "-xx", "-s", "100000000", "-o", str(log), "-e", f"trace={_CALLS}"]
    subprocess.run(
        [*command, sys.executable, "-c", code, str(folder)],
        cwd=ROOT, check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    with log.open(encoding="ascii") as lines:
        return [step for line in lines for step in _steps(line, folder)]


def _steps(line: str, folder: Path) -> Iterator[Step]:
    for kind, shape in _SHAPES.items():
        if found := shape.match(line):
            yield from _step(kind, found.groups(), folder)
            return
    # What is not understood here would make the proof worth nothing.
    about = str(folder).encode().hex(" ").replace(" ", r"\x")
    assert about not in line or _HARMLESS.search(line), f"a call that is not known: {line[:60]}"


def _step(kind: str, parts: tuple[str, ...], folder: Path) -> Iterator[Step]:
    if kind in {"open", "remove", "rename"}:
        yield from _step_of_a_name(kind, parts, folder)
        return
    descriptor, path, *rest = parts
    name = _inside(path, folder)
    if kind == "print" and descriptor == "1":
        yield Step("print", "", _bytes(rest[0]))
    elif name is not None:
        assert kind != "print" or name.endswith(_NOT_KEPT), "a write without a place"
        if kind == "write":
            yield Step(kind, name, _bytes(rest[0])[: int(rest[2])], int(rest[1]))
        elif kind in {"cut", "sync"}:
            yield Step(kind, name, b"", int(rest[0]) if rest else 0)


def _step_of_a_name(kind: str, parts: tuple[str, ...], folder: Path) -> Iterator[Step]:
    name = _inside(parts[0], folder)
    if name is None or (kind == "open" and "O_CREAT" not in parts[1]):
        return
    assert "O_TRUNC" not in parts[-1] or name.endswith(_NOT_KEPT)
    new = Path(_bytes(parts[1]).decode()).name if kind == "rename" else ""
    yield Step(kind, name, new.encode())


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace(r"\x", ""))


def _inside(text: str, folder: Path) -> str | None:
    """Return the name in *folder* of the path that strace wrote; "." for the folder itself."""
    path = Path(_bytes(text).decode())
    if path == folder:
        return "."
    return path.name if path.parent == folder else None


class _File:
    """A file's bytes that are safe, and the changes to it that are not yet."""

    def __init__(self) -> None:
        self.safe = bytearray()
        self.pending: list[Step] = []

    def sync(self) -> None:
        for step in self.pending:
            _change(self.safe, step)
        self.pending.clear()

    def after_an_outage(self, chance: random.Random) -> bytes:
        content = bytearray(self.safe)
        first = chance.choice([0, 0, chance.randint(0, len(self.pending))])  # these all came down
        fate = chance.choice(["none", "all", "some", "sectors"])
        for number, step in enumerate(self.pending):
            if number < first or fate == "all":
                _change(content, step)
            elif fate == "some" and chance.random() < 0.5:
                torn = step.data[: chance.randint(0, len(step.data) // _SECTOR) * _SECTOR]
                _change(content, step if chance.random() < 0.8 else step._replace(data=torn))
            elif fate == "sectors":
                for piece in _sectors(step):
                    if chance.random() < 0.5:
                        _change(content, piece)
        return bytes(content)


def _sectors(step: Step) -> Iterator[Step]:
    """Yield *step* in pieces, each of which a disk writes whole or not at all."""
    if step.kind == "cut":
        yield step
        return
    start, end = step.place, step.place + len(step.data)
    while start < end:
        border = min(end, (start // _SECTOR + 1) * _SECTOR)
        yield step._replace(data=step.data[start - step.place : border - step.place], place=start)
        start = border


def _change(content: bytearray, step: Step) -> None:
    end = step.place + len(step.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if step.kind == "cut":
        del content[step.place :]
    else:
        content[step.place : end] = step.data


class Disk:
    """The folder of the program as a disk holds it.

    Attributes:
        printed: all that the program printed so far.
    """

    def __init__(self) -> None:
        self.printed = b""
        self._now: dict[str, _File] = {}
        self._safe: list[dict[str, _File]] = [{}]  # the names after the last sync and each change

    @property
    def has_pending(self) -> bool:
        """Whether an outage now could lose anything."""
        return len(self._safe) > 1 or any(file.pending for file in self._now.values())

    def take(self, step: Step) -> None:
        """Let the program do *step*."""
        if step.kind == "print":
            self.printed += step.data
        elif not step.name.endswith(_NOT_KEPT):
            self._take(step)

    def _take(self, step: Step) -> None:
        match step.kind:
            case "open":
                if step.name not in self._now:
                    self._rename({**self._now, step.name: _File()})
            case "remove":
                self._rename({n: file for n, file in self._now.items() if n != step.name})
            case "rename":
                others = {n: file for n, file in self._now.items() if n != step.name}
                self._rename({**others, step.data.decode(): self._now[step.name]})
            case "sync" if step.name == ".":
                self._safe = [self._now]
            case "sync":
                self._now[step.name].sync()
            case _:
                self._now[step.name].pending.append(step)

    def _rename(self, names: dict[str, _File]) -> None:
        self._now = names
        self._safe.append(names)

    def after_an_outage(self, chance: random.Random) -> dict[str, bytes]:
        """Return what may be in the folder if the power goes now."""
        names = chance.choice(self._safe)
        return {name: file.after_an_outage(chance) for name, file in names.items()}
