"""Where files lie on this system."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_NAME = "ShadowJournal"


def journal_folder() -> Path:
    """Return the folder of the user's journal; it may not exist yet."""
    return platformdirs.user_data_path(_NAME, appauthor=False) / "journal"


def backups_folder() -> Path:
    """Return the folder of the user's backups, where a person finds it; it may not exist yet."""
    return platformdirs.user_documents_path() / f"{_NAME} Backups"


def witness_folder() -> Path:
    """Return where this computer remembers what it last saw of its journals; it may not exist."""
    return platformdirs.user_state_path(_NAME, appauthor=False) / "seen"


def settings_file() -> Path:
    """Return the file of what a window remembers outside the journal; it holds no word of it."""
    return platformdirs.user_config_path(_NAME, appauthor=False) / "settings.json"
