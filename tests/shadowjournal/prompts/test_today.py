from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadowjournal.prompts.library import Library, LibraryPrompt, built_in
from shadowjournal.prompts.pack import Pack, Path, Prompt, Sitting
from shadowjournal.prompts.today import CALM, Answered, Card, offer

LIBRARY = built_in()
TODAY = date(2026, 3, 14)
REFERENCES = [prompt.reference for prompt in LIBRARY.prompts]


def ago(days: int, reference: str) -> Answered:
    return Answered(f"core/{reference}", TODAY - timedelta(days))


def prompt_of(card: Card) -> LibraryPrompt:
    prompt = LIBRARY.prompt(card.snapshot.reference)
    assert prompt is not None
    return prompt


def last_day(answered: Sequence[Answered], reference: str) -> date | None:
    days = [a.on for a in answered if a.reference == reference and a.on <= TODAY]
    return max(days, default=None)


def rests(answered: Sequence[Answered], prompt: LibraryPrompt) -> bool:
    last = last_day(answered, prompt.reference)
    return last is not None and (TODAY - last).days < prompt.prompt.rest_days


def is_calm(answered: Sequence[Answered]) -> bool:
    recent = [a for a in answered if 0 <= (TODAY - a.on).days <= 7]
    prompts = [LIBRARY.prompt(a.reference) for a in recent]
    return sum(p is not None and p.prompt.process == "expressive" for p in prompts) >= 2


days = st.integers(-40, 400).map(lambda n: TODAY - timedelta(n))
answers = st.builds(Answered, st.sampled_from([*REFERENCES, "gone/x"]), days)
histories = st.lists(answers, max_size=80)
short_histories = st.lists(answers, max_size=8)
shuffles = st.integers(0, 30)


@given(histories, shuffles)
def test_there_is_always_one_gentle_one_to_go_on_with_and_one_for_yourself(
    answered: list[Answered], shuffle: int
) -> None:
    gentle, on, care = offer(LIBRARY, answered, TODAY, shuffle)
    assert (gentle.kind, on.kind, care.kind) == ("gentle", "continue", "care")
    assert gentle.snapshot.depth == "gentle"
    assert care.snapshot.category in {"selflove", "integrate"}


@given(histories, shuffles)
def test_nothing_intense_is_ever_offered(answered: list[Answered], shuffle: int) -> None:
    cards = offer(LIBRARY, answered, TODAY, shuffle)
    assert all(prompt_of(card).depth != "intense" for card in cards)
    assert all(card.snapshot.depth != "intense" for card in cards)


@given(histories, shuffles)
def test_no_two_cards_are_of_one_prompt(answered: list[Answered], shuffle: int) -> None:
    cards = offer(LIBRARY, answered, TODAY, shuffle)
    assert len({card.snapshot.reference for card in cards}) == 3
    assert len({card.snapshot.text for card in cards}) == 3


@given(histories, shuffles)
def test_the_same_question_on_the_same_day_gets_the_same_answer(
    answered: list[Answered], shuffle: int
) -> None:
    assert offer(LIBRARY, answered, TODAY, shuffle) == offer(
        LIBRARY, list(reversed(answered)), TODAY, shuffle
    )


@given(histories, shuffles)
def test_a_prompt_rests_after_being_answered_unless_all_that_the_card_could_be_rests(
    answered: list[Answered], shuffle: int
) -> None:
    gentle, on, care = offer(LIBRARY, answered, TODAY, shuffle)
    taken = {card.snapshot.reference for card in (gentle, on, care)}
    allowed = [
        prompt
        for prompt in LIBRARY.prompts
        if prompt.depth != "intense"
        and (prompt.prompt.process in CALM or not is_calm(answered))
        and prompt.id != "in-3"  # which waits for a page that is old enough
        and prompt.reference not in taken
        and not rests(answered, prompt)
    ]
    if rests(answered, prompt_of(gentle)):
        assert not any(prompt.depth == "gentle" for prompt in allowed)
    if rests(answered, prompt_of(care)):
        assert not any(prompt.category.id in {"selflove", "integrate"} for prompt in allowed)
    if on.follows is None and rests(answered, prompt_of(on)):
        assert not allowed


def test_where_everything_rests_the_longest_rested_comes_back() -> None:
    caring = (*LIBRARY.prompts_in("selflove"), *LIBRARY.prompts_in("integrate"))
    answered = [ago(days, prompt.id) for days, prompt in enumerate(caring, 1)]
    *_, care = offer(LIBRARY, answered, TODAY)
    assert care.snapshot.id == caring[-1].id


@given(histories, shuffles)
def test_a_card_says_when_its_prompt_was_last_answered(
    answered: list[Answered], shuffle: int
) -> None:
    for card in offer(LIBRARY, answered, TODAY, shuffle):
        assert card.last_answered == last_day(answered, card.snapshot.reference)


@given(
    histories,
    st.lists(
        st.builds(
            Answered,
            st.sampled_from(
                [p.reference for p in LIBRARY.prompts if p.prompt.process == "expressive"]
            ),
            st.integers(0, 7).map(lambda n: TODAY - timedelta(n)),
        ),
        min_size=2,
        max_size=4,
    ),
    shuffles,
)
def test_after_two_expressive_answers_in_a_week_only_calmer_ways_of_writing_are_offered(
    answered: list[Answered], expressive: list[Answered], shuffle: int
) -> None:
    cards = offer(LIBRARY, answered + expressive, TODAY, shuffle)
    assert {card.snapshot.process for card in cards} <= CALM


def test_expressive_answers_of_the_week_before_no_longer_count() -> None:
    answered = [ago(8, "tr-3"), ago(8, "pp-3"), ago(0, "mi-3")]
    offered = {c.snapshot.process for n in range(9) for c in offer(LIBRARY, answered, TODAY, n)}
    assert not offered <= CALM


def test_another_gives_three_new_cards_for_a_while() -> None:
    seen: set[str] = set()
    for shuffle in range(5):
        cards = {card.snapshot.reference for card in offer(LIBRARY, [], TODAY, shuffle)}
        assert not cards & seen
        seen |= cards


@given(short_histories, shuffles)
def test_another_always_gives_other_cards(answered: list[Answered], shuffle: int) -> None:
    before = offer(LIBRARY, answered, TODAY, shuffle)
    after = offer(LIBRARY, answered, TODAY, shuffle + 1)
    assert before[0] != after[0]
    assert before[1] != after[1]


@given(short_histories, st.integers(0, 2))
def test_a_day_keeps_the_cards_that_were_not_written_to(
    answered: list[Answered], place: int
) -> None:
    cards = offer(LIBRARY, answered, TODAY)
    written = Answered(cards[place].snapshot.reference, TODAY)
    kept = offer(LIBRARY, [*answered, written], TODAY)
    assert kept[place] != cards[place]
    if is_calm([*answered, written]) == is_calm(answered):
        assert all(kept[n] == cards[n] for n in range(3) if n != place)


def test_days_differ() -> None:
    texts = {offer(LIBRARY, [], TODAY + timedelta(n))[0].snapshot.text for n in range(30)}
    assert len(texts) > 5


def second(*answered: Answered) -> Card:
    return offer(LIBRARY, answered, TODAY)[1]


def test_a_path_goes_on_where_it_was_left() -> None:
    assert second(ago(3, "pp-2")).snapshot.id in {"so-1", "pp-3"}
    assert second(ago(3, "so-1"), ago(3, "pp-2")).snapshot.id == "pp-3"
    assert second(ago(9, "so-1"), ago(8, "pp-2"), ago(5, "pp-3")).snapshot.id == "pp-4"


def test_a_path_goes_on_after_a_rest_and_past_what_is_answered() -> None:
    left = (ago(9, "pp-2"), ago(9, "so-1"), ago(9, "pp-3"), ago(8, "pp-4"))
    assert second(*left).snapshot.id == "se-3"
    assert second(*left, ago(3, "se-3"), ago(2, "se-1")).snapshot.id == "ch-3"


def test_a_sitting_that_is_an_exercise_is_stood_in_for_by_its_alternative() -> None:
    assert second(ago(3, "ch-3")).snapshot.id == "bo-3"


def test_a_sitting_that_is_only_an_exercise_is_passed_over() -> None:
    # The ninth sitting of the long path is an exercise with nothing in its place.
    assert second(ago(3, "tr-3")).snapshot.id == "vo-3"


def test_a_sitting_that_is_intense_is_stood_in_for_by_its_alternative() -> None:
    assert second(ago(20, "my-2"), ago(3, "se-1")).snapshot.id == "mi-3"


def test_a_path_of_timed_writing_never_comes_up_by_itself() -> None:
    references = {c.snapshot.id for n in range(40) for c in offer(LIBRARY, [], TODAY, n)}
    assert "timed-20" not in references


def test_a_path_left_for_a_month_no_longer_calls() -> None:
    assert second(ago(30, "ch-3")).snapshot.id == "bo-3"
    shelves = {offer(LIBRARY, [ago(31, "ch-3")], TODAY + timedelta(n))[1] for n in range(20)}
    assert len(shelves) > 3


def test_a_path_begins_with_a_step_and_not_with_a_rest() -> None:
    card = second(ago(2, "se-2"))
    assert card.snapshot.id == "se-2"
    assert card.follows is not None


def test_what_was_answered_outside_a_path_is_gone_on_with_by_its_follow_up() -> None:
    card = second(ago(2, "lo-1"))
    prompt = prompt_of(card)
    assert prompt.id == "lo-1"
    assert card.snapshot.text == prompt.prompt.followups[0]
    assert card.follows == prompt.text
    assert card.begins_with.text == f"{prompt.text}\n{card.snapshot.text}"
    assert card.begins_with.reference == card.snapshot.reference
    assert card.last_answered == TODAY - timedelta(2)


def test_a_follow_up_that_was_written_to_is_not_asked_again() -> None:
    card = second(ago(5, "lo-1"), ago(2, "lo-1"))
    assert card.follows is None
    assert card.snapshot.category != "loss"


def test_a_follow_up_is_not_asked_on_the_day_of_the_question() -> None:
    assert second(ago(0, "lo-1")).follows is None


def test_the_follow_up_of_an_intense_prompt_is_left_to_the_writer() -> None:
    assert second(ago(2, "lo-5")).snapshot.id != "lo-5"


def test_where_nothing_was_begun_a_shelf_comes_up_that_was_not_visited_of_late() -> None:
    answered = [ago(0, "lo-1"), ago(0, "bo-2"), ago(0, "be-1")]
    answered += [ago(5, "vo-2"), ago(3, "vo-2")]
    for shuffle in range(10):
        card = offer(LIBRARY, answered, TODAY, shuffle)[1]
        assert card.snapshot.category != "voices"


def test_rereading_waits_until_there_is_something_to_reread() -> None:
    def offered(*answered: Answered) -> set[str]:
        return {c.snapshot.id for n in range(40) for c in offer(LIBRARY, answered, TODAY, n)}

    assert "in-3" not in offered(ago(3, "lo-1"))
    assert "in-3" in offered(ago(40, "lo-1"))


def a_library(*prompts: Prompt, paths: tuple[Path, ...] = ()) -> Library:
    return Library(
        [Pack(id="p", version="1.0.0", title="P", language="en", prompts=prompts, paths=paths)]
    )


def a_prompt(name: str, category: str = "selflove", rest_days: int = 30) -> Prompt:
    return Prompt(
        id=name,
        category=category,
        depth="gentle",
        minutes=5,
        process="concrete",
        text=f"What is {name}?",
        rest_days=rest_days,
    )


def test_three_prompts_are_enough() -> None:
    library = a_library(*map(a_prompt, "abc"))
    cards = offer(library, [Answered("p/a", TODAY)], TODAY, 7)
    assert {card.snapshot.id for card in cards} == set("abc")


def test_fewer_than_three_prompts_cannot_be_offered() -> None:
    with pytest.raises(ValueError, match="too few prompts"):
        offer(a_library(a_prompt("a"), a_prompt("b")), [], TODAY)


def test_a_prompt_says_itself_how_long_it_rests() -> None:
    brief, usual = a_prompt("a", rest_days=2), [a_prompt(name) for name in "bcd"]
    library = a_library(brief, *usual)
    answered = [Answered(f"p/{name}", TODAY - timedelta(3)) for name in "abcd"]
    cards = offer(library, answered, TODAY)
    assert "a" in {card.snapshot.id for card in cards}


def test_a_path_may_name_prompts_of_packs_that_are_not_there() -> None:
    path = Path(
        id="way",
        title="A way",
        depth="gentle",
        sittings=(
            Sitting(n=1, title="One", items=("prompt:a",)),
            Sitting(n=2, title="Two", items=("prompt:gone/x", "exercise:y", "builtin:timed-5")),
            Sitting(n=3, title="Three", items=("prompt:b",)),
        ),
    )
    library = a_library(*[a_prompt(name, "loss") for name in "abcd"], a_prompt("e"), paths=(path,))
    card = offer(library, [Answered("p/a", TODAY - timedelta(1))], TODAY)[1]
    assert card.snapshot.id == "b"
