"""Aligning an image to its golden: shift, rotation and a little scale, to a fraction of a pixel.

Coarse: whitened correlation of four windows. Fine: least squares over textured patches, down to half the
resolution, again and again until nothing moves.
The score is the correlation of image and golden in those patches after alignment: local, so that uneven
light does not lower it, and two different boards of the same outline do not raise it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from inspector_app.imaging.arrays import Matrix
from inspector_app.imaging.coarse import correlate, likeliest, other_guesses
from inspector_app.imaging.fitting import Motion, fit_motion
from inspector_app.imaging.measuring import PatchShifts, measure_shifts
from inspector_app.imaging.pyramid import Pyramid, carry
from inspector_app.imaging.reference import Reference, check_same_size

MIN_SCORE = 0.75
MIN_INLIERS = 0.5
MAX_RESIDUAL_PX = 2.5  # a recipe may ask for less
_CLEAR_SCORE = 0.85  # an alignment at least this good is not doubted
_CLEAR_INLIERS = 0.7
_MAX_SCALE_CHANGE = 0.03
_GUESSES = 3
_SETTLED_PX = 0.6  # of a level; what is left after a motion of this much is a tenth of a pixel
_MOST_ROUNDS = 4


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
        if not self.score >= MIN_SCORE:
            return f"does not look like the golden (score {self.score:.2f}, at least {MIN_SCORE})"
        if not self.inliers >= MIN_INLIERS:
            return f"only {self.inliers:.0%} of the patches agree on where the board lies"
        if not self.residual_px <= MAX_RESIDUAL_PX:
            return f"alignment is off by {self.residual_px:.2f} px, at most {MAX_RESIDUAL_PX}"
        return None


def align(image: Pyramid, reference: Reference) -> Alignment:
    """Align a gray image of the golden's size; ValueError for another size.

    Never raises for a strange picture: look at `succeeded`. Another product, an empty fixture or a
    turned board scores low; the search for it is a few times slower, since more starts are tried.
    """
    check_same_size(image.full, reference)
    found = correlate(image.level(reference.factor), reference.coarse)
    best = _refine(image, reference, likeliest(found))
    for start in other_guesses(found, _GUESSES):
        if best.score >= _CLEAR_SCORE and best.inliers >= _CLEAR_INLIERS:
            break
        other = _refine(image, reference, start)
        best = max(best, other, key=lambda alignment: alignment.score * alignment.inliers)
    return best


def is_turned(image: Pyramid, reference: Reference) -> bool:
    """Whether the board lies turned by 180 degrees. Costs an alignment: ask only when `align` failed."""
    return align(Pyramid(np.asarray(cv2.rotate(image.full, cv2.ROTATE_180), np.uint8)), reference).succeeded


def _refine(image: Pyramid, reference: Reference, start: Matrix) -> Alignment:
    """Follow the patches from the coarse level to the finest, at each until they have settled."""
    matrix, factor = start, reference.factor
    for patches in reference.patches:
        matrix, factor = carry(matrix, factor, patches.factor), patches.factor
        for _ in range(_MOST_ROUNDS):
            measured = measure_shifts(image.level(factor), patches, matrix)
            motion = fit_motion(patches, measured)
            matrix = _corrected(matrix, motion)
            if motion.reach <= _SETTLED_PX:
                break
    return _describe(carry(matrix, factor, 1), motion, measured, reference)


def _corrected(matrix: Matrix, motion: Motion) -> Matrix:
    """The transform, once the motion that remained is taken out before it."""
    return _times(matrix, np.asarray(cv2.invertAffineTransform(motion.matrix), np.float64))


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """First inner, then outer."""
    product = outer[:, :2] @ inner
    product[:, 2] += outer[:, 2]
    return np.asarray(product, np.float64)


def _describe(matrix: Matrix, motion: Motion, measured: PatchShifts, reference: Reference) -> Alignment:
    width, height = reference.size
    x, y = (width - 1) / 2, (height - 1) / 2
    (a, b, across), (c, d, down) = matrix.tolist()
    plausible = abs(math.hypot(a, c) - 1) < _MAX_SCALE_CHANGE
    score = float(reference.patches[-1].weights @ np.maximum(measured.correlation, 0))
    return Alignment(
        matrix=matrix,
        shift_px=math.hypot(a * x + b * y + across - x, c * x + d * y + down - y),
        rotation_deg=math.degrees(math.atan2(c, a)),
        residual_px=motion.residual * reference.patches[-1].factor,
        score=min(score, 1.0) if plausible else 0.0,
        inliers=motion.inliers,
    )
