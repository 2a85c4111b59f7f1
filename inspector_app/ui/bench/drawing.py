"""Which part a missed defect is drawn on: the one in hand, or one of the last that went through."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject

from inspector_app.domain.messages import PartInspected
from inspector_app.ui.bench.choice_pad import Choice, ChoicePad
from inspector_app.ui.bench.draw_defect import DrawDefect
from inspector_app.ui.bench.verdict_banner import VerdictBanner
from inspector_app.ui.bench.words import part_name

_LAST_PARTS = 12


class Drawing(QObject):
    """Joins the picture that is drawn on, the pad of classes, and the banner that says what to do."""

    def __init__(
        self, draw: DrawDefect, pad: ChoicePad, banner: VerdictBanner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._draw, self._pad, self._banner = draw, pad, banner
        self._last_parts: deque[PartInspected] = deque(maxlen=_LAST_PARTS)
        pad.chosen.connect(self._pick)
        pad.extra.connect(self._step)

    def know_newest(self, part: PartInspected) -> None:
        """A part went through."""
        self._last_parts.appendleft(part)

    def know_recent(self, parts: Sequence[PartInspected]) -> None:
        """The newest parts of the records, newest first."""
        known = {part.inspection_id for part in self._last_parts}
        self._last_parts.extend(part for part in parts if part.inspection_id not in known)

    def begin(self, in_hand: PartInspected | None, live_view: str | None, looked_at: str | None) -> None:
        """Draws on the part in hand; on the newest part where a live picture was pressed, or no part is in hand."""
        parts = list(self._last_parts)
        if live_view is None and in_hand is not None:
            parts = [in_hand, *(part for part in parts if part.inspection_id != in_hand.inspection_id)]
        self._pad.begin("Which defect is it?")
        self._draw.begin(parts, live_view or looked_at)
        self._tell()

    def _pick(self, choice: Choice) -> None:
        if choice.defect_class is not None:
            self._draw.pick(choice.defect_class)

    def _step(self, key: str) -> None:
        {"7": self._draw.older, "8": self._draw.next_view, "9": self._draw.newer}[key]()
        self._tell()

    def _tell(self) -> None:
        """The banner speaks of the part that is drawn on, which need not be the one in hand."""
        part = self._draw.part
        words = "No part was inspected yet; there is no picture to draw on. Esc goes back."
        if part is not None:
            words = (
                f"Missed defect on {part_name(part)} (machine: {part.outcome}): draw a box round it with the left "
                "button, then press the key of its class."
            )
        self._banner.show_part(None, words)
