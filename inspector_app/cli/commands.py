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
    Entry(("line", "check"), "line_check", "Whether the line's PLC answers, and what its signals say."),
    Entry(("line", "simulate"), "line_simulate", "Play the line's PLC, to try a line out without one."),
    Entry(("line", "triggers"), "line_triggers", "Play a long run of triggers against the joining of views."),
    Entry(
        ("drill",), "drill", "What the line does when the station dies, really tried with a simulated PLC."
    ),
    Entry(("mode", "show"), "mode_show", "The mode of the model, and what is missing for the next one."),
    Entry(("mode", "up"), "mode_up", "One mode up, where every written condition is met."),
    Entry(
        ("mode", "watch"), "mode_watch", "Precision and recall from settled answers; retraining due or not."
    ),
    Entry(("mode", "compare"), "mode_compare", "The second model in shadow against the active one."),
    Entry(("mode", "down"), "mode_down", "One mode down, at once, whatever else is the case."),
    Entry(("camera", "list"), "camera_list", "Find cameras of every kind."),
    Entry(("camera", "grab"), "camera_grab", "Take one picture, to set a camera up without a line."),
    Entry(("camera", "meters"), "camera_meters", "Exposure, brightness and focus against the golden."),
    Entry(("camera", "target"), "camera_target", "A target to print, for mm a pixel."),
    Entry(("camera", "calibrate"), "camera_calibrate", "mm a pixel of a view, by a target or a ruler."),
    Entry(("camera", "white-balance"), "camera_white_balance", "Gains of a colour camera, by a gray card."),
    Entry(
        ("camera", "check"),
        "camera_check",
        "Warnings: tilt, rolling shutter, uncovered surfaces, what is due.",
    ),
    Entry(("camera", "gate"), "camera_gate", "False alarms of the image-quality gate, and made faults."),
    Entry(("camera", "history"), "camera_history", "Who calibrated and set up cameras, and when."),
    Entry(("recipe", "new"), "recipe_new", "Make a recipe from images of good parts."),
    Entry(("recipe", "teach"), "recipe_teach", "Teach a recipe what its good parts look like; no labels."),
    Entry(("recipe", "golden", "teach"), "recipe_golden_teach", "Merge good parts into a golden."),
    Entry(("recipe", "golden", "approve"), "recipe_golden_approve", "Approve a merged golden by name."),
    Entry(("recipe", "golden", "list"), "recipe_golden_list", "Goldens over time, and what waits."),
    Entry(
        ("recipe", "known-set", "add"), "recipe_known_set_add", "Images whose answers must stay as they are."
    ),
    Entry(
        ("recipe", "known-set", "run"),
        "recipe_known_set_run",
        "Ask about every image of the known set again.",
    ),
    Entry(("recipe", "known-set", "accept"), "recipe_known_set_accept", "Accept changed answers, by name."),
    Entry(("report", "shift"), "report_shift", "The PDF of one shift."),
    Entry(("report", "week"), "report_week", "Machine and inspectors of a week: the blind spots of both."),
    Entry(
        ("answers", "import"), "answers_import", "What inspectors said of parts by themselves, from a table."
    ),
    Entry(("report", "validation"), "report_validation", "The PDF of a model's evaluation: ready or not."),
    Entry(
        ("dataset", "import"), "dataset_import", "Labelled images of any format, or answers, as a dataset."
    ),
    Entry(
        ("dataset", "generate"),
        "dataset_generate",
        "Surfaces with outlined flaws, to try the whole way with.",
    ),
    Entry(("dataset", "export"), "dataset_export", "A dataset, or people's answers, for other tools."),
    Entry(("dataset", "tag"), "dataset_tag", "What is known of images (lot, light ...), from a table."),
    Entry(("dataset", "check"), "dataset_check", "What is wrong or doubtful about a dataset."),
    Entry(("dataset", "split"), "dataset_split", "The vault, then train, validation and test, by group."),
    Entry(("dataset", "freeze"), "dataset_freeze", "A version that can't be changed any more."),
    Entry(("dataset", "list"), "dataset_list", "Datasets, their versions, how often each was used."),
    Entry(("dataset", "diff"), "dataset_diff", "What differs between two frozen versions."),
    Entry(("catalogue", "list"), "catalogue_list", "The classes of defect, and who approved each."),
    Entry(("catalogue", "new"), "catalogue_new", "Add a class of defect."),
    Entry(("catalogue", "edit"), "catalogue_edit", "Change a class; its approvals are taken back."),
    Entry(("catalogue", "approve"), "catalogue_approve", "Approve classes by name, before they train."),
    Entry(("train",), "train", "Train a model; can be resumed.", trains=True),
    Entry(("training", "run"), "training_run", "Train what another machine packed.", trains=True),
    Entry(("training", "take"), "training_take", "Take back what another machine trained.", trains=True),
    Entry(("quantize",), "quantize", "Make the INT8 network and the model package.", trains=True),
    Entry(("evaluate",), "evaluate", "Measure a model on boards that it never saw."),
    Entry(("model", "list"), "model_list", "All packages: released, signed, or under test."),
    Entry(("model", "show"), "model_show", "One package: figures, releases, and when it ran."),
    Entry(("model", "compare"), "model_compare", "Packages side by side on the same images."),
    Entry(("model", "ensemble"), "model_ensemble", "One package that asks several and fuses their findings."),
    Entry(("model", "release"), "model_release", "Hold a package against the gates; sign and release it."),
    Entry(("model", "rollback"), "model_rollback", "Back to the release before."),
    Entry(("model", "export"), "model_export", "A package as one file."),
    Entry(
        ("model", "export-onnx"),
        "model_export_onnx",
        "A package's network in floating point for other runtimes.",
        trains=True,
    ),
    Entry(("model", "import"), "model_import", "A package from such a file."),
    Entry(("model", "key", "new"), "model_key_new", "Make the plant's key, or the next one."),
    Entry(("model", "key", "list"), "model_key_list", "The keys that this home trusts."),
    Entry(("model", "key", "trust"), "model_key_trust", "Trust the public half of a key."),
    Entry(("model", "key", "revoke"), "model_key_revoke", "Refuse whatever a key has signed."),
    Entry(
        ("deeppcb", "train"), "deeppcb_train", "Train on the public DeepPCB set, for research.", trains=True
    ),
    Entry(("evaluate-taught",), "evaluate_taught", "Measure teaching from good parts, beside the detector."),
    Entry(("db", "upgrade"), "db_upgrade", "Bring the database of a home to this version."),
    Entry(
        ("db", "set-aside"),
        "db_set_aside",
        "Rename a database that can't be used, to make room for a backup.",
    ),
)

GROUPS: dict[str, str] = {
    "line": "The line's PLC and its signals.",
    "mode": "What the model may do on the line: record, alert, drive the gate.",
    "camera": "Cameras: found and tried out without a line.",
    "recipe": "What a product is inspected by.",
    "recipe golden": "What good parts are compared with: merged, approved, kept.",
    "recipe known-set": "Good, borderline and bad images that are asked again after every change.",
    "report": "PDF reports.",
    "answers": "What people said of parts.",
    "dataset": "Labelled images: in and out, checked, split, frozen.",
    "training": "Training on another machine.",
    "catalogue": "What each class of defect is, how much it matters, who approved that.",
    "model": "The life of a model: compared, released, taken back, moved.",
    "model key": "The keys by which packages are signed.",
    "deeppcb": "The public benchmark.",
    "db": "The database of a home.",
}

DEFAULT = "station"


def chosen_entry(arguments: Sequence[str]) -> Entry | None:
    """The command that the arguments begin with, or None."""
    return next((entry for entry in COMMANDS if tuple(arguments[: len(entry.words)]) == entry.words), None)
