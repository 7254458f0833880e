from __future__ import annotations

import subprocess
import sys

import pytest

SEARCH = """
import random, resource, sys
from shadowjournal.search import Index
from tests.builders import an_entry

chance = random.Random(1)
words = ["".join(chance.choices("abcdefghij", k=7)) for _ in range(20_000)]
written = [an_entry("", " ".join(chance.choices(words, k=1_000))) for _ in range(2_000)]
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # from now on writing any file fails

index = Index()
if "spill" in sys.argv:
    index._database.execute("PRAGMA temp_store = FILE")
index.put(written)
index.put(written[:1_000])
assert len(index.search("a*")) == len(index.search("-zzz")) == 2_000
while not index.settle():
    pass
again = Index(index.content)
again.put(written[:1_000])
assert len(again.search("a*")) == 2_000
for each in (index, again):
    assert each._database.execute("SELECT body FROM words ORDER BY body DESC, title").fetchall()
"""


def searching(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SEARCH, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot forbid a process to write files"
)
def test_building_and_asking_a_large_index_writes_to_no_file() -> None:
    ran = searching()
    assert ran.returncode == 0, ran.stderr


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows cannot forbid a process to write files"
)
def test_a_temporary_file_of_sqlite_would_have_been_noticed() -> None:
    ran = searching("spill")
    assert "OperationalError" in ran.stderr
