"""Aligning an image to its golden: shift, rotation and a little scale, to a fraction of a pixel.

Coarse: whitened correlation of four windows. Fine: least squares over textured patches, twice, at half the resolution.
The score is the correlation of image and golden in those patches after alignment: local, so that uneven
light does not lower it, and two different boards of the same outline do not raise it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.imaging.coarse import locate
from inspector_app.imaging.fitting import Motion, fit_motion
from inspector_app.imaging.gray import Gray, check_image
from inspector_app.imaging.patches import PatchSet, PatchShifts, measure_patches
from inspector_app.imaging.pyramid import Matrix, build_pyramid, to_level
from inspector_app.imaging.reference import Reference, check_same_size

MIN_SCORE = 0.6
MIN_INLIERS = 0.5
MAX_RESIDUAL_PX = 1.0
_MAX_SCALE_CHANGE = 0.03
_GUESSES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Where the golden lies in the image."""

    matrix: Matrix  # (2, 3) golden px -> image px
    shift_px: float  # how far the golden's centre moved
    rotation_deg: float  # positive turns x towards y: clockwise on the screen
    residual_px: float  # robust rms of what the patches still disagree by
    score: float  # correlation of the aligned golden with the image, 0 to 1
    inliers: float  # share of the patches that agree with the fit, 0 to 1

    @property
    def succeeded(self) -> bool:
        """Whether this is the golden's board, and where it lies is known."""
        return self.failure is None

    @property
    def failure(self) -> str | None:
        """Why the alignment must not be used, in words for a record; None where it is good."""
        if self.score < MIN_SCORE:
            return f"does not look like the golden (score {self.score:.2f}, at least {MIN_SCORE})"
        if self.inliers < MIN_INLIERS:
            return f"only {self.inliers:.0%} of the patches agree on where the board lies"
        if not self.residual_px <= MAX_RESIDUAL_PX:
            return f"alignment is off by {self.residual_px:.2f} px, at most {MAX_RESIDUAL_PX}"
        return None


def align(image_gray: Gray, reference: Reference) -> Alignment:
    """Align a gray image of the golden's size; ValueError for another size or kind.

    Never raises for a strange picture: look at `succeeded`. Another product, an empty fixture or a
    turned board scores low; the search for it is a few times slower, since more starts are tried.
    """
    check_image(image_gray)
    check_same_size(image_gray, reference)
    levels = build_pyramid(image_gray, reference.factor)
    coarse = levels[reference.factor]
    best = _refine(levels, reference, locate(coarse, reference.coarse)[0])
    if best.succeeded:
        return best
    others = (_refine(levels, reference, start) for start in locate(coarse, reference.coarse, _GUESSES)[1:])
    for other in others:
        if other.succeeded:
            return other
        best = max(best, other, key=lambda alignment: alignment.score)
    return best


def is_turned(image_gray: Gray, reference: Reference) -> bool:
    """Whether the board lies turned by 180 degrees. Costs an alignment: ask only when `align` failed."""
    return align(np.asarray(cv2.rotate(image_gray, cv2.ROTATE_180), np.uint8), reference).succeeded


def _refine(levels: dict[int, Gray], reference: Reference, start: Matrix) -> Alignment:
    """Follow the patches from the coarse level to the finest, which is measured twice."""
    matrix = to_level(start, reference.factor) if reference.factor == 1 else _to_full(start, reference.factor)
    matrix, _, _ = _step(levels, reference.patches[0], matrix)
    for patches in reference.patches[1:]:
        matrix, _, _ = _step(levels, patches, matrix)
    finest = reference.patches[-1]
    matrix, motion, measured = _step(levels, finest, matrix)
    return _describe(matrix, motion, measured, reference)


def _to_full(matrix: Matrix, factor: int) -> Matrix:
    """A transform at a level, in px of the full image."""
    centre = (factor - 1) / 2
    moved = matrix.copy()
    moved[:, 2] = matrix[:, 2] * factor + centre - matrix[:, :2].sum(axis=1) * centre
    return moved


def _step(levels: dict[int, Gray], patches: PatchSet, matrix: Matrix) -> tuple[Matrix, Motion, PatchShifts]:
    """Bring the image into the golden's frame, measure the patches, correct the transform."""
    image = levels[patches.factor]
    at_level = to_level(matrix, patches.factor)
    aligned = cv2.warpAffine(
        image, at_level, image.shape[::-1],
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )
    measured = measure_patches(np.asarray(aligned, np.uint8), patches)
    motion = fit_motion(patches, measured)
    inverse = cv2.invertAffineTransform(motion.matrix)
    corrected = at_level[:, :2] @ inverse
    corrected[:, 2] += at_level[:, 2]
    return _to_full(corrected, patches.factor), motion, measured


def _describe(matrix: Matrix, motion: Motion, measured: PatchShifts, reference: Reference) -> Alignment:
    width, height = reference.size
    centre = np.array([(width - 1) / 2, (height - 1) / 2])
    moved = matrix[:, :2] @ centre + matrix[:, 2] - centre
    scale = math.sqrt(abs(float(np.linalg.det(matrix[:, :2]))))
    plausible = abs(scale - 1) < _MAX_SCALE_CHANGE
    score = float(np.clip(measured.correlation, 0, 1).mean()) if plausible else 0.0
    return Alignment(
        matrix=matrix,
        shift_px=float(np.hypot(*moved)),
        rotation_deg=math.degrees(math.atan2(matrix[1, 0], matrix[0, 0])),
        residual_px=motion.residual * reference.patches[-1].factor,
        score=score,
        inliers=motion.inliers,
    )
