"""What all operations of the learning screen share: the desk, what is known, where words and dialogs go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from inspector_app.domain.recipe import Mode
from inspector_app.ui.background import Background
from inspector_app.ui.bench.picture_note import PictureNote
from inspector_app.ui.commands import Commands
from inspector_app.ui.learning.ports import LearningDesk, Overview
from inspector_app.ui.learning.wishes import JobWish

RUNS = "runs beside the line, at low priority"


class Doing:
    """Begins work beside the window's thread, and says at the screen what came of it."""

    def __init__(
        self, background: Background, looking: Background, commands: Commands, mode: Callable[[], Mode | None],
        *, note: PictureNote, show_dialog: Callable[[QDialog], None], window: QWidget, changed: Callable[[str], None],
    ) -> None:  # fmt: skip
        """looking: for what may take long and nobody waits for; changed: looks again, and selects by this key."""
        self._background, self._looking, self._show_dialog, self._changed = (
            background, looking, show_dialog, changed,
        )  # fmt: skip
        self.commands, self.mode, self.note, self.window = commands, mode, note, window
        self.desk: LearningDesk | None = None
        self.overview: Overview | None = None

    def show(self, dialog: QDialog) -> None:
        """Over the window."""
        self._show_dialog(dialog)

    def start(
        self, work: Callable[[], None], name: str, failed: Callable[[str], None], done: Callable[[], None],
        words: str = RUNS, *, select: str = "",
    ) -> None:  # fmt: skip
        """Does what takes a moment; then says so, and selects what it is about."""

        def finished(_nothing: None) -> None:
            done()
            self.note.done(f"{name}: {words}.")
            self._changed(select)

        self._background.run(work, finished, lambda error: failed(_sentence(error)))

    def begin(
        self, asked: tuple[JobWish, str], failed: Callable[[str], None], done: Callable[[], None]
    ) -> None:
        """Begins the job of a wish."""
        desk, (wish, allowed_by) = self.desk, asked
        if desk is not None:
            self.start(lambda: desk.begin(wish, allowed_by), wish.title, failed, done, select=_key(wish))

    def begin_now(self, wish: JobWish) -> None:
        """Begins a job about which nothing has to be asked."""
        self.begin((wish, ""), self.note.error, lambda: None)

    def recognise(self, path: str, said: Callable[[str], None]) -> None:
        """Says in what format a folder or ZIP is, or why nobody can tell."""
        desk = self.desk
        if desk is not None:
            self._looking.run(
                lambda: desk.recognise(path),
                lambda words: said(f"✓ Recognised: {words}."),
                lambda error: said(f"✕ {_sentence(error)}"),
            )


def _key(wish: JobWish) -> str:
    """An import of a new dataset has no entry of its own yet; other jobs show at what they are about."""
    return f"job {wish.kind} {wish.subject}" if wish.kind in {"import", "package-import"} else ""


def _sentence(error: Exception) -> str:
    return str(error) or type(error).__name__
