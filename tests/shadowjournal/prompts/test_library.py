from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.prompts.library import FALLBACKS, Library, LibraryPrompt, built_in, fill
from shadowjournal.prompts.pack import Care, Category, Pack, Prompt

LIBRARY = built_in()


def a_prompt(name: str, text: str = "What is here?", category: str = "loss") -> Prompt:
    return Prompt(
        id=name, category=category, depth="gentle", minutes=5, process="concrete", text=text
    )


def a_pack(name: str, *prompts: Prompt, shelf: str = "Loss", care: str = "Slowly.") -> Pack:
    return Pack(
        id=name,
        version="2.0.0",
        title=name,
        language="en",
        categories=(Category(id="loss", title=shelf, order=3),),
        cares=(Care(id="slow", text=care),),
        prompts=prompts,
    )


def test_the_built_in_library_has_sixty_prompts_on_twelve_shelves() -> None:
    shelves = [len(LIBRARY.prompts_in(category.id)) for category in LIBRARY.categories]
    assert shelves == [5] * 12
    assert [category.order for category in LIBRARY.categories] == list(range(1, 13))


def test_a_prompt_is_found_by_its_reference_as_long_as_its_pack_is_there() -> None:
    found = LIBRARY.prompt("core/pp-3")
    assert found is not None
    assert (found.reference, found.category_title) == ("core/pp-3", "Runner and chaser")
    assert LIBRARY.prompt("core/gone") is None
    assert LIBRARY.prompt("gone/pp-3") is None


def test_an_accountability_prompt_says_that_harm_is_not_yours_to_own() -> None:
    for prompt in LIBRARY.prompts_in("mypart"):
        assert any("not your part to own" in note for note in prompt.care_notes)


def test_every_intense_prompt_comes_with_a_note_and_something_after() -> None:
    for prompt in LIBRARY.prompts:
        if prompt.depth == "intense":
            assert prompt.care_notes
            assert prompt.prompt.after != "none"


@pytest.mark.parametrize(
    "never",
    [
        r"\bwhy\b",
        r"\byou (must|should|need to|have to) (feel|forgive|let go|admit)",
        r"forgiv",
        r"heal(ed|ing)?\b",
        r"toxic|narciss|avoidant|broken",
        r"go deeper|high vibration|meant to be\.",
        r"they (will return|love you)",
        r"ashamed|confess|\bbeg\b|victim",
        r"\b(tr|mi|pp|ch|so|lo|bo|my|be|se|vo|in)-\d",
    ],
)
def test_no_word_of_the_pack_pushes_judges_or_promises(never: str) -> None:
    (pack,) = LIBRARY.packs
    words = [prompt.text for prompt in pack.prompts]
    words += [question for prompt in pack.prompts for question in prompt.followups]
    words += [care.text for care in pack.cares]
    words += [text for e in pack.exercises for text in (e.title, e.intro)]
    words += [text for e in pack.exercises for s in e.steps for text in (s.title, s.text)]
    words += [text for p in pack.paths for text in (p.title, p.summary)]
    words += [text for p in pack.paths for s in p.sittings for text in (s.title, s.note)]
    assert len(words) > 200
    assert [text for text in words if re.search(never, text, re.IGNORECASE)] == []


def test_the_earlier_pack_counts_where_two_say_the_same() -> None:
    first = a_pack("a", a_prompt("one"), shelf="Loss", care="First.")
    again = a_pack("a", a_prompt("two"))
    other = a_pack("b", a_prompt("one"), shelf="Perte", care="Second.")
    library = Library([first, again, other])
    assert [prompt.reference for prompt in library.prompts] == ["a/one", "b/one"]
    assert [category.title for category in library.categories] == ["Loss"]


def test_a_pack_that_borrows_a_shelf_nobody_has_still_shows_its_prompts() -> None:
    library = Library([a_pack("a", a_prompt("one", category="belief"))])
    assert [category.id for category in library.categories] == ["loss", "belief"]
    assert [prompt.category_title for prompt in library.prompts_in("belief")] == ["Belief"]


def test_finding_looks_at_questions_follow_ups_and_shelves_whatever_the_case_and_accents() -> None:
    pack = a_pack("a", a_prompt("one", "A CAFÉ in Straße nine"), a_prompt("two", "Tea"))
    library = Library([pack])
    assert [p.id for p in library.find("cafe strasse")] == ["one"]
    assert [p.id for p in library.find("LOSS te")] == ["two"]
    assert [p.id for p in library.find("loss")] == ["one", "two"]
    assert library.find("cafe tea") == ()
    assert library.find("  ") == ()


@given(st.sampled_from(LIBRARY.prompts), st.data())
def test_any_words_of_a_prompt_find_it(prompt: LibraryPrompt, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(prompt.text.split()), min_size=1, max_size=4))
    assert prompt in LIBRARY.find(" ".join(words).upper())


@given(st.text(max_size=40))
def test_what_is_found_holds_every_word(text: str) -> None:
    found = LIBRARY.find(text)
    if not text.split():
        assert found == ()
    assert set(found) <= set(LIBRARY.prompts)


def test_a_snapshot_keeps_all_that_the_entry_will_need_without_the_pack() -> None:
    prompt = LIBRARY.prompt("core/mi-3")
    assert prompt is not None
    snapshot = LIBRARY.snapshot(prompt, {"person": "A."})
    assert snapshot.reference == "core/mi-3"
    assert "about A.: '" in snapshot.text
    assert (snapshot.version, snapshot.language) == ("1.0.0", "en")
    assert (snapshot.category, snapshot.category_title) == ("mirror", "Mirror and projection")
    assert (snapshot.depth, snapshot.minutes, snapshot.process) == ("deep", 12, "expressive")
    assert snapshot.followups == prompt.prompt.followups


def test_words_that_were_not_chosen_are_replaced_by_plain_ones() -> None:
    assert fill("Ask {person} of {bond}.") == "Ask this person of this bond."
    assert fill("{bond} is old. {person} left... {person}?") == (
        "This bond is old. This person left... this person?"
    )
    assert fill("Dear {name}", {"name": " \n"}) == f"Dear {FALLBACKS['name']}"
    assert fill("{person}", {"person": "e. e."}) == "e. e."


@given(st.text(), st.sampled_from(["person", "bond", "name"]))
def test_a_chosen_word_is_never_read_as_a_placeholder(word: str, name: str) -> None:
    filled = fill(f"<{{{name}}}>", {name: "{person}{bond}" + word})
    assert filled.startswith("<{person}{bond}")


def test_no_placeholder_is_left_in_what_a_person_sees() -> None:
    for prompt in LIBRARY.prompts:
        snapshot = LIBRARY.snapshot(prompt)
        assert "{" not in "".join((snapshot.text, *snapshot.followups))


def test_a_library_prompt_does_not_show_its_text_in_a_log() -> None:
    assert repr(LIBRARY.prompt("core/lo-1")) == "<LibraryPrompt core/lo-1>"
