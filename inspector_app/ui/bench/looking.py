"""What is seen of the part in hand: which view, which finding, how large. It changes nothing that is said."""

from __future__ import annotations

from PySide6.QtCore import QObject

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.findings_walk import FindingsWalk
from inspector_app.ui.bench.look_bar import LookBar
from inspector_app.ui.bench.part_pictures import PartPictures
from inspector_app.ui.bench.picture_pair import PicturePair
from inspector_app.ui.pictures.loading import LoadedView


class Looking(QObject):
    """Shows one part in the pair of pictures."""

    def __init__(
        self, pair: PicturePair, bar: LookBar, pictures: PartPictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pair, self._bar, self._pictures = pair, bar, pictures
        self._walk: FindingsWalk | None = None

    @property
    def view(self) -> str | None:
        """The view that is looked at."""
        return self._walk.view.view if self._walk is not None and self._walk.view is not None else None

    def show_part(self, part: PartInspected | None, empty: str) -> None:
        """Another part, or the words of an empty hand."""
        self._walk = FindingsWalk(part) if part is not None else None
        if self._pair.blinking:
            self._pair.toggle_blink()
        if part is None:
            self._pair.clear(empty)
        self._load()

    def step(self, by: int) -> None:
        """Next or previous finding."""
        walk = self._walk
        if walk is None:
            return
        before = walk.view
        if not walk.step(by):
            self._pair.note.info("This part has no findings; the reason stands in the banner.")
        elif walk.view == before:
            self._pair.set_active(walk.active_here)
            self._tell()
        else:
            self._load()

    def next_view(self) -> None:
        """The next camera's picture."""
        if self._walk is None:
            return
        if self._walk.next_view():
            self._load()
        else:
            self._pair.note.info("This part has only one view.")

    def toggle_fit(self) -> None:
        """Whole picture, or the finding in the middle."""
        if self._pair.viewport.fitted:
            self._pair.focus_active()
        else:
            self._pair.viewport.fit()

    def zoom(self, steps: float) -> None:
        """Larger or smaller about the middle."""
        self._pair.viewport.zoom_in_middle(steps)

    def toggle_blink(self) -> None:
        """Picture and golden in turns."""
        self._pair.toggle_blink()
        if not self._pair.blinking and self._pair.loaded is not None and self._pair.loaded.golden is None:
            self._pair.note.info("There is no golden to blink with.")
        self._tell()

    def toggle_difference(self) -> None:
        """The difference in the golden's place."""
        self._pair.toggle_difference()
        self._tell()

    def _load(self) -> None:
        walk = self._walk
        if walk is not None and walk.view is not None:
            self._pair.clear("Loading the picture …")
            self._pictures.load("in hand", walk.part, walk.view, self._loaded)
        elif walk is not None:
            nothing = LoadedView("", None, None, None, "No picture was taken of this part.")
            self._pair.show_view(nothing, walk.part, None)
        self._tell()

    def _loaded(self, loaded: LoadedView) -> None:
        walk = self._walk
        if walk is not None and walk.view is not None and walk.view.view == loaded.view:
            self._pair.show_view(loaded, walk.part, walk.active_here)

    def _tell(self) -> None:
        buttons = self._bar.buttons
        buttons["blink"].setChecked(self._pair.blinking)
        buttons["difference"].setChecked(self._pair.difference)
        buttons["next_finding"].set_detail(self._walk.words if self._walk is not None else "")
        buttons["next_view"].set_detail(self.view or "")
