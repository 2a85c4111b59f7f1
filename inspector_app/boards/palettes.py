"""Colours of boards: solder mask, copper under it, finish, silk, holes. All colours are BGR."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

Bgr = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """What each layer looks like; `tone` above 0 is a camera that hardens contrast (1: nearly binary)."""

    name: str
    substrate: Bgr
    copper: Bgr
    opening: Bgr
    finish: Bgr
    silk: Bgr
    hole: Bgr
    has_mask: bool = True
    tone: float = 0.0


_GOLD: Bgr = (92, 178, 218)
_TIN: Bgr = (196, 200, 202)
_COPPER: Bgr = (104, 150, 220)
_LAMINATE: Bgr = (74, 106, 112)
_DARK_HOLE: Bgr = (18, 18, 20)
_WHITE: Bgr = (226, 230, 230)
_YELLOW: Bgr = (96, 214, 228)
_INK: Bgr = (34, 32, 32)

# weight and palette: how often a product is made in it
_PALETTES: tuple[tuple[float, Palette], ...] = (
    (0.20, Palette("green", (46, 78, 22), (92, 142, 58), _LAMINATE, _GOLD, _WHITE, _DARK_HOLE)),
    (0.10, Palette("light-green", (62, 112, 40), (118, 182, 92), _LAMINATE, _TIN, _WHITE, _DARK_HOLE)),
    (0.11, Palette("blue", (96, 46, 16), (166, 98, 44), _LAMINATE, _GOLD, _WHITE, _DARK_HOLE)),
    (0.09, Palette("red", (28, 24, 104), (58, 54, 176), _LAMINATE, _TIN, _WHITE, _DARK_HOLE)),
    (0.08, Palette("black", (26, 25, 24), (72, 72, 70), (70, 92, 100), _GOLD, _WHITE, (8, 8, 8))),
    (0.07, Palette("white", (176, 186, 186), (232, 238, 238), (120, 150, 160), _GOLD, _INK, (40, 40, 42))),
    (0.05, Palette("purple", (72, 26, 58), (128, 66, 112), _LAMINATE, _GOLD, _WHITE, _DARK_HOLE)),
    (0.06, Palette("yellow", (40, 128, 150), (84, 190, 214), _LAMINATE, _TIN, _INK, _DARK_HOLE)),
    (0.10, Palette("etched", _LAMINATE, _COPPER, _LAMINATE, _COPPER, _WHITE, _DARK_HOLE, has_mask=False)),
    (0.05, Palette("tinned", (70, 104, 84), _TIN, (70, 104, 84), _TIN, _WHITE, _DARK_HOLE, has_mask=False)),
    # inner layers: oxide-treated copper is dark on a bright, backlit laminate
    (
        0.13,
        Palette(
            "oxide",
            (214, 220, 222),
            (38, 36, 40),
            (214, 220, 222),
            (38, 36, 40),
            _INK,
            (240, 242, 242),
            has_mask=False,
        ),
    ),
)
PALETTE_NAMES = tuple(palette.name for _, palette in _PALETTES)
_LEAST_CONTRAST = 34.0  # grey levels: a detector may look at brightness alone
_GREY = (0.114, 0.587, 0.299)


def draw_palette(rng: np.random.Generator, name: str | None = None) -> Palette:
    """A palette, chosen by weight or by name, with its colours varied; contrast is kept above a floor."""
    weights = np.array([weight for weight, _ in _PALETTES])
    index = int(rng.choice(len(_PALETTES), p=weights / weights.sum()))
    base = _PALETTES[PALETTE_NAMES.index(name) if name else index][1]
    for _ in range(20):
        palette = _vary(base, rng)
        if _contrast(palette) >= _LEAST_CONTRAST:
            return palette
    return base


def _vary(base: Palette, rng: np.random.Generator) -> Palette:
    gain = float(rng.uniform(0.85, 1.15))
    substrate, copper = _tint(base.substrate, rng, gain), _tint(base.copper, rng, gain)
    finish = _tint(base.finish, rng)
    if base.has_mask and rng.random() < 0.4:
        finish = _tint((_GOLD, _TIN, _COPPER)[int(rng.integers(3))], rng)
    silk = _tint(_YELLOW if base.silk == _WHITE and rng.random() < 0.15 else base.silk, rng)
    opening = _tint(base.opening, rng)
    tone = 0.0
    if not base.has_mask:
        opening, finish = substrate, copper
        if base.name == "oxide" and rng.random() < 0.7:
            tone = float(rng.uniform(0.5, 1.0))
    return replace(
        base, substrate=substrate, copper=copper, opening=opening, finish=finish, silk=silk, tone=tone
    )


def _tint(colour: Bgr, rng: np.random.Generator, gain: float = 1.0) -> Bgr:
    blue, green, red = (float(np.clip(value * gain + rng.normal(0, 7), 6, 248)) for value in colour)
    return blue, green, red


def _contrast(palette: Palette) -> float:
    pairs = ((palette.substrate, palette.copper), (palette.opening, palette.finish))
    return min(abs(float(np.dot(_GREY, np.subtract(a, b)))) for a, b in pairs)
