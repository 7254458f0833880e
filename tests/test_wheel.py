"""What people install is what is tried here."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, project

HOUSES = ("shadowjournal", "ui", "resources")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*build, str(place)], cwd=ROOT, capture_output=True, check=True)
    (wheel,) = place.iterdir()
    return wheel


def test_the_wheel_holds_every_file_of_the_program_and_nothing_else(wheel: Path) -> None:
    here = {
        file.relative_to(ROOT).as_posix()
        for house in HOUSES
        for file in (ROOT / house).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as packed:
        there = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert there == here
    assert {".py", ".toml", ".typ", ".qss", ".svg"} <= {Path(name).suffix for name in there}


def test_the_wheel_carries_its_license_and_names_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        (about,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        said = packed.read(about).decode()
    assert any(name.endswith("/LICENSE") for name in names)
    assert f"Version: {project()['project']['version']}\n" in said
    assert said.count("Requires-Dist: ") == len(project()["project"]["dependencies"])


def test_the_installed_command_finds_its_prompts_its_typeface_and_its_pages(
    wheel: Path, tmp_path: Path
) -> None:
    place = tmp_path / "installed"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    install += ["--disable-pip-version-check", "--no-compile", "--target", str(place), str(wheel)]
    subprocess.run(install, check=True)
    (command,) = (place / ("Scripts" if sys.platform == "win32" else "bin")).glob("shadowjournal*")
    (tmp_path / "passphrase").write_text("correct horse", encoding="utf-8")
    key = [
        "--journal",
        str(tmp_path / "journal"),
        "--passphrase-file",
        str(tmp_path / "passphrase"),
    ]

    def run(*words: str) -> str:
        ran = subprocess.run(
            [str(command), *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(place)},
            input="Rain. I stayed in.",
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert run("prompts").count("core/") == 60
    run(*key, "init")
    run(*key, "write")
    run(*key, "export", "-o", str(tmp_path / "book.pdf"))
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
