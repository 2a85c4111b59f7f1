"""One part, from trigger to signal, whatever breaks on the way."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from inspector_app.domain.catalogue import defect_name
from inspector_app.domain.frame import Frame
from inspector_app.domain.messages import PartInspected
from inspector_app.domain.part import Inspection, Part
from inspector_app.domain.recipe import Mode
from inspector_app.domain.verdict import Outcome, Rule, Signal
from inspector_app.inspection.ports import RecordError
from inspector_app.station.events import part_inspected
from inspector_app.station.faults import Cure
from inspector_app.station.floor import Floor
from inspector_app.station.frame_order import FrameOrder
from inspector_app.station.readiness import update_ready
from inspector_app.station.repeats import SUSPICIOUS, Repeat, RepeatWatch
from inspector_app.station.signal_guard import Sent

_SHARE_FOR_FRAMES = 0.6
"""Of the time to the deadline: what is not there by then leaves enough to record a REJECT in time."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Through:
    """A part that is through. inspection is None where it could not be recorded."""

    inspection: Inspection | None
    latency_ms: float
    sent: Sent
    act_ms: float | None = None
    """From the exposure of the last view until the line had the signal; None where one of them is not known."""


class PartCycle:
    """Runs parts. Nothing that cameras, network, records or outputs raise gets past it."""

    def __init__(self, floor: Floor, take_time: Callable[[], None] = lambda: None) -> None:
        """take_time: called before a step that takes much longer than a part, which must not look like hanging."""
        self._floor = floor
        self._take_time = take_time
        self._repeats = RepeatWatch()
        self._order = FrameOrder(floor)

    def run(self, part: Part) -> None:
        """Trigger, collect, inspect; then count and tell."""
        floor = self._floor
        part = replace(part, lot=floor.tools.records.current_lot())
        last_view_s = floor.tools.cameras.last_view_after_s
        since = (part.triggered_s or time.monotonic()) + last_view_s
        recipe = floor.at_work.recipe
        deadline_s = recipe.deadline_ms / 1000
        drives = recipe.mode is Mode.AUTO_REJECT
        floor.tools.link.begin(part, drives=drives)
        floor.tools.guard.begin(part, since + deadline_s, drives=drives)
        frames = self._frames(part, last_view_s + deadline_s * _SHARE_FOR_FRAMES)
        update_ready(floor)
        inspection = self._inspect(part, frames, since)
        sent = self._end_signal(part)
        floor.newest_rejected = inspection is None or inspection.verdict.outcome is not Outcome.PASS
        floor.tools.link.finish(part)
        floor.gate.rejected += drives and sent.signal is not Signal.ACCEPT
        self._keep_rejected(inspection, sent)
        self._count(Through(inspection, (time.monotonic() - since) * 1000, sent, _act_ms(frames, sent)))
        self._order.part_done(inspection)

    def _frames(self, part: Part, timeout_s: float) -> dict[str, Frame]:
        cameras = self._floor.tools.cameras
        try:
            cameras.trigger(part)
            return cameras.collect(part, timeout_s)
        except Exception:  # cameras are many kinds of drivers: no image, and the part is rejected
            _LOG.exception("part %s: the cameras failed", part.number)
            return {}

    def _inspect(self, part: Part, frames: dict[str, Frame], since: float) -> Inspection | None:
        floor = self._floor
        shift = floor.tools.records.current_shift()
        try:
            shift_id = shift.id if shift is not None else None
            inspection = floor.at_work.inspect(part, frames, shift_id=shift_id, since=since)
        except RecordError as error:
            self._record_failed(str(error))
            return None
        except Exception as error:  # a bug in judging: this part is rejected, the next is tried
            _LOG.exception("part %s: the inspection failed", part.number)
            self._cure(f"{type(error).__name__}: {error}")
            return None
        if floor.faults.record is not None:
            floor.faults.record = None
            floor.tell("info", "Records are kept again.")
        self._cure(inspection.verdict.reason if inspection.verdict.rule is Rule.FAULT else None)
        return inspection

    def _record_failed(self, why: str) -> None:
        if self._floor.faults.record is None:
            self._floor.tell("alarm", f"A part could not be recorded and was rejected: {why}")
        self._floor.faults.record = why

    def _end_signal(self, part: Part) -> Sent:
        floor = self._floor
        try:
            sent = floor.tools.guard.end(part)
        except Exception as error:  # the link to the gate: silence there is a reject
            _LOG.exception("part %s: the outputs failed", part.number)
            floor.faults.output = f"the outputs failed: {error}"
            return Sent(None, late=False)
        floor.faults.output = None
        return sent

    def _keep_rejected(self, inspection: Inspection | None, sent: Sent) -> None:
        """The row is older than the signal: of a part that passed it can't say that the signal was a REJECT."""
        if inspection is None or sent.signal is not Signal.REJECT:
            return
        if inspection.verdict.signal is Signal.REJECT:
            return
        floor, number = self._floor, inspection.part.number
        why = sent.undelivered or ("it was ready too late" if sent.late else "the line was not ready")
        text = f"Part {number} passed, but was rejected, since {why}."
        floor.tell("warning", text)
        try:
            floor.tools.records.hold_passed(inspection.id, text)
        except RecordError:
            _LOG.exception("part %s: that it was held could not be kept", number)

    def _cure(self, failure: str | None) -> None:
        floor = self._floor
        cure = floor.faults.inspected(failure)
        if cure is Cure.RELOAD:
            floor.tell(
                "warning", f"Inspection failed three times in a row, the network is loaded anew: {failure}"
            )
            self._take_time()
            try:
                floor.at_work.reload()
            except Exception as error:
                _LOG.exception("the network could not be loaded anew")
                cure = floor.faults.reload_failed(str(error))
        if cure is Cure.FAULT:
            floor.tell("alarm", f"The line is in fault, every part is rejected: {floor.faults.inference}")
        elif cure is Cure.RECOVERED:
            floor.tell("info", "Inspection works again.")

    def _count(self, through: Through) -> None:
        floor, inspection = self._floor, through.inspection
        if inspection is None:
            floor.score.count(
                Outcome.REVIEW,
                through.latency_ms,
                late=through.sent.late,
                recorded=False,
                act_ms=through.act_ms,
            )
            return
        late = through.sent.late or inspection.verdict.rule is Rule.LATE
        floor.score.count(
            inspection.verdict.outcome, through.latency_ms, late=late, recorded=True, act_ms=through.act_ms
        )
        floor.recount()
        floor.tools.publish(self._event(inspection, through))

    def _event(self, inspection: Inspection, through: Through) -> PartInspected:
        repeat = self._repeats.see(inspection)
        if repeat is not None and repeat.count == SUSPICIOUS:
            self._floor.tell("alarm", _suspicion(repeat))
        signal = through.sent.signal or inspection.verdict.signal
        return part_inspected(
            inspection,
            signal=signal,
            latency_ms=through.latency_ms,
            repeats=repeat.count if repeat is not None else 0,
            truth=self._floor.tools.truth(inspection.part),
        )


def _act_ms(frames: Mapping[str, Frame], sent: Sent) -> float | None:
    if sent.at_s is None or not frames:
        return None
    return (sent.at_s - max(frame.monotonic_s for frame in frames.values())) * 1000


def _suspicion(repeat: Repeat) -> str:
    return (
        f"{repeat.count} parts running show the same defect ({defect_name(repeat.defect_class)}) at the same "
        f"place in view {repeat.view}: look for dirt, or for a wrong golden."
    )
