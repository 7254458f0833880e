"""What the tests of faults count is what they did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tally import FOLDER, summed, table
from tests.test_architecture import ROOT

TESTS = """
import pytest

@pytest.mark.fault("a kind")
@pytest.mark.parametrize("number", range(5))
def test_one_try(number): pass

@pytest.mark.fault("many")
def test_many_tries(tally):
    tally.tried("many", 1_200, acknowledged_saves=3_000)

@pytest.mark.fault("many")
def test_more_tries(tally):
    tally.tried("many", 34, acknowledged_saves=4)

@pytest.mark.fault("a kind")
def test_elsewhere(): pytest.skip("not here")

def test_no_fault(): pass
"""


def counted(tmp_path: Path, tests: str) -> subprocess.CompletedProcess[str]:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "conftest.py").write_text("pytest_plugins = ['tests.tally']\n")
    (folder / "test_some.py").write_text(tests)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n")
    command = [sys.executable, "-m", "pytest", str(folder), "-q", "-p", "no:cacheprovider", "-n2"]
    return subprocess.run(
        [*command, "--rootdir", str(folder), "-c", str(folder / "pytest.ini")],
        cwd=ROOT,
        env={**os.environ, FOLDER: str(tmp_path / "counted"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_tries_are_summed_over_every_process(tmp_path: Path) -> None:
    done = counted(tmp_path, TESTS)
    assert done.returncode == 0, done.stdout
    total = summed(tmp_path / "counted")
    assert total.is_sound
    assert total.counted["a kind"] == {"tried": 5, "not tried here": 1}
    assert total.counted["many"] == {"tried": 1_234, "acknowledged saves": 3_004}
    assert "3,004 acknowledged saves" in table(total)
    assert table(total).splitlines()[-1].split() == ["all", "1,239", "0"]


@pytest.mark.parametrize(
    "body", ["assert False", "tally.tried('many', 3, lost=1)"], ids=["failed", "lost"]
)
def test_a_test_that_fails_or_loses_something_is_no_sound_table(tmp_path: Path, body: str) -> None:
    counted(tmp_path, f"import pytest\n@pytest.mark.fault('many')\ndef test_it(tally): {body}\n")
    assert not summed(tmp_path / "counted").is_sound


def test_where_nothing_was_tried_nothing_is_sound(tmp_path: Path) -> None:
    assert not summed(tmp_path).is_sound
