"""Every command of the program: its words, its icon, its shortcut."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from ui.icons import Icons


class Actions(QObject):
    """The commands as `QAction` attributes. Iterating yields each once.

    Who carries a command out connects to its ``triggered``. The commands in ``for_text`` work
    where the cursor is: whoever holds the page adds them to it with ``addActions``; all others
    (``for_window``) belong to the window.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon_names: dict[QAction, str] = {}
        self._journal()
        self._past()
        self._looking_back()
        self._tags()
        self._around()
        self._linked()
        self._view()
        self._focus()
        self._help()
        before = len(self._icon_names)
        self._marks()
        self._blocks()
        self._insertions()
        self._pictures()
        self._editing()
        self._spelling()
        every = tuple(self._icon_names)
        self.for_window: tuple[QAction, ...] = every[:before]
        self.for_text: tuple[QAction, ...] = every[before:]
        for action in self.for_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._icon_names)

    def icon_name(self, action: QAction) -> str:
        """Return the name of the icon of *action*; empty where it has none."""
        return self._icon_names[action]

    def retint(self, icons: Icons) -> None:
        """Give every command its icon in the colours of *icons*."""
        for action, name in self._icon_names.items():
            if name:
                action.setIcon(icons.icon(name))

    def _journal(self) -> None:
        self.new_entry = self._add("&New entry", "ph.note-pencil", "Ctrl+N")
        self.save = self._add("&Seal now", "ph.shield-check", "Ctrl+S")
        self.star = self._check("S&tar this entry", "ph.star", "Ctrl+D")
        self.previous_entry = self._add("Pre&vious entry", "ph.caret-up", "Ctrl+PgUp")
        self.next_entry = self._add("Ne&xt entry", "ph.caret-down", "Ctrl+PgDown")
        self.import_ = self._add("&Import…", "ph.download-simple")
        self.export = self._add("&Export…", "ph.export", "Ctrl+E")
        self.settings = self._add("Settin&gs…", "ph.gear-six", "Ctrl+,")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.lock = self._add("&Lock", "ph.lock-simple", "Ctrl+L")
        self.hide_and_lock = self._add("Hide and lock", "ph.eye-slash", "Ctrl+Shift+L")
        self.hide_and_lock.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        self.quit = self._add("&Quit", "ph.sign-out", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _past(self) -> None:
        self.history = self._add("Earlier &versions…", "ph.clock-counter-clockwise", "Ctrl+Alt+V")
        self.throw_away = self._add("Move to the tras&h", "ph.trash", "Ctrl+Shift+Backspace")
        self.trash = self._add("Tras&h…", "ph.trash-simple")

    def _looking_back(self) -> None:
        self.show_calendar = self._add("&Calendar", "ph.calendar-blank", "Ctrl+3")
        self.on_this_day = self._add("&On this day", "ph.calendar-check", "Ctrl+Shift+Y")
        self.keep_back = self._check("Don't &bring this back", "ph.hand-palm")
        self.entry_marks = (self.star, self.keep_back)

    def _tags(self) -> None:
        self.tags = self._add("Tags and people…", "ph.tag", "Ctrl+Shift+J")
        self.random_page = self._add("A page from befo&re", "ph.shuffle", "Ctrl+Shift+G")

    def _around(self) -> None:
        self.new_from_template = self._add(
            "New entry from a te&mplate…", "ph.note-blank", "Ctrl+Shift+N"
        )
        self.change_date = self._add("Change &date and time…", "ph.calendar-blank", "Ctrl+Alt+D")
        self.add_tag = self._add("Add a ta&g", "ph.tag", "Ctrl+T")
        self.around = (self.new_from_template, self.change_date, self.add_tag)

    def _linked(self) -> None:
        is_mac = sys.platform == "darwin"  # there Alt goes by words
        self.back = self._add(
            "&Back to the page before", "ph.arrow-left", "Ctrl+[" if is_mac else "Alt+Left"
        )
        self.forward = self._add(
            "For&ward again", "ph.arrow-right", "Ctrl+]" if is_mac else "Alt+Right"
        )
        self.linked_from = self._add("Lin&ked from…", "ph.link-simple", "Ctrl+Shift+B")

    def _view(self) -> None:
        self.show_prompts = self._add("&Prompts", "ph.leaf", "Ctrl+1")
        self.show_entries = self._add("&Entries", "ph.books", "Ctrl+2")
        self.search = self._add("&Search", "ph.magnifying-glass", "Ctrl+K")
        self.find = self._add("&Find on this page…", "ph.file-search", "Ctrl+F")
        self.find_next = self._add("Next place found", "ph.caret-down", "F3")
        self.find_previous = self._add("Previous place found", "ph.caret-up", "Shift+F3")
        self.replace = self._add("&Replace on this page…", "ph.swap", "Ctrl+H")
        self.replace_all = self._add("Repla&ce in entries…", "ph.swap", "Ctrl+Shift+F")
        self.menu = self._add("&Menu", "ph.dots-three", "F10")
        self.notice = self._add("Notice abo&ve the page", "ph.bell-simple", "F6")
        self.toggle_sidebar = self._check("Side&bar", "ph.columns", "F9")
        self.toggle_sidebar.setChecked(True)
        self.zoom_in = self._add("Larger te&xt", "ph.magnifying-glass-plus", "Ctrl++")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = self._add("S&maller text", "ph.magnifying-glass-minus", "Ctrl+-")
        self.zoom_reset = self._add("Text as &designed", "ph.text-aa", "Ctrl+0")
        self.theme_system = self._check("Colours of the s&ystem", "ph.desktop")
        self.theme_light = self._check("&Light", "ph.sun")
        self.theme_dark = self._check("&Dark", "ph.moon")
        self.themes = QActionGroup(self)
        for action in (self.theme_system, self.theme_light, self.theme_dark):
            self.themes.addAction(action)
        self.theme_system.setChecked(True)
        self.more_contrast = self._check("Strong &contrast", "ph.circle-half")

    def _focus(self) -> None:
        self.focus = self._check("&Only the text", "ph.corners-out", "F11")
        self.typewriter = self._check(
            "&Hold the line still", "ph.text-align-center", "Ctrl+Shift+T"
        )
        self.dim = self._check("&Dim other paragraphs", "ph.circle-half", "Ctrl+Shift+D")
        self.sit = self._add("&Sit with it…", "ph.hourglass", "Ctrl+Shift+S")

    def _help(self) -> None:
        self.too_much = self._add("&Too much right now?", "ph.lifebuoy")
        self.help = self._add("&Help", "ph.question", "F1")
        self.shortcuts = self._add("&Keyboard shortcuts", "ph.keyboard", "Ctrl+?")

    def _marks(self) -> None:
        self.bold = self._check("&Bold", "ph.text-bolder", "Ctrl+B")
        self.italic = self._check("&Italic", "ph.text-italic", "Ctrl+I")
        self.underline = self._check("&Underline", "ph.text-underline", "Ctrl+U")
        self.strike = self._check("&Strike through", "ph.text-strikethrough", "Ctrl+Shift+X")
        self.highlight = self._check("&Highlight", "ph.highlighter-circle", "Ctrl+Shift+H")
        self.code = self._check("&Code", "ph.code", "Ctrl+Shift+C")

    def _blocks(self) -> None:
        self.paragraph = self._check("&Text", "ph.text-t", "Ctrl+Alt+0")
        self.heading_1 = self._check("Heading &1", "ph.text-h-one", "Ctrl+Alt+1")
        self.heading_2 = self._check("Heading &2", "ph.text-h-two", "Ctrl+Alt+2")
        self.heading_3 = self._check("Heading &3", "ph.text-h-three", "Ctrl+Alt+3")
        self.quote = self._check("&Quotation", "ph.quotes", "Ctrl+Shift+Q")
        self.bullets = self._check("&Bullets", "ph.list-bullets", "Ctrl+Shift+8")
        self.numbers = self._check("&Numbers", "ph.list-numbers", "Ctrl+Shift+7")
        self.checks = self._check("&Check list", "ph.check-square", "Ctrl+Shift+9")
        self.code_block = self._check("Code &lines", "ph.code-simple", "Ctrl+Alt+C")

    def _insertions(self) -> None:
        self.link = self._check("&Link…", "ph.link", "Ctrl+Shift+K")
        self.link_entry = self._add("Link to an &entry…", "ph.link-simple-horizontal")
        self.picture = self._add("&Picture…", "ph.image", "Ctrl+Shift+P")
        self.rule = self._add("&Rule", "ph.minus", "Ctrl+Shift+R")

    def _pictures(self) -> None:
        self.edit_picture = self._add(
            "&Describe or resize the picture…", "ph.image-square", "Alt+Return"
        )
        self.view_picture = self._add("Show the picture in &full", "ph.arrows-out", "Ctrl+Return")

    def _editing(self) -> None:
        self.undo = self._add("&Undo", "ph.arrow-u-up-left", "Ctrl+Z")
        self.redo = self._add("&Redo", "ph.arrow-u-up-right", "Ctrl+Shift+Z")
        self.paste_plain = self._add("&Paste as plain text", "ph.clipboard-text", "Ctrl+Shift+V")

    def _spelling(self) -> None:
        self.next_unknown = self._add("Next unkno&wn word", "ph.text-aa", "F7")
        self.suggestions = self._add("Spelling sug&gestions", "ph.checks", "Ctrl+.")

    def _add(self, text: str, icon: str = "", shortcut: str = "") -> QAction:
        action = QAction(text, self)
        keys = QKeySequence(shortcut)
        action.setShortcut(keys)
        words = text.replace("&", "").removesuffix("…")
        if shortcut:
            words += f" ({keys.toString(QKeySequence.SequenceFormat.NativeText)})"
        action.setToolTip(words)
        self._icon_names[action] = icon
        return action

    def _check(self, text: str, icon: str = "", shortcut: str = "") -> QAction:
        action = self._add(text, icon, shortcut)
        action.setCheckable(True)
        return action
