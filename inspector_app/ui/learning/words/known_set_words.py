"""What the learning screen says of a recipe's known set."""

from __future__ import annotations

from datetime import tzinfo

from inspector_app.ui.learning.ports import KnownSetLine, Overview
from inspector_app.ui.learning.words.job_words import ended_words
from inspector_app.ui.learning.words.markup import GOOD, RED, moment, name, plate, refused, table

NO_KNOWN_SETS = (
    "<h3>No recipes yet</h3><p>A known set belongs to a recipe: good, borderline and bad images that are asked again "
    "after every change of model, recipe, PC or runtime. Make a recipe first: "
    "<code>inspector-app recipe new</code>.</p>"
)
_NONE = (
    "<p>It has no images yet. <b>N</b> adds good, borderline and bad images whose answers must stay as they are; they "
    "are asked again after every change of model, recipe, PC or runtime.</p>"
)
_MOST = 100


def known_set_html(one: KnownSetLine, overview: Overview, zone: tzinfo) -> str:
    """How many images, when they were asked, what has changed since somebody accepted it."""
    head = f"<h3>Known set of {name(one.recipe)}</h3>"
    if one.trouble:
        return head + refused(one.trouble)
    if not one.images:
        return f"{head}{_failed(one, overview)}{_NONE}"
    asked = f"newest run {moment(one.at, zone)}" if one.at else "never run"
    return f"{head}{_failed(one, overview)}<p>{one.images:,} images, {asked}.</p>{_state(one)}"


def _failed(one: KnownSetLine, overview: Overview) -> str:
    jobs = (overview.job(f"known-{what}", one.recipe) for what in ("add", "run", "accept"))
    return "".join(refused(ended_words(job)) for job in jobs if job is not None and job.state == "failed")


def _state(one: KnownSetLine) -> str:
    if not one.at:
        return "<p><b>K</b> asks about every image now.</p>"
    if not one.changed:
        return plate(GOOD, "✓ All answers are as somebody accepted them.")
    rows = [(name(each.words),) for each in one.changed[:_MOST]]
    words = f"✕ {len(one.changed)} answers differ from what was accepted. Until that is settled the line is not READY."
    todo = "<p><b>P</b> shows the images. Where the new answers are right, <b>A</b> accepts them by name.</p>"
    return f"{plate(RED, words)}{todo}{table(('',), rows)}"
