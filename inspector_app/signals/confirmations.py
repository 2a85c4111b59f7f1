"""What became of parts at the gate: a reject that no sensor saw, and a part that passed without its ACCEPT."""

from __future__ import annotations

from collections import OrderedDict

from inspector_app.domain.line_signals import PlcSignals

_REMEMBERED = 256


class Confirmations:
    """Follows parts by the PLC's ids; where it gives none (0), rejects are confirmed in their order."""

    def __init__(self, confirm_s: float) -> None:
        """confirm_s: how long the sensor may take; 0: there is none."""
        self._confirm_s = confirm_s
        self._due: OrderedDict[int, float] = OrderedDict()
        self._accepted: OrderedDict[int, None] = OrderedDict()
        self._before: PlcSignals | None = None
        self._first = 0
        """The part before the cameras when the link came up; what came before it was another's to judge."""

    @property
    def open_count(self) -> int:
        """Rejected parts that the sensor has yet to see."""
        return len(self._due)

    def told_reject(self, part_id: int, now: float) -> None:
        """The PLC has this REJECT."""
        if self._confirm_s:
            self._due[part_id] = now + self._confirm_s

    def told_accept(self, part_id: int) -> None:
        """The PLC may have this ACCEPT."""
        self._accepted[part_id] = None
        while len(self._accepted) > _REMEMBERED:
            self._accepted.popitem(last=False)

    def unconfirmed(self, now: float) -> int | None:
        """A part whose reject was not seen in time; each is given once."""
        for part_id, due in self._due.items():
            if now > due:
                del self._due[part_id]
                return part_id
        return None

    def hear(self, plc: PlcSignals) -> int | None:
        """Takes in what the gate says; returns a part that passed though its ACCEPT was never sent."""
        before, self._before = self._before, plc
        if plc.rejected_part:
            self._due.pop(plc.rejected_part, None)
        elif before is not None and plc.reject_seen and not before.reject_seen and self._due:
            self._due.popitem(last=False)
        if before is None:
            self._first = plc.part_id
            return None
        passed = plc.passed_part
        moved = passed not in {0, before.passed_part} and _later(passed, self._first)
        return passed if moved and passed not in self._accepted else None

    def start_over(self) -> None:
        """The link was away: nobody knows what the sensor saw; the counts will tell at the end of the shift."""
        self._due.clear()
        self._before = None


def _later(part_id: int, than: int) -> bool:
    """Ids count up and begin again after 32 bits."""
    return 0 < (part_id - than) % 2**32 < 2**31
