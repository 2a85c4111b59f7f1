"""Pictures of surfaces: a part, perhaps a flaw, the light and the camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.domain.geometry import Box
from inspector_app.surfaces.flaws import FLAWS, box_of, covered_by, draw_flaw, draw_slip
from inspector_app.surfaces.materials import Surface, draw_texture, streams_of, weave
from inspector_app.surfaces.noise import Plane, rng_for, smooth_noise


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceView:
    """A picture (H, W) uint8 with its truth: the flaw, its box in px and what it covers, all None on a good part."""

    image: NDArray[np.uint8]
    flaw: str | None
    box: Box | None
    covered: NDArray[np.uint8] | None = None  # (H, W) 0 or 1


def render_surface(surface: Surface, part: int, flaw: str | None = None) -> SurfaceView:
    """The same arguments always give the same picture. ValueError for a flaw that the material doesn't have."""
    if flaw is not None and flaw not in FLAWS[surface.material]:
        raise ValueError(f"{surface.material} has no {flaw}; it has {', '.join(FLAWS[surface.material])}")
    texture, change = draw_texture(surface, part), None
    rng = rng_for(8, surface.kind, surface.seed, part)
    if flaw == "misweave":
        change = draw_slip(surface.size_px, rng)
        texture = weave(*streams_of(surface, part), surface.size_px, slip=change)
    elif flaw is not None:
        change = draw_flaw(flaw, surface.size_px, rng)
        texture = texture + change
    image = _photograph(texture, rng_for(9, surface.kind, surface.seed, part))
    if change is None:
        return SurfaceView(image, flaw, None)
    return SurfaceView(image, flaw, box_of(change), covered_by(change))


def _photograph(texture: Plane, rng: np.random.Generator) -> NDArray[np.uint8]:
    size = texture.shape[0]
    light = 1 + float(rng.normal(0, 0.05)) + 0.03 * smooth_noise(rng, size, 200, 200)
    lit = cv2.GaussianBlur(texture * light, (0, 0), 0.5 + abs(float(rng.normal(0, 0.15))))
    noise = rng.standard_normal(texture.shape, dtype=np.float32) * float(rng.uniform(1.0, 2.2))
    return np.asarray(np.clip(lit * 255 + noise, 0, 255), np.uint8)
