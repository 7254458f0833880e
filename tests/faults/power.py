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
    "openat,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,lseek,"
    "ftruncate,truncate,fallocate,fsync,fdatasync,"
    "unlink,unlinkat,rename,renameat,renameat2,link,linkat"
)
_TEXT = r'"((?:\\x[0-9a-f]{2})*)"'
_FD = r"(\d+)<((?:\\x[0-9a-f]{2})*)(?:<[^>]*>)?>"
_AT = r"(?:AT_FDCWD(?:<[^>]*>)?, )?"
_SHAPES = {
    name: re.compile(shape)
    for name, shape in {
        "open": rf"openat\(AT_FDCWD(?:<[^>]*>)?, {_TEXT}, ([A-Z_|]+)(?:, \d+)?\) = (\d+)",
        "write": rf"pwrite64\({_FD}, {_TEXT}, \d+, (\d+)\) = (\d+)",
        "print": rf"write\({_FD}, {_TEXT}, \d+\) = (\d+)",
        "cut": rf"ftruncate\({_FD}, (\d+)\) = 0",
        "sync": rf"f(?:data)?sync\({_FD}\) = 0",
        "remove": rf"unlink\({_TEXT}\) = 0",
        "rename": rf"rename\({_TEXT}, {_TEXT}\) = 0",
        "link": rf"link(?:at)?\({_AT}{_TEXT}, {_AT}{_TEXT}(?:, 0)?\) = 0",
    }.items()
}
_HARMLESS = re.compile(r"^(?:openat|unlink|---|\+\+\+|lseek\(.* SEEK_(?:CUR|END)\))|= -1 E")
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
        reader = _Reader(folder)
        return [step for line in lines for step in reader.steps(line)]


class _Reader:
    """Understands the lines of ``strace``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._about = str(folder).encode().hex(" ").replace(" ", r"\x")
        self._places: dict[str, int] = {}  # where the next write without a place goes

    def steps(self, line: str) -> Iterator[Step]:
        """Yield what *line* says that the program did to the folder."""
        for kind, shape in _SHAPES.items():
            if found := shape.match(line):
                of_names = kind in {"open", "remove", "rename", "link"}
                yield from (self._of_names if of_names else self._of_bytes)(kind, found.groups())
                return
        # What is not understood here would make the proof worth nothing.
        assert self._about not in line or _HARMLESS.search(line), f"not understood: {line[:60]}"

    def _of_names(self, kind: str, parts: tuple[str, ...]) -> Iterator[Step]:
        name = self._inside(parts[0])
        if kind in {"rename", "link"}:
            new = self._inside(parts[1])
            assert (name is None) == (new is None), "a file that comes from elsewhere"
            if name is not None and new is not None:
                yield Step(kind, name, new.encode())
        elif name is not None and kind == "remove":
            yield Step(kind, name)
        elif name is not None and "O_CREAT" in parts[1]:
            self._places[parts[2]] = 0
            yield Step(kind, name)
            if "O_TRUNC" in parts[1]:
                yield Step("cut", name)

    def _of_bytes(self, kind: str, parts: tuple[str, ...]) -> Iterator[Step]:
        descriptor, path, *rest = parts
        name = self._inside(path)
        if kind == "print" and descriptor == "1":
            yield Step("print", "", _bytes(rest[0]))
        elif name is not None and kind == "print":
            place = self._places[descriptor]
            self._places[descriptor] += int(rest[1])
            yield Step("write", name, _bytes(rest[0])[: int(rest[1])], place)
        elif name is not None and kind == "write":
            yield Step(kind, name, _bytes(rest[0])[: int(rest[2])], int(rest[1]))
        elif name is not None:
            yield Step(kind, name, b"", int(rest[0]) if rest else 0)

    def _inside(self, text: str) -> str | None:
        """Return the name in the folder of the path *text*; "." for the folder itself."""
        path = Path(_bytes(text).decode())
        if path == self._folder:
            return "."
        return path.name if path.parent == self._folder else None


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace(r"\x", ""))


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
            case "link":
                self._rename({**self._now, step.data.decode(): self._now[step.name]})
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
        fates = {id(file): file.after_an_outage(chance) for file in names.values()}
        return {name: fates[id(file)] for name, file in names.items()}  # one file, one fate
