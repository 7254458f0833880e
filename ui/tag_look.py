"""The colours of tags: what their owner chose, in the tints of the theme.

The choice is kept with the application while the journal is open: whatever draws a tag asks here.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtGui import QGuiApplication

from shadowjournal.names import name_key
from shadowjournal.tagging import Colours
from ui.theme import HUES, Tint, present_theme

_PROPERTY: Final = "tagColours"


class _Chosen(Struct, frozen=True):
    hues: dict[str, str]


def set_tag_colours(colours: Colours) -> bool:
    """Show tags in *colours* from now on; tell whether they were others before.

    What is on the screen is for whoever holds it.
    """
    before = _chosen()
    now = {key: hue for key, hue in colours if hue in HUES}
    if (app := QGuiApplication.instance()) is not None:
        app.setProperty(_PROPERTY, _Chosen(now) if now else None)
    return before != now


def tag_hue(tag: str) -> str:
    """Return the name of the colour of *tag*; empty where it has none."""
    hues = _chosen()
    return hues.get(name_key(tag), "") if hues else ""


def tag_tint(tag: str) -> Tint | None:
    """Return the colour of *tag* in the theme that is seen; None where it has none."""
    hue, theme = tag_hue(tag), present_theme()
    return theme.tint(hue) if hue and theme is not None else None


def _chosen() -> dict[str, str]:
    app = QGuiApplication.instance()
    chosen = app.property(_PROPERTY) if app is not None else None
    return chosen.hues if isinstance(chosen, _Chosen) else {}
