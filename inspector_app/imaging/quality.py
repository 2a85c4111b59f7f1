"""Whether a frame is good enough to be judged, in figures against the golden's."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.imaging.pyramid import Pyramid
from inspector_app.imaging.reference import Reference
from inspector_app.imaging.sharpness import FrameStatistics, frame_statistics


@dataclass(frozen=True, slots=True)
class FrameQuality:
    """Figures of a frame against its golden; 1.0 means the same as the golden."""

    brightness: float  # ratio of mean gray levels
    saturated: float  # share of saturated pixels, 0 to 1, of the frame itself
    sharpness: float  # ratio of edge steepness, each over its own contrast
    contrast: float  # ratio of the standard deviations; near 0 for a covered lens
    texture: float  # ratio of edge energy, light included; near 0 for an empty fixture


def measure_quality(frame: Pyramid, reference: Reference) -> FrameQuality:
    """Measure a gray frame against a golden, which may have another size."""
    return compare_statistics(frame_statistics(frame), reference.statistics)


def compare_statistics(here: FrameStatistics, golden: FrameStatistics) -> FrameQuality:
    """A frame's figures against a golden's."""
    return FrameQuality(
        brightness=here.brightness / max(golden.brightness, 1.0),
        saturated=here.saturated,
        sharpness=here.steepness / max(golden.steepness, 1e-6),
        contrast=here.contrast / max(golden.contrast, 1.0),
        texture=here.edges / max(golden.edges, 1e-6),
    )
