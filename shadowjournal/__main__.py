"""``shadowjournal`` alone opens the window; with a word it is the command line."""

from __future__ import annotations

import os
import sys

from shadowjournal.errors import CannotOpen, DamagedData, JournalError

CANNOT_OPEN, DAMAGED, REFUSED = 3, 4, 5


def main() -> int:
    """Run, and return the exit code: 0 done, 2 usage, 3 cannot be opened, 4 damaged, 5 refused."""
    os.umask(0o077)
    if len(sys.argv) > 1:
        return _command_line()
    from ui.app import run  # a command needs no window

    return run()


def _command_line() -> int:
    from shadowjournal.cli.answers import warn
    from shadowjournal.cli.commands import app, choices_first  # a window needs no command

    try:
        app(choices_first(sys.argv[1:]))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except JournalError as error:
        warn(str(error))
        if isinstance(error, CannotOpen):
            return CANNOT_OPEN
        return DAMAGED if isinstance(error, DamagedData) else REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
