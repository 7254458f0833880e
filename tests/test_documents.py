"""What README, CONTRIBUTING and the others say is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from shadowjournal.cli.commands import app
from tests.test_architecture import ROOT, project

DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def code_lines(text: str) -> list[str]:
    """The lines of the fenced blocks of *text*, without the comments after them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [re.split(r"\s+#\s", line)[0] for line in "".join(blocks).splitlines()]


def commands(text: str) -> Iterator[list[str]]:
    """What is said after ``shadowjournal`` in the examples of *text*."""
    for line in code_lines(text):
        _, found, words = line.partition("shadowjournal ")
        if found:
            yield shlex.split(words)


def test_every_example_of_the_command_line_can_be_given() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    examples = [*commands(README)]
    assert len(examples) > 4
    for words in examples:
        with group.make_context("shadowjournal", list(words)) as context:
            _, after_choices, _ = group.make_parser(context).parse_args(list(words))
            name, command, rest = group.resolve_command(context, after_choices)
            assert command is not None
            command.make_context(name, rest, parent=context).close()


def test_every_way_to_name_a_key_that_the_readme_names_is_one() -> None:
    group = typer.main.get_command(app)
    known = {name for option in group.params for name in option.opts} | {"--help"}
    assert {*re.findall(r"`(--[\w-]+)", README)} <= known


def rooms() -> Iterator[str]:
    """The rooms in the first column of the map; in one cell, others lie beside the first."""
    for cell in re.findall(r"^\| (`.*?) \|", CONTRIBUTING, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", cell)
        yield first
        for other in others:
            is_whole = (ROOT / other).exists()
            yield other if is_whole else (Path(first).parent / other).as_posix()


def test_every_room_on_the_map_exists() -> None:
    named = [*rooms()]
    assert len(named) > 20
    assert [room for room in named if not (ROOT / room).exists()] == []


def test_every_room_that_exists_is_on_the_map() -> None:
    packages = {
        file.parent.relative_to(ROOT).as_posix()
        for house in ("shadowjournal", "ui")
        for file in ROOT.glob(f"{house}/*/__init__.py")
    }
    named = {room.rstrip("/") for room in rooms()} | {"ui/widgets"}
    assert packages - named == set()


def test_every_file_that_contributing_speaks_of_exists() -> None:
    named = re.findall(r"`([\w/]+/[\w.]+\.\w+)`", CONTRIBUTING)
    houses = (ROOT, ROOT / "shadowjournal")
    assert named
    assert [file for file in named if not any((house / file).exists() for house in houses)] == []


@each_document
def test_every_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    assert [link for link in sorted(links) if not (document.parent / link).exists()] == []


def targets() -> set[str]:
    return {*re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)}


def test_make_help_lists_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("not installed: make")
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert {*re.findall(r"^  make ([a-z]+) ", listed, re.MULTILINE)} == targets()
    phony = re.findall(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)
    assert {*" ".join(phony).split()} == targets()


@each_document
def test_every_target_that_is_spoken_of_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = {*re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)}
    assert named <= targets()


def test_the_newest_change_is_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?([^\]\s]+)", changes, re.MULTILINE)
    assert newest is not None
    assert newest.group(1) == project()["project"]["version"]
