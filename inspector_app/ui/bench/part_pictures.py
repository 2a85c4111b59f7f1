"""Pictures of the part in hand and of the next one, read beside the window's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from inspector_app.domain.messages import PartInspected, ViewImage
from inspector_app.ui.background import Background
from inspector_app.ui.pictures.leading import first_view
from inspector_app.ui.pictures.loading import LoadedView, load_view

_MOST_BYTES = 120_000_000
_LEAST = 2  # the one in hand and the next one, whatever they weigh


class PartPictures(QObject):
    """Loads views of parts and keeps the newest few; a late answer for another part is dropped by its generation."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._home: Path | None = None
        self._kept: OrderedDict[tuple[str, str], LoadedView] = OrderedDict()
        self._generations: dict[str, int] = {}

    def attach(self, home: Path) -> None:
        """Image paths are relative to this folder."""
        self._home = home

    def load(
        self, place: str, part: PartInspected, view: ViewImage, done: Callable[[LoadedView], None]
    ) -> None:
        """Calls done with the pictures, at once where they are here; a later call for a place silences earlier ones."""
        generation = self._generations.get(place, 0) + 1
        self._generations[place] = generation

        def arrived(loaded: LoadedView) -> None:
            if generation == self._generations[place]:
                done(loaded)

        self._fetch(part, view, arrived)

    def prefetch(self, part: PartInspected) -> None:
        """The part that will be in hand next: its first picture is ready when it comes."""
        view = first_view(part)
        if view is not None:
            self._fetch(part, view, lambda _loaded: None)

    def _fetch(self, part: PartInspected, view: ViewImage, done: Callable[[LoadedView], None]) -> None:
        key = (part.inspection_id, view.view)
        home = self._home
        if key in self._kept:
            self._kept.move_to_end(key)
            done(self._kept[key])
        elif home is not None:
            self._background.run(lambda: load_view(home, view), lambda loaded: self._keep(key, loaded, done))

    def _keep(self, key: tuple[str, str], loaded: LoadedView, done: Callable[[LoadedView], None]) -> None:
        self._kept[key] = loaded
        while len(self._kept) > _LEAST and self._size() > _MOST_BYTES:
            self._kept.popitem(last=False)
        done(loaded)

    def _size(self) -> int:
        return sum(loaded.size_bytes for loaded in self._kept.values())
