"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from PySide6.QtCore import QObject

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("shadowjournal/**/*.py"), *ROOT.glob("ui/**/*.py")])
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
TOOLS_LOCKS = {group: ROOT / f"requirements-{group}.lock" for group in ("fuzz", "peers")}

each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
each_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)


def code(module: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(module.read_text(encoding="utf-8")))


def locked(lock: Path) -> dict[str, Version]:
    """The version of each package in a lock."""
    pins = re.findall(r"^([\w.-]+)==([\w.+!-]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in pins}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@each_module
def test_a_module_fits_in_the_head(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300


@each_module
def test_signals_are_connected_to_methods(module: Path) -> None:
    """PySide6 never frees a widget whose child's signal holds a lambda or partial of it."""
    lines = [
        call.lineno
        for call in code(module)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and ast.unparse(call.func) != "sqlite3.connect"
        and any(isinstance(target, ast.Lambda | ast.Call) for target in call.args)
    ]
    assert lines == []


@each_module
def test_data_is_read_wherever_the_package_lies(module: Path) -> None:
    """A path relative to a source file is wrong in a zip or a frozen program."""
    assert [
        node.lineno for node in code(module) if isinstance(node, ast.Name) and node.id == "__file__"
    ] == []


@pytest.mark.parametrize(
    "module",
    [module for module in MODULES if module.is_relative_to(ROOT / "ui")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_colour_has_its_place_in_a_theme(module: Path) -> None:
    colour = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b")
    assert [
        node.lineno
        for node in code(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and colour.search(node.value)
    ] == []


@each_module
def test_nothing_is_animated(module: Path) -> None:
    """Who gets dizzy, or looks for rest, has nothing to switch off."""
    assert [
        name.name
        for node in code(module)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.name.endswith(("Animation", "AnimationGroup", "QTimeLine", "QMovie"))
    ] == []


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without ``__init__.py`` is left out of import checks."""
    folders = {folder for module in MODULES for folder in module.parents} - {*ROOT.parents, ROOT}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_what_runs_here_is_what_is_installed() -> None:
    """A top-level package that the wheel forgets works in a checkout and nowhere else."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks"}
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert packages == {*wheel} == {"shadowjournal", "ui", "resources"}


def test_public_names_are_documented_and_no_rule_says_otherwise() -> None:
    """Ruff's D rules hold every public name of the product to a docstring."""
    lint = project()["tool"]["ruff"]["lint"]
    waived = {*lint["ignore"]}
    for pattern, rules in lint["per-file-ignores"].items():
        if not pattern.startswith(("tests/", "benchmarks/", "tools/")):
            waived |= {*rules}
    assert "D" in lint["select"]
    assert waived & {"D", "D1", "D100", "D101", "D102", "D103", "D104"} == set()


def test_void_calls_into_qt_take_nothing_from_none() -> None:
    """PySide6 6.12.0 loses a reference to None at each; Python before 3.12 then dies of it."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        thing.setObjectName("")
    fallen = before - sys.getrefcount(None)
    assert fallen == 0 if sys.version_info >= (3, 12) else fallen < 100


@pytest.mark.parametrize("lock", [*LOCKS, *TOOLS_LOCKS.values()], ids=lambda path: path.name)
def test_a_lock_names_versions_and_hashes_and_no_place(lock: Path) -> None:
    shapes = (
        r"[a-z0-9-]+==[^\s;]+(?: ; [^\\]+)? \\",
        r"    --hash=sha256:[0-9a-f]{64}(?: \\)?",
    )
    shape = re.compile("|".join(shapes))
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not shape.fullmatch(line)] == []


@each_lock
def test_a_lock_holds_a_qt_that_lives(lock: Path) -> None:
    versions = {version for name, version in locked(lock).items() if name.startswith("pyside6")}
    assert versions
    assert all(Version("6.11.2") <= version < Version("6.12") for version in versions)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_is_in_step_with_the_project(lock: Path) -> None:
    wanted = project()["project"]["dependencies"]
    if lock.name == "requirements-dev.lock":
        wanted = [*wanted, *project()["dependency-groups"]["dev"]]
    pins = locked(lock)
    late = [
        text
        for text, name, needed in (
            (text, canonicalize_name(Requirement(text).name), Requirement(text).specifier)
            for text in wanted
        )
        if name not in pins or pins[name] not in needed
    ]
    assert late == [], "run `make lock`"


@pytest.mark.parametrize("group", TOOLS_LOCKS)
def test_the_lock_of_a_tool_is_in_step_with_the_project(group: str) -> None:
    wanted = [Requirement(text) for text in project()["dependency-groups"][group]]
    pins = locked(TOOLS_LOCKS[group])
    assert all(pins[canonicalize_name(each.name)] in each.specifier for each in wanted)


def test_the_tests_run_with_what_people_run() -> None:
    runtime, development = map(locked, LOCKS)
    assert runtime.items() <= development.items()
