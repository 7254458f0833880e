"""The process that runs Typst: sources come in through stdin, the PDF goes out through stdout.

It is a process of its own so that it can be ended at any moment and gives its memory back. What a
person wrote passes through pipes only: never through arguments, the environment or a file. It
says nothing on stderr, since a diagnostic quotes the source.
"""

from __future__ import annotations

import sys
from typing import Any, cast

import msgspec
import typst
from msgspec import Struct

if sys.platform != "win32":
    import resource

EXIT_NOT_TYPESET = 3
"""The exit status where the sources do not compile."""


class Request(Struct, frozen=True):
    """What is to be typeset: ``main`` in *sources*, which has the files it refers to by name.

    A ``tagged`` PDF can be read aloud.
    """

    sources: dict[str, str]
    tagged: bool


def main() -> int:
    """Read the JSON of a `Request` from stdin and write the PDF to stdout."""
    _keep_no_core()
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    files = {name: text.encode() for name, text in request.sources.items()}
    try:
        # The stubs do not know that files can come from memory.
        pdf = typst.compile(cast("Any", files), format="pdf", pdf_tags=request.tagged)
    except typst.TypstError:
        return EXIT_NOT_TYPESET
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    return 0


def _keep_no_core() -> None:
    """See to it that a crash leaves no core file, which would hold the text."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
