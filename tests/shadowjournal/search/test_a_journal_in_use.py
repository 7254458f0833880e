"""A journal that is written in, day in, day out: however it came about, it finds what it holds."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import assume, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import DataObject
from msgspec.structs import replace
from typing_extensions import override

from shadowjournal.entry import Entry, Moment, Source, new_id
from shadowjournal.journal import Journal
from shadowjournal.search import Index, suggestion
from shadowjournal.search.query import MAX_GROUPS, MAX_LENGTH
from shadowjournal.storage import store
from tests.builders import a_folder
from tests.shadowjournal.search.few_words import DAYS, WORDS, an_entry_of_few_words, questions
from tests.shadowjournal.search.plain_scan import Page, Question, answers

FEW = 3
"""Entries that are read at a time after unlocking, so that much happens in between."""

MANY = 60
"""Entries of one import: more than may wait for the index."""

QUERIES = (
    *WORDS,
    '"my wife"',
    "w* OR p*",
    "-wife",
    "tag:wife",
    "title:plague",
    "is:starred",
    "is:trashed",
    "on:2024",
    "words>3",
)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

some_questions = st.lists(
    questions().filter(
        lambda question: (
            len(question.typed()) <= MAX_LENGTH and question.typed().count("(") <= MAX_GROUPS
        )
    ),
    min_size=1,
    max_size=4,
)
entry_of_few_words = an_entry_of_few_words()


class AJournalInUse(RuleBasedStateMachine):
    """What it finds is what somebody finds who reads every word of what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(mkdtemp())
        self.batch, store._BATCH = store._BATCH, FEW
        self.folder, self.made = a_folder(self.place)
        self.journal = self.folder.open(self.made.key)
        self.held: dict[str, Entry] = {}
        self.imported: list[Entry] = []

    @override
    def teardown(self) -> None:
        self.answers_as_one_made_anew()
        self.journal.close()
        self.folder.release()
        store._BATCH = self.batch
        shutil.rmtree(self.place)

    def any_id(self, data: DataObject, *, trashed: bool | None = None) -> str:
        ids = [
            entry_id
            for entry_id, entry in self.held.items()
            if trashed is None or trashed == (entry.trashed is not None)
        ]
        assume(ids)
        return data.draw(st.sampled_from(ids))

    def save(self, entry: Entry) -> None:
        self.held[entry.id] = self.journal.save(entry)

    @initialize(written=st.lists(entry_of_few_words, max_size=5))
    def begin(self, written: Sequence[Entry]) -> None:
        for entry in written:
            self.save(replace(entry, id=new_id(), trashed=None))

    @rule(entry=entry_of_few_words)
    def write(self, entry: Entry) -> None:
        self.save(replace(entry, id=new_id(), trashed=None))

    @rule(data=st.data(), written=entry_of_few_words)
    def edit(self, data: DataObject, written: Entry) -> None:
        entry = self.held[self.any_id(data)]
        self.save(replace(entry, title=written.title, document=written.document))

    @rule(data=st.data(), day=st.sampled_from(DAYS))
    def date_anew(self, data: DataObject, day: datetime) -> None:
        moment = Moment.on_clock(day, "Europe/London")
        self.save(replace(self.held[self.any_id(data)], written=moment))

    @rule(data=st.data(), written=entry_of_few_words)
    def tag(self, data: DataObject, written: Entry) -> None:
        self.save(replace(self.held[self.any_id(data)], tags=written.tags))

    @rule(data=st.data())
    def star(self, data: DataObject) -> None:
        entry = self.held[self.any_id(data)]
        self.save(replace(entry, starred=not entry.starred))

    @rule(data=st.data(), written=entry_of_few_words)
    def check_in(self, data: DataObject, written: Entry) -> None:
        entry = self.held[self.any_id(data)]
        self.save(replace(entry, before=written.before, after=written.after))

    @rule(data=st.data())
    def throw_away(self, data: DataObject) -> None:
        entry_id = self.any_id(data, trashed=False)
        self.held[entry_id] = self.journal.trash.throw_away(entry_id)

    @rule(data=st.data())
    def take_back(self, data: DataObject) -> None:
        entry_id = self.any_id(data, trashed=True)
        self.held[entry_id] = self.journal.trash.take_back(entry_id)

    @rule(data=st.data())
    def delete_for_ever(self, data: DataObject) -> None:
        entry_id = self.any_id(data, trashed=True)
        is_known = entry_id in {thrown.id for thrown in self.journal.trash.entries}
        self.journal.trash.delete([entry_id])
        if is_known:
            del self.held[entry_id]

    @rule(data=st.data())
    def bring_back_an_earlier_version(self, data: DataObject) -> None:
        earlier = data.draw(st.sampled_from(self.journal.revisions(self.any_id(data))))
        self.append([earlier])

    @rule(data=st.data())
    def undo(self, data: DataObject) -> None:
        """Undo the last change of several entries at once, as after a replacement in all."""
        before = [
            versions[-2]
            for entry_id in self.held
            if len(versions := self.journal.revisions(entry_id)) > 1
        ]
        assume(before)
        self.append(data.draw(st.lists(st.sampled_from(before), min_size=1, unique=True)))

    def append(self, versions: Sequence[Entry]) -> None:
        self.journal.append(versions)
        self.held |= {entry.id: entry for entry in versions}

    @rule(
        entry=entry_of_few_words,
        number=st.integers(0, 3),
        edited=st.integers(0, 3),
        count=st.sampled_from((1, 1, 1, MANY)),
    )
    def take_in(self, entry: Entry, number: int, edited: int, count: int) -> None:
        """Import a file, perhaps one that came before and was edited where it comes from since."""
        self.journal.read_all()
        when = LONG_AGO + timedelta(days=edited)
        arrived = [
            replace(
                entry,
                id=new_id(),
                edited=when,
                source=Source("Day One", f"{number}.{each}", when),
                trashed=None,
            )
            for each in range(count)
        ]
        known = {e.source.id: e for e in self.held.values() if e.source is not None}
        self.journal.take_in([(each, ()) for each in arrived])
        for each in arrived:
            assert each.source is not None
            if each.source.id in known:
                self.take_again(known[each.source.id], each)
            else:
                self.held[each.id] = each

    def take_again(self, here: Entry, arrived: Entry) -> None:
        assert here.source is not None
        is_edited_here = here.edited != here.source.edited or here.trashed is not None
        if arrived.edited > here.source.edited and not is_edited_here:
            self.held[here.id] = replace(arrived, id=here.id)

    @rule()
    def close_and_open(self) -> None:
        self.journal.close()
        self.journal = self.folder.open(self.made.key)

    @rule()
    def read_some(self) -> None:
        self.journal.read_some()

    @rule(asked=some_questions)
    def answers_while_it_is_read(self, asked: Sequence[Question]) -> None:
        """Perhaps not all is found yet, but nothing that is not so."""
        for question in asked:
            assert set(found(self.journal, question.typed())) <= set(self.scanned(question))

    @rule(asked=some_questions)
    def finds_what_reading_every_word_finds(self, asked: Sequence[Question]) -> None:
        self.journal.read_all()
        assert {entry_id: self.journal.get(entry_id) for entry_id in self.held} == self.held
        for question in asked:
            query, answer = question.typed(), self.scanned(question)
            event("something is found" if answer else "nothing is found")
            assert sorted(found(self.journal, query)) == sorted(answer)
            counts = self.journal.count(query)
            assert counts.years == Counter(e.written.day.year for e in answer.values())
            assert counts.tags == Counter(tag for e in answer.values() for tag in e.tags)

    def scanned(self, question: Question) -> dict[str, Entry]:
        return {
            entry_id: entry
            for entry_id, entry in self.held.items()
            if answers(question, Page.of(entry))
        }

    @rule()
    @precondition(lambda self: self.journal.is_read)
    def answers_as_one_made_anew(self) -> None:
        self.journal.read_all()
        anew = Index()
        anew.put(self.held.values())
        for query in QUERIES:
            for is_newest_first in (False, True):
                answer = self.journal.search(query, is_newest_first=is_newest_first)
                assert [(each.summary.id, each.snippet) for each in answer] == [
                    (hit.entry_id, hit.snippet)
                    for hit in anew.search(query, is_newest_first=is_newest_first)
                ]
            assert self.journal.count(query) == anew.count(query)
            assert self.journal.suggest(query) == suggestion(anew, query)
        anew.close()


def found(journal: Journal, query: str) -> list[str]:
    return [each.summary.id for each in journal.search(query)]


TestAJournalInUse = AJournalInUse.TestCase
TestAJournalInUse.settings = settings(max_examples=30, stateful_step_count=24)
