"""Tags are shown in the colours their owner chose, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from shadowjournal.catalog import summarise
from tests.builders import an_entry
from ui.editor.chips import Chips
from ui.editor.tag_chip import TagChip
from ui.entries.panel import EntriesPanel
from ui.icons import Icons
from ui.tag_look import set_tag_colours, tag_hue, tag_tint
from ui.theme import HUES, apply_theme, load_theme


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> Iterator[QApplication]:
    look, sheet = qapp.palette(), qapp.styleSheet()
    yield qapp
    set_tag_colours(())
    qapp.setPalette(look)
    qapp.setStyleSheet(sheet)
    qapp.setProperty("theme", None)


def test_every_spelling_of_a_tag_has_its_colour() -> None:
    assert set_tag_colours((("grief", "rose"), ("cafe\u0301", "sky")))
    assert [tag_hue(tag) for tag in ("grief", "GRIEF", "Café", "home")] == [
        "rose",
        "rose",
        "sky",
        "",
    ]


def test_a_colour_that_is_unknown_here_is_none() -> None:
    assert not set_tag_colours((("grief", "ultraviolet"),))
    assert tag_hue("grief") == ""


def test_it_is_told_whether_anything_changed() -> None:
    assert set_tag_colours((("grief", "rose"),))
    assert not set_tag_colours((("grief", "rose"),))
    assert set_tag_colours(())
    assert not set_tag_colours(())


def test_a_tint_is_that_of_the_theme_that_is_seen(app: QApplication) -> None:
    set_tag_colours((("grief", "rose"),))
    assert tag_tint("grief") is None  # before anything was dressed
    for name in ("light", "dark"):
        theme = load_theme(name)
        apply_theme(app, theme)
        assert tag_tint("grief") == theme.hues.rose
    assert tag_tint("home") is None


@pytest.mark.parametrize("hue", HUES)
def test_a_chip_on_the_page_is_in_the_colour_of_its_tag(
    app: QApplication, qtbot: QtBot, hue: str
) -> None:
    theme = load_theme("light")
    apply_theme(app, theme)
    chips = Chips()
    qtbot.addWidget(chips)
    chips.show_tags(["grief", "home"])
    chips.resize(400, 60)
    set_tag_colours((("grief", hue),))
    chips.dress()
    grief, home = chips.findChildren(TagChip)[-2:]
    tint = theme.tint(hue)
    assert tint is not None
    assert ground(grief) == tint.ground.lower()
    assert ground(home) == theme.soft.lower()
    apply_theme(app, load_theme("dark"))
    assert ground(grief) != tint.ground.lower()


def ground(chip: TagChip) -> str:
    image = chip.grab().toImage()
    return image.pixelColor(image.width() // 2, 2).name()


def test_a_row_of_the_list_shows_its_tag_in_its_colour(app: QApplication, qtbot: QtBot) -> None:
    theme = load_theme("light")
    apply_theme(app, theme)
    set_tag_colours((("grief", "ochre"),))
    panel = EntriesPanel(Icons(theme))
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show_entries([summarise(an_entry(tags=("grief",)))])
    view = panel.findChild(QListView)
    assert view is not None
    image = view.grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert theme.hues.ochre.ground.lower() in seen
    assert theme.soft.lower() not in seen
