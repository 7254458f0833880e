"""A measured number beside the one to compare it with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One row of the table of speeds.

    ``yardstick`` was measured in the same run and unit, or is None where there is nothing to
    compare with; ``goal`` says in words what is wanted.
    """

    name: str
    ours: float
    yardstick: float | None
    unit: str
    goal: str
