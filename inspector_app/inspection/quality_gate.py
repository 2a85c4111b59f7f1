"""Whether a frame may be judged at all, and if not, why: a frame that fails here is never a PASS."""

from __future__ import annotations

from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import Alignment, FrameQuality, Reference, is_turned

_EMPTY_CONTRAST = 0.35
"""Below this share of the golden's contrast and detail there is nothing in the fixture."""


def check_light(quality: FrameQuality, limits: QualityLimits, view: str) -> Verdict | None:
    """REVIEW for a dark or bright frame, before anything else is looked at; None where the light is right."""
    if quality.brightness < limits.min_brightness:
        reason = f"{view}: brightness {quality.brightness:.0%} of the golden, at least {limits.min_brightness:.0%}"
        return Verdict(Outcome.REVIEW, Rule.TOO_DARK, reason)
    if quality.brightness > limits.max_brightness:
        reason = f"{view}: brightness {quality.brightness:.0%} of the golden, at most {limits.max_brightness:.0%}"
        return Verdict(Outcome.REVIEW, Rule.TOO_BRIGHT, reason)
    return None


def check_scene(
    gray: Image, reference: Reference, quality: FrameQuality, alignment: Alignment, limits: QualityLimits, view: str
) -> Verdict | None:
    """FAIL or REVIEW with the reason where this is not the golden's board, sharp and in place; else None."""
    aligned = alignment.succeeded and alignment.score >= limits.min_alignment
    if not aligned:
        return _explain(gray, reference, quality, alignment, limits, view)
    if quality.sharpness < limits.min_sharpness:
        return _blurred(quality, limits, view)
    if alignment.residual_px > limits.max_residual_px:
        reason = f"{view}: alignment is off by {alignment.residual_px:.2f} px, at most {limits.max_residual_px:.2f}"
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)
    return None


def _explain(
    gray: Image, reference: Reference, quality: FrameQuality, alignment: Alignment, limits: QualityLimits, view: str
) -> Verdict:
    """Off the hot path: what it is that does not look like the golden."""
    if quality.contrast < _EMPTY_CONTRAST:
        return Verdict(Outcome.FAIL, Rule.EMPTY_FIXTURE, f"{view}: no board in the fixture")
    if is_turned(gray, reference):
        return Verdict(Outcome.FAIL, Rule.TURNED, f"{view}: the board lies turned by 180 degrees")
    if quality.sharpness < limits.min_sharpness:
        return _blurred(quality, limits, view)
    if alignment.score < limits.min_alignment:
        reason = f"{view}: does not look like the golden (likeness {alignment.score:.2f}, at least {limits.min_alignment:.2f})"
        return Verdict(Outcome.FAIL, Rule.WRONG_PRODUCT, reason)
    return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, f"{view}: {alignment.failure or 'alignment failed'}")


def _blurred(quality: FrameQuality, limits: QualityLimits, view: str) -> Verdict:
    reason = f"{view}: sharpness {quality.sharpness:.0%} of the golden, at least {limits.min_sharpness:.0%}"
    return Verdict(Outcome.REVIEW, Rule.BLURRED, reason)
