"""The images that a check or a known set speaks of: a remark above, its images one by one below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_app.ui.background import Background
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.pictures.picture import Picture, to_picture
from inspector_app.ui.pictures.picture_view import PictureView
from inspector_app.ui.pictures.viewport import Viewport

_ABOUT = "font-size: 16px; padding: 6px; background: #2E2E2E;"
_KEYS = "The arrows do the same as 4 and 6, 8 and 2. + and - zoom, as the wheel does."


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that was found, as markup, and the files of the images concerned; rest: how many more there are."""

    words: str
    files: tuple[str, ...]
    concerned: str = ""


class FindingsView(QWidget):
    """Shows one image of one remark."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._concerns: tuple[Concern, ...] = ()
        self._remark = self._image = self._generation = 0
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setStyleSheet(_ABOUT)
        self.viewport = Viewport(self)
        self.picture = PictureView(self.viewport, self, leads=True)
        self.keys = QLabel(_KEYS, self)
        self.keys.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.words)
        box.addWidget(self.picture, 1)
        box.addWidget(self.keys)

    def show_concerns(self, concerns: tuple[Concern, ...]) -> None:
        """Begins with the first of these."""
        self._concerns, self._remark, self._image = concerns, 0, 0
        self._show()

    @property
    def file(self) -> str:
        """The image that is shown."""
        files = self._concerns[self._remark].files if self._concerns else ()
        return files[self._image] if files else ""

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        return self.go(key.name)

    def go(self, key: str) -> bool:
        """A key by name, or its button."""
        keys: dict[str, Callable[[], Any]] = {
            "Right": lambda: self._turn(0, 1), "Left": lambda: self._turn(0, -1),
            "6": lambda: self._turn(0, 1), "4": lambda: self._turn(0, -1),
            "Down": lambda: self._turn(1, 0), "Up": lambda: self._turn(-1, 0),
            "2": lambda: self._turn(1, 0), "8": lambda: self._turn(-1, 0),
            "+": lambda: self._zoom(1), "-": lambda: self._zoom(-1),
        }  # fmt: skip
        if key not in keys:
            return False
        keys[key]()
        return True

    def _zoom(self, steps: int) -> None:
        self.viewport.zoom(steps, QRectF(self.picture.rect()).center())

    def _turn(self, remarks: int, images: int) -> None:
        if not self._concerns:
            return
        if remarks:
            self._remark = min(max(0, self._remark + remarks), len(self._concerns) - 1)
            self._image = 0
        else:
            self._image = (self._image + images) % max(1, len(self._concerns[self._remark].files))
        self._show()

    def _show(self) -> None:
        if not self._concerns:
            return
        one = self._concerns[self._remark]
        which = (
            f"Remark {self._remark + 1} of {len(self._concerns)}, image {self._image + 1} of {len(one.files)}"
        )
        rest = f" ({one.concerned})" if one.concerned else ""
        self.words.setText(f"<b>{which}{rest}</b><br>{one.words}")
        self._generation += 1
        generation, file = self._generation, self.file

        def done(picture: Picture) -> None:
            if generation == self._generation:
                self.picture.show_picture(picture, _caption(file))

        def failed(error: Exception) -> None:
            if generation == self._generation:
                self.picture.show_picture(None, _caption(file), f"The image can't be shown. {error}")

        self._background.run(lambda: _read(file), done, failed)


def _caption(file: str) -> str:
    """The end of a path, where people know an image by its name."""
    return "/".join(Path(file).parts[-3:])


def _read(file: str) -> Picture:
    # cv2 takes a quarter of a second to import, which the first paint does not wait for
    from inspector_app.imaging.reading import read_image  # noqa: PLC0415

    return to_picture(read_image(Path(file)))
