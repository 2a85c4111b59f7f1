"""The golden that waits for a name: the merged picture beside where the parts differ."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.ui.cameras.ports import DraftShown
from inspector_app.ui.pictures.picture import to_picture
from inspector_app.ui.pictures.picture_view import PictureView
from inspector_app.ui.pictures.viewport import Viewport


class GoldenPage(QWidget):
    """Both at the same zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport(self)
        self.merged = PictureView(self._viewport, self, leads=True)
        self.differs = PictureView(self._viewport, self)
        self.words = QLabel("", self)
        self.words.setWordWrap(True)
        self.words.setStyleSheet("font-size: 15px; padding: 4px;")
        pictures = QHBoxLayout()
        pictures.setSpacing(4)
        pictures.addWidget(self.merged)
        pictures.addWidget(self.differs)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(pictures, 1)
        box.addWidget(self.words)

    def show_draft(self, draft: DraftShown) -> None:
        """A draft."""
        self.merged.show_picture(to_picture(draft.merged), f"merged golden of {draft.view}")
        self.differs.show_picture(to_picture(draft.differs), "where the parts differ (bright: much)")
        self.words.setText("\n".join(draft.lines))
