"""What each gesture does, wherever it is made: a table of before, keys and after."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.editor.notation import normal, show, written
from ui.actions import Actions
from ui.editor.editor import EntryEditor
from ui.editor.manner import Manner
from ui.icons import Icons
from ui.quotes import quotes_of
from ui.theme import load_theme

_KEYS = {"Enter": "Return"}
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_STROKE = re.compile(r"\{([^}]+)\}|([^{]+)")

ENTER = (
    ("Hello|", "{Enter}there", "Hello / there|"),
    ("He|llo", "{Enter}", "He / |llo"),
    ("|Hello", "{Enter}", " / |Hello"),
    ("Hello|", "{Shift+Enter}there", "Hello⏎there|"),
    ("H^ell|o", "{Enter}", "H / |o"),
    ("On^e / T|wo", "{Enter}", "On / |wo"),
    ("# Title|", "{Enter}text", "# Title / text|"),
    ("# Ti|tle", "{Enter}", "# Ti / # |tle"),
    ("# |Title", "{Enter}", " / # |Title"),
    ("### |", "{Enter}", "|"),
    ("> Quoted|", "{Enter}more", "> Quoted / > more|"),
    ("> Quoted|", "{Enter}{Enter}out", "> Quoted / out|"),
    ("> |", "{Enter}", "|"),
    ("> One|", "{Shift+Enter}two", "> One⏎two|"),
    ("- One|", "{Enter}two", "- One / - two|"),
    ("- |One", "{Enter}", "-  / - |One"),
    ("- O|ne", "{Enter}", "- O / - |ne"),
    ("- One / - |", "{Enter}", "- One / |"),
    ("- One /   - |", "{Enter}", "- One / - |"),
    ("- One /   - |", "{Enter}{Enter}", "- One / |"),
    ("- One / - | / - Three", "{Enter}", "- One / | / - Three"),
    ("1. One|", "{Enter}two", "1. One / 1. two|"),
    ("1. One / 1. |", "{Enter}", "1. One / |"),
    ("[x] Done|", "{Enter}next", "[x] Done / [ ] next|"),
    ("[x] |Done", "{Enter}", "[ ]  / [x] |Done"),
    ("[ ] |", "{Enter}", "|"),
    ("- One|", "{Shift+Enter}more", "- One⏎more|"),
    ("` one|", "{Enter}two", "` one⏎two|"),
    ("` one|", "{Enter}{Enter}{Enter}out", "` one / out|"),
    ("` |", "{Enter}", "` ⏎|"),
    ("--- / |", "{Enter}", "--- /  / |"),
    ("|---", "{Enter}", "--- / |"),
    ("@|", "{Enter}below", "@ / below|"),
    ("|@", "{Enter}", "| / @"),
    ("<b>Bold|</>", "{Enter}on", "<b>Bold</> / <b>on|</>"),
    ("<a>Link|</>", "{Enter}on", "<a>Link</> / on|"),
    ("<h>Lit|</>", "{Enter}on", "<h>Lit</> / on|"),
)

BACKSPACE = (
    ("Hello|", "{Backspace}", "Hell|"),
    ("One / |Two", "{Backspace}", "One|Two"),
    (" / |Two", "{Backspace}", "|Two"),
    ("|One", "{Backspace}", "|One"),
    ("# |Title", "{Backspace}", "|Title"),
    ("One / # |Two", "{Backspace}{Backspace}", "One|Two"),
    ("> |Quoted", "{Backspace}", "|Quoted"),
    ("- |One", "{Backspace}", "|One"),
    ("- One / - |Two", "{Backspace}", "- One / |Two"),
    ("- One / - |Two", "{Backspace}{Backspace}", "- One|Two"),
    ("- One /   - |Two", "{Backspace}", "- One / |Two"),
    ("1. One / 1. |Two / 1. Three", "{Backspace}", "1. One / |Two / 1. Three"),
    ("[x] |Done", "{Backspace}", "|Done"),
    ("` |code", "{Backspace}", "|code"),
    ("--- / |Text", "{Backspace}", "|Text"),
    ("@ / |Text", "{Backspace}", "|Text"),
    ("@ / |", "{Backspace}", "@|"),
    ("@|", "{Backspace}", "|"),
    ("Text / |@", "{Backspace}", "Text| / @"),
    (" / |@", "{Backspace}", "|@"),
    ("|---", "{Backspace}", "|"),
    ("O^ne / # T|wo", "{Backspace}", "O|wo"),
    ("# O^ne / - T|wo", "{Backspace}", "# O|wo"),
    ("^One / --- / Tw|o", "{Backspace}", "|o"),
    ("O^ne / @ / T|wo", "{Backspace}", "O|wo"),
    ("One two|", "{Ctrl+Backspace}", "One |"),
    ("One⏎|two", "{Backspace}", "One|two"),
)

DELETE = (
    ("|Hello", "{Delete}", "|ello"),
    ("One| / Two", "{Delete}", "One|Two"),
    ("One| / # Two", "{Delete}", "One|Two"),
    ("One| / - Two", "{Delete}", "One|Two"),
    ("# One| / Two", "{Delete}", "# One|Two"),
    ("- One| / - Two", "{Delete}", "- One|Two"),
    ("One| / --- / Two", "{Delete}", "One| / Two"),
    ("One| / @ / Two", "{Delete}", "One| / Two"),
    ("| / @", "{Delete}", "|@"),
    ("|@ / Two", "{Delete}", "| / Two"),
    ("@| / ", "{Delete}", "@|"),
    ("One|", "{Delete}", "One|"),
    ("|One two", "{Ctrl+Delete}", "|two"),
)

TAB = (
    ("One|", "{Tab}two", "One\ttwo|"),
    ("O^n|e", "{Tab}", "O^n|e"),
    ("- One / - |Two", "{Tab}", "- One /   - |Two"),
    ("- One / - Tw|o", "{Tab}", "- One /   - Tw|o"),
    ("- |One", "{Tab}", "- |One"),
    ("- One /   - |Two", "{Tab}", "- One /   - |Two"),
    ("- One /   - |Two", "{Shift+Tab}", "- One / - |Two"),
    ("- |One", "{Shift+Tab}", "- |One"),
    ("- One / - |Two /   - Three", "{Tab}", "- One /   - |Two /     - Three"),
    ("- One /   - |Two /     - Three", "{Shift+Tab}", "- One / - |Two /   - Three"),
    ("- One / - T^wo / - Thr|ee", "{Tab}", "- One /   - T^wo /   - Thr|ee"),
    ("1. One / 1. |Two", "{Tab}", "1. One /   1. |Two"),
    ("[ ] One / [x] |Two", "{Tab}", "[ ] One /   [x] |Two"),
    ("` a|b", "{Tab}", "` a\t|b"),
    ("- One / - |Two", "{Tab}{Ctrl+Z}", "- One / - Two|"),
)

SHORTHAND = (
    ("|", "# Title", "# Title|"),
    ("|", "## Title", "## Title|"),
    ("|", "### Title", "### Title|"),
    ("|", "#### Title", "#### Title|"),
    ("|", "- one", "- one|"),
    ("|", "* one", "- one|"),
    ("|", "+ one", "- one|"),
    ("|", "1. one", "1. one|"),
    ("|", "1) one", "1. one|"),
    ("|", "1984. A year", "1984. A year|"),
    ("1. One / |", "2. two", "1. One / 1. two|"),
    ("1. One / |", "3. three", "1. One / 3. three|"),
    ("|", "[] buy", "[ ] buy|"),
    ("|", "[ ] buy", "[ ] buy|"),
    ("|", "[x] done", "[x] done|"),
    ("|", "- [ ] buy", "[ ] buy|"),
    ("|", "> said", "> said|"),
    ("|", "``` code", "` code|"),
    ("|", "```{Enter}code", "` code|"),
    ("|", "```python{Enter}code", "` code|"),
    ("|", "---{Enter}after", "--- / after|"),
    ("|", "***{Enter}after", "--- / after|"),
    ("One / |", "---{Enter}", "One / --- / |"),
    ("|text", "# ", "# |text"),
    ("text|", "# ", "text# |"),
    ("# Title|", "- ", "# Title- |"),
    ("` |", "# no", "` # no|"),
    ("` |", "---{Enter}", "` ---⏎|"),
    ("> |", "- no", "> - no|"),
    ("|", "# {Ctrl+Z}", "# |"),
    ("|", "# {Ctrl+Z}a", "# a|"),
    ("|", "- {Ctrl+Z}", "- |"),
    ("|", "[] {Ctrl+Z}", "[] |"),
    ("|", "> {Ctrl+Z}", "> |"),
    ("|", "---{Enter}{Ctrl+Z}", "---|"),
    ("|", "# Title{Backspace}", "# Titl|"),
    ("|", "# {Backspace}", "|"),
    ("|", "**bold** on", "<b>bold</> on|"),
    ("|", "__bold__ on", "<b>bold</> on|"),
    ("|", "*soft* on", "<i>soft</> on|"),
    ("|", "_soft_ on", "<i>soft</> on|"),
    ("|", "~~gone~~ on", "<s>gone</> on|"),
    ("|", "==lit== on", "<h>lit</> on|"),
    ("|", "`code` on", "<c>code</> on|"),
    ("|", "so **very bold** on", "so <b>very bold</> on|"),
    ("|", "**bold**{Ctrl+Z}", "**bold**|"),
    ("|", "*soft*{Ctrl+Z} on", "*soft* on|"),
    ("|", "2*3*4", "2*3*4|"),
    ("|", "snake_case_name", "snake_case_name|"),
    ("|", "** no **", "** no **|"),
    ("|", "a * b * c", "a * b * c|"),
    ("` |", "**no**", "` **no**|"),
    ("- |", "**bold** on", "- <b>bold</> on|"),
    ("# |", "*soft* on", "# <i>soft</> on|"),
    ("🙂 |", "**bold**", "🙂 <b>bold|</>"),
)

TYPOGRAPHY = (
    ("|", 'He said "yes"', "He said “yes”|"),
    ("|", "'yes'", "‘yes’|"),
    ("|", "don't", "don’t|"),
    ("|", '("so")', "(“so”)|"),
    ("|", "well...", "well…|"),
    ("|", "well....", "well….|"),
    ("|", "one -- two", "one – two|"),
    ("|", "one --- two", "one — two|"),
    ("|", "one--two", "one–two|"),
    ("|", "ls --help", "ls --help|"),
    ("|", 'say "{Ctrl+Z}', 'say "|'),
    ("|", 'say "{Backspace}', "say |"),
    ("|", "so...{Ctrl+Z}", "so...|"),
    ("` |", '"no" -- ...', '` "no" -- ...|'),
    ("<c>co|de</>", '"', '<c>co"|de</>'),
    ("One⏎|", '"two"', "One⏎“two”|"),
    ("<b>so |</>", '"bold"', "<b>so “bold”|</>"),
)

MARKS = (
    ("|", "{bold}so{bold} on", "<b>so</> on|"),
    ("^word|", "{bold}", "<b>^word|</>"),
    ("<b>^word|</>", "{bold}", "^word|"),
    ("^word|", "{italic}{underline}", "<iu>^word|</>"),
    ("^word|", "{strike}", "<s>^word|</>"),
    ("^word|", "{highlight}", "<h>^word|</>"),
    ("^word|", "{code}", "<c>^word|</>"),
    ("a ^word| b", "{bold}{Ctrl+Z}", "a word| b"),
    ("One ^two / thr|ee", "{bold}", "One <b>^two</> / <b>thr|</>ee"),
    ("<a>link|</>", " on", "<a>link</> on|"),
    ("<h>lit|</>", " on", "<h>lit</> on|"),
    ("<c>code|</>", " on", "<c>code</> on|"),
    ("<b>bold|</>", " on", "<b>bold on|</>"),
    ("<b>bold|</>", "{Right} on", "<b>bold</> on|"),
    ("<b>bold|</> / x", "{Right}{Right}", "<b>bold</> / |x"),
    ("<a>li|nk</>", "x", "<a>lix|nk</>"),
    ("|<a>link</>", "x", "x|<a>link</>"),
)

KINDS = (
    ("Te|xt", "{heading_1}", "# Te|xt"),
    ("Te|xt", "{heading_2}", "## Te|xt"),
    ("Te|xt", "{heading_3}", "### Te|xt"),
    ("# Te|xt", "{paragraph}", "Te|xt"),
    ("# Te|xt", "{heading_1}", "Te|xt"),
    ("Te|xt", "{quote}", "> Te|xt"),
    ("Te|xt", "{bullets}", "- Te|xt"),
    ("Te|xt", "{numbers}", "1. Te|xt"),
    ("Te|xt", "{checks}", "[ ] Te|xt"),
    ("Te|xt", "{code_block}", "` Te|xt"),
    ("- Te|xt", "{bullets}", "Te|xt"),
    ("- Te|xt", "{numbers}", "1. Te|xt"),
    ("- One /   - T|wo", "{checks}", "- One /   [ ] T|wo"),
    ("O^ne / T|wo", "{bullets}", "- O^ne / - T|wo"),
    ("O^ne / - T|wo", "{bullets}", "- O^ne / - T|wo"),
    ("O^ne / T|wo", "{code_block}", "` O^ne⏎T|wo"),
    ("O^ne / --- / T|wo", "{quote}", "> O^ne / --- / > T|wo"),
    ("[ ] T|wo", "{Ctrl+Enter}", "[x] T|wo"),
    ("[x] T|wo", "{Ctrl+Enter}", "[ ] T|wo"),
    ("[ ] O^ne / [x] T|wo", "{Ctrl+Enter}", "[x] O^ne / [x] T|wo"),
    ("Te|xt", "{Ctrl+Enter}", "Te|xt"),
    ("One|", "{rule}", "One / --- / |"),
    ("|", "{rule}", "--- / |"),
    ("O|ne / Two", "{rule}", "One / --- / |Two"),
    ("Te|xt", "{heading_1}{Ctrl+Z}", "Te|xt"),
)

MOVES = (
    ("One / T|wo", "{Alt+Up}", "T|wo / One"),
    ("O|ne / Two", "{Alt+Down}", "Two / O|ne"),
    ("|One / Two", "{Alt+Up}", "|One / Two"),
    ("One / Two|", "{Alt+Down}", "One / Two|"),
    ("One / |Two / Three", "{Alt+Down}", "One / Three / |Two"),
    ("One / T^wo / Th|ree", "{Alt+Up}", "T^wo / Th|ree / One"),
    ("O^ne / T|wo / Three", "{Alt+Down}", "Three / O^ne / T|wo"),
    ("# One / T|wo", "{Alt+Up}", "T|wo / # One"),
    ("- One / - T|wo", "{Alt+Up}", "- T|wo / - One"),
    ("- One /   - deep / - T|wo", "{Alt+Up}", "- T|wo / - One /   - deep"),
    ("- O|ne /   - deep / - Two", "{Alt+Down}", "- Two / - O|ne /   - deep"),
    ("- O|ne / - Two /   - deep", "{Alt+Down}", "- Two /   - deep / - O|ne"),
    ("[x] O|ne / [ ] Two", "{Alt+Down}", "[ ] Two / [x] O|ne"),
    ("One / --- / T|wo", "{Alt+Up}", "One / T|wo / ---"),
    ("One / |--- / Two", "{Alt+Up}", "|--- / One / Two"),
    ("One / @| / Two", "{Alt+Down}", "One / Two / @|"),
    ("One / |@ / Two", "{Alt+Up}", "|@ / One / Two"),
    ("` a⏎b / T|wo", "{Alt+Up}", "T|wo / ` a⏎b"),
    ("<b>One</> / T|wo", "{Alt+Up}", "T|wo / <b>One</>"),
    ("One / T|wo", "{Alt+Up}{Ctrl+Z}", "One / T|wo"),
    ("One / T|wo / Three", "{Alt+Up}{Alt+Down}", "One / T|wo / Three"),
)

TABLE = (
    *ENTER, *BACKSPACE, *DELETE, *TAB, *SHORTHAND, *TYPOGRAPHY, *MARKS, *KINDS, *MOVES,
)  # fmt: skip


@pytest.fixture
def editor(qtbot: QtBot) -> EntryEditor:
    made = EntryEditor(Actions(), Icons(load_theme("light")))
    qtbot.addWidget(made)
    made.page.set_manner(Manner(has_shorthand=True, quotes=quotes_of("en")))
    return made


def press(editor: EntryEditor, keys: str) -> None:
    """Type *keys*; what stands in braces is a key, or the name of a command."""
    for stroke in _STROKE.finditer(keys):
        name, text = stroke[1], stroke[2]
        if text:
            QTest.keyClicks(editor.page, text)
        elif name.islower():
            getattr(editor.commands, name).trigger()
        else:
            *held, name = name.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for each in held:
                modifiers |= _MODIFIERS[each]
            is_back = name == "Tab" and held
            key = Qt.Key.Key_Backtab if is_back else getattr(Qt.Key, f"Key_{_KEYS.get(name, name)}")
            QTest.keyClick(editor.page, key, modifiers)


@pytest.mark.parametrize(("before", "keys", "after"), TABLE)
def test_a_gesture_does_what_a_writer_means_by_it(
    editor: EntryEditor, before: str, keys: str, after: str
) -> None:
    show(editor.page, before)
    press(editor, keys)
    assert written(editor.page) == normal(after)
    while editor.page.document().isUndoAvailable():
        editor.page.undo()
    assert bare(written(editor.page)) == bare(before)


def bare(line: str) -> str:
    return line.replace("|", "").replace("^", "")


def test_the_table_is_long_enough_to_be_worth_its_name() -> None:
    assert len(set(TABLE)) == len(TABLE) >= 200
