"""What the station and the line's PLC say to each other, whatever carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class LineFault(IntEnum):
    """Codes of faults on the wire; docs/line-signals.md tells a PLC programmer what each asks for."""

    NONE = 0
    RECORDS = 110
    INSPECTION = 120
    CAMERA = 140
    LINK_LOST = 201
    READ_BACK = 202
    PLC_SILENT = 203
    PART_ID_REPEATED = 204
    REJECT_NOT_CONFIRMED = 220
    PASSED_WITHOUT_ACCEPT = 221
    RECIPE_UNKNOWN = 230


STOPPING = frozenset({LineFault.REJECT_NOT_CONFIRMED, LineFault.PASSED_WITHOUT_ACCEPT})
"""A bad part may be among the good ones: the line stops."""


@dataclass(frozen=True, slots=True)
class StationSignals:
    """What the PLC is told. All off is the safe state, and what a dead wire looks like.

    part_id names the part in work, then the part of the result. passed and failed are never on together.
    """

    ready: bool = False
    busy: bool = False
    result_valid: bool = False
    passed: bool = False
    failed: bool = False
    line_stop: bool = False
    drives: bool = False
    """The recipe's mode lets the station work the gate (auto-reject)."""
    heartbeat: int = 0
    """Counts up to 65535 and on from 0, as long as the inspection loop makes progress."""
    fault_code: int = 0
    part_id: int = 0
    class_code: int = 0
    recipe: int = 0
    """Number of the recipe at work; 0 where the line's settings give it none."""
    alert: bool = False
    """The mode is alert: the station tells people and moves nothing. Neither this nor drives: shadow."""
    lamp: bool = False
    """In alert: the newest part was not passed; light the lamp, sound the horn."""
    away_stop: bool = False
    """What the line does when the station is away: stop the belt. Neither this nor away_manual: reject all."""
    away_manual: bool = False
    """Go on, every part by manual inspection."""

    @property
    def fault(self) -> bool:
        """Whether there is a fault."""
        return self.fault_code != 0

    def accepts(self, part_id: int) -> bool:
        """Whether this says, without any doubt, that exactly this part may leave as good.

        It says nothing of time: whoever asks must know that it came after its part and in its window.
        """
        decided = self.result_valid and self.passed and not self.failed
        return decided and self.ready and not self.fault and self.part_id == part_id


@dataclass(frozen=True, slots=True)
class PlcSignals:
    """What the PLC says. Part ids are its own, from 1 to 4294967295; 0 means that it gives none."""

    trigger: bool = False
    """A part lies before the cameras; stays on until busy shows its id, or its window is over."""
    acknowledge: bool = False
    """A person has looked and pressed; counts when it comes on."""
    result_taken: bool = False
    """The result on the wire has been used."""
    line_running: bool = False
    reject_seen: bool = False
    """The sensor at the hold bin sees a part."""
    heartbeat: int = 0
    part_id: int = 0
    recipe_request: int = 0
    """Number of the recipe that it wants; 0: none."""
    rejected_part: int = 0
    """The part that the sensor at the hold bin saw last."""
    passed_part: int = 0
    """The part that left as good last."""
    held: int = 0
    """Parts that the sensor at the hold bin has counted."""
    good: int = 0
    """Parts that left as good."""
    manual: int = 0
    """Parts that went by manual inspection while the station was away; 0 where the line has no such way."""


@dataclass(frozen=True, slots=True)
class StationWord:
    """What the station tells of itself beside its parts.

    halted: it has stopped the line. alert, lamp: its mode is alert, and its newest part was not passed.
    """

    fault: LineFault
    halted: bool
    product: str
    alert: bool = False
    lamp: bool = False
