"""Real disks for tests: one that only lets itself be read, a small one that fills up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_BLOCK = 4096


@contextmanager
def read_only(place: Path) -> Iterator[Path]:
    """Let the folder *place* be on a disk that only lets itself be read."""
    _mount("--bind", str(place), str(place))
    try:
        _mount("-o", "remount,bind,ro", str(place))
        yield place
    finally:
        _unmount(place)


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Let the folder *place* be a disk of its own, of so many *kilobytes*."""
    place.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "tmpfs", str(place))
    try:
        yield place
    finally:
        _unmount(place)


def fill(place: Path) -> Path:
    """Fill the disk of the folder *place* to its last block; return the file that does."""
    file = place / "films"
    with file.open("wb", buffering=0) as films, suppress(OSError):
        while True:
            films.write(bytes(_BLOCK))
    return file


def _mount(*words: str) -> None:
    if sys.platform != "linux":
        pytest.skip("mounts as Linux does")
    if os.geteuid() != 0:
        pytest.skip("only root mounts disks; `unshare -Urm` makes one root enough")
    done = subprocess.run(["mount", *words], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this root may not mount disks")


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True)
