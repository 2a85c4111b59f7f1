"""The handshake with the PLC as a state machine: no wire, no clock, no thread of its own.

Unknown is REJECT by construction: an ACCEPT is on the wire only while its part is the one in work, nothing is wrong,
and READY is on; whatever else happens takes it off.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from inspector_app.domain.line_signals import LineFault, PlcSignals, StationSignals, StationWord
from inspector_app.signals.confirmations import Confirmations
from inspector_app.signals.faults import FaultList

_MOST_WAITING = 8
_WORD = 0x10000


@dataclass(frozen=True, slots=True)
class Triggered:
    """The PLC has a part before the cameras: its id (0: it gives none), and when the station saw it, monotonic s."""

    part_id: int
    at_s: float


class Handshake:
    """The station's half. Not thread-safe: whoever owns it holds a lock."""

    def __init__(self, *, plc_silent_s: float, confirm_s: float, when_away: str = "reject") -> None:
        self.faults = FaultList()
        self.waiting: deque[Triggered] = deque()
        self.missed = 0
        """Parts that were triggered and never looked at."""
        self.asked_recipe: int | None = None
        """A recipe that the PLC has asked for and nobody has answered yet."""
        self.heard: PlcSignals | None = None
        self.connected = False
        self.news: list[str] = []
        """What became known of parts after a cut."""
        self._unsure: int | None = None
        """A part whose ACCEPT was on its way when the link was cut: only the PLC knows what became of it."""
        self._confirmations = Confirmations(confirm_s)
        self._silent_s = plc_silent_s
        self._out = StationSignals(away_stop=when_away == "stop", away_manual=when_away == "manual")
        self._ready = False
        self._station_fault = LineFault.NONE
        self._halted = False
        self._in_work: int | None = None
        self._arrived = False
        """The result that is told was read back: only then can "taken" mean this one."""
        self._last_id = 0
        self._beat_seen = (-1, 0.0)
        self._recipe_before = 0

    @property
    def out(self) -> StationSignals:
        """What the PLC is to be told now."""
        code = self.faults.code or self._station_fault
        return replace(
            self._out,
            ready=self._ready and self.connected and not code,
            fault_code=int(code),
            line_stop=self._halted or self.faults.stops_line,
        )

    @property
    def on_the_way(self) -> int:
        """Rejected parts that the sensor at the hold bin has yet to see."""
        return self._confirmations.open_count

    # --- the station's side

    def set_ready(self, ready: bool) -> None:
        """READY as the line wants it."""
        self._ready = ready

    def set_state(self, said: StationWord, recipe: int) -> None:
        """What the station tells of itself, and the number of its recipe."""
        self._station_fault, self._halted = said.fault, said.halted
        self._out = replace(self._out, recipe=recipe, alert=said.alert, lamp=said.lamp)

    def beat(self) -> None:
        """The inspection loop has made progress."""
        self._out = replace(self._out, heartbeat=(self._out.heartbeat + 1) % _WORD)

    def begin(self, part_id: int, *, drives: bool) -> None:
        """The part is looked at; whatever was told of the one before is taken off."""
        self._in_work = part_id
        self._clear(busy=True, part_id=part_id, drives=drives)

    def decide(self, part_id: int, *, accept: bool, class_code: int) -> bool:
        """The result of the part in work; False, and nothing told, for any other part or without a link."""
        if self._in_work != part_id or not self.connected:
            return False
        self._in_work, self._arrived = None, False
        accept = accept and self.out.ready
        self._out = replace(
            self._out,
            busy=False,
            result_valid=True,
            passed=accept,
            failed=not accept,
            part_id=part_id,
            class_code=0 if accept else class_code,
        )
        if accept:
            self._confirmations.told_accept(part_id)
        return True

    def finish(self, part_id: int) -> None:
        """The part is through, with a result or (in shadow) without."""
        if self._in_work == part_id:
            self._in_work = None
            self._clear(part_id=part_id, drives=self._out.drives)

    def end(self) -> None:
        """The station ends in order: everything off, and no fault."""
        self._ready, self._in_work = False, None
        self._clear()

    def told(self, signals: StationSignals, now: float) -> None:
        """These are on the wire and were read back."""
        self._arrived = self._arrived or (
            signals.result_valid and signals.part_id == self._out.part_id and self._out.result_valid
        )
        if signals.result_valid and signals.failed and signals.drives:
            self._confirmations.told_reject(signals.part_id, now)

    def acknowledge(self) -> None:
        """Somebody has looked at the faults."""
        self.faults.acknowledge()

    # --- the PLC's side

    def hear(self, plc: PlcSignals, now: float) -> None:
        """Takes in what the PLC says."""
        before, self.heard = self.heard, plc
        self._settle_unsure(plc)
        self._hear_heartbeat(plc, now)
        self._hear_gate(plc, now)
        if before is not None and plc.acknowledge and not before.acknowledge:
            self.acknowledge()
        if plc.recipe_request not in {0, self._recipe_before}:
            self.asked_recipe = plc.recipe_request
        self._recipe_before = plc.recipe_request
        taken = plc.result_taken and not (before is not None and before.result_taken)
        if taken and self._arrived and self._out.result_valid:
            self._clear(part_id=self._out.part_id, drives=self._out.drives)
        self._hear_trigger(before, plc, now)

    def connect(self) -> None:
        """The link is there. A trigger that is on already is taken only for a part that is new."""
        self.connected = True
        self.heard = None
        self._confirmations.start_over()
        self.faults.cease(LineFault.LINK_LOST)
        self._beat_seen = (-1, 0.0)

    def lose(self, why: str) -> None:
        """The link is cut: what was in work or waited is the PLC's to reject, and no result of it is ever told."""
        if self.connected:
            self.faults.rise(LineFault.LINK_LOST, why, standing=True)
        self.connected = False
        if self._out.passed and not self._arrived:
            self._unsure = self._out.part_id
        self.missed += len(self.waiting)
        self.waiting.clear()
        self._in_work = None
        self._clear()

    def _hear_heartbeat(self, plc: PlcSignals, now: float) -> None:
        if not self._silent_s:
            return
        if plc.heartbeat != self._beat_seen[0]:
            self._beat_seen = (plc.heartbeat, now)
            self.faults.cease(LineFault.PLC_SILENT)
        elif now - self._beat_seen[1] > self._silent_s:
            text = f"the PLC's heartbeat has not changed for {self._silent_s:g} s"
            self.faults.rise(LineFault.PLC_SILENT, text, standing=True)

    def _settle_unsure(self, plc: PlcSignals) -> None:
        """After a cut: the PLC names the part that left as good last."""
        part_id, self._unsure = self._unsure, None
        if part_id is not None and plc.passed_part == part_id:
            self.news.append(
                f"Part {part_id} of the PLC left as good: its ACCEPT had arrived just before the link was cut, "
                "so it does not lie in the hold bin."
            )

    def _hear_gate(self, plc: PlcSignals, now: float) -> None:
        passed = self._confirmations.hear(plc)
        if passed is not None and self._out.drives:
            text = f"part {passed} of the PLC left as good without an ACCEPT"
            self.faults.rise(LineFault.PASSED_WITHOUT_ACCEPT, text, standing=False)
        unseen = self._confirmations.unconfirmed(now)
        if unseen is not None:
            which = f"part {unseen} of the PLC" if unseen else "a part"
            text = f"{which} was told REJECT, and the sensor at the hold bin did not see it"
            self.faults.rise(LineFault.REJECT_NOT_CONFIRMED, text, standing=False)

    def _hear_trigger(self, before: PlcSignals | None, plc: PlcSignals, now: float) -> None:
        rising = plc.trigger and (before is None or not before.trigger)
        if not plc.trigger or not (rising or plc.part_id not in {0, self._last_id}):
            return
        if plc.part_id == 0:
            if before is None:  # on already when the link came up: nobody knows since when
                return
        elif plc.part_id == self._last_id:
            if before is not None:
                text = f"the PLC gave the id {plc.part_id} to two parts running"
                self.faults.rise(LineFault.PART_ID_REPEATED, text, standing=False)
                self._clear()
            return
        self._last_id = plc.part_id
        self._queue(Triggered(plc.part_id, now))

    def _queue(self, triggered: Triggered) -> None:
        # The PLC has sorted the part before by now: what was told of it, or will be, belongs to no part there.
        self._in_work = None
        self._clear()
        if len(self.waiting) >= _MOST_WAITING:
            self.waiting.popleft()
            self.missed += 1
        self.waiting.append(triggered)

    def _clear(self, *, busy: bool = False, part_id: int = 0, drives: bool | None = None) -> None:
        kept = self._out
        self._out = replace(
            kept,
            busy=busy,
            result_valid=False,
            passed=False,
            failed=False,
            class_code=0,
            part_id=part_id,
            drives=kept.drives if drives is None else drives,
        )
