"""The table of commands: what there is, where it lives, what it needs.

A command is a function named `command` in a module of its own in this package. The module is imported only
when its command was typed, so that `--help` and a mistyped word answer at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: the words that are typed, its module in `inspector_app.cli`, a line for `--help`."""

    words: tuple[str, ...]
    module: str
    help: str
    trains: bool = False
    """Runs in the environment that has torch (`.venv-train`)."""

    def load(self) -> Callable[..., None]:
        """Imports the module and gives its function."""
        function: Callable[..., None] = import_module(f"inspector_app.cli.{self.module}").command
        return function


COMMANDS: tuple[Entry, ...] = (
    Entry(("station",), "station", "Open the station: the window, and the line where none runs yet."),
    Entry(("demo",), "demo", "Open the station on the simulated line; nothing to configure."),
    Entry(("run",), "run", "Run the line with no window."),
    Entry(("inspect",), "inspect", "Findings and verdict for image files."),
    Entry(("selftest",), "selftest", "Check models, golden answers, database, disk, cameras and clock."),
    Entry(("bench",), "bench", "Time each stage and the whole beside the bare network."),
    Entry(("soak",), "soak", "Run the demo for a while; measure memory, losses and latencies."),
    Entry(("recipe", "new"), "recipe_new", "Make a recipe from images of good parts."),
    Entry(("recipe", "teach"), "recipe_teach", "Teach a recipe what its good parts look like; no labels."),
    Entry(("report", "shift"), "report_shift", "The PDF of one shift."),
    Entry(("dataset", "export"), "dataset_export", "Write people's answers as a YOLO dataset."),
    Entry(("train",), "train", "Train a model; can be resumed.", trains=True),
    Entry(("quantize",), "quantize", "Make the INT8 network and the model package.", trains=True),
    Entry(("evaluate",), "evaluate", "Measure a model on boards that it never saw."),
    Entry(("db", "upgrade"), "db_upgrade", "Bring the database of a home to this version."),
    Entry(
        ("db", "set-aside"),
        "db_set_aside",
        "Rename a database that can't be used, to make room for a backup.",
    ),
)

GROUPS: dict[str, str] = {
    "recipe": "What a product is inspected by.",
    "report": "PDF reports.",
    "dataset": "Labelled images, in and out.",
    "db": "The database of a home.",
}

DEFAULT = "station"


def chosen_entry(arguments: Sequence[str]) -> Entry | None:
    """The command that the arguments begin with, or None."""
    return next((entry for entry in COMMANDS if tuple(arguments[: len(entry.words)]) == entry.words), None)
