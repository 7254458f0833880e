"""``shadowjournal`` alone opens the window; with a word it is the command line."""

from __future__ import annotations

import io
import os
import sys

from shadowjournal.errors import CannotOpen, DamagedData, JournalError

CANNOT_OPEN, DAMAGED, REFUSED = 3, 4, 5


def main() -> int:
    """Run, and return the exit code: 0 done, 2 usage, 3 cannot be opened, 4 damaged, 5 refused."""
    os.umask(0o077)
    _keep_memory_private()
    if len(sys.argv) > 1:
        return _command_line()
    from ui.start import run  # a command needs no window

    return run()


def _keep_memory_private() -> None:
    """Let no crash write this process's memory, with keys and words in it, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _command_line() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what a terminal cannot show is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # who read the answer has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _run() -> int:
    from shadowjournal.cli.answers import warn
    from shadowjournal.cli.commands import app, choices_first  # a window needs no command

    try:
        app(choices_first(sys.argv[1:]))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise
    except (JournalError, OSError, MemoryError) as error:
        warn(_sentence(error))
        codes = {CannotOpen: CANNOT_OPEN, DamagedData: DAMAGED}
        return next((code for kind, code in codes.items() if isinstance(error, kind)), REFUSED)
    return 0


def _sentence(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    if isinstance(error, OSError):
        return f"The system refuses: {(error.strerror or 'for no reason given').lower()}."
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
