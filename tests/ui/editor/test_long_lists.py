"""Endless lists: they lie on the page in parts, and nobody sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from shadowjournal.document import Block, Document, ListItem, ListKind, Paragraph, spans
from ui.editor import to_page
from ui.editor.from_page import blocks_of, empty_like, list_of, read_page
from ui.editor.to_page import relist, set_kind, write_page

KINDS: list[Block] = [
    ListItem("number"),
    ListItem("number"),
    ListItem("number", 1),
    ListItem("bullet"),
    Paragraph(),
]
STYLES: list[ListKind] = ["bullet", "number", "check"]


def parts(page: QTextDocument) -> list[int]:
    """How many items each list of Qt's holds, in the order of the page."""
    found: dict[int, int] = {}
    for block in blocks_of(page):
        items = list_of(block)
        if items is not None:
            found[items.objectIndex()] = items.count()
    return list(found.values())


def numbers(page: QTextDocument) -> list[str]:
    """What is written before each item of a numbered list."""
    found = []
    for block in blocks_of(page):
        items = list_of(block)
        kind = empty_like(block)
        if items is not None and isinstance(kind, ListItem) and kind.style == "number":
            found.append(items.itemText(block))
    return found


def expected(content: Document) -> list[str]:
    """What a reader expects there."""
    found = []
    open_at: dict[int, tuple[ListKind, int]] = {}
    for block in content.blocks:
        if not isinstance(block, ListItem):
            open_at.clear()
            continue
        open_at = {depth: each for depth, each in open_at.items() if depth <= block.depth}
        style, last = open_at.get(block.depth, (block.style, 0))
        number = last + 1 if style == block.style else 1
        open_at[block.depth] = (block.style, number)
        if block.style == "number":
            found.append(f"{number}.")
    return found


@pytest.mark.parametrize("style", STYLES)
def test_an_endless_list_lies_in_parts_and_its_numbers_run_on(
    qapp: object, style: ListKind
) -> None:
    content = Document(tuple(ListItem(style, spans=spans([f"item {n}"])) for n in range(2_000)))
    page = QTextDocument()
    write_page(content, page)
    assert max(parts(page)) <= 250
    assert read_page(page) == content
    assert numbers(page) == expected(content)
    relist(page)
    assert not page.isUndoAvailable()


def test_an_item_more_in_the_middle_moves_no_other_from_part_to_part(qapp: object) -> None:
    page = QTextDocument()
    write_page(Document((ListItem("number"),) * 1_000), page)
    cursor = QTextCursor(page.findBlockByNumber(300))
    cursor.beginEditBlock()
    cursor.insertBlock()
    relist(page)
    cursor.endEditBlock()
    assert parts(page) == [250, 251, 250, 250]
    assert numbers(page) == [f"{n}." for n in range(1, 1_002)]
    page.undo()
    assert parts(page) == [250] * 4
    assert numbers(page) == [f"{n}." for n in range(1, 1_001)]


EDITS = st.tuples(st.sampled_from(["put", "take", "make"]), st.integers(0, 200), st.integers(0, 4))


@given(start=st.lists(st.sampled_from(KINDS), min_size=1, max_size=40), edits=st.lists(EDITS))
def test_whatever_is_done_to_it_the_numbers_are_right_and_no_part_is_endless(
    qapp: object, start: list[Block], edits: list[tuple[str, int, int]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(to_page, "MAX_PART", 4)
        page = QTextDocument()
        write_page(Document(tuple(start)), page)
        for what, place, kind in edits:
            cursor = QTextCursor(page.findBlockByNumber(place % page.blockCount()))
            cursor.beginEditBlock()
            if what == "put":
                cursor.insertBlock()
            elif what == "make":
                set_kind(cursor.block(), KINDS[kind])
            else:
                cursor.deleteChar()
            relist(page)
            cursor.endEditBlock()
            assert numbers(page) == expected(read_page(page))
            assert max(parts(page), default=0) <= 8
        while page.isUndoAvailable():
            page.undo()
            assert numbers(page) == expected(read_page(page))
        assert read_page(page) == Document(tuple(start))
