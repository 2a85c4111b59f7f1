"""Which examiner a view of a recipe gets."""

from __future__ import annotations

from typing import TypeAlias

from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import ViewSetup
from inspector_app.inspection.examine import ViewExaminer
from inspector_app.inspection.examine_surface import SurfaceExaminer
from inspector_app.inspection.ports import Network
from inspector_app.inspection.view_rules import ViewRules
from inspector_app.novelty import Taught, TaughtSurface

Examiner: TypeAlias = ViewExaminer | SurfaceExaminer


def new_examiner(
    view: ViewSetup, golden: Image, rules: ViewRules, network: Network, taught: Taught | TaughtSurface | None
) -> Examiner:
    """Surfaces: texture, and a network that needs no golden; else alignment, network, what was taught. GoldenError."""
    if view.surface:
        known = taught if isinstance(taught, TaughtSurface) else None
        return SurfaceExaminer(golden, rules, known, network)
    return ViewExaminer(golden, rules, network, taught if isinstance(taught, Taught) else None)
