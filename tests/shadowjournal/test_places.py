from __future__ import annotations

import os
from pathlib import Path

from shadowjournal.places import backups_folder, journal_folder, settings_file


def test_the_journal_and_the_settings_lie_in_the_home_of_their_owner(home: Path) -> None:
    assert journal_folder().is_relative_to(home)
    assert settings_file().is_relative_to(home)
    assert backups_folder().is_relative_to(home)
    assert "ShadowJournal" in journal_folder().parts


def test_settings_lie_apart_from_the_journal() -> None:
    """Who copies one folder to another computer takes the whole journal and nothing else."""
    assert not settings_file().is_relative_to(journal_folder())
    assert not journal_folder().is_relative_to(settings_file().parent)


def test_backups_lie_apart_from_what_they_back_up() -> None:
    assert not backups_folder().is_relative_to(journal_folder())
    assert not any(part.startswith(".") for part in backups_folder().parts[-2:])


def test_asking_for_a_place_makes_nothing_there(home: Path) -> None:
    before = [*os.walk(home)]
    journal_folder()
    settings_file()
    backups_folder()
    assert [*os.walk(home)] == before
