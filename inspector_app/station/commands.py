"""What each command does. All run on the line's thread, between two parts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from inspector_app.domain.inspector_answer import InspectorAnswer
from inspector_app.domain.messages import (
    AcknowledgeLine,
    Command,
    EndShift,
    GiveAnswer,
    GiveInspectorAnswers,
    ReportIssued,
    SetFeed,
    SetLot,
    SetMode,
    SetProduct,
    SetSpeed,
    SettleHeld,
    StartShift,
    StopLine,
    UndoAnswer,
    UseFirstCamera,
)
from inspector_app.domain.part import new_id
from inspector_app.domain.shift import Shift
from inspector_app.shifts.ports import GATE
from inspector_app.station.feed import BY_PERSON, keep_stop, start_feed, stop_feed
from inspector_app.station.floor import Floor
from inspector_app.station.modes import change_mode
from inspector_app.station.refusal import CommandRefusedError

_LONG_NAME = 200
_LONG_NOTES = 10_000
_MOST_PARTS = 10_000_000
_STARTING = "The line is still starting; try again in a moment."


def carry_out(floor: Floor, command: Command) -> str | None:
    """Carries out a command; returns the id of what it made, if anything. Raises an error with a sentence."""
    result = _HANDLERS[type(command)](floor, command)
    floor.recount()
    return result


def _start_shift(floor: Floor, command: StartShift) -> str:
    name, operator = _named(command.name, "The shift"), _named(command.operator, "The operator")
    if command.planned_parts is not None and not 1 <= command.planned_parts <= _MOST_PARTS:
        raise CommandRefusedError(f"{command.planned_parts} parts can't be planned for a shift.")
    names = floor.names
    shift = Shift(
        new_id(),
        name,
        names.site,
        names.line,
        names.zone,
        operator,
        datetime.now(UTC),
        planned_parts=command.planned_parts,
    )
    floor.tools.records.start_shift(shift)
    floor.gate.begin(floor, since="this shift")
    floor.lost_before_shift, floor.lost_in_records = floor.tools.cameras.lost_frames, 0
    if floor.stop_event is not None:  # the feed still stands: that is a stop of this shift too
        floor.close_event(floor.stop_event)
        keep_stop(floor)
    floor.tell("info", f"Shift {name} has begun, with {operator}.")
    return shift.id


def _end_shift(floor: Floor, command: EndShift) -> str:
    if len(command.notes) > _LONG_NOTES:
        raise CommandRefusedError(f"The notes have {len(command.notes)} letters; {_LONG_NOTES} are the most.")
    _reconcile_hold_bin(floor)
    shift = floor.tools.records.end_shift(command.notes)
    floor.lost_before_shift, floor.lost_in_records = floor.tools.cameras.lost_frames, 0
    floor.tell("info", f"Shift {shift.name} has ended.")
    return shift.id


def _reconcile_hold_bin(floor: Floor) -> None:
    """Kept in the shift that it is about, so before its end."""
    if floor.tools.records.current_shift() is None:
        return
    counted = floor.gate.verdict(floor)
    if counted is not None:
        kind, text = counted
        floor.keep_event(kind, text, GATE)
        floor.tell("alarm" if kind == "alarm" else "info", text)


def _set_lot(floor: Floor, command: SetLot) -> None:
    lot = command.lot.strip() if command.lot else None
    floor.tools.records.set_lot(_named(lot, "The lot") if lot else None)


def _set_product(floor: Floor, command: SetProduct) -> None:
    if floor.state == "starting":
        raise CommandRefusedError(_STARTING)
    put_to_work(floor, command.product)


def put_to_work(floor: Floor, product: str) -> None:
    """Changes to the recipe of a product, from the next part on. Raises an error with a sentence."""
    if product == floor.at_work.recipe.product:
        return
    tools, before = floor.tools, floor.at_work
    fresh = tools.book.load(product)
    try:
        _check_views(floor, [view.name for view in fresh.recipe.views])
        tools.source.change_product(product)
    except ValueError as error:
        fresh.close()
        raise CommandRefusedError(f"{product} can't be inspected now: {error}.") from error
    floor.at_work = fresh
    before.close()
    floor.tell(
        "info",
        f"From now on {product} is inspected, by recipe {fresh.recipe.name} "
        f"version {fresh.recipe.version}. {fresh.standing}",
    )


def _check_views(floor: Floor, views: list[str]) -> None:
    cameras = [state.view for state in floor.tools.cameras.states()]
    if set(views) != set(cameras):
        raise ValueError(f"its views are {', '.join(views)}, the cameras show {', '.join(cameras)}")


def _set_mode(floor: Floor, command: SetMode) -> None:
    if floor.state == "starting":
        raise CommandRefusedError(_STARTING)
    named = {"person": _named(command.person, "Whoever changes the mode"), "reason": command.reason.strip()}
    change_mode(floor, command.model_copy(update=named))


def _set_speed(floor: Floor, command: SetSpeed) -> None:
    floor.tools.source.parts_per_hour = command.parts_per_hour


def _use_first_camera(floor: Floor, command: UseFirstCamera) -> None:
    person = _named(command.person, "Whoever gives the view back")
    refusal = floor.tools.cameras.use_first(command.view)
    if refusal:
        raise CommandRefusedError(refusal)
    floor.keep_event(
        "event", f"View {command.view} was given back to its first camera by {person}.", command.view
    )


def _set_feed(floor: Floor, command: SetFeed) -> None:
    source = floor.tools.source
    if floor.state == "starting":
        raise CommandRefusedError(_STARTING)
    if command.running and source.ended:
        raise CommandRefusedError("All parts of the folder are through.")
    if command.running == source.running:
        return
    if command.running:
        start_feed(floor)
    else:
        stop_feed(floor, BY_PERSON)


def _give_answer(floor: Floor, command: GiveAnswer) -> str:
    recorded = floor.tools.answers.give(command)
    floor.tools.publish(recorded)
    return recorded.disposition_id


def _give_inspector_answers(floor: Floor, command: GiveInspectorAnswers) -> str:
    answers = [
        InspectorAnswer(
            id=new_id(),
            inspection_id=said.inspection_id,
            serial=said.serial,
            condition=said.condition,
            person=_named(said.person, "The inspector"),
            at=said.at,
            source=said.source,
            defect_class=said.defect_class,
        )
        for said in command.answers
    ]
    return str(floor.tools.records.add_inspector_answers(answers))


def _undo_answer(floor: Floor, command: UndoAnswer) -> str:
    recorded = floor.tools.answers.undo(command)
    floor.tools.publish(recorded)
    return recorded.disposition_id


def _settle_held(floor: Floor, command: SettleHeld) -> None:
    floor.tools.answers.settle(command)


def _report_issued(floor: Floor, command: ReportIssued) -> None:
    floor.tools.records.keep_report_issued(
        command.shift_id, f"{_named(command.report, 'The report')} was {command.how}"
    )


def _acknowledge_line(floor: Floor, command: AcknowledgeLine) -> None:
    del command
    floor.tools.link.acknowledge()
    floor.tell("info", "The faults of the line's link were acknowledged at the bench.")


def _stop_line(floor: Floor, command: StopLine) -> None:
    del command
    floor.stopping.set()


def _named(text: str, what: str) -> str:
    name = text.strip()
    if not name:
        raise CommandRefusedError(f"{what} needs a name.")
    if len(name) > _LONG_NAME:
        raise CommandRefusedError(f"{what} has a name of {len(name)} letters; {_LONG_NAME} are the most.")
    return name


_HANDLERS: dict[type, Callable[[Floor, Any], str | None]] = {
    StartShift: _start_shift,
    EndShift: _end_shift,
    SetLot: _set_lot,
    SetMode: _set_mode,
    SetProduct: _set_product,
    SetSpeed: _set_speed,
    UseFirstCamera: _use_first_camera,
    SetFeed: _set_feed,
    GiveAnswer: _give_answer,
    GiveInspectorAnswers: _give_inspector_answers,
    UndoAnswer: _undo_answer,
    SettleHeld: _settle_held,
    ReportIssued: _report_issued,
    AcknowledgeLine: _acknowledge_line,
    StopLine: _stop_line,
}
