"""Whether what covers a part is another part of the same kind: two at once in the fixture.

Asked only where a region is unlike the golden already. The golden is sought in that region, upright and turned by
quarters, by phase correlation (C. D. Kuglin, D. C. Hines, 1975), and believed where it correlates there.
"""

from __future__ import annotations

import cv2
import numpy as np

from inspector_app.imaging.alignment import Alignment
from inspector_app.imaging.arrays import FloatPlane, Gray
from inspector_app.imaging.pyramid import Pyramid, carry
from inspector_app.imaging.reference import Reference

_LEVEL = 4
_UNLIKE = 24  # gray levels; less is light and noise
_LEAST_REGION = 0.03  # of the picture
_MOST_REGION = 0.8  # where nearly all is unlike, the part itself is not where it should be
_LEAST_LIKENESS = 0.75
_LEAST_DETAIL = 0.5  # of the golden's
_SMOOTH = 4.0  # px of the level
_TURNS = 4
_TILTS = (-6.0, -3.0, 0.0, 3.0, 6.0)  # degrees about each quarter


def second_part_likeness(image: Pyramid, reference: Reference, alignment: Alignment) -> float:
    """How well the golden, elsewhere than the part, explains what is unlike it, 0 to 1; above 0.75 it is one."""
    ours = image.level(_LEVEL)
    height, width = ours.shape
    golden = Pyramid(reference.gray).level(_LEVEL)
    placed = cv2.warpAffine(
        golden, carry(alignment.matrix, 1, _LEVEL), (width, height), borderMode=cv2.BORDER_REPLICATE
    )
    off = cv2.GaussianBlur(cv2.absdiff(ours, placed).astype(np.float32), (0, 0), _SMOOTH)
    region = np.asarray(off > _UNLIKE)
    if not _LEAST_REGION < region.mean() < _MOST_REGION:
        return 0.0
    alone = np.where(region, _detail(ours), 0).astype(np.float32)
    best = 0.0
    for quarter in range(_TURNS):
        for tilt in _TILTS:
            best = max(best, _likeness(alone, region, _detail(golden), 90.0 * quarter + tilt))
    return best


def is_second_part(likeness: float) -> bool:
    """Whether this much likeness is a part."""
    return likeness >= _LEAST_LIKENESS


def _detail(gray: Gray) -> FloatPlane:
    """Without the slow changes, which two flat areas have in common."""
    level = gray.astype(np.float32)
    return np.asarray(level - cv2.GaussianBlur(level, (0, 0), 2 * _SMOOTH), np.float32)


def _likeness(alone: FloatPlane, region: np.ndarray, golden: FloatPlane, degrees: float) -> float:
    """Correlation of what is unlike with the golden turned by so much, where both lie over each other best."""
    height, width = alone.shape
    middle = ((width - 1) / 2, (height - 1) / 2)
    turn = cv2.getRotationMatrix2D(middle, degrees, 1.0)
    turned = np.asarray(cv2.warpAffine(golden, turn, (width, height)), np.float32)
    across, down = _shift(turned, alone)
    move = np.array([[1.0, 0.0, across], [0.0, 1.0, down]])
    placed = cv2.warpAffine(turned, move, (width, height))
    there = cv2.warpAffine(np.ones_like(turned), turn, (width, height))
    both = region & (cv2.warpAffine(there, move, (width, height)) > 0.99)
    if both.mean() < _LEAST_REGION:
        return 0.0
    here, theirs = alone[both] - alone[both].mean(), placed[both] - placed[both].mean()
    ours, its = float(np.linalg.norm(here)), float(np.linalg.norm(theirs))
    if ours < _LEAST_DETAIL * its:
        return 0.0  # a flat thing: its edge alone is like many edges
    return float(here @ theirs) / max(ours * its, 1e-6)


def _shift(golden: FloatPlane, image: FloatPlane) -> tuple[float, float]:
    """The shift golden -> image by the phase of their product, padded so that nothing wraps round."""
    shape = (cv2.getOptimalDFTSize(2 * image.shape[0]), cv2.getOptimalDFTSize(2 * image.shape[1]))
    product = np.fft.rfft2(image, s=shape) * np.conj(np.fft.rfft2(golden, s=shape))
    surface = np.fft.irfft2(product / (np.abs(product) ** 0.7 + 1e-6), s=shape)
    row, column = np.unravel_index(int(np.argmax(surface)), shape)
    down, across = (
        (at - size if at > size / 2 else at) for at, size in zip((row, column), shape, strict=True)
    )
    return float(across), float(down)
