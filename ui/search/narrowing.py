"""What was found, narrowed to a year and to tags."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.names import name_key
from shadowjournal.search import exactly

Chip = tuple[str, str, str, bool]
"""Its name, its words, what a screen reader says, and whether it is on."""

_MOST_TAGS = 12


class Narrowing(Struct, frozen=True):
    """Only those of ``year``, unless that is None, that have all ``tags``."""

    year: int | None = None
    tags: tuple[str, ...] = ()

    @override
    def __repr__(self) -> str:  # what somebody looks for is as private as what they wrote
        return "<Narrowing>"

    def with_year(self, year: int) -> Narrowing:
        """Return it with *year* chosen; where it was, with none."""
        return replace(self, year=None if self.year == year else year)

    def with_tag(self, tag: str) -> Narrowing:
        """Return it with *tag* chosen; where it was, without."""
        others = tuple(each for each in self.tags if each != tag)
        return replace(self, tags=(*self.tags, tag) if others == self.tags else others)

    def lines(self, *, has_year: bool = True) -> list[str]:
        """Return what it asks for as lines of a query, those of the year only with *has_year*."""
        year = [f"on:{self.year:04d}"] if has_year and self.year is not None else []
        return year + [exactly("tag", tag) for tag in self.tags]


NOTHING = Narrowing()


def chips_of_years(counts: Mapping[int, int], narrowing: Narrowing) -> list[Chip]:
    """Return the chips of the years that have any, newest first; none where there is no choice."""
    years = {**counts}
    if narrowing.year is not None:
        years.setdefault(narrowing.year, 0)
    if len(years) < 2 and narrowing.year is None:  # noqa: PLR2004 - a choice is one of two
        return []
    return [
        (str(year), f"{year} · {years[year]:,}", f"{year}, {years[year]:,}", year == narrowing.year)
        for year in sorted(years, reverse=True)
    ]


def chips_of_tags(counts: Mapping[str, int], narrowing: Narrowing) -> list[Chip]:
    """Return the chips of the tags that most have, those that are chosen before all others."""
    here = {name_key(tag): count for tag, count in counts.items()}
    tags = {tag: here.pop(name_key(tag), 0) for tag in narrowing.tags}
    tags |= {tag: count for tag, count in counts.items() if name_key(tag) in here}
    return [
        (tag, f"{tag} · {count:,}", f"Tag {tag}, {count:,}", tag in narrowing.tags)
        for tag, count in [*tags.items()][:_MOST_TAGS]
    ]
