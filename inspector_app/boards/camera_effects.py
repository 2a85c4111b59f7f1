"""What stands between a board and its picture: position, light, lens, sensor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.boards.seeds import rng_for

Picture = NDArray[np.uint8]
_BANK = 1 << 21


@dataclass(frozen=True, slots=True)
class CameraCondition:
    """How one picture was taken. Lengths in px, angles in degrees; the defaults are an ideal station."""

    shift: tuple[float, float] = (0.0, 0.0)
    rotation: float = 0.0
    brightness: float = 1.0
    gradient: tuple[float, float] = (0.0, 0.0)  # change of light from the middle to the right and lower edge
    vignette: float = 0.0  # light lost in the corners
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)  # gain of blue, green, red
    blur: float = 0.3  # sigma
    read_noise: float = 0.8  # grey levels
    shot_noise: float = 0.03  # grey levels per root of a grey level
    mottle: float = 0.004  # uneven sheen of the surface
    dust: int = 0  # specks and fibres
    etch: float = 0.0  # px by which all copper is smaller (negative: larger)
    roughness: float = 0.0  # px by which copper edges wander
    silk_shift: tuple[float, float] = (0.0, 0.0)


def draw_condition(rng: np.random.Generator, strength: float = 1.0) -> CameraCondition:
    """How a decent line takes a picture; `strength` 0 is ideal, 1 ordinary, 2 poor. Extremes are rare."""

    def spread(sigma: float, limit: float) -> float:
        return float(np.clip(rng.normal(0, sigma * strength), -limit, limit))

    return CameraCondition(
        shift=(spread(4.0, 12.0), spread(4.0, 12.0)),
        rotation=spread(0.32, 1.0),
        brightness=1.0 + spread(0.07, 0.3),
        gradient=(spread(0.06, 0.25), spread(0.06, 0.25)),
        vignette=abs(spread(0.08, 0.3)),
        cast=(1 + spread(0.03, 0.12), 1 + spread(0.015, 0.06), 1 + spread(0.03, 0.12)),
        blur=float(np.clip(0.3 + abs(spread(0.3, 0.8)), 0.0, 1.0)),
        read_noise=0.8 + float(rng.uniform(0, 1.8)) * strength,
        shot_noise=0.03 + float(rng.uniform(0, 0.14)) * strength,
        mottle=0.004 + float(rng.uniform(0, 0.012)) * strength,
        dust=int(rng.poisson(1.6 * strength)),
        etch=spread(0.25, 0.7),
        roughness=float(rng.uniform(0.03, 0.3)) * strength,
        silk_shift=(spread(1.2, 3.5), spread(1.2, 3.5)),
    )


def darken(condition: CameraCondition, light: float = 0.18) -> CameraCondition:
    """The same picture with failing light."""
    return replace(condition, brightness=condition.brightness * light)


def defocus(condition: CameraCondition, sigma: float = 5.0) -> CameraCondition:
    """The same picture with the lens out of focus."""
    return replace(condition, blur=sigma)


def golden_to_image(condition: CameraCondition, size: int, *, turned: bool = False) -> NDArray[np.float64]:
    """2 x 3 matrix from pixel indices of the golden to those of the image (size x size)."""
    middle = (size - 1) / 2
    angle = condition.rotation + (180.0 if turned else 0.0)
    matrix = np.asarray(cv2.getRotationMatrix2D((middle, middle), angle, 1.0), np.float64)
    matrix[:, 2] += condition.shift
    return matrix


def expose(scene: NDArray[np.uint8], condition: CameraCondition, seed: int, tone: float = 0.0) -> Picture:
    """The picture (H x W x 3, uint8, BGR) of a scene already in the camera's geometry."""
    rng = rng_for("sensor", seed)
    picture = scene
    if condition.blur > 0.12:
        picture = np.asarray(cv2.GaussianBlur(scene, (0, 0), condition.blur), np.uint8)
    height, width = scene.shape[:2]
    gain = _light(condition, height, width, rng)
    light = np.asarray(cv2.multiply(picture, gain, dtype=cv2.CV_32F), np.float32)
    noise = _noise(height, width, rng)
    # shot noise grows with the root of the light; one scale for all channels is near enough
    level = condition.read_noise + condition.shot_noise * float(np.sqrt(max(1.0, float(scene.mean()))))
    noisy = np.asarray(cv2.scaleAdd(noise, level, light), np.float32)
    if tone > 0:
        noisy = _harden(noisy, gain, condition.brightness, tone)
    return np.asarray(cv2.convertScaleAbs(np.maximum(noisy, 0)), np.uint8)


def _harden(
    picture: NDArray[np.float32], gain: NDArray[np.float32], brightness: float, tone: float
) -> NDArray[np.float32]:
    """A steep curve about the middle of the local light, as of a line-scan camera; failing light stays."""
    middle = gain * np.float32(128 * max(brightness, 0.6) / max(brightness, 0.01))
    return np.asarray(255 / (1 + np.exp((middle - picture) * np.float32(0.02 + 0.28 * tone**2))), np.float32)


def _light(
    condition: CameraCondition, height: int, width: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Gain of every pixel and channel."""
    ys, xs = (np.linspace(-1, 1, 80, dtype=np.float32), np.linspace(-1, 1, 80, dtype=np.float32))
    across, down = condition.gradient
    field = 1 + across * xs[None, :] + down * ys[:, None]
    field = field * (1 - condition.vignette * (xs[None, :] ** 2 + ys[:, None] ** 2) / 2)
    field = field * (1 + condition.mottle * rng.standard_normal((80, 80), dtype=np.float32))
    smooth = cv2.resize(
        (field * condition.brightness).astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR
    )
    return np.asarray(cv2.merge([smooth * np.float32(gain) for gain in condition.cast]), np.float32)


def _noise(height: int, width: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Unit noise, height x width x 3: a window of a long fixed stream, ten times faster than fresh noise."""
    needed = height * width * 3
    start = int(rng.integers(0, max(1, _BANK - needed)))
    return (
        np.resize(_bank()[start : start + needed], (height, width, 3))
        if needed > _BANK
        else (_bank()[start : start + needed].reshape(height, width, 3))
    )


@lru_cache(maxsize=1)
def _bank() -> NDArray[np.float32]:
    return rng_for("noise").standard_normal(_BANK, dtype=np.float32)
