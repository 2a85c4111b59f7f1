"""How a window's line is to be started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineOptions:
    """What was typed; None: as the settings say. views: of the demo's boards."""

    demo: bool = False
    recipe: str | None = None
    speed: float | None = None
    views: int | None = None
