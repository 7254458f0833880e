"""Programs asked the same questions in turn, each in a process of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from benchmarks.queries import Query

ROOT = Path(__file__).parents[1]
_PLACE = ROOT / "build" / "peers"
PEERS_PYTHON = _PLACE / "venv" / "bin" / "python"
_PATHS = (ROOT, _PLACE / "rednotebook" / "usr" / "share" / "rednotebook")
HOW_TO_GET = "not here: make peers"

Seeks: TypeAlias = Literal["words", "letters", "one run of letters"]


class Contender(NamedTuple):
    """A program: what it is called, its module in `benchmarks.peers`, and what it looks for.

    Where entries of one day are one to it, it ``joins_days``. One with a ``second_opening`` is
    opened, left and opened again: what it kept the first time may help it.
    """

    name: str
    module: str
    seeks: Seeks = "words"
    python: Path = Path(sys.executable)
    joins_days: bool = False
    second_opening: bool = False

    def can_answer(self, query: Query) -> bool:
        """Tell whether *query* can be put to it."""
        match self.seeks:
            case "words":
                return True
            case "letters":
                return bool(query.letters)
            case _:
                return query.is_one_run


OURS = Contender("ShadowJournal", "ours", second_opening=True)
FTS5 = Contender("FTS5 in memory, nothing sealed", "fts5")
SQLCIPHER = Contender("SQLCipher with FTS5, on disk", "sqlcipher", python=PEERS_PYTHON)
REDNOTEBOOK = Contender(
    "RedNotebook", "rednotebook", "one run of letters", PEERS_PYTHON, joins_days=True
)
JRNL_HELD = Contender("jrnl, read once and held", "jrnl", "letters", PEERS_PYTHON)
JRNL = Contender("jrnl, its command", "jrnl_command", "letters", PEERS_PYTHON)
CONTENDERS = (OURS, FTS5, SQLCIPHER, REDNOTEBOOK, JRNL_HELD, JRNL)


@dataclass
class Result:
    """What was measured of one contender; nothing where it is ``missing``.

    ``times`` are the median seconds of each query it was asked, ``found`` how many entries that
    found where it says so, ``counting`` the seconds it took to say that apart. ``opening`` is the
    seconds until the first answer, ``again`` those of a second opening; ``memory`` is in MB, beyond
    what the program takes without a diary.
    """

    contender: Contender
    is_missing: bool = False
    opening: float | None = None
    again: float | None = None
    memory: float | None = None
    times: dict[Query, float] = field(default_factory=dict)
    found: dict[Query, int] = field(default_factory=dict)
    counting: list[float] = field(default_factory=list)


class Effort(NamedTuple):
    """How often the diary is opened and every query is asked, at most.

    Who looks through all the text is asked no more once it has spent ``budget`` seconds on answers
    and given ``least`` of them; the others are asked everything once.
    """

    openings: int = 3
    rounds: int = 5
    budget: float = 8
    least: int = 5


def is_here(contender: Contender) -> bool:
    """Tell whether *contender* is installed."""
    if not contender.python.exists():
        return False
    command = [str(contender.python), "-c", f"import benchmarks.peers.{contender.module}"]
    tried = subprocess.run(command, env=_environment(), capture_output=True, check=False)
    return tried.returncode == 0


def compare(
    place: Path, contenders: Sequence[Contender], asked: Sequence[Query], effort: Effort
) -> list[Result]:
    """Return what *contenders* do with the diary that lies in the folder *place*."""
    results = [Result(each, is_missing=not is_here(each)) for each in contenders]
    here = [result for result in results if not result.is_missing]
    running = [_Running(result, place, asked, effort) for result in here]
    try:
        for each in running:
            each.open()
        for _ in range(effort.rounds):
            for query in asked:  # in turn: a slow moment of the machine hits all of them
                for each in running:
                    each.ask(query)
        for each in running:
            each.take_stock()
    finally:
        for each in running:
            each.leave()
    return results


class _Running:
    """A contender at work."""

    def __init__(self, result: Result, place: Path, asked: Sequence[Query], effort: Effort) -> None:
        self._result = result
        self._place = place
        self._effort = effort
        self._spent = 0.0
        self._least = len(asked) if result.contender.seeks == "words" else effort.least
        self._times: dict[Query, list[float]] = {}
        self._first = next(query for query in asked if result.contender.can_answer(query))
        self._process: subprocess.Popen[str] | None = None
        if not result.contender.second_opening:  # else it is made for each of the first
            self._make()

    def open(self) -> None:
        """Open the diary several times; then as often once more, where that is wanted."""
        has_second = self._result.contender.second_opening
        self._result.opening = self._open(makes=has_second)
        if has_second:
            self._result.again = self._open(makes=False)

    def ask(self, query: Query) -> None:
        """Ask *query*, unless that cannot be or enough was asked."""
        is_done = self._spent > self._effort.budget and len(self._times) >= self._least
        if is_done or not self._result.contender.can_answer(query):
            return
        taken, found = self._tell("search", query)
        self._spent += taken
        self._times.setdefault(query, []).append(taken)
        if found is not None:
            self._result.found[query] = found

    def take_stock(self) -> None:
        """Note what was measured."""
        result = self._result
        result.times = {query: statistics.median(each) for query, each in self._times.items()}
        for query in result.times.keys() - result.found.keys():
            taken, found = self._tell("count", query)
            if found is not None:
                result.found[query] = found
                result.counting.append(taken)
        if result.found:  # one that cannot say holds nothing: it is another process each time
            result.memory = self._tell("memory", None)

    def leave(self) -> None:
        """Let the program end."""
        if self._process is not None:
            self._process.communicate()

    def _open(self, *, makes: bool) -> float:
        """Return what an opening takes; what was kept at the last one is gone if it *makes*."""
        taken: list[float] = []
        for _ in range(self._effort.openings):
            self.leave()
            if makes:
                self._make()
            self._process = self._start()
            seconds, _ = self._tell("open", self._first)
            taken.append(seconds)
        return statistics.median(taken)

    def _make(self) -> None:
        subprocess.run(self._command("make"), env=_environment(), check=True)

    def _command(self, verb: str) -> list[str]:
        contender = self._result.contender
        module = f"benchmarks.peers.{contender.module}"
        return [str(contender.python), "-m", module, verb, str(self._place)]

    def _start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self._command("serve"), env=_environment(), stdin=pipe, stdout=pipe, text=True
        )

    def _tell(self, what: str, query: Query | None) -> Any:
        assert self._process is not None
        said, heard = self._process.stdin, self._process.stdout
        assert said is not None
        assert heard is not None
        said.write(json.dumps([what, query]) + "\n")
        said.flush()
        answer = heard.readline()
        if not answer:
            raise RuntimeError(f"{self._result.contender.name} has ended.")
        return json.loads(answer)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, _PATHS))}
