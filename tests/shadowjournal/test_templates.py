from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.document import Document, ListItem, Paragraph
from shadowjournal.entry import new_id
from shadowjournal.formats.to_plain import plain_text
from shadowjournal.preferences import Preferences, open_preferences, seal_preferences
from shadowjournal.templates import MAX_NAME, Template, built_in, clean_name, keep_as_template
from shadowjournal.vault.key import JournalKey
from tests.builders import a_journal, text
from tests.strategies import documents, texts

KEY = JournalKey.new(new_id())


def test_the_first_page_is_blank_and_all_others_have_a_place_to_write() -> None:
    blank, *others = built_in()
    assert blank.content.is_empty
    assert [template.id for template in others] == ["morning", "evening", "dream", "gratitude"]
    for template in others:
        gaps = [b for b in template.content.blocks if isinstance(b, Paragraph | ListItem)]
        assert any(not block.spans for block in gaps)


def test_no_template_pushes_or_praises() -> None:
    for template in built_in():
        words = f"{template.name} {template.hint} {plain_text(template.content)}".lower()
        assert not {"must", "should", "always", "never", "!"} & {*words.replace("!", " ! ").split()}
        assert template.hint.endswith(".")


@given(content=documents(), name=texts())
def test_a_page_that_was_kept_comes_back_as_it_was(content: Document, name: str) -> None:
    template = keep_as_template(content, name)
    chosen = Preferences(templates=(template,))
    assert open_preferences(KEY, seal_preferences(KEY, chosen)) == chosen


@given(name=st.text())
def test_a_name_is_one_line_of_bounded_length(name: str) -> None:
    cleaned = clean_name(name)
    assert len(cleaned) <= MAX_NAME
    assert "\n" not in cleaned
    assert clean_name(cleaned) == cleaned


def test_a_template_without_a_name_gets_one() -> None:
    assert keep_as_template(text("Soup."), " \n ").name == "My template"


def test_nothing_of_a_template_is_in_its_repr() -> None:
    template = Template(new_id(), "quince", text("lantern"))
    assert "quince" not in repr(Preferences(templates=(template,)))
    assert "lantern" not in repr(Preferences(templates=(template,)))


def test_the_file_of_the_journal_shows_no_word_of_a_template(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    kept = keep_as_template(text("an lantern of quince"), "marmalade")
    journal.prefer(Preferences(templates=(kept,)))
    assert journal.preferences.templates == (kept,)
    journal.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert b"quince" not in file.read_bytes()
