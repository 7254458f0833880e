"""Wrote the journal beside it with ShadowJournal 0.1.0: ``python -m tests.vectors.v1.write .``

It is kept to show what stands in that journal. It is not run again: a file that a later version
wrote would prove nothing about the files that people have.
"""

from __future__ import annotations

import base64
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from shadowjournal.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Span,
    spans,
)
from shadowjournal.entry import (
    CheckIn,
    Entry,
    Moment,
    Picture,
    PromptSnapshot,
    Source,
    entry_to_bytes,
)
from shadowjournal.folder import JournalFolder
from tests.builders import QUICK
from tests.keychains import MemoryKeychain

PASSPHRASE = "a café on paper"
PICTURE = Picture("0123456789abcdef" * 2, "image/png", 3, 2, b"the bytes of a picture")

BLOCKS: tuple[Block, ...] = (
    Heading(1, spans(["Half past nine"])),
    Paragraph(
        spans([
            "Plain, ", Span("bold", bold=True), Span("italic", italic=True),
            Span("underlined", underline=True), Span("struck", strike=True),
            Span("marked", highlight=True), Span("code", code=True),
            Span("everything", bold=True, italic=True, underline=True, strike=True,
                 highlight=True, link="https://example.com/a?b=c#d"),
            " “naïve” 我喜欢 שלום 👩‍👩‍👧.",
        ])
    ),
    Paragraph(),
    ListItem("bullet", spans=spans(["first"])),
    ListItem("number", 1, spans=spans(["second, deeper"])),
    ListItem("check", 0, checked=True, spans=spans(["done"])),
    Quote(spans(["What she said."])),
    Code("two\n\tlines"),
    Rule(),
    Figure(PICTURE.id, "a window"),
)  # fmt: skip


def full() -> Entry:
    """An entry with everything that version 1 knows."""
    edited = datetime(2020, 5, 17, 8, 30, tzinfo=UTC)
    entry = Entry.begin(
        PromptSnapshot(
            "core", "pp-2", "Draw the loop in words.", "1.0.0", "en", "pushpull", "Push and pull",
            "deep", 15, "loop", ("Where could it end?",),
        ),
        Moment.on_clock(datetime(1987, 3, 14, 15, 9, 26), "Asia/Kathmandu"),
    )  # fmt: skip
    return replace(
        entry,
        title="The step that is mine",
        document=Document(BLOCKS),
        tags=("separation", "phone call"),
        starred=True,
        before=CheckIn(("tense",), ("chest",), 7),
        after=CheckIn(("calm",), (), 3, "lighter"),
        source=Source("Other", "an id of its own", edited),
    )


def main(place: Path) -> None:
    """Write the journal, what opens it and what is in it."""
    keychain = MemoryKeychain("Secret Service")
    folder = JournalFolder(place)
    folder.take()
    made = folder.create(keychain=keychain, passphrase=PASSPHRASE, effort=QUICK)
    journal = folder.open(made.key)
    journal.keep_picture(PICTURE)
    plain = journal.save(replace(Entry.begin(), document=Document((Paragraph(spans(["One."])),))))
    journal.close()
    journal = folder.open(made.key)  # another sitting
    journal.save(replace(plain, document=Document((Paragraph(spans(["One. Two."])),))))
    journal.save(full())
    ((names, secret),) = keychain.kept.items()
    known = {
        "passphrase": PASSPHRASE,
        "recovery_code": made.code.text,
        "keyring": {"names": names, "secret": base64.b64encode(secret).decode()},
        "picture": {"id": PICTURE.id, "data": PICTURE.data.decode()},
        "entries": [
            [json.loads(entry_to_bytes(entry)) for entry in journal.revisions(summary.id)]
            for summary in journal.summaries()
        ],
    }
    journal.close()
    folder.release()
    (place / "journal.lock").unlink(missing_ok=True)
    text = json.dumps(known, ensure_ascii=False, indent=1)
    (place / "known.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
