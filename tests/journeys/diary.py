"""Some years of someone's journal, invented for the pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from shadowjournal.entry import Entry, Moment, clean_tags
from shadowjournal.formats.from_markdown import from_markdown

STARRED = "The quiet after the call"

# Each page: when | title | tags, then paragraphs of Markdown.
_PAGES = """
# 2024-10-06T19:20 | First Sunday here | home

Unpacked the plates. The kitchen has one good window, and the light comes in
across the sink until seven. I ate standing up and did not mind.

# 2024-12-27T23:05 | Back seat, Sundays | childhood

From the kitchen door I could hear whether it was safe to come in. Keys on the
table: safe. Keys kept in the hand: wait. I still listen for keys.

# 2025-03-11T07:40 | Seed trays | garden

Tomatoes, basil, and the blue flower whose name I keep losing. They do not ask
how I slept. They ask for water.

# 2025-05-30T21:15 | What the fight was about | separation

The dishes. And under the dishes, whether I am allowed to be tired in my own
kitchen. I said *never mind*, which is what I say when I mind.

# 2025-08-24T22:50 | What I had to be | childhood

Useful. In that kitchen useful was the same as loved, and nobody ever said so
aloud.

I would like to find out what is left when I sit down.

# 2025-11-14T22:41 | The quiet after the call | separation, phone call

The call ended the way it always does, in the middle of a sentence, mine. I
stood there with the phone, and then I cleaned the kitchen, which is what my
mother did when my father left the room.

As a camera would have it: a woman wipes a counter that is already clean. She
opens a drawer and closes it. It is ten past ten. Nobody has said anything
cruel.

What I heard underneath it: *you are too much in a room*. That sentence is
older than he is.

# 2026-01-02T09:30 | A plain day | plain day

Bread, the kitchen window open a hand wide, nobody to explain anything to. The
radiator man came. I noticed I had not looked at the phone since lunch.

# 2026-04-19T20:10 | No, thank you | boundaries

I said it without a reason after it. Three words, and the ceiling stayed where
it was. He was quiet for a moment. Then he said: all right. That was all.

# 2026-07-08T06:55 | The blue one came up | garden

Borage. Its name is borage. I wrote it on a stick this time.

# 2026-09-27T22:30 | The message I did not send | separation

Four drafts, each one kinder than I am. I have put them here instead, where
they cannot arrive.

# 2026-11-15T21:35 | Whose voice says hurry | phone call

Not mine. It has my grandmother's consonants. I let it talk and went on peeling
the pears.

# 2026-11-20T18:45 | Soup | plain day

Leeks, two potatoes, the end of the cream. The kitchen smelled like somebody
lived in it.
"""

# What a short day is made of.
_SENTENCES = """
The bus was late and nobody said anything about it.
I walked the long way, past the canal, to see whether the heron was there.
It rained until four.
My sister rang about the boiler and we ended up laughing.
Slept badly, woke before the alarm, lay there and listened to the street.
I had an answer ready all day, and nobody asked.
Bought thread, mended the coat, wore it out of pride.
The neighbour's boy is learning the trumpet. He has one note, and it is nearly right.
I looked at the phone eleven times. I counted so that tomorrow I can count again.
Work was work.
Somebody had left a chair on the pavement, a good one, and I carried it home.
I am angrier than I write here.
The list for tomorrow has three things on it, and one of them is to sit down.
A letter from the bank, unopened, is the loudest thing in the room.
I said yes before I had thought, as I do.
Then I rang back and said no, and the sky did not fall.
The plums are over. The pears are not yet.
I found his scarf behind the bench and did not know what my face did.
Swam twenty lengths. In the water there is nothing to decide.
It is easier to be kind to him when he is not here.
Mother's birthday. I wrote the card in one go and did not read it again.
The dream with the stairs, again, but this time I sat down on one of them.
Tea with Anna, who asks a question and then waits.
I want to be chosen. There, that is the sentence.
Nothing hurt today. I write it down because I will not believe it later.
"""
_TITLES = (
    "", "", "", "A plain day", "Canal", "The chair", "Before work", "Late", "Rain", "One note",
    "Stairs", "Twenty lengths",
)  # fmt: skip
_TAGS = ("", "", "plain day", "garden", "separation", "childhood", "boundaries", "dream", "@Anna")
_SHORT_DAYS, _YEARS = 420, 4


def short_days(today: date) -> Iterator[Entry]:
    """Yield many short entries of the years before *today*, some on this very day."""
    chance = random.Random(11)
    days = [date(today.year - years, today.month, min(today.day, 28)) for years in (1, 2, 4)]
    span = range(1, _YEARS * 365)
    days += [today - timedelta(ago) for ago in chance.sample(span, _SHORT_DAYS)]
    sentences = _SENTENCES.strip().splitlines()
    for day in days:
        at = datetime.combine(day, time(chance.choice((6, 7, 21, 22, 23)), chance.randrange(60)))
        words = chance.sample(sentences, chance.choice((1, 2, 3, 3, 4, 6, 9, 14)))
        yield replace(
            Entry.begin(None, Moment.on_clock(at, "Europe/London")),
            title=chance.choice(_TITLES),
            tags=clean_tags([chance.choice(_TAGS)]),
            document=from_markdown(
                "\n\n".join(" ".join(words[n : n + 4]) for n in range(0, 14, 4))
            ),
        )


def pages() -> Iterator[Entry]:
    """Yield the entries, oldest first."""
    for page in _PAGES.strip().removeprefix("# ").split("\n# "):
        head, *paragraphs = page.strip().split("\n\n")
        when, title, tags = head.split(" | ")
        words = "\n\n".join(" ".join(lines.splitlines()) for lines in paragraphs)
        yield replace(
            Entry.begin(None, Moment.on_clock(datetime.fromisoformat(when), "Europe/London")),
            title=title,
            tags=clean_tags(tags.split(",")),
            starred=title == STARRED,
            document=from_markdown(words),
        )
