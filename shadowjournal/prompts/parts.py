"""What a prompt pack is made of: frozen values whose fields say what each may hold.

The ``description`` of a field's type ends the sentence "this must be ..." that the writer of a
refused pack reads.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field
from typing_extensions import override

from shadowjournal.entry import Depth

_ID = r"[a-z0-9][a-z0-9-]{0,47}"
_REFERENCE = rf"({_ID}/)?{_ID}"

Process: TypeAlias = Literal[
    "concrete", "distanced", "compassion", "benefit", "narrative", "dialogic", "expressive"
]
Perspective: TypeAlias = Literal["first", "third", "other"]
After: TypeAlias = Literal["none", "landing", "thread", "offer_seal", "offer_release"]
# fmt: off
Input: TypeAlias = Literal[
    "short", "text", "list", "choice", "grid", "feelings", "body", "dialogue", "letter", "date",
    "fate",
]
# fmt: on

Id: TypeAlias = Annotated[
    str,
    Meta(
        pattern=rf"^{_ID}\Z",
        description="1 to 48 small letters, digits and hyphens, the first not a hyphen",
    ),
]
Ids: TypeAlias = Annotated[tuple[Id, ...], Meta(max_length=20, description="a list of ids")]
Version: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}([-+][0-9A-Za-z.+-]{1,40})?\Z",
        description="a version such as 1.0.0",
    ),
]
Language: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\Z",
        description="a language tag such as en or de-AT",
    ),
]
Translated: TypeAlias = Annotated[
    str, Meta(pattern=rf"^{_ID}@[0-9]{{1,9}}\Z", description="a pack and its version, as in core@1")
]
Title: TypeAlias = Annotated[
    str, Meta(pattern=r"\S", max_length=80, description="1 to 80 characters")
]
Text: TypeAlias = Annotated[
    str, Meta(pattern=r"\S", max_length=600, description="1 to 600 characters")
]
Note: TypeAlias = Annotated[str, Meta(max_length=600, description="at most 600 characters")]
_Question: TypeAlias = Annotated[str, Meta(pattern=r"\S", max_length=300)]
Followups: TypeAlias = Annotated[
    tuple[_Question, ...],
    Meta(max_length=5, description="a list of at most 5 questions of 1 to 300 characters"),
]
Titles: TypeAlias = Annotated[
    tuple[Title, ...],
    Meta(max_length=40, description="a list of at most 40 texts of 1 to 80 characters"),
]
Tags: TypeAlias = Annotated[
    tuple[Title, ...],
    Meta(max_length=8, description="a list of at most 8 texts of 1 to 80 characters"),
]
Minutes: TypeAlias = Annotated[
    int, Meta(ge=1, le=60, description="a whole number of minutes from 1 to 60")
]
StepMinutes: TypeAlias = Annotated[
    int, Meta(ge=0, le=60, description="a whole number of minutes from 0 to 60")
]
Days: TypeAlias = Annotated[
    int, Meta(ge=0, le=365, description="a whole number of days from 0 to 365")
]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=1000, description="a whole number from 0 to 1000")]
References: TypeAlias = Annotated[
    tuple[Annotated[str, Meta(pattern=rf"^{_REFERENCE}\Z")], ...],
    Meta(max_length=20, description="a list of prompts such as pp-4 or core/ch-3"),
]
Item: TypeAlias = Annotated[
    str, Meta(pattern=rf"^((prompt|exercise):{_REFERENCE}|builtin:{_ID})\Z")
]
Items: TypeAlias = Annotated[
    tuple[Item, ...],
    Meta(max_length=20, description="a list of items such as prompt:pp-3 or exercise:mirror-321"),
]


class _Quiet(Struct, frozen=True):
    """A value that shows its id and no text: a person's own prompts are confessions too."""

    id: Id

    @override
    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"


class Category(_Quiet, frozen=True):
    """A shelf of prompts. Shelves stand in the order of their ``order``."""

    title: Title
    summary: Note = ""
    order: Count = 1000


class Care(_Quiet, frozen=True):
    """A sentence that stands beside a prompt which can be heavy."""

    text: Text


class Prompt(_Quiet, frozen=True):
    """One question to write about, with follow-ups for those who want to go on.

    ``care`` holds ids of `Care`; ``related`` names prompts by id, or by pack and id. After being
    answered it rests for ``rest_days``.
    """

    category: Id
    depth: Depth
    minutes: Minutes
    process: Process
    text: Text
    perspective: Perspective = "first"
    followups: Followups = ()
    care: Ids = ()
    after: After = "none"
    tags: Tags = ()
    rest_days: Days = 30
    related: References = ()


class Step(_Quiet, frozen=True):
    """One step of an exercise. ``input`` says what the writer is given to answer with."""

    title: Title
    text: Text
    input: Input
    minutes: StepMinutes = 0
    optional: bool = False
    choices: Titles = ()
    speakers: Titles = ()
    perspective: Perspective = "first"
    min_items: Count = 0
    max_items: Count = 0


class Exercise(_Quiet, frozen=True):
    """Steps that follow each other."""

    category: Id
    depth: Depth
    minutes: Minutes
    title: Title
    intro: Note = ""
    care: Ids = ()
    after: After = "none"
    steps: tuple[Step, ...] = field(name="step", default=())


class Sitting(Struct, frozen=True):
    """One sitting of a path. ``items`` and ``alternatives`` read ``prompt:pp-3`` and the like.

    ``rest`` marks a sitting that asks for little.
    """

    n: Count
    title: Title
    items: Items
    alternatives: Items = ()
    rest: bool = False
    note: Note = ""


class Path(_Quiet, frozen=True):
    """Sittings that build on each other, taken in any rhythm."""

    title: Title
    depth: Depth
    summary: Note = ""
    sittings: tuple[Sitting, ...] = field(name="sitting", default=())


class Header(_Quiet, frozen=True):
    """What a pack says about itself. ``language`` is a BCP 47 tag, ``version`` semantic."""

    version: Version
    title: Title
    language: Language
    dir: Literal["ltr", "rtl"] = "ltr"
    translates: Translated = ""
    license: Note = ""
    authors: Titles = ()
    description: Note = ""
    register: Literal["", "informal"] = ""


class Pack(Header, frozen=True):
    """A pack that passed every check. ``warnings`` are sentences for whoever brings it in."""

    categories: tuple[Category, ...] = ()
    cares: tuple[Care, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    paths: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()
