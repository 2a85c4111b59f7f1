"""The actions of the window as data: the screens, the shift, the feed."""

from __future__ import annotations

from typing import Protocol

from inspector_app.ui.keys.action import Action


class WindowOperations(Protocol):
    """What the window can be told."""

    def show_help(self) -> None:
        """All keys."""

    def shift(self) -> None:
        """Starts or ends a shift."""

    def show_hold_bin(self) -> None:
        """The hold bin."""

    def show_report(self) -> None:
        """The report."""

    def choose_person(self) -> None:
        """Who answers."""

    def choose_lot(self) -> None:
        """The lot."""

    def choose_product(self) -> None:
        """The product."""

    def toggle_feed(self) -> None:
        """Stops or starts the feed."""

    def acknowledge_line(self) -> None:
        """The faults of the PLC's link were looked at."""

    def toggle_truth(self) -> None:
        """What was really there."""

    def show_learning(self) -> None:
        """Datasets, trainings, packages."""

    def show_cameras(self) -> None:
        """Cameras: live, meters, calibration."""

    def show_mode(self) -> None:
        """The mode, its conditions, and the way down."""

    def show_notices(self) -> None:
        """Alarms and news."""

    def toggle_full_screen(self) -> None:
        """Full screen or a window."""

    def show_bench(self) -> None:
        """Back to the bench."""


WindowAction = Action[WindowOperations]

WINDOW_ACTIONS: tuple[WindowAction, ...] = (
    WindowAction(
        "help", ("F1",), "Help", "All keys on one page, and what the colours and shapes mean.",
        lambda window: window.show_help(),
    ),
    WindowAction(
        "shift", ("F2",), "Shift", "Starts a shift with its operator and plan, or ends the one that runs.",
        lambda window: window.shift(),
    ),
    WindowAction(
        "hold_bin", ("F3",), "Hold bin", "What lies in the hold bin: release what is good, scrap what is bad.",
        lambda window: window.show_hold_bin(),
    ),
    WindowAction(
        "report", ("F4",), "Report", "Draws the report of this shift: look at it, save it, print it for signing.",
        lambda window: window.show_report(),
    ),
    WindowAction(
        "person", ("F5",), "Person", "Who answers from now on. Names are not authenticated yet, and reports say so.",
        lambda window: window.choose_person(),
    ),
    WindowAction(
        "lot", ("F6",), "Lot", "The next parts belong to the lot that you type or scan here.",
        lambda window: window.choose_lot(),
    ),
    WindowAction(
        "product", ("F7",), "Product", "Changes to the recipe of another product, whole, from the next part on.",
        lambda window: window.choose_product(),
    ),
    WindowAction(
        "feed", ("F8",), "Stop feed", "Stops or starts the feed of parts. What is in work is finished first.",
        lambda window: window.toggle_feed(),
    ),
    WindowAction(
        "acknowledge_line", ("Home",), "",
        "Acknowledges the faults of the link to the line's PLC: somebody has looked.",
        lambda window: window.acknowledge_line(),
    ),
    WindowAction(
        "truth", ("F9",), "", "In the demo: shows what was really there.",
        lambda window: window.toggle_truth(),
    ),
    WindowAction(
        "notices", ("F10",), "Notices", "What the station had to tell: alarms that need an action first, then news.",
        lambda window: window.show_notices(),
    ),
    WindowAction(
        "learning", ("F12",), "Learning",
        "For QA leads and engineers: frozen datasets, trainings with their curves, packages with their figures.",
        lambda window: window.show_learning(),
    ),
    WindowAction(
        "cameras", ("End",), "",
        "For engineers: cameras live with their meters, calibration by a target, goldens from good parts.",
        lambda window: window.show_cameras(),
    ),
    WindowAction(
        "mode", ("Insert",), "", "The mode of the model: what is missing for the next one, and one press to go down.",
        lambda window: window.show_mode(),
    ),
    WindowAction(
        "full_screen", ("F11",), "", "The whole screen, or a window.",
        lambda window: window.toggle_full_screen(),
    ),
    WindowAction(
        "bench", ("Esc",), "", "Back to the bench, from any other screen.",
        lambda window: window.show_bench(),
    ),
)  # fmt: skip
