"""What SQLite is asked of the index."""

from __future__ import annotations

# Two questions, for a snippet costs more than a rank: it is cut for those that are shown only.
FIND = """
SELECT page.number, page.id FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) ORDER BY {order} LIMIT ?
"""
MATCHING = """
SELECT page.id FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition})
"""
# Of very many, those that were written last are ranked, and those with the words in title or tags.
RANK = """
SELECT words.rank, page.written, page.number, page.id
FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) AND {among} ORDER BY {order} LIMIT ?
"""
BEYOND = """
SELECT words.rowid FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) ORDER BY words.rowid DESC LIMIT 1 OFFSET ?
"""
NAMED_SO = "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
THE_LATEST = "words.rowid >= ?"
THESE = "+words.rowid IN (SELECT value FROM json_each(?))"
BEST_FIRST = "words.rank, page.written DESC, page.id"
NEWEST_FIRST = "page.written DESC, page.id"
NUMBERS = "SELECT min(number), max(number) FROM page"
MARKS = (
    "SELECT id, mark FROM page WHERE mark IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
)
SETTLE = "INSERT INTO words (words, rank) VALUES ('merge', -250)"  # so many of its blocks
STANDS = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
STANDS_IN_FACTS = "SELECT 1 FROM facts WHERE facts MATCH ? LIMIT 1"
BY_YEAR = """
SELECT CAST(substr(page.written, 1, 4) AS INT), count(*)
FROM words JOIN page ON page.number = words.rowid
WHERE words MATCH ? AND ({condition}) GROUP BY 1 ORDER BY 1
"""
BY_TAG = """
SELECT name.name, count(*), max(page.written)
FROM words JOIN page ON page.number = words.rowid
    CROSS JOIN name ON name.number = page.number AND name.kind = 't'
WHERE words MATCH ? AND ({condition}) GROUP BY name.key ORDER BY 2 DESC, 1
"""

# The "+" keeps SQLite from asking the words anew for every single number.
SNIPPETS = """
SELECT
    rowid,
    snippet(words, 1, :hit_begins, :hit_ends, :cut, :words),
    snippet(words, 2, :hit_begins, :hit_ends, :cut, :words)
FROM words WHERE words MATCH :asked AND rowid BETWEEN :first AND :last
    AND +rowid IN (SELECT value FROM json_each(:numbers))
"""
TEXTS = "SELECT rowid, body, prompt FROM words WHERE rowid IN (SELECT value FROM json_each(?))"

HITS = """
SELECT highlight(words, 1, :begins, :ends), highlight(words, 2, :begins, :ends)
FROM words WHERE words MATCH :asked AND rowid = (SELECT number FROM page WHERE id = :id)
"""
