"""What the room of tags says: pure words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import QDate, QLocale

from shadowjournal.names import PERSON
from shadowjournal.search import exactly
from shadowjournal.tagging import Tag

_MOST_NAMED = 3


def day(of: date) -> str:
    """Return a day as lists show it: ``14 Nov 2025``."""
    return QLocale().toString(QDate(of.year, of.month, of.day), "d MMM yyyy")


def entries(count: int) -> str:
    """Return so many entries in words."""
    return "1 entry" if count == 1 else f"{count:,} entries"


def facts(tag: Tag) -> str:
    """Return how often *tag* is used, and when it was last."""
    last = "" if tag.count == 1 else "last "
    return f"{entries(tag.count)} · {last}{day(tag.last)}"


def spoken(tag: Tag, hue: str) -> str:
    """Return *tag* in colour *hue* as a screen reader says it."""
    kind = "person" if tag.is_person else "tag"
    since = "" if tag.first == tag.last else f"first {day(tag.first)}"
    return ", ".join(filter(None, (tag.name, kind, facts(tag), since, hue)))


def hint(tag: Tag) -> str:
    """Return what is seen of *tag* when the mouse rests on it: its name in full, and its days."""
    days = day(tag.last) if tag.first == tag.last else f"{day(tag.first)} to {day(tag.last)}"
    return f"<p>{escape(tag.name)}<br>{days}</p>"


def query(tag: Tag) -> str:
    """Return what to search for to see the entries that have *tag*."""
    return exactly("person", tag.name[1:]) if tag.is_person else exactly("tag", tag.name)


def all_of(names: Sequence[str], joint: str = "and") -> str:
    """Return *names* in a row; of many, how many there are."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) > _MOST_NAMED:
        return f"these {len(quoted):,} tags"
    *others, last = quoted
    return f"{', '.join(others)} {joint} {last}" if others else last


def _concerned(count: int, thrown: int) -> str:
    if not thrown:
        return entries(count)
    lying = "1 in the trash" if thrown == 1 else f"{thrown:,} in the trash"
    return f"{entries(count)} and {lying}" if count else lying


def will_be_called(
    old: Sequence[str], new: str, count: int, thrown: int, *, exists: bool = False
) -> str:
    """Return what is about to happen where the tags *old* become *new*."""
    words = f"{_concerned(count, thrown)} will say “{new}” instead of {all_of(old, 'or')}."
    if exists:
        words = f"“{new}” exists. Merge? {words}"
    if any(name.startswith(PERSON) for name in old) and not new.startswith(PERSON):
        words += " It stands among the tags then: a person's begins with @."
    return words


def are_called(new: str, count: int, thrown: int) -> str:
    """Return what has happened then."""
    says = "says" if count + thrown == 1 else "say"
    return f"{_concerned(count, thrown)} {says} “{new}” now."


def is_under_way(count: int) -> str:
    """Return what is seen while many entries change."""
    return f"{entries(count)} are being sealed anew …"


def will_be_taken_off(names: Sequence[str], count: int, thrown: int) -> str:
    """Return what is about to happen where the tags *names* are taken off."""
    concerned = _concerned(count, thrown)
    return f"{concerned} will no longer have {all_of(names, 'or')}. What is written there stays."


def are_taken_off(names: Sequence[str], count: int, thrown: int) -> str:
    """Return what has happened then."""
    has = "has" if count + thrown == 1 else "have"
    return f"{_concerned(count, thrown)} no longer {has} {all_of(names, 'or')}."
