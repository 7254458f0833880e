"""The program: makes every long-lived object, and hands each to who needs it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from shadowjournal.entry import Entry
from shadowjournal.folder import JournalFolder
from shadowjournal.prompts.library import built_in as built_in_prompts
from shadowjournal.settings import Settings, keep_settings, read_settings
from shadowjournal.vault.key import JournalKey
from shadowjournal.vault.keychain import SystemKeychain
from shadowjournal.vault.slots import Effort
from ui.actions import Actions
from ui.caring import Caring
from ui.closing import Closing
from ui.desk import Desk
from ui.door import Door, KeychainFinder
from ui.entrance import Entrance
from ui.keeping import Keeping
from ui.key_keeping import KeyKeeping
from ui.locking import Locking
from ui.lookout.changes import Changes
from ui.lookout.lookout import Lookout
from ui.looks import Looks
from ui.main_window import MainWindow
from ui.page_rooms import PageRooms
from ui.preferring import Preferring
from ui.session import Session
from ui.shortcuts import ShortcutSheet
from ui.spelling_out import SpellingOut
from ui.tasks import Tasks
from ui.theme import load_fonts
from ui.ways_back import WaysBack
from ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from ui.doorbell import Doorbell
    from ui.transfer import Transfer

PATIENCE = 400
"""Milliseconds the window waits for the journal before it shows itself without."""

SETTLING = 50
"""Milliseconds after opening in which nothing but the page is seen to."""


class App(QObject):
    """One journal's program from the first window to the last save."""

    _doorbell: Doorbell | None = None
    _transfer: Transfer | None = None

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
        self._app = app
        self._settings_file = settings
        kept = read_settings(settings)
        self.looks = Looks(app, kept.theme, self, more_contrast=kept.more_contrast)
        self.tasks = Tasks(self)
        self.door = Door(folder, self.tasks, find_keychain, effort, self)
        self.session = Session(self.tasks, self)
        self.commands = Actions(self)
        self.commands.retint(self.looks.icons)
        self.window = MainWindow()
        self.entrance = Entrance(self.door, self.looks.icons, self)
        self.desk = Desk(self.session, self.commands, self.looks.icons)
        self.caring = Caring(self.session, self.desk.writing, kept.help_region, self)
        self.preferring = Preferring(self.session, self.commands, self.looks, self)
        self.rooms = PageRooms(self.session, self.desk, self.window, self.looks, self)
        self.back = WaysBack(self.door, self.session, self.tasks, self.desk, self.looks, self)
        notices = self.desk.editor.notices
        self.lookout = Lookout(
            self.door, self.session, self.tasks, self.desk.writing, notices, kept.told
        )
        Changes(self.session, notices, self)
        self.keys = KeyKeeping(self.door, self.tasks, self.session, self.desk, self.preferring)
        self.keeping = Keeping(self.door, self.session, self.tasks, self.window, self)
        self.keeping.join(self.preferring, self.entrance)
        self.spelling = SpellingOut(
            self.session, self.desk.editor, self.commands, self.preferring, self
        )
        self.closing = Closing(self.session, self.desk, self.entrance, self.window, self)
        self.locking = Locking(app, self.session, self.commands, self.window, self)
        self._place(kept)
        self._hear()

    @property
    def transfer(self) -> Transfer:
        """Import and export, from when they are first wanted."""
        if self._transfer is None:
            from ui.transfer import Transfer  # it brings every importer and exporter with it

            safekeeping = self.keeping.safekeeping
            self._transfer = Transfer(self.session, self.tasks, safekeeping, self.window, self)
        return self._transfer

    def start(self) -> None:
        """Open the journal; the window shows itself with the page, or a little later without."""
        QTimer.singleShot(PATIENCE, self.window.show_by_now)
        self.entrance.arrive()

    def leave(self) -> None:
        """Seal what is on the page, close the journal and quit."""
        self.closing.leave()

    def _hear(self) -> None:
        self.entrance.screen_wanted.connect(self._show_closed)
        self.entrance.is_clear.connect(self._show_desk)
        self.entrance.help_wanted.connect(self.caring.show_help)
        self.entrance.quit_wanted.connect(self.leave)
        self.door.unlocked.connect(self._open)
        self.session.opened.connect(self._opened)
        self.session.damage_found.connect(self._tell_damage)
        self.desk.lock_wanted.connect(self.closing.lock)
        self.lookout.reopening_wanted.connect(self._reopen)
        self.locking.lock_due.connect(self.closing.lock_at_once)
        self.locking.sleep_near.connect(self._seal_at_once)
        self.closing.began.connect(self._close_rooms)
        self.closing.came_back.connect(self._show_desk)
        self.closing.gone.connect(self._quit)
        for each in (self.preferring, self.rooms, self.back):
            each.screen_wanted.connect(self._show_closed)
            each.left.connect(self._show_desk)
        self.keeping.told.connect(self._tell)
        self.keeping.restoring.screen_wanted.connect(self._show_closed)
        self.keeping.restoring.closing_wanted.connect(self.closing.lock)
        self.keeping.restoring.left.connect(self._leave_care)
        self.desk.writing.stayed_unsealed.connect(self.keeping.restoring.stay)
        self.window.leave_wanted.connect(self.leave)
        self.window.came_forward.connect(self.desk.writing.renew_day)
        self._app.commitDataRequest.connect(self._seal_at_once)  # the desktop's session ends
        self._app.aboutToQuit.connect(self._seal_at_once)
        self.looks.changed.connect(self._dress)
        self._hear_commands()

    def _hear_commands(self) -> None:
        self.commands.hide_and_lock.triggered.connect(self.closing.hide_and_lock)
        self.commands.quit.triggered.connect(self.leave)
        self.commands.help.triggered.connect(self.caring.show_help)
        self.commands.too_much.triggered.connect(self.caring.show_landing)
        self.caring.screen_wanted.connect(self._show_closed)
        self.caring.left.connect(self._leave_care)
        self.commands.theme_system.triggered.connect(self.looks.choose_system)
        self.commands.theme_light.triggered.connect(self.looks.choose_light)
        self.commands.theme_dark.triggered.connect(self.looks.choose_dark)
        self.commands.more_contrast.triggered.connect(self.looks.choose_contrast)
        self.commands.import_.triggered.connect(self._ask_import)
        self.commands.export.triggered.connect(self._ask_export)
        self.commands.settings.triggered.connect(self._ask_settings)
        self.commands.shortcuts.triggered.connect(self._show_shortcuts)

    def _open(self, key: JournalKey) -> None:
        if not self.closing.lift(key):
            self.session.open(self.door.folder, key, self.entrance.turn_away)

    def _opened(self, latest: Entry | None) -> None:
        self.desk.editor.set_read_only(self.door.folder.hindrance is not None)
        self.desk.begin_day(latest)
        QTimer.singleShot(SETTLING, self._furnish)
        if not self.entrance.is_first_run:
            self._show_desk()

    def _tell_damage(self, records: int) -> None:
        what = "One record is" if records == 1 else f"{records} records are"
        self.desk.editor.show_problem(
            f"{what} damaged and cannot be opened. The others are whole; a backup may hold more."
        )

    def _tell(self, words: str) -> None:
        self.desk.editor.notices.show_notice(Notice("backups", words))

    def _furnish(self) -> None:
        """Add what the first look at the page does not need."""
        if self._doorbell is None and not self.tasks.is_stopped:
            from ui.doorbell import Doorbell  # Qt's network

            self._doorbell = Doorbell(self.door.folder.path, self)
            self._doorbell.rang.connect(self.window.come_forward)
            self.locking.watch_system()
            self.tasks.aside(built_in_prompts, self.desk.show_library, self.session.went_wrong.emit)

    def _close_rooms(self) -> None:
        self.preferring.close()
        self.rooms.close()
        self.back.close()
        self.lookout.close()
        if self._transfer is not None:
            self._transfer.close()

    def _reopen(self) -> None:
        self.session.locked.connect(self.entrance.arrive, Qt.ConnectionType.SingleShotConnection)
        self.closing.lock()

    def _seal_at_once(self) -> None:
        """Seal what is on the page before this call returns: the system waits for no answer."""
        if self.session.is_open and not self.tasks.is_stopped:
            self.desk.editor.page.intake.settle()
            self.desk.writing.seal()
            self.tasks.finish()

    def _show_desk(self) -> None:
        self.window.show_screen(self.desk)
        self._set_commands(are_usable=True)
        self.window.show()
        self.desk.editor.focus_text()

    def _show_closed(self, screen: QWidget) -> None:
        """Show a screen other than the desk."""
        self._set_commands(are_usable=False)
        self.window.show_screen(screen)

    def _set_commands(self, *, are_usable: bool) -> None:
        c = self.commands
        always = {c.hide_and_lock, c.quit, c.help, c.too_much}
        if self._may_show_desk:
            always.add(c.lock)
        changing = {c.new_entry, c.save, *c.entry_marks, c.import_, c.throw_away, *c.around}
        never = changing if self.desk.editor.is_read_only else ()
        for action in c.for_window:
            action.setEnabled((are_usable and action not in never) or action in always)

    def _quit(self) -> None:
        self.locking.close()
        keep_settings(self._settings_file, self._present_settings())
        self.tasks.stop()
        self.door.folder.release()
        self.window.leave()
        QApplication.quit()

    def _present_settings(self) -> Settings:
        return Settings(
            theme=self.looks.choice,
            more_contrast=self.looks.more_contrast,
            geometry=self.window.geometry_bytes,
            sidebar_width=self.desk.sidebar_width,
            sidebar_hidden=not self.desk.is_sidebar_wanted,
            help_region=self.caring.region,
            told=self.lookout.told,
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
        self.commands.more_contrast.setChecked(kept.more_contrast)
        self.window.addActions(list(self.commands.for_window))

    def _dress(self) -> None:
        self.commands.retint(self.looks.icons)
        self.desk.set_theme(self.looks.theme, self.looks.icons)
        self.entrance.retint(self.looks.icons)

    def _ask_import(self) -> None:
        self.transfer.ask_import()

    def _ask_export(self) -> None:
        self.desk.writing.when_sealed(partial(self.transfer.ask_export, self.desk.query))

    def _ask_settings(self) -> None:
        self.desk.writing.when_sealed(self.preferring.show)

    def _leave_care(self) -> None:
        if self._may_show_desk:
            self._show_desk()
        else:
            self.window.show_screen(self.keeping.restoring.screen or self.entrance.screen)

    @property
    def _may_show_desk(self) -> bool:
        is_seen = not (self.entrance.is_first_run or self.closing.is_veiled)
        return self.session.is_open and is_seen

    def _show_shortcuts(self) -> None:
        ShortcutSheet(self.commands, self.window).open()
