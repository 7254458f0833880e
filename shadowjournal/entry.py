"""What a person writes, as frozen values: all that crosses rooms and threads."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct
from typing_extensions import override
from tzlocal import get_localzone_name

from shadowjournal.document import Document, clean_line
from shadowjournal.errors import BadDocument, DamagedData

SCHEMA = 1
"""The number of the sealed layout of an entry. A reader refuses a higher one."""

MAX_TITLE = 500
MAX_TAG = 100
_ID = re.compile("[0-9a-f]{32}")

LocalTime: TypeAlias = Annotated[datetime, Meta(tz=False)]
UtcTime: TypeAlias = Annotated[datetime, Meta(tz=True)]
Depth: TypeAlias = Literal["gentle", "deep", "intense"]


def new_id() -> str:
    """Return a random id of 32 hexadecimal digits."""
    return uuid.uuid4().hex


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class Moment(Struct, frozen=True, gc=False):
    """When something was written: by the clock on the wall, where that clock hung, and in UTC.

    An entry belongs to the local day for ever; travelling moves nothing.
    """

    local: LocalTime
    zone: str
    utc: UtcTime

    @classmethod
    def at(cls, instant: datetime, zone: str | None = None) -> Moment:
        """Return *instant* (aware) as the clocks of *zone* show it; by default those here.

        An unknown zone is read as UTC.
        """
        zone = zone or get_localzone_name() or "UTC"
        utc = instant.astimezone(UTC)
        try:
            return cls(utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone, utc)
        except OverflowError:  # the first and the last day of the calendar
            return cls(utc.replace(tzinfo=None), "UTC", utc)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return cls(utc.replace(tzinfo=None), "UTC", utc)

    @classmethod
    def on_clock(cls, local: datetime, zone: str | None = None) -> Moment:
        """Return when the clocks of *zone* (by default those here) show *local* (naive)."""
        zone = zone or get_localzone_name() or "UTC"
        try:
            utc = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        except OverflowError:  # the first and the last day of the calendar
            utc = local.replace(tzinfo=UTC)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            zone, utc = "UTC", local.replace(tzinfo=UTC)
        return cls(local, zone, utc)

    @classmethod
    def now(cls) -> Moment:
        """Return the present moment here."""
        return cls.at(now())

    @property
    def day(self) -> date:
        """The local day."""
        return self.local.date()


class PromptSnapshot(Struct, frozen=True, omit_defaults=True):
    """The prompt as it stood when the entry was begun, so that no later pack changes it.

    ``pack`` and ``id`` name it (``core`` and ``pp-3``); ``category`` and ``category_title`` are its
    shelf.
    """

    pack: str
    id: str
    text: str
    version: str = ""
    language: str = "en"
    category: str = ""
    category_title: str = ""
    depth: Depth = "gentle"
    minutes: int = 0
    process: str = ""
    followups: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """``pack/id``."""
        return f"{self.pack}/{self.id}"

    @override
    def __repr__(self) -> str:
        return f"<PromptSnapshot {self.reference}>"


class CheckIn(Struct, frozen=True, omit_defaults=True):
    """How it was before or after writing: all optional, nothing scored.

    ``intensity`` runs from 0 to 10; ``change`` is for the one after writing.
    """

    feelings: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    intensity: Annotated[int, Meta(ge=0, le=10)] | None = None
    change: Literal["lighter", "same", "heavier"] | None = None


class Source(Struct, frozen=True, gc=False):
    """Where an imported entry came from, so that the same file twice changes nothing."""

    program: str
    id: str
    edited: UtcTime


class Entry(Struct, frozen=True, omit_defaults=True):
    """One entry of the journal.

    ``title`` is one line and may be empty; ``tags`` are one line each, no two the same.
    ``created`` and ``edited`` are UTC; ``trashed`` is since when it lies in the trash. One that
    ``is_kept_back`` never comes up by itself on a later day.
    """

    id: str
    written: Moment
    created: UtcTime
    edited: UtcTime
    title: str = ""
    document: Document = Document()
    tags: tuple[str, ...] = ()
    starred: bool = False
    prompt: PromptSnapshot | None = None
    before: CheckIn | None = None
    after: CheckIn | None = None
    source: Source | None = None
    trashed: UtcTime | None = None
    is_kept_back: bool = False

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise BadDocument("an entry's id is 32 hexadecimal digits")
        if self.title != clean_line(self.title) or len(self.title) > MAX_TITLE:
            raise BadDocument(f"a title is one line of at most {MAX_TITLE} characters")
        if self.tags != clean_tags(self.tags):
            raise BadDocument("tags are single lines, no two the same")

    @classmethod
    def begin(cls, prompt: PromptSnapshot | None = None, at: Moment | None = None) -> Entry:
        """Return a new, empty entry of now (or *at*), begun from *prompt*."""
        written = at or Moment.now()
        created = now()
        return cls(id=new_id(), written=written, created=created, edited=created, prompt=prompt)

    @property
    def is_empty(self) -> bool:
        """True while there is nothing in it that its writer would miss."""
        is_marked = self.starred or self.is_kept_back
        return not (self.title or self.tags or is_marked or self.before or self.after) and (
            self.document.is_empty
        )

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Entry {self.id}>"


class Picture(Struct, frozen=True):
    """A picture the journal keeps: re-encoded, without metadata.

    ``id`` follows from the content, so one picture is kept once however often it is used.
    ``media_type`` is ``image/jpeg`` or ``image/png``; ``width`` and ``height`` are in pixels.
    """

    id: str
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    data: bytes

    @override
    def __repr__(self) -> str:
        return f"<Picture {self.id}>"


def clean_title(text: str) -> str:
    """Return *text* as a legal title: one line of `MAX_TITLE` at most, no byte order mark first."""
    return clean_line(clean_line(text).lstrip("\ufeff ")[:MAX_TITLE])


def clean_tags(tags: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return *tags* as single lines without ``#`` in front, empty ones and repetitions left out."""
    cleaned = (clean_line(clean_line(tag).lstrip("# ")[:MAX_TAG]) for tag in tags)
    first: dict[str, str] = {}
    for tag in cleaned:
        if tag:
            first.setdefault(tag.casefold(), tag)
    return tuple(first.values())


class _Sealed(Struct, frozen=True):
    schema: int
    entry: Entry


class _Schema(Struct, frozen=True):
    schema: int


_NEWER = "This entry was written by a newer version of ShadowJournal."
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Sealed)


def entry_to_bytes(entry: Entry) -> bytes:
    """Return *entry* as the JSON that is sealed."""
    return _ENCODER.encode(_Sealed(SCHEMA, entry))


def entry_from_bytes(data: bytes) -> Entry:
    """Return the entry in *data*.

    Raises:
        DamagedData: it is not the JSON of an entry, or one of a newer version.
    """
    try:
        sealed = _DECODER.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DamagedData(_why_unread(data)) from error
    if sealed.schema > SCHEMA:  # it would lose, at the next save, what this version does not know
        raise DamagedData(_NEWER)
    return sealed.entry


def _why_unread(data: bytes) -> str:
    try:
        newer = msgspec.json.decode(data, type=_Schema).schema > SCHEMA
    except (msgspec.MsgspecError, ValueError, RecursionError):
        newer = False
    return _NEWER if newer else "An entry opened, but its content is not readable."
