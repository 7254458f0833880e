"""The tests that need disks of their own, for who may mount none: in a namespace where one may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ON_DISKS = [
    "tests/faults/test_full_disk.py",
    "tests/shadowjournal/test_read_only.py",
    "tests/shadowjournal/cli/test_checking.py",
    "tests/ui/test_read_only.py",
]


@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="Linux knows such namespaces")
def test_on_disks_that_are_read_only_or_full_all_holds_for_who_is_not_root(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root runs them as they are")
    become_root = ["unshare", "--user", "--map-root-user", "--mount"]
    has_unshare = shutil.which("unshare") is not None
    if not has_unshare or subprocess.run([*become_root, "true"], check=False).returncode:
        pytest.skip("this system gives nobody a namespace of their own")
    tests = ["-q", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "tests"), *ON_DISKS]
    done = subprocess.run(
        [*become_root, sys.executable, "-m", "pytest", *tests],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
