"""The program: makes every long-lived object, and hands each to who needs it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from shadowjournal.care import built_in as built_in_help
from shadowjournal.entry import Entry
from shadowjournal.errors import CannotWrite, JournalInUse
from shadowjournal.folder import JournalFolder
from shadowjournal.places import journal_folder, settings_file
from shadowjournal.prompts.library import built_in
from shadowjournal.settings import Settings, keep_settings, read_settings
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.slots import Effort
from ui.actions import Actions
from ui.care.help_panel import HelpPanel
from ui.desk import Desk
from ui.door import Door, KeychainFinder
from ui.doorbell import Doorbell, ring
from ui.entrance import Entrance
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.process import SignalBridge, keep_memory_private
from ui.session import Session
from ui.shortcuts import ShortcutSheet
from ui.tasks import Tasks
from ui.theme import load_fonts
from ui.transfer import Transfer

PATIENCE = 400
"""Milliseconds the window waits for the journal before it shows itself without."""


class App(QObject):
    """One journal's program from the first window to the last save."""

    def __init__(
        self,
        app: QApplication,
        folder: JournalFolder,
        settings: Path,
        find_keychain: KeychainFinder = SystemKeychain.find,
        effort: Effort | None = None,
    ) -> None:
        super().__init__()
        load_fonts()
        self._settings_file = settings
        kept = read_settings(settings)
        self.looks = Looks(app, kept.theme, self)
        self.tasks = Tasks(self)
        self.door = Door(folder, self.tasks, find_keychain, effort, self)
        self.session = Session(self.tasks, self)
        self.commands = Actions(self)
        self.commands.retint(self.looks.icons)
        self.window = MainWindow()
        self.entrance = Entrance(self.door, self.looks.icons, self)
        self.desk = Desk(self.session, built_in(), self.commands, self.looks.icons)
        self.transfer = Transfer(self.session, self.tasks, self.window, self)
        self._doorbell: Doorbell | None = None
        self._help: HelpPanel | None = None
        self._help_region = kept.help_region
        self._is_leaving = False
        self._place(kept)
        self._hear()

    def start(self) -> None:
        """Open the journal; the window shows itself with the page, or a little later without."""
        QTimer.singleShot(PATIENCE, self.window.show)
        self.entrance.arrive()

    def leave(self) -> None:
        """Seal what is on the page, close the journal and quit."""
        if self.session.is_open:
            self._is_leaving = True
            self.desk.writing.when_sealed(self.session.lock)
        else:
            self._quit()

    def lock(self) -> None:
        """Seal what is on the page and close the journal."""
        if self.session.is_open:
            self._is_leaving = False
            self.desk.writing.when_sealed(self.session.lock)

    def _hear(self) -> None:
        self.entrance.screen_wanted.connect(self._show_closed)
        self.entrance.is_clear.connect(self._show_desk)
        self.entrance.help_wanted.connect(self._show_help)
        self.entrance.quit_wanted.connect(self.leave)
        self.door.unlocked.connect(self._open)
        self.session.opened.connect(self._opened)
        self.session.locked.connect(self._locked)
        self.desk.lock_wanted.connect(self.lock)
        self.window.leave_wanted.connect(self._leave_asked)
        self.window.came_forward.connect(self.desk.writing.renew_day)
        self.looks.changed.connect(self._dress)
        self.commands.quit.triggered.connect(self._leave_asked)
        self.commands.help.triggered.connect(self._show_help)
        self.commands.too_much.triggered.connect(self._show_landing)
        self.commands.theme_system.triggered.connect(self.looks.choose_system)
        self.commands.theme_light.triggered.connect(self.looks.choose_light)
        self.commands.theme_dark.triggered.connect(self.looks.choose_dark)
        self.commands.import_.triggered.connect(self.transfer.ask_import)
        self.commands.export.triggered.connect(self._ask_export)
        self.commands.shortcuts.triggered.connect(self._show_shortcuts)

    def _open(self, key: JournalKey) -> None:
        if self._doorbell is None:
            self._doorbell = Doorbell(self.door.folder.path, self)
            self._doorbell.rang.connect(self.window.come_forward)
        self.session.open(self.door.folder, key, self.entrance.turn_away)

    def _opened(self, latest: Entry | None) -> None:
        self.desk.begin_day(latest)
        if not self.entrance.is_first_run:
            self._show_desk()

    def _locked(self) -> None:
        self.desk.clear()
        self.transfer.close()
        if self._is_leaving:
            self._quit()
        else:
            self.entrance.lock()

    def _show_desk(self) -> None:
        self.window.show_screen(self.desk)
        self._set_commands(are_usable=True)
        self.window.show()
        self.desk.editor.focus_text()

    def _show_closed(self, screen: QWidget) -> None:
        self._set_commands(are_usable=False)
        self.window.show_screen(screen)

    def _set_commands(self, *, are_usable: bool) -> None:
        always = {self.commands.quit, self.commands.help, self.commands.too_much}
        for action in self.commands.for_window:
            action.setEnabled(are_usable or action in always)

    def _leave_asked(self) -> None:
        if self._is_leaving and self.session.is_open and not self.desk.writing.is_safe:
            self._ask_to_lose()
        else:
            self.leave()

    def _ask_to_lose(self) -> None:
        box = QMessageBox(self.window)
        box.setWindowTitle("Not sealed yet")
        box.setText("What you wrote last could not be sealed.")
        box.setInformativeText("If ShadowJournal closes now, these words are lost.")
        close = box.addButton("Close and lose them", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        close.clicked.connect(self._quit)
        box.open()

    def _quit(self) -> None:
        keep_settings(self._settings_file, self._present_settings())
        self.tasks.stop()
        self.door.folder.release()
        self.window.leave()
        QApplication.quit()

    def _present_settings(self) -> Settings:
        return Settings(
            theme=self.looks.choice,
            geometry=self.window.geometry_bytes,
            sidebar_width=self.desk.sidebar_width,
            sidebar_hidden=not self.desk.is_sidebar_wanted,
            help_region=self._help_region,
        )

    def _place(self, kept: Settings) -> None:
        if kept.geometry:
            self.window.place(kept.geometry)
        self.desk.resize(self.window.size())
        self.desk.set_sidebar(width=kept.sidebar_width, is_wanted=not kept.sidebar_hidden)
        themes = {
            "system": self.commands.theme_system,
            "light": self.commands.theme_light,
            "dark": self.commands.theme_dark,
        }
        themes[kept.theme].setChecked(True)
        self.window.addActions(list(self.commands.for_window))

    def _dress(self) -> None:
        self.commands.retint(self.looks.icons)
        self.desk.set_theme(self.looks.theme, self.looks.icons)
        self.entrance.retint(self.looks.icons)

    def _ask_export(self) -> None:
        self.desk.writing.when_sealed(partial(self.transfer.ask_export, self.desk.query))

    def _show_help(self) -> None:
        self._care().show_help()
        self._show_care()

    def _show_landing(self) -> None:
        if self.session.is_open:
            self.desk.writing.when_sealed(self._land)
        else:
            self._land()

    def _land(self) -> None:
        self._care().show_landing()
        self._show_care()

    def _care(self) -> HelpPanel:
        if self._help is None:
            self._help = HelpPanel(built_in_help())
            if self._help_region:
                self._help.choose_region(self._help_region)
            self._help.region_chosen.connect(self._note_region)
            self._help.closed.connect(self._leave_care)
        return self._help

    def _note_region(self, region: str) -> None:
        self._help_region = region

    def _show_care(self) -> None:
        self._set_commands(are_usable=False)
        self.window.show_screen(self._care())

    def _leave_care(self) -> None:
        if self.session.is_open and not self.entrance.is_first_run:
            self._show_desk()
        else:
            self.window.show_screen(self.entrance.screen)

    def _show_shortcuts(self) -> None:
        ShortcutSheet(self.commands, self.window).open()


def run(journal: Path | None = None) -> int:
    """Open the window on the journal in *journal*, by default the user's; return the exit code."""
    keep_memory_private()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("ShadowJournal")
    app.setDesktopFileName("shadowjournal")
    folder = JournalFolder(journal or journal_folder())
    if _is_open_elsewhere(folder):
        return 0
    program = App(app, folder, settings_file())
    bridge = SignalBridge(program.leave)
    program.start()
    code = app.exec()
    bridge.close()
    return code


def _is_open_elsewhere(folder: JournalFolder) -> bool:
    """Tell whether another window has this journal open, and bring that one to the front."""
    try:
        folder.take()
    except JournalInUse:
        return ring(folder.path)
    except CannotWrite:
        return False  # the window says what is wrong
    return False
