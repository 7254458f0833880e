"""What a page can begin with: some that come with the program, and those its owner kept."""

from __future__ import annotations

from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct
from typing_extensions import override

from shadowjournal.document import Document, Paragraph, clean_line, document
from shadowjournal.entry import new_id

MAX_NAME = 60


class Template(Struct, frozen=True, omit_defaults=True):
    """A page to begin with. ``hint`` says in a sentence what it is for."""

    id: str
    name: str
    content: Document = Document()
    hint: str = ""

    @override
    def __repr__(self) -> str:  # a log or a traceback must not hold what was written
        return f"<Template {self.id}>"


def keep_as_template(content: Document, name: str) -> Template:
    """Return *content* as a template called *name*, or as one without a name."""
    return Template(new_id(), clean_name(name) or "My template", content)


def clean_name(name: str) -> str:
    """Return *name* as one line of at most `MAX_NAME` characters."""
    return clean_line(clean_line(name)[:MAX_NAME])


class _Page(Struct, frozen=True):
    id: str
    name: str
    hint: str
    lines: tuple[str, ...]


class _Pages(Struct, frozen=True):
    schema: Literal[1]
    language: str
    template: tuple[_Page, ...]


def built_in() -> tuple[Template, ...]:
    """Return the templates that come with the program, the blank page first."""
    file = resources.files("resources") / "templates" / "core.en.toml"
    pages = msgspec.toml.decode(file.read_bytes(), type=_Pages).template
    return tuple(Template(p.id, p.name, _content(p.lines), p.hint) for p in pages)


def _content(lines: tuple[str, ...]) -> Document:
    from shadowjournal.formats.from_markdown import from_markdown  # not needed to open a journal

    return document(
        block
        for line in lines
        for block in (from_markdown(line).blocks if line else (Paragraph(),))
    )
