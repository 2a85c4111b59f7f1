"""Sizes in mm, from what the screen says of its physical size."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

TARGET_MM = 20.0
_MM_PER_INCH = 25.4
# Projectors, virtual screens and broken EDIDs report nonsense; outside this range the logical figure serves.
_BELIEVABLE_DPI = (70.0, 320.0)


def dots_per_inch(widget: QWidget) -> float:
    """Device-independent pixels an inch on the widget's screen."""
    screen = widget.screen()
    physical = screen.physicalDotsPerInch()
    low, high = _BELIEVABLE_DPI
    return physical if low <= physical <= high else screen.logicalDotsPerInch()


def mm(widget: QWidget, length_mm: float) -> int:
    """The length in device-independent pixels on the widget's screen."""
    return round(length_mm * dots_per_inch(widget) / _MM_PER_INCH)


def target(widget: QWidget, share: float, available: int, least: int = 40) -> int:
    """The side of a big target: 20 mm, or as much of the space as `share` allows where 20 mm don't fit."""
    return max(least, min(mm(widget, TARGET_MM), round(available * share)))
