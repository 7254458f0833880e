"""A page begun with a template, and pages kept as templates: sealed with the owner's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QPoint

from shadowjournal.entry import Entry
from shadowjournal.templates import Template, built_in, clean_name, keep_as_template
from ui.editor.editor import EntryEditor
from ui.session import Session
from ui.widgets.notice_bar import Notice
from ui.writing import Writing

if TYPE_CHECKING:
    from ui.templates.chooser import TemplateChooser

_TOLD, _BACK = "template", "back"


class Templating(QObject):
    """Asks which template a page is to begin with, and keeps those the owner made."""

    def __init__(
        self,
        session: Session,
        editor: EntryEditor,
        writing: Writing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._writing = writing
        self._chooser: TemplateChooser | None = None
        self._deleted: Template | None = None
        self._is_beginning = False
        editor.commands.new_from_template.triggered.connect(self._ask)
        editor.notices.action_chosen.connect(self._put_back)
        writing.turned.connect(self._page_turned)

    def close(self) -> None:
        """Leave no word of a template behind."""
        self._deleted = None
        self._editor.notices.withdraw(_TOLD)
        if self._chooser is not None:
            self._chooser.clear()

    def _ask(self) -> None:
        if self._editor.is_read_only or not self._session.is_open:
            return
        if self._chooser is None:
            self._chooser = self._make()
        bar = self._editor.bar
        place = QPoint(self._editor.width() // 2, bar.height() + 24)
        own = self._session.preferences.templates
        keeps = not self._editor.entry().document.is_empty
        self._chooser.ask(built_in(), own, place, keeps=keeps)

    def _make(self) -> TemplateChooser:
        from ui.templates.chooser import TemplateChooser  # on most days nobody comes here

        chooser = TemplateChooser(self._editor)
        chooser.chosen.connect(self._begin)
        chooser.kept.connect(self._keep)
        chooser.renamed.connect(self._rename)
        chooser.deleted.connect(self._delete)
        return chooser

    def _begin(self, template: Template) -> None:
        self._is_beginning = True
        self._writing.begin(content=template.content)

    def _page_turned(self, _: Entry) -> None:
        if self._is_beginning:
            self._is_beginning = False
            self._editor.focus_gap()
        elif self._chooser is not None and self._chooser.isVisible():
            self._chooser.close_quietly()  # what it offers to keep is another page now

    def _keep(self, name: str) -> None:
        template = keep_as_template(self._editor.entry().document, name)
        self._prefer((*self._session.preferences.templates, template))
        words = f"This page is kept as the template “{template.name}”."
        self._editor.notices.show_notice(Notice(_TOLD, words))

    def _rename(self, template_id: str, name: str) -> None:
        if name := clean_name(name):
            own = self._session.preferences.templates
            self._prefer(tuple(replace(t, name=name) if t.id == template_id else t for t in own))

    def _delete(self, template_id: str) -> None:
        own = self._session.preferences.templates
        self._deleted = next((t for t in own if t.id == template_id), None)
        self._prefer(tuple(t for t in own if t.id != template_id))
        if self._deleted is not None:
            words = f"The template “{self._deleted.name}” is deleted. No entry changes."
            self._editor.notices.show_notice(Notice(_TOLD, words, ((_BACK, "Put it back"),)))

    def _put_back(self, key: str, _: str) -> None:
        if key == _TOLD and self._deleted is not None:
            self._prefer((*self._session.preferences.templates, self._deleted))
            self._deleted = None
            self._editor.notices.withdraw(_TOLD)

    def _prefer(self, own: tuple[Template, ...]) -> None:
        self._session.prefer(replace(self._session.preferences, templates=own))
        if self._chooser is not None and self._chooser.isVisible():
            self._chooser.show_templates(built_in(), own)
