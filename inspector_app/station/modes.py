"""Another mode for the model at work: down at once and always, up only where every written condition is met."""

from __future__ import annotations

from datetime import UTC, datetime

from inspector_app.domain.messages import SetMode
from inspector_app.domain.mode import ModeChange, ModeEvidence, is_above, next_above
from inspector_app.domain.recipe import Mode
from inspector_app.inspection.ports import RecordError
from inspector_app.quality.gates import Gate
from inspector_app.quality.mode_conditions import judge_conditions, unmet
from inspector_app.station.floor import Floor
from inspector_app.station.refusal import CommandRefusedError

_SOURCE = "mode"


def change_mode(floor: Floor, command: SetMode) -> None:
    """Carries the command out; raises CommandRefusedError, or what recipe and release refuse with."""
    now = floor.at_work.recipe.mode
    if command.mode is now:
        raise CommandRefusedError(f"The line is in {now.value} already.")
    if is_above(command.mode, now):
        _go_up(floor, command)
    else:
        _go_down(floor, command)


def _go_up(floor: Floor, command: SetMode) -> None:
    """The row first: a mode that nobody could find in the records must not drive a gate."""
    now = floor.at_work.recipe.mode
    if command.mode is not next_above(now):
        raise CommandRefusedError(f"From {now.value} the next step is {next_above(now)}, not {command.mode}.")
    if not command.reason:
        raise CommandRefusedError("Going up needs a reason; it is kept.")
    floor.at_work.check_mode(command.mode)
    gates = _judged(floor, command.evidence)
    missing = unmet(gates)
    if missing:
        why = "; ".join(f"{gate.name}: {gate.said}" for gate in missing)
        raise CommandRefusedError(f"{command.mode.value} is refused. Not met: {why}.")
    floor.tools.records.keep_mode(_change(floor, command, gates))
    _apply(floor, command)


def _judged(floor: Floor, evidence: ModeEvidence | None) -> list[Gate]:
    """Judged here once more: whoever counted may have had other limits, or another model in mind."""
    if evidence is None:
        raise CommandRefusedError("Going up needs the counts that its conditions are judged by.")
    recipe = floor.at_work.recipe
    wanted = (recipe.product, floor.at_work.model_sha256, recipe.mode)
    if (evidence.line, evidence.model_sha256, evidence.mode) != wanted:
        raise CommandRefusedError(
            "What is at work has changed since the parts were counted; look at the conditions again."
        )
    return judge_conditions(evidence, floor.tools.mode_figures)


def _go_down(floor: Floor, command: SetMode) -> None:
    """Acts before it is kept: records that fail must not hold a model up."""
    change = _change(floor, command, ())
    _apply(floor, command)
    try:
        floor.tools.records.keep_mode(change)
    except RecordError as error:
        floor.tell(
            "alarm",
            f"The line is in {command.mode.value}, but that could not be kept ({error}): a restart would bring the "
            "mode before back. Go down again when records are kept.",
        )


def _change(floor: Floor, command: SetMode, gates: list[Gate] | tuple[()]) -> ModeChange:
    at_work = floor.at_work
    return ModeChange(
        line=at_work.recipe.product,
        model=at_work.model,
        model_sha256=at_work.model_sha256,
        mode=command.mode,
        by=command.person,
        reason=command.reason,
        at=datetime.now(UTC),
        said=tuple(f"{gate.name}: {gate.said}" for gate in gates),
    )


def _apply(floor: Floor, command: SetMode) -> None:
    before = floor.at_work.recipe.mode
    floor.at_work.change_mode(command.mode)
    try:
        floor.tools.records.remember_recipe(floor.at_work.recipe)
    except RecordError as error:
        floor.tell("alarm", f"Rows of the next parts will name the mode {before.value}: {error}")
    why = f": {command.reason}" if command.reason else ""
    text = f"Mode of {floor.at_work.model}: {before.value} → {command.mode.value}, by {command.person}{why}."
    floor.keep_event("event", text, _SOURCE)
    floor.tell("warning" if is_above(before, command.mode) else "info", text)


def stops_belt(mode: Mode) -> bool:
    """Whether this mode lets the station stop the belt: one that changes nothing on the line doesn't."""
    return mode is Mode.AUTO_REJECT
