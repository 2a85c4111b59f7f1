"""The design rules of one product: widths, spacing, parts, pours, lettering, all drawn from its seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.boards.palettes import Palette, draw_palette
from inspector_app.boards.seeds import rng_for


@dataclass(frozen=True, slots=True)
class Style:
    """Lengths in px of the golden (1x). Shares and chances from 0 to 1."""

    palette: Palette
    trace: float
    spacing: float
    wide_trace: float
    wide_share: float
    bend_cost: float
    grain: str  # the direction traces prefer: "none", "horizontal", "vertical", "diagonal"
    pad: str  # "round", "rect", "oblong", "mixed"
    pad_scale: float
    parts: int
    nets: int
    buses: int
    pour: str  # "none", "solid", "partial", "hatch"
    pour_clearance: float
    via: float
    drilled_share: float
    silk: float
    silk_width: int

    @property
    def pitch(self) -> float:
        """Routing pitch: one trace and one space."""
        return self.trace + self.spacing


def draw_style(seed: int, palette: str | None = None) -> Style:
    """The design rules that follow from a product's seed; `palette` fixes the colours by name."""
    rng = rng_for("style", seed)
    colours = draw_palette(rng, palette)
    trace = float(np.exp(rng.uniform(np.log(10), np.log(26))))
    spacing = float(np.clip(trace * np.exp(rng.normal(0.0, 0.3)), 8, 26))
    room = 46.0 / (trace + spacing)  # finer rules leave room for more parts and nets
    return Style(
        palette=colours,
        trace=trace,
        spacing=spacing,
        wide_trace=min(44.0, trace * float(rng.uniform(1.4, 2.6))),
        wide_share=float(rng.uniform(0, 0.4)),
        bend_cost=float(rng.uniform(0.15, 1.2)),
        grain=_pick(rng, {"none": 0.4, "horizontal": 0.2, "vertical": 0.2, "diagonal": 0.2}),
        pad=_pick(rng, {"round": 0.25, "rect": 0.3, "oblong": 0.2, "mixed": 0.25}),
        pad_scale=float(rng.uniform(0.85, 1.4)),
        parts=int(rng.integers(3, 6) + 5 * room * rng.random()),
        nets=int(rng.uniform(14, 34) * room),
        buses=int(rng.choice(4, p=[0.35, 0.35, 0.2, 0.1])),
        pour=_pick(rng, {"none": 0.5, "solid": 0.2, "partial": 0.22, "hatch": 0.08}),
        pour_clearance=float(rng.uniform(8, 20)),
        via=float(rng.uniform(11, 19)),
        drilled_share=float(rng.uniform(0.1, 0.8)),
        silk=float(rng.uniform(0.2, 1.0)) if colours.has_mask else 0.0,
        silk_width=int(rng.integers(3, 6)),
    )


def _pick(rng: np.random.Generator, chances: dict[str, float]) -> str:
    return list(chances)[int(rng.choice(len(chances), p=list(chances.values())))]
