"""Where along the line the camera of a section stands."""

from __future__ import annotations

from inspector_app.inspection.joining import Counts, Place
from inspector_app.settings.camera_sections import CameraSection, GenicamCamera


def place_of(view: str, section: CameraSection | None) -> Place:
    """The place of a view's camera; one without a section (simulated, folder) sees each part as it is announced."""
    if section is None:
        return Place(view)
    offset_s = section.offset_ms / 1000
    if isinstance(section, GenicamCamera) and section.trigger == "hardware":
        return Place(
            view,
            section.triggers_before,
            offset_s,
            before_s=section.wire_before_ms / 1000,
            after_s=section.wire_after_ms / 1000,
            counts=Counts.TRIGGERS,
        )
    return Place(view, section.triggers_before, offset_s)
