"""The actions of the bench as data. One hand and a numeric pad are enough for all of them."""

from __future__ import annotations

from typing import Protocol

from inspector_app.ui.keys.action import Action


class BenchOperations(Protocol):
    """What the bench can be told."""

    def confirm(self) -> None:
        """The machine is right."""

    def begin_override(self) -> None:
        """The machine is wrong; one more press says why."""

    def cant_tell(self) -> None:
        """The person can't say."""

    def begin_missed(self) -> None:
        """Draw a defect that the machine missed."""

    def undo(self) -> None:
        """Take back the newest answer."""

    def skip(self) -> None:
        """Later."""

    def next_finding(self) -> None:
        """The next finding."""

    def previous_finding(self) -> None:
        """The finding before."""

    def next_view(self) -> None:
        """The next camera's picture."""

    def toggle_blink(self) -> None:
        """Picture and golden in turns."""

    def toggle_difference(self) -> None:
        """The difference in the golden's place."""

    def toggle_fit(self) -> None:
        """Whole picture, or the finding."""

    def zoom_in(self) -> None:
        """Larger."""

    def zoom_out(self) -> None:
        """Smaller."""


BenchAction = Action[BenchOperations]

ANSWERS: tuple[BenchAction, ...] = (
    BenchAction(
        "confirm", ("Enter",), "Confirm",
        "The machine is right about the part in hand. It is recorded under your name and the next part comes.",
        lambda bench: bench.confirm(), answers=True,
    ),
    BenchAction(
        "cant_tell", ("+",), "Can't tell",
        "You can't say from what you see. The part stays in the hold bin for the QA lead.",
        lambda bench: bench.cant_tell(), answers=True,
    ),
    BenchAction(
        "skip", (".", "Delete"), "Skip",
        "Puts this part behind the others that wait, without an answer.",
        lambda bench: bench.skip(), answers=True,
    ),
    BenchAction(
        "missed", ("*",), "Missed defect",
        "You see a defect that the machine missed: draw a box round it and press its class. A click on a live "
        "picture starts the same for the newest part.",
        lambda bench: bench.begin_missed(),
    ),
    BenchAction(
        "undo", ("-",), "Undo",
        "Takes back your newest answer, until the report with it is saved or printed; its part comes back into your "
        "hand. Nothing is deleted: the undo is kept as an answer of its own.",
        lambda bench: bench.undo(),
    ),
    BenchAction(
        "override", ("0",), "Override",
        "The machine is wrong about the part in hand. One more press says why, or which class it is.",
        lambda bench: bench.begin_override(), answers=True,
    ),
)  # fmt: skip

LOOKING: tuple[BenchAction, ...] = (
    BenchAction(
        "previous_finding", ("4", "P", "Left", "Backtab"), "◀ Finding",
        "Shows the finding before this one, enlarged, in whichever view it is.",
        lambda bench: bench.previous_finding(),
    ),
    BenchAction(
        "next_finding", ("6", "N", "Right", "Tab"), "Finding ▶",
        "Shows the next finding of this part, enlarged, in whichever view it is.",
        lambda bench: bench.next_finding(),
    ),
    BenchAction(
        "next_view", ("3", "V"), "View",
        "Shows the next camera's picture of the same part, whether it has findings or not.",
        lambda bench: bench.next_view(),
    ),
    BenchAction(
        "fit", ("5", "Space"), "Whole / near",
        "Changes between the whole picture and the finding enlarged in the middle. The wheel zooms at the cursor.",
        lambda bench: bench.toggle_fit(),
    ),
    BenchAction(
        "blink", ("7", "B"), "Blink",
        "Lets picture and golden take turns in one place: what differs jumps.",
        lambda bench: bench.toggle_blink(),
    ),
    BenchAction(
        "difference", ("9", "D"), "Difference",
        "Shows where the picture differs from the golden, bright on black, in the golden's place.",
        lambda bench: bench.toggle_difference(),
    ),
    BenchAction(
        "zoom_in", ("8", "Up"), "Larger",
        "Enlarges about the middle of the picture; golden and picture stay at the same place.",
        lambda bench: bench.zoom_in(),
    ),
    BenchAction(
        "zoom_out", ("2", "Down"), "Smaller",
        "Shows more of the picture, down to the whole of it.",
        lambda bench: bench.zoom_out(),
    ),
)  # fmt: skip

BENCH_ACTIONS = ANSWERS + LOOKING
