"""A row of small pills to press, of which more may lie to the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from ui.theme import scaled, set_role

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_GAP = 6


class ChipRow(QScrollArea):
    """One line of pills that can be on or off. The Tab key comes to one of them, the arrows to all.

    Signals:
        pressed: a pill was pressed; carries its name.
    """

    pressed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._names: list[str] = []
        self._chips: list[QPushButton] = []
        self._inside = line = QWidget()
        self._line = QHBoxLayout(line)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(scaled(_GAP))
        self._line.addStretch(1)
        self.setWidget(line)
        line.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.hide()

    def show_chips(self, chips: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show *chips*: the name, words and spoken words of each, and whether it is on.

        The pills are kept where there are as many, and the keyboard with them.
        """
        self._names = [name for name, *_ in chips]
        while len(self._chips) > len(chips):
            gone = self._chips.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._chips) < len(chips):
            self._add()
        for chip, (_, words, spoken, is_on) in zip(self._chips, chips, strict=True):
            chip.setText(words.replace("&", "&&"))
            chip.setAccessibleName(spoken)
            chip.setToolTip(spoken)
            chip.setChecked(is_on)
        self._let_tab_come()
        self.setVisible(bool(chips))

    def _add(self) -> None:
        chip = QPushButton()
        set_role(chip, "chip-line")
        chip.setCheckable(True)
        chip.clicked.connect(self._tell_pressed)
        chip.installEventFilter(self)
        self._line.insertWidget(len(self._chips), chip)
        self._chips.append(chip)

    def _let_tab_come(self) -> None:
        reached = next((chip for chip in self._chips if chip.hasFocus()), None)
        reached = reached or next((chip for chip in self._chips if chip.isChecked()), None)
        for chip in self._chips:
            is_stop = chip is (reached or self._chips[0])
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.NoFocus)

    def _tell_pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton) and chip in self._chips:
            chip.setChecked(not chip.isChecked())  # whoever hears it says what is on
            self.pressed.emit(self._names[self._chips.index(chip)])

    def _go(self, chip: QPushButton, way: int) -> None:
        place = min(max(self._chips.index(chip) + way, 0), len(self._chips) - 1)
        aim = self._chips[place]
        aim.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        aim.setFocus(Qt.FocusReason.TabFocusReason)
        self._let_tab_come()
        self.ensureWidgetVisible(aim, scaled(_GAP), 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(100), self._inside.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._inside.sizeHint().height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QPushButton) and watched in self._chips:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if (step := _STEPS.get(Qt.Key(event.key()))) is not None:
                    self._go(watched, step if self.isLeftToRight() else -step)
                    return True
            elif event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched, scaled(_GAP), 0)
        return super().eventFilter(watched, event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        turn = event.angleDelta().x() or event.angleDelta().y()
        bar.setValue(bar.value() - turn // 2)
        event.accept()
