"""The cameras' screen: one view live with its meters; calibration, found cameras, goldens from good parts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from inspector_app.domain.frame import Image
from inspector_app.domain.messages import CameraState, LineState, UseFirstCamera
from inspector_app.ui.background import Background
from inspector_app.ui.bench.live_fetch import LiveShot
from inspector_app.ui.cameras.camera_actions import CAMERA_ACTIONS
from inspector_app.ui.cameras.camera_layout import CameraWidgets
from inspector_app.ui.cameras.ports import CalibrationLine, CameraDesk, DraftShown, Look, Measured
from inspector_app.ui.commands import Commands
from inspector_app.ui.keys.action import find_action
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.pictures.picture import to_qimage

T = TypeVar("T")

_LOOK_MS = 400
_NOBODY = "Choose a person first (F5): what is kept is kept under a name."


class CameraScreen(QWidget):
    """Serves `CameraOperations`."""

    left = Signal()

    def __init__(
        self,
        commands: Commands,
        person: Callable[[], str | None],
        state: Callable[[], LineState | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._commands, self._person, self._state = commands, person, state
        # what takes seconds has a worker of its own: the live picture goes on meanwhile
        self._work, self._live = Background("cameras", parent=self), Background("meters", parent=self)
        self._desk: Callable[[], CameraDesk] | None = None
        self._image: Image | None = None
        self._measured: Measured | None = None
        self._doubtful_asked = False
        self._busy, self._looking, self._view_number = False, False, 0
        self.widgets = CameraWidgets(self)
        self.note = self.widgets.note
        for action in CAMERA_ACTIONS:
            if action.text:
                button = self.widgets.buttons[action.name]
                button.clicked.connect(lambda _on=False, act=action: act.slot(self))
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def attach(self, desk: Callable[[], CameraDesk] | None) -> None:
        """The station is up. desk: makes it, which takes a while; called in a worker, once."""
        self._desk = cache(desk) if desk is not None else None

    def refresh(self) -> None:
        """What may have changed since somebody last looked."""
        self._show_views()
        self._read_calibrations()

    def press(self, key: KeyPress) -> bool:
        """A key; True where it meant something here."""
        action = find_action(CAMERA_ACTIONS, key.name)
        if action is None:
            return False
        action.slot(self)
        return True

    def walk(self, by: int) -> None:
        """Another view; what was measured of the last one is no longer offered."""
        cameras = self._cameras()
        if cameras:
            self._view_number = min(max(self._view_number + by, 0), len(cameras) - 1)
            self._measured, self._image = None, None
            self.widgets.show_live()
            self.widgets.meters.forget_peaks()
            self.widgets.result.setText("")
            self._show_views()

    def measure(self) -> None:
        """The scale by the picture that is shown."""
        camera, image, recipe = self._camera(), self._image, self._recipe()
        if camera is None or image is None:
            self.note.error("There is no live picture to measure.")
            return
        target = self.widgets.target()
        self._do(
            "Looking for the target …",
            lambda desk: desk.measure(recipe, camera.view, image, target),
            self._show_measured,
        )

    def keep(self) -> None:
        """Keeps it; what is doubtful is asked about."""
        measured, person, recipe = self._measured, self._person(), self._recipe()
        if measured is None:
            self.note.error("Nothing was measured yet: press M with the target before the camera.")
        elif person is None:
            self.note.error(_NOBODY)
        elif measured.doubts and not self._doubtful_asked:
            self._doubtful_asked = True
            self.note.info(f"{measured.doubts[0]} Press K once more to keep it all the same.")
        else:
            self._do("Keeping it …", lambda desk: desk.keep(measured, recipe, person), self._kept)

    def forget_peaks(self) -> None:
        """The highest focus is sought anew."""
        self.widgets.meters.forget_peaks()

    def gray_card(self) -> None:
        """What the middle of the picture says of the colours."""
        image = self._image
        if image is None:
            self.note.error("There is no live picture to measure.")
        else:
            self._do("Measuring the card …", lambda desk: desk.gray_card(image), self.widgets.result.setText)

    def find_cameras(self) -> None:
        """Asks the drivers."""
        self._do("Looking for cameras, some seconds …", lambda desk: desk.find(), self._show_found)

    def print_target(self) -> None:
        """Writes the PDF."""
        target = self.widgets.target()
        said = "Print it at 100 %, measure its line of 100 mm, and lay it flat where the parts lie."
        self._do(
            "Drawing the target …",
            lambda desk: desk.print_target(target),
            lambda file: self.widgets.result.setText(f"{file}\n{said}"),
        )

    def teach_golden(self) -> None:
        """From the newest good parts."""
        camera, recipe = self._camera(), self._recipe()
        if camera is not None:
            self._do(
                "Merging good parts, some seconds …",
                lambda desk: desk.teach_golden(recipe, camera.view),
                self._show_draft,
            )

    def approve_golden(self) -> None:
        """The one that is shown, under a name."""
        camera, person, recipe = self._camera(), self._person(), self._recipe()
        if not self.widgets.shows_golden or camera is None:
            self.note.error("No merged golden is shown: press G, look at it, then approve it.")
        elif person is None:
            self.note.error(_NOBODY)
        else:
            self._do(
                "Keeping the golden …",
                lambda desk: desk.approve_golden(recipe, camera.view, person),
                self._approved,
            )

    def first_camera(self) -> None:
        """Back from the spare, where one is at work."""
        camera, person = self._camera(), self._person()
        if camera is None or not camera.spare_at_work:
            self.note.error("No spare camera is at work here.")
        elif person is None:
            self.note.error(_NOBODY)
        else:
            self._commands.send(
                lambda key: UseFirstCamera(command_id=key, view=camera.view, person=person),
                lambda _reply: self.note.done(f"{camera.view} is given back to its first camera."),
                self.note.error,
            )

    def leave(self) -> None:
        """Back to the live picture, or to the bench."""
        if self.widgets.shows_golden:
            self.widgets.show_live()
        else:
            self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Looks only while somebody looks."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _cameras(self) -> Sequence[CameraState]:
        state = self._state()
        return state.cameras if state is not None else ()

    def _camera(self) -> CameraState | None:
        cameras = self._cameras()
        return cameras[min(self._view_number, len(cameras) - 1)] if cameras else None

    def _recipe(self) -> str:
        state = self._state()
        return state.recipe if state is not None else ""

    def _look(self) -> None:
        make, camera, recipe = self._desk, self._camera(), self._recipe()
        if camera is None or make is None:
            return
        self.widgets.live.view = camera.view
        self.widgets.live.set_camera(camera)
        self.widgets.live.tick()
        self._show_views()
        ring = camera.ring
        if ring is None or self._looking:
            return
        self._looking = True
        self._live.run(
            lambda: make().look(ring, recipe, camera.view),
            lambda look: self._looked(camera.view, look),
            self._blind,
        )

    def _looked(self, view: str, look: Look | None) -> None:
        self._looking = False
        camera = self._camera()
        if look is None or camera is None or camera.view != view:
            return
        self._image = look.image
        self.widgets.live.show_shot(LiveShot(to_qimage(look.image), time.monotonic() - look.age_s))
        self.widgets.meters.show_bars(look.bars)
        self.widgets.advice.setText(
            "\n".join(look.advice) or "✓ Exposure, brightness and focus are as they should be."
        )

    def _blind(self, error: Exception) -> None:
        self._looking = False
        self.widgets.advice.setText(f"! This picture can't be measured: {error}")

    def _do(self, words: str, work: Callable[[CameraDesk], T], done: Callable[[T], None]) -> None:
        make = self._desk
        if make is None:
            self.note.error("The line is still starting; that works in a moment.")
            return
        if self._busy:
            self.note.info("The last one is still being done; press again.")
            return
        self._busy = True
        self.note.info(words)

        def finished(result: T) -> None:
            self._busy = False
            self.note.clear()
            done(result)

        self._work.run(lambda: work(make()), finished, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.note.error(str(error))

    def _show_views(self) -> None:
        camera = self._camera()
        self.widgets.buttons["first"].setVisible(camera is not None and camera.spare_at_work)
        self.widgets.views.show_cameras(self._cameras(), self._view_number)

    def _read_calibrations(self) -> None:
        make, views = self._desk, tuple(camera.view for camera in self._cameras())
        if make is not None:
            self._work.run(lambda: make().calibrations(views), self._show_calibrations, self._failed)

    def _show_calibrations(self, lines: Sequence[CalibrationLine]) -> None:
        self.widgets.views.show_calibrations(lines)
        self._show_views()

    def _show_measured(self, measured: Measured) -> None:
        self._measured, self._doubtful_asked = measured, False
        marks = [*(f"! {one}" for one in measured.doubts), *(f"i {one}" for one in measured.meaning)]
        self.widgets.result.setText("\n".join([measured.text, *marks, "Press K to keep it."]))

    def _kept(self, said: str) -> None:
        self._measured = None
        self.widgets.result.setText(said)
        self.note.done(said)
        self._read_calibrations()

    def _show_found(self, lines: Sequence[str]) -> None:
        self.widgets.result.setText("\n".join(lines))

    def _show_draft(self, draft: DraftShown) -> None:
        self.widgets.show_golden(draft)

    def _approved(self, said: str) -> None:
        self.widgets.show_live()
        self.widgets.result.setText(said)
        self.note.done(said)
