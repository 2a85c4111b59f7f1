"""What the learning screen says of a training."""

from __future__ import annotations

from inspector_app.ui.learning.ports import TrainingLine
from inspector_app.ui.learning.words.markup import left_words, name, refused, warned
from inspector_app.ui.learning.words.rows import STATE_WORDS

NO_TRAININGS = (
    "<h3>No trainings yet</h3><p>Choose a frozen version at the left and press <b>T</b>. Where there is none, press "
    "<b>I</b> to import labelled images first.</p>"
)


def no_torch_html(command: str) -> str:
    """What to do before anything can be trained here."""
    return warned(f"Nothing can be trained on this PC yet. Set it up with: {command}")


def training_html(one: TrainingLine) -> str:
    """A training: what it does, how far it is, what is wrong, what comes next."""
    parts = [
        f"<h3>{name(one.name)}: {STATE_WORDS[one.state]}</h3>",
        f"<p>{name(one.family)} on {name(one.dataset)}. {progress_words(one)}</p>",
    ]
    if one.trouble:
        parts.append(refused(one.trouble))
    if one.warning:
        parts.append(warned(f"{one.warning[0].upper()}{one.warning[1:]}."))
    parts.append(f"<p>{_next(one)}</p>")
    return "".join(parts)


def progress_words(one: TrainingLine) -> str:
    """Epochs, best mAP, time left, in one line."""
    if one.doing:
        left = f", {left_words(one.seconds_left)}" if one.seconds_left is not None else ""
        return f"{name(one.doing)}{left}"
    words = f"{len(one.epochs)} epochs" + (f" of {one.epochs_planned}" if one.epochs_planned else "")
    if one.epochs:
        best = max(one.epochs, key=lambda epoch: epoch.map50)
        words += f", best mAP {best.map50:.3f} in epoch {best.number}"
    if one.state == "running":
        words += f", {left_words(one.seconds_left)}"
    return f"{words}."


def _next(one: TrainingLine) -> str:
    return {
        "running": "It goes on when this window is closed. <b>X</b> stops it; the epoch in work is lost, no more.",
        "quantising": "Exports, quantises, chooses thresholds, measures. <b>X</b> stops it; nothing half done stays.",
        "stopped": "<b>R</b> goes on from its last checkpoint.",
        "finished": "<b>Q</b> makes an INT8 package of it and measures that.",
    }[one.state]
