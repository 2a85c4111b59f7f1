"""Walking through the findings of a part, in whichever views they are."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_app.domain.messages import FindingInfo, PartInspected, ViewImage
from inspector_app.ui.pictures.leading import first_view, leading_finding


class FindingsWalk:
    """Which view and which finding of a part are looked at."""

    def __init__(self, part: PartInspected) -> None:
        self.part = part
        self.view: ViewImage | None = first_view(part)
        leading = leading_finding(part)
        self._at: int | None = part.findings.index(leading) if leading is not None else None

    @property
    def findings_here(self) -> Sequence[FindingInfo]:
        """The findings of the view that is looked at."""
        return [finding for finding in self.part.findings if self.view and finding.view == self.view.view]

    @property
    def active_here(self) -> int | None:
        """Which of them is looked at."""
        if self._at is None:
            return None
        finding = self.part.findings[self._at]
        here = self.findings_here
        return here.index(finding) if finding in here else None

    def step(self, by: int) -> bool:
        """Next or previous finding, round and round; False where there is none."""
        count = len(self.part.findings)
        if not count:
            return False
        self._at = 0 if self._at is None else (self._at + by) % count
        name = self.part.findings[self._at].view
        self.view = next((view for view in self.part.views if view.view == name), self.view)
        return True

    def next_view(self) -> bool:
        """The next view; False where there is only one."""
        if len(self.part.views) < 2 or self.view is None:
            return False
        index = self.part.views.index(self.view)
        self.view = self.part.views[(index + 1) % len(self.part.views)]
        here = self.findings_here
        self._at = self.part.findings.index(here[0]) if here else None
        return True

    @property
    def words(self) -> str:
        """Where one is among the findings: 1 of 3."""
        count = len(self.part.findings)
        return f"{self._at + 1} of {count}" if self._at is not None else f"{count}"
