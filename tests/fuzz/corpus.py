"""The texts that fuzzing begins with, and what it found once."""

from __future__ import annotations

import re
from pathlib import Path

_FOLDER = Path(__file__).parent
_WORD = re.compile(r'^"((?:[^"\\]|\\.)*)"$', re.MULTILINE)
_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})|\\(.)")


def corpus(name: str) -> list[Path]:
    """Return the files for the target *name*; what was found once begins with ``found-``."""
    return sorted((_FOLDER / "corpus" / name).iterdir())


def words(name: str) -> list[bytes]:
    """Return the words of the target's language, as libFuzzer's dictionaries write them."""
    file = _FOLDER / "words" / f"{name}.dict"
    if not file.exists():
        return []
    return [
        _ESCAPE.sub(_unescaped, word.encode())
        for word in _WORD.findall(file.read_text(encoding="utf-8"))
    ]


def _unescaped(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)]) if escape[1] else escape[2]
