"""What the learning screen says of a dataset, a training, a package."""

from __future__ import annotations

from datetime import datetime, tzinfo
from html import escape

from inspector_app.domain.recipe import Mode
from inspector_app.quality.rates import Rate
from inspector_app.ui.learning.ports import (
    ClassLine,
    DatasetLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
)

STATE_WORDS = {
    "running": "▶ running",
    "quantising": "▶ quantising",
    "stopped": "■ stopped",
    "finished": "✓ finished",
}
_UNKNOWN = "images that its card does not name"
_RED, _ASK, _INK = "#D55E00", "#E69F00", "#0E0E0E"

NO_DATASETS = (
    "<h3>No datasets yet</h3><p>A network learns from a frozen version of labelled images. Four commands make one:</p>"
    "<pre>inspector-app dataset import FOLDER --name NAME\ninspector-app dataset check NAME\n"
    "inspector-app dataset split NAME\ninspector-app dataset freeze NAME --note &quot;...&quot;</pre>"
)
NO_TRAININGS = (
    "<h3>No trainings yet</h3><p>Choose a frozen version at the left and press <b>T</b>. Where there is none: "
    "<code>inspector-app dataset import</code> first.</p>"
)
NO_PACKAGES = (
    "<h3>No packages</h3><p>A finished training becomes a package: choose it at the left, press <b>Q</b>.</p>"
)


def no_torch_html(command: str) -> str:
    """What to do before anything can be trained here."""
    return _plate(_ASK, f"! Nothing can be trained on this PC yet. Set it up with: {command}")


def dataset_html(one: DatasetLine) -> str:
    """A dataset without a frozen version: what comes next."""
    step = "freeze" if one.in_vault else "split"
    words = "It is split; freeze it" if one.in_vault else "It is not split yet"
    note = ' --note "..."' if step == "freeze" else ""
    return (
        f"<h3>{escape(one.name)}</h3><p>{one.images:,} images that can change, {one.in_vault:,} in the vault.</p>"
        + (_plate(_RED, f"✕ {one.trouble}") if one.trouble else "")
        + f"<p>{words}:</p><pre>inspector-app dataset {step} {escape(one.name)}{escape(note)}</pre>"
    )


def version_html(one: VersionLine, zone: tzinfo) -> str:
    """A frozen version: how much is in it, how often each part was looked at."""
    head = f"<h3>{escape(one.reference)}</h3>"
    if one.trouble:
        return head + _plate(_RED, f"✕ {one.trouble}")
    rows = "".join(
        f"<tr><td>{part}</td><td align='right'>{count:,}</td><td align='right'>{_uses(one, part)}</td></tr>"
        for part, count in one.images.items()
    )
    said = f"<p>{escape(one.note)}</p>" if one.note else ""
    frozen = f"<p>Frozen {_moment(one.at, zone)} by {escape(one.by or 'nobody named')}.</p>"
    table = f"<table cellpadding='5'><tr><th>part</th><th>images</th><th>looked at</th></tr>{rows}</table>"
    warnings = "".join(_plate(_ASK, f"! {warning}") for warning in one.warnings)
    return f"{head}{said}{frozen}{table}{warnings}<p>Press <b>T</b> to train on it.</p>"


def _uses(one: VersionLine, part: str) -> str:
    return times(one.uses[part]) if part in one.uses else ""


def _moment(at: str, zone: tzinfo) -> str:
    try:
        return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"
    except ValueError:
        return "at a time that can't be read"


def times(count: int) -> str:
    """How often, in words."""
    return {0: "never", 1: "once"}.get(count, f"{count:,} times")


def training_html(one: TrainingLine) -> str:
    """A training: what it does, how far it is, what is wrong, what comes next."""
    head = f"<h3>{escape(one.name)}: {STATE_WORDS[one.state]}</h3>"
    family = f"{escape(one.family)} on {escape(one.dataset)}"
    parts = [head, f"<p>{family}. {escape(progress_words(one))}</p>"]
    if one.trouble:
        parts.append(_plate(_RED, f"✕ {one.trouble}"))
    if one.warning:
        parts.append(_plate(_ASK, f"! {one.warning[0].upper()}{one.warning[1:]}."))
    parts.append(f"<p>{_next(one)}</p>")
    return "".join(parts)


def progress_words(one: TrainingLine) -> str:
    """Epochs, best mAP, time left, in one line."""
    if one.doing:
        return one.doing
    words = f"{len(one.epochs)} epochs" + (f" of {one.epochs_planned}" if one.epochs_planned else "")
    if one.epochs:
        best = max(one.epochs, key=lambda epoch: epoch.map50)
        words += f", best mAP {best.map50:.3f} in epoch {best.number}"
    if one.state == "running":
        words += f", {left_words(one.seconds_left)}"
    return f"{words}."


def left_words(seconds: float | None) -> str:
    """About how long it goes on."""
    if seconds is None:
        return "time left not known yet"
    if seconds < 90:
        return "about a minute left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 120 else f"about {minutes / 60:.1f} h left"


def _next(one: TrainingLine) -> str:
    return {
        "running": "It goes on when this window is closed. <b>X</b> stops it; the epoch in work is lost, no more.",
        "quantising": "Exports, quantises, chooses thresholds, measures. <b>X</b> stops it; nothing half done stays.",
        "stopped": "<b>R</b> goes on from its last checkpoint.",
        "finished": "<b>Q</b> makes an INT8 package of it and measures that.",
    }[one.state]


def package_html(one: PackageLine) -> str:
    """A package: standing, figures a class, how it is released."""
    head = f"<h3>{escape(one.name)}: {escape(one.standing)}</h3>"
    if one.fault:
        return head + _plate(_RED, f"✕ {one.fault}")
    rows = "".join(_class_row(each) for each in one.classes)
    return (
        f"{head}<p>{escape(one.family)}, INT8. Measured on {escape(one.measured_on or _UNKNOWN)}.</p>"
        "<table cellpadding='5'><tr><th align='left'>class</th><th>recall</th><th>95 % interval</th><th>n</th>"
        f"<th>precision</th><th>95 % interval</th><th>findings</th><th></th></tr>{rows}</table>"
        "<p>Is it ready, and why? The same command with <code>--by WHO --reason WHY</code> releases it:</p>"
        f"<pre>{escape(one.release)}</pre>"
    )


def _class_row(each: ClassLine) -> str:
    more = "✕ collect more" if each.collect_more else ""
    cells = (*_rate_cells(each.recall), *_rate_cells(each.precision), more)
    style = f" bgcolor='{_RED}'" if each.collect_more else ""
    ink = f" style='color:{_INK}'" if each.collect_more else ""
    row = "".join(f"<td align='right'{ink}>{cell}</td>" for cell in cells)
    return f"<tr{style}><td{ink}>{escape(each.name)}</td>{row}</tr>"


def _rate_cells(rate: Rate) -> tuple[str, str, str]:
    if rate.share is None or rate.interval is None:
        return "n/a", "", "0"
    low, high = rate.interval
    return f"{rate.share:.1%}", f"{low:.1%} to {high:.1%}", f"{rate.n:,}"


def version_row(one: VersionLine) -> str:
    """Two lines of the list."""
    if one.trouble:
        return f"{one.reference}\n✕ damaged"
    total = sum(one.images.values())
    warned = "  ! used often" if one.warnings else ""
    return (
        f"{one.reference}\n{total:,} images, validation used {times(one.uses.get('validation', 0))}{warned}"
    )


def dataset_row(one: DatasetLine) -> str:
    """Two lines of the list."""
    return f"{one.name}\n{'✕ damaged' if one.trouble else f'{one.images:,} images, no frozen version'}"


def training_row(one: TrainingLine) -> str:
    """Two lines of the list."""
    return f"{one.name}\n{STATE_WORDS[one.state]}, {one.family} on {one.dataset}"


def package_row(one: PackageLine) -> str:
    """Two lines of the list."""
    red = sum(each.collect_more for each in one.classes)
    more = f"  ✕ {red} below recall" if red else ""
    return f"{one.name}\n{'✕ refused' if one.fault else one.standing}{more}"


def title_of(overview: Overview, mode: Mode | None) -> str:
    """What there is, in one line; and that a job runs beside a line whose gate it may slow down."""
    working = [one.name for one in overview.trainings if one.state in {"running", "quantising"}]
    if working and mode is Mode.AUTO_REJECT:
        return f"! The line is in auto-reject and the job of {working[0]} runs beside it. X stops the job."
    versions = sum(len(one.versions) for one in overview.datasets)
    return (
        f"Learning: {_count(versions, 'frozen version')}, {_count(len(overview.trainings), 'training')}, "
        f"{_count(len(overview.packages), 'package')}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _plate(colour: str, text: str) -> str:
    return (
        f"<table width='100%' cellpadding='8'><tr><td bgcolor='{colour}'>"
        f"<span style='color:{_INK}'><b>{escape(text)}</b></span></td></tr></table>"
    )
