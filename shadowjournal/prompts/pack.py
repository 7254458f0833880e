"""Reading a prompt pack: bytes of TOML in, one checked value or every problem out."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo, asdict

from shadowjournal.errors import BadPack
from shadowjournal.prompts import rules
from shadowjournal.prompts.parts import (
    Care,
    Category,
    Exercise,
    Header,
    Pack,
    Path,
    Prompt,
    Sitting,
    Step,
)

__all__ = [
    "Care",
    "Category",
    "Exercise",
    "Pack",
    "Path",
    "Prompt",
    "Sitting",
    "Step",
    "read_pack",
]

SCHEMA = 1
"""The number of the layout of a pack. A reader refuses a higher one."""

MAX_BYTES = 1024 * 1024
MAX_POINTS = 200
"""How many points a line may hold. The parser's time grows with the square of a key's parts."""

RESERVED = "my"
"""The id of the pack that holds a person's own prompts."""

_MOST = {
    "category": 200,
    "care": 200,
    "prompt": 2000,
    "exercise": 200,
    "step": 40,
    "path": 100,
    "sitting": 366,
}
_PARTS: dict[str, type[Struct]] = {
    "category": Category,
    "care": Care,
    "prompt": Prompt,
    "exercise": Exercise,
    "path": Path,
    "step": Step,
    "sitting": Sitting,
}
_TABLES = ("category", "care", "prompt", "exercise", "path")
_LONGEST_KEY = 40
_SHORT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")

_Part = TypeVar("_Part", bound=Struct)
_Table = dict[str, Any]


def read_pack(data: bytes) -> Pack:
    """Return the pack in *data*, TOML of at most 1 MiB.

    Raises:
        BadPack: it cannot be used; ``problems`` names every reason, with the id it concerns.
    """
    raw = _parse(data)
    _check_schema(raw)
    reader = _Reader(raw)
    pack = reader.read()
    if pack is None or reader.problems:
        raise BadPack(tuple(dict.fromkeys(reader.problems)))
    return pack


def _parse(data: bytes) -> _Table:
    if len(data) > MAX_BYTES:
        raise BadPack(("A prompt pack is at most 1 MiB large.",))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadPack((f"line {line}: this is not UTF-8 text",)) from None
    crowded = [n for n, line in enumerate(text.split("\n"), 1) if line.count(".") > MAX_POINTS]
    if crowded:
        raise BadPack(tuple(f"line {n}: more than {MAX_POINTS} points" for n in crowded[:100]))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadPack(("The tables of this pack are nested too deeply.",)) from None
    except ValueError as error:  # the parser lets some of its callees' errors through
        place = re.search(r"\(at line (\d+), column (\d+)\)\Z", str(error))
        where = f"line {place[1]}, column {place[2]}: " if place else ""
        raise BadPack((f"{where}this is not TOML",)) from None


def _check_schema(raw: _Table) -> None:
    schema = raw.get("schema")
    if type(schema) is not int or schema < 1:
        raise BadPack((f"The pack does not say schema = {SCHEMA}.",))
    if schema > SCHEMA:
        raise BadPack(("This pack is made for a newer version of ShadowJournal.",))


class _Reader:
    """Collects every problem and warning of one pack on the way to its value."""

    def __init__(self, raw: _Table) -> None:
        self.problems: list[str] = []
        self._raw = raw
        self._warnings: list[str] = []
        self._known = rules.Known(
            pack=str(_table(raw.get("pack")).get("id")),
            categories=rules.CORE_CATEGORIES | _ids(raw.get("category")),
            cares=rules.CORE_CARES | _ids(raw.get("care")),
            prompts=_ids(raw.get("prompt")),
            exercises=_ids(raw.get("exercise")),
        )

    def read(self) -> Pack | None:
        """Return the pack, or None where not even its parts could be read."""
        for key in self._raw:
            if key not in {"schema", "pack", *_TABLES}:
                self._warnings.append(f"The table {_shown(key)} is unknown and left out.")
        header = self._header()
        categories = self._parts("category", Category)
        cares = self._parts("care", Care)
        prompts = self._parts("prompt", Prompt)
        exercises = self._parts("exercise", Exercise)
        paths = self._parts("path", Path)
        for prompt in prompts:
            self._say(f"prompt {prompt.id}", rules.prompt_problems(prompt, self._known))
            self._warn(f"prompt {prompt.id}", rules.prompt_warnings(prompt))
        for exercise in exercises:
            self._check_exercise(exercise)
        for path in paths:
            self._say(f"path {path.id}", rules.path_problems(path, self._known))
        self._warnings.extend(rules.balance_warnings((*prompts, *exercises)))
        if header is None:
            return None
        return Pack(
            **asdict(header),
            categories=categories,
            cares=cares,
            prompts=prompts,
            exercises=exercises,
            paths=paths,
            warnings=tuple(dict.fromkeys(self._warnings)),
        )

    def _header(self) -> Header | None:
        raw = self._raw.get("pack")
        if not isinstance(raw, dict):
            self.problems.append("The table [pack] is missing.")
            return None
        if raw.get("id") == RESERVED:
            self.problems.append(f'pack: the id "{RESERVED}" is kept for your own prompts')
        return self._part(raw, Header, "pack")

    def _check_exercise(self, exercise: Exercise) -> None:
        label = f"exercise {exercise.id}"
        self._say(label, rules.exercise_problems(exercise, self._known))
        self._warn(label, rules.exercise_warnings(exercise))
        for step in exercise.steps:
            self._say(f"{label}, step {step.id}", rules.step_problems(step))

    def _parts(self, table: str, kind: type[_Part]) -> tuple[_Part, ...]:
        raw = self._raw.get(table, [])
        return tuple(part for part in self._list(raw, table, kind, "") if part is not None)

    def _list(
        self, raw: object, table: str, kind: type[_Part], inside: str
    ) -> Iterator[_Part | None]:
        if not isinstance(raw, list):
            self.problems.append(f"{inside}{table} must be a list of tables, [[{table}]]")
            return
        if len(raw) > _MOST[table]:
            self.problems.append(f"{inside}there are more than {_MOST[table]} of {table}")
            return
        for name, count in Counter(_id(item) for item in raw).items():
            if name is not None and count > 1:
                self.problems.append(f"{inside}{table} {name}: this id is used {count} times")
        for number, item in enumerate(raw, 1):
            yield self._part(item, kind, f"{inside}{table} {_id(item) or f'no. {number}'}")

    def _part(self, raw: object, kind: type[_Part], label: str) -> _Part | None:
        if not isinstance(raw, dict):
            self.problems.append(f"{label}: this must be a table")
            return None
        before = len(self.problems)
        fields = _fields(kind)
        for key in raw:
            if key not in fields:
                self._warnings.append(f"{label}: the key {_shown(key)} is unknown and left out")
        for key, field in fields.items():
            if key in raw:
                self._check_field(raw[key], field, label)
            elif field.required:
                self.problems.append(f"{label}: {key} is missing")
        return msgspec.convert(raw, kind) if len(self.problems) == before else None

    def _check_field(self, value: object, field: FieldInfo, label: str) -> None:
        key = field.encode_name
        if key in {"step", "sitting"}:
            for _ in self._list(value, key, _PARTS[key], f"{label}, "):
                pass
            return
        try:
            msgspec.convert(value, field.type)
        except msgspec.ValidationError:
            self.problems.append(f"{label}: {key} must be {_wanted(field)}")
        for text in _texts(value):
            self._say(label, (f"{key} holds {what}" for what in rules.text_problems(text)))
            self._warn(label, (f"{key} holds {what}" for what in rules.text_warnings(text)))

    def _say(self, label: str, problems: Iterator[str]) -> None:
        self.problems.extend(f"{label}: {problem}" for problem in problems)

    def _warn(self, label: str, warnings: Iterator[str]) -> None:
        self._warnings.extend(f"{label}: {warning}" for warning in warnings)


@cache
def _fields(kind: type[Struct]) -> dict[str, FieldInfo]:
    """Return the fields of *kind* by their names in a file; asked once for each of many parts."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _wanted(field: FieldInfo) -> str:
    """Return the end of the sentence "it must be ..."."""
    if field.type is bool:
        return "true or false"
    for meta in getattr(field.type, "__metadata__", ()):
        return str(meta.description)
    return "one of " + ", ".join(str(word) for word in get_args(field.type) if word)


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _table(raw: object) -> _Table:
    return raw if isinstance(raw, dict) else {}


def _id(raw: object) -> str | None:
    """Return an id fit to be shown in a problem."""
    found = _table(raw).get("id", _table(raw).get("n"))
    if type(found) is int and 0 <= found <= _MOST["sitting"]:
        return str(found)
    return found if isinstance(found, str) and _SHORT_ID.fullmatch(found) else None


def _ids(raw: object) -> frozenset[str]:
    items = raw if isinstance(raw, list) else []
    return frozenset(name for name in map(_id, items) if name is not None)


def _shown(key: str) -> str:
    """Return a foreign key as it may stand in a sentence."""
    return ascii(key[:_LONGEST_KEY])
