"""What the command line answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The value of the JSON on standard output."""
        return json.loads(self.out)


Run = Callable[..., Said]
"""Runs a command, given word by word, on the journal of a test."""
