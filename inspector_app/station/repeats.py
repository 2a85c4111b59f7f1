"""The same defect at the same place on part after part: dirt on the lens, or a wrong golden."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import Inspection

SUSPICIOUS = 5
_NEAR_PX = 16.0


@dataclass(frozen=True, slots=True)
class Repeat:
    """How many parts running had this class here, this one included."""

    view: str
    defect_class: str
    box: Box
    count: int


class RepeatWatch:
    """Follows findings from part to part. A view that was not seen neither goes on nor breaks a row."""

    def __init__(self) -> None:
        self._running: list[Repeat] = []

    def see(self, inspection: Inspection) -> Repeat | None:
        """The longest row that this inspection goes on, or None where it has no finding."""
        seen = {frame.view for frame in inspection.frames}
        unseen = [repeat for repeat in self._running if repeat.view not in seen]
        found = [self._follow(finding) for finding in inspection.findings]
        self._running = found + unseen
        return max(found, key=lambda repeat: repeat.count, default=None)

    def _follow(self, finding: Finding) -> Repeat:
        before = [repeat.count for repeat in self._running if _same(repeat, finding)]
        return Repeat(finding.view, finding.defect_class, finding.box, max(before, default=0) + 1)


def _same(repeat: Repeat, finding: Finding) -> bool:
    if (repeat.view, repeat.defect_class) != (finding.view, finding.defect_class):
        return False
    near = max(_NEAR_PX, finding.box.long_side / 2)
    return all(abs(a - b) <= near for a, b in zip(repeat.box.centre, finding.box.centre, strict=True))
