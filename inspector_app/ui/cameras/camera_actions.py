"""What can be done on the cameras' screen, as data."""

from __future__ import annotations

from typing import Protocol

from inspector_app.ui.keys.action import Action


class CameraOperations(Protocol):
    """What the screen can be told."""

    def walk(self, by: int) -> None:
        """Another view."""

    def measure(self) -> None:
        """The scale by a target."""

    def keep(self) -> None:
        """Keeps what was measured."""

    def forget_peaks(self) -> None:
        """The focus' highest, anew."""

    def gray_card(self) -> None:
        """Colours."""

    def find_cameras(self) -> None:
        """Looks for cameras."""

    def print_target(self) -> None:
        """A PDF."""

    def teach_golden(self) -> None:
        """From good parts."""

    def approve_golden(self) -> None:
        """By name."""

    def first_camera(self) -> None:
        """Back from the spare."""

    def leave(self) -> None:
        """Back."""


CameraAction = Action[CameraOperations]

CAMERA_ACTIONS: tuple[CameraAction, ...] = (
    CameraAction(
        "measure", ("M",), "Measure target",
        "mm a pixel, from the chessboard that lies before the selected camera. Nothing is kept yet.",
        lambda screen: screen.measure(),
    ),
    CameraAction(
        "keep", ("K",), "Keep it",
        "Writes what was measured into the recipe and the history, under your name; at the second press where it is "
        "doubtful.",
        lambda screen: screen.keep(),
    ),
    CameraAction(
        "peaks", ("R",), "Focus anew", "Forgets the highest focus: turn the ring through it, then back to it.",
        lambda screen: screen.forget_peaks(),
    ),
    CameraAction(
        "gray", ("W",), "Gray card", "Fill the middle of the picture with a gray card: how the colours are to be set.",
        lambda screen: screen.gray_card(),
    ),
    CameraAction(
        "target", ("P",), "Target …", "A PDF of the chessboard, to print at 100 %.",
        lambda screen: screen.print_target(),
    ),
    CameraAction(
        "find", ("F",), "Find cameras", "Asks all drivers which cameras there are, those in use included.",
        lambda screen: screen.find_cameras(),
    ),
    CameraAction(
        "teach", ("G",), "Teach golden", "Merges the newest good parts of this view into a golden, to be looked at.",
        lambda screen: screen.teach_golden(),
    ),
    CameraAction(
        "approve", ("A",), "Approve golden", "The merged golden becomes this view's, under your name.",
        lambda screen: screen.approve_golden(),
    ),
    CameraAction(
        "first", ("B",), "First camera", "The spare goes back to waiting, and the view's first camera takes over.",
        lambda screen: screen.first_camera(),
    ),
    CameraAction(
        "back", ("Esc",), "Back", "Back to the live picture, then to the bench.", lambda screen: screen.leave(),
    ),
    CameraAction("up", ("8", "Up"), "", "The view before.", lambda screen: screen.walk(-1)),
    CameraAction("down", ("2", "Down"), "", "The next view.", lambda screen: screen.walk(1)),
)  # fmt: skip
