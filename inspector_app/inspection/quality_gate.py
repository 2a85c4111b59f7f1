"""Whether a frame may be judged at all, and if not, why: a frame that fails here is never a PASS."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.domain.recipe import QualityLimits
from inspector_app.domain.verdict import Outcome, Rule, Verdict
from inspector_app.imaging import Alignment, FrameQuality, Likeness, Pyramid, Reference, is_turned, lost_px
from inspector_app.imaging.glare import glare_share
from inspector_app.imaging.second_part import is_second_part, second_part_likeness

_EMPTY_TEXTURE = 0.3
"""Below this share of the golden's texture there is nothing in the fixture; right boards show more."""

_PLACED = 0.3
"""Score of an alignment from which on some of the part is where it should be; a turned or strange one has less."""

_MOST_LOST = 0.04
"""Share of the frame's long side that may lie outside it; fixtures that repeat within their usual few px lose less."""


def check_light(quality: FrameQuality, limits: QualityLimits, view: str) -> Verdict | None:
    """REVIEW for a dark or bright frame, before anything else is looked at; None where the light is right."""
    if quality.brightness < limits.min_brightness:
        reason = (
            f"{view}: brightness {quality.brightness:.0%} of the golden, at least {limits.min_brightness:.0%}"
        )
        return Verdict(Outcome.REVIEW, Rule.TOO_DARK, reason)
    if quality.brightness > limits.max_brightness:
        reason = (
            f"{view}: brightness {quality.brightness:.0%} of the golden, at most {limits.max_brightness:.0%}"
        )
        return Verdict(Outcome.REVIEW, Rule.TOO_BRIGHT, reason)
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One view's frame beside its golden, with what was measured of both."""

    view: str
    frame: Pyramid
    reference: Reference
    quality: FrameQuality
    alignment: Alignment


def check_scene(scene: Scene, limits: QualityLimits) -> Verdict | None:
    """FAIL or REVIEW with the reason where this is not the golden's board, sharp and in place; else None."""
    alignment = scene.alignment
    if not alignment.succeeded or alignment.score < limits.min_alignment:
        return _explain(scene, limits)
    if scene.quality.sharpness < limits.min_sharpness:
        return _blurred(scene, limits)
    if alignment.residual_px > limits.max_residual_px:
        off_by = f"{alignment.residual_px:.2f} px, at most {limits.max_residual_px:.2f}"
        return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, f"{scene.view}: alignment is off by {off_by}")
    return _moved(scene)


def check_likeness(likeness: Likeness, limits: QualityLimits, view: str) -> Verdict | None:
    """REVIEW where a region has nothing of the golden, of whatever kind it is, or is smeared by grease or steam."""
    difference, detail = likeness.worst_difference, likeness.lowest_detail
    if difference > limits.max_difference:
        reason = (
            f"{view}: a region is covered, or not the golden's "
            f"(difference {difference:.2f} of its contrast, at most {limits.max_difference:.2f})"
        )
        return Verdict(Outcome.REVIEW, Rule.UNLIKE_GOLDEN, reason)
    if detail < limits.min_detail:
        reason = f"{view}: a region is smeared ({detail:.0%} of the golden's edges, at least {limits.min_detail:.0%})"
        return Verdict(Outcome.REVIEW, Rule.BLURRED, reason)
    return None


def check_glare(scene: Scene, limits: QualityLimits) -> Verdict | None:
    """REVIEW where a reflection saturates an area that is not bright in the golden."""
    share = glare_share(scene.frame, scene.reference, scene.alignment, scene.quality.brightness)
    if share <= limits.max_glare:
        return None
    reason = f"{scene.view}: glare covers {share:.2%} of the picture, at most {limits.max_glare:.2%}"
    return Verdict(Outcome.REVIEW, Rule.GLARE, reason)


def check_second_part(scene: Scene) -> Verdict | None:
    """REVIEW where what is unlike the golden is another such part. Takes tens of ms: ask where all else failed."""
    if scene.alignment.score < _PLACED:
        return None
    if not is_second_part(second_part_likeness(scene.frame, scene.reference, scene.alignment)):
        return None
    return Verdict(Outcome.REVIEW, Rule.TWO_PARTS, f"{scene.view}: two parts lie before the camera at once")


def _moved(scene: Scene) -> Verdict | None:
    """REVIEW where a strip of the golden lies outside the frame: a defect there could not be seen."""
    width, height = scene.reference.size
    lost, most = lost_px(scene.alignment.matrix, width, height), _MOST_LOST * max(width, height)
    if lost <= most:
        return None
    reason = f"{scene.view}: {lost:.0f} px of the golden lie outside the picture, at most {most:.0f}"
    return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, reason)


def _explain(scene: Scene, limits: QualityLimits) -> Verdict:
    """Off the hot path: what it is that does not look like the golden."""
    view, alignment = scene.view, scene.alignment
    if scene.quality.texture < _EMPTY_TEXTURE:
        return Verdict(Outcome.FAIL, Rule.EMPTY_FIXTURE, f"{view}: no board in the fixture")
    if is_turned(scene.frame, scene.reference):
        return Verdict(Outcome.FAIL, Rule.TURNED, f"{view}: the board lies turned by 180 degrees")
    two = check_second_part(scene)
    if two is not None:
        return two
    if scene.quality.sharpness < limits.min_sharpness:
        return _blurred(scene, limits)
    if alignment.score < limits.min_alignment:
        likeness = f"{alignment.score:.2f}, at least {limits.min_alignment:.2f}"
        return Verdict(
            Outcome.FAIL, Rule.WRONG_PRODUCT, f"{view}: not the golden's board (likeness {likeness})"
        )
    return Verdict(Outcome.REVIEW, Rule.BAD_ALIGNMENT, f"{view}: {alignment.failure or 'alignment failed'}")


def _blurred(scene: Scene, limits: QualityLimits) -> Verdict:
    sharpness = f"{scene.quality.sharpness:.0%} of the golden, at least {limits.min_sharpness:.0%}"
    return Verdict(Outcome.REVIEW, Rule.BLURRED, f"{scene.view}: sharpness {sharpness}")
