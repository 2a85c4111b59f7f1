"""Meters of one picture, against a recipe's golden and limits, and what to turn."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits
from inspector_app.imaging import Reference, to_gray
from inspector_app.imaging.meters import Meters, measure_meters

_MOST_BLACK, _MOST_SATURATED = 0.25, 0.01
LEAST_SHARPNESS = 0.8
"""Set up nearer the golden than the gate asks for: the gate's limit is where judging ends."""
BRIGHTNESS = (0.9, 1.15)
"""Of the golden's, where a person sets the light."""


@dataclass(frozen=True, slots=True)
class Metered:
    """Meters of a picture, and of the golden alone where there is one."""

    here: Meters
    golden: Meters | None = None


def meters_of(image: Image, golden: Image | None) -> Metered:
    """Meters of a picture. Raises ValueError where it, or the golden, can't be measured."""
    if golden is None:
        return Metered(measure_meters(to_gray(image)))
    reference = Reference.from_image(golden)
    return Metered(measure_meters(reference.plane_of(image), reference), measure_meters(reference.gray))


def advice(metered: Metered, limits: QualityLimits) -> list[str]:
    """What a person should turn, as sentences; empty where all is as it should be.

    What the golden has black or saturated by itself, a board under a bright lamp say, is no fault.
    """
    found, golden = metered.here, metered.golden
    said = []
    if found.saturated > _MOST_SATURATED + (golden.saturated if golden is not None else 0):
        said.append(
            f"Exposure: {found.saturated:.1%} of the picture is saturated. Expose shorter, or dim the light."
        )
    if found.black > _MOST_BLACK + (golden.black if golden is not None else 0):
        said.append(f"Exposure: {found.black:.0%} of the picture is black. Expose longer, or add light.")
    against = found.against
    if against is None:
        return said
    low, high = BRIGHTNESS
    if not low <= against.brightness <= high:
        turn = (
            "Expose longer, or add light."
            if against.brightness < low
            else "Expose shorter, or dim the light."
        )
        stop = f"judged from {limits.min_brightness:.0%} to {limits.max_brightness:.0%}"
        said.append(f"Brightness: {against.brightness:.0%} of the golden's ({stop}). {turn}")
    if against.sharpness < LEAST_SHARPNESS:
        said.append(
            f"Focus: {against.sharpness:.0%} of the golden's (judged from {limits.min_sharpness:.0%} on). Turn the "
            "focus ring until it is highest, and check that the part lies at its usual height."
        )
    return said
