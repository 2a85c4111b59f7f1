"""The one dialog that may be open: it holds up what lies under it, but never the window's own closing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

_VEIL = QColor(0, 0, 0, 90)


class OpenDialog(QObject):
    """Shows one dialog at a time over a window.

    Qt drops the closing of a window that a modal dialog blocks, without a word to anyone. So dialogs are not modal
    here: a veil takes the clicks instead, and the window leaves out its keys.
    """

    gone = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.current: QDialog | None = None
        self._veil = _Veil(window, self)

    def show(self, dialog: QDialog) -> None:
        """Shows a dialog; where one is open already, that one stays."""
        if self.current is not None:
            dialog.deleteLater()
            self.bring_forward()
            return
        self.current = dialog
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._gone)
        self._veil.cover()
        dialog.show()
        self.bring_forward()

    def bring_forward(self) -> None:
        """The dialog gets the keys again."""
        if self.current is not None:
            self.current.raise_()
            self.current.activateWindow()

    def cancel(self) -> None:
        """Closes the dialog as its Cancel does."""
        if self.current is not None:
            self.current.reject()

    def _gone(self) -> None:
        self.current = None
        self._veil.hide()
        self.gone.emit()


class _Veil(QWidget):
    """Over the whole window, a little darker; a press on it brings the dialog forward."""

    def __init__(self, window: QWidget, place: OpenDialog) -> None:
        super().__init__(window)
        self._place, self._window = place, window
        window.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lies over everything in the window."""
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """As large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Nothing under it is pressed."""
        self._place.bring_forward()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Darkens."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _VEIL)
        painter.end()
