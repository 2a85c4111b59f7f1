"""What a package does on this very machine, measured a moment before it is released."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.this_machine import machine_in_words
from inspector_app.detectors import NetworkError
from inspector_app.inspection.bench import Lanes, spread
from inspector_app.inspection.examiners import new_examiner
from inspector_app.inspection.ports import LoadedRecipe, Network
from inspector_app.inspection.stages import StageTimes
from inspector_app.inspection.view_rules import rules_of
from inspector_app.model_packages.package import ModelPackage, PackageError
from inspector_app.release.gates import MachineFigures
from inspector_app.settings.home import Home

_LAPS = 60
_PART_LAPS = 30


@dataclass(frozen=True, slots=True)
class Laps:
    """How often each is timed."""

    network: int = _LAPS
    part: int = _PART_LAPS


def measure_here(
    package: ModelPackage, home: Home, loaded: LoadedRecipe | None, laps: Laps | None = None
) -> MachineFigures:
    """Golden answers and latency; whatever keeps the package from running is a fault, not an error."""
    laps, here = laps or Laps(), machine_in_words()
    try:
        _, network = open_model(str(package.folder), home)
    except (PackageError, NetworkError) as error:
        return MachineFigures(here, str(error), None)
    network_ms = _network_ms(network, laps.network)
    if loaded is None:
        return MachineFigures(here, None, network_ms)
    part_ms = _part_ms(package, network, loaded, laps.part)
    return MachineFigures(here, None, network_ms, part_ms, loaded.recipe.deadline_ms)


def _network_ms(network: Network, laps: int) -> float:
    """The median of one inference."""
    width, height = network.input_size
    frame = np.full((height, width, 3), 128, np.uint8)
    return spread(Lanes({"network": lambda: network.run(frame)}).race(laps)["network"])["p50"]


def _part_ms(package: ModelPackage, network: Network, loaded: LoadedRecipe, laps: int) -> float:
    """The 99th percentile of all views of a part one after the other; the goldens stand in for images."""
    found_px = package.card.smallest_found_px
    views = [
        (
            new_examiner(
                view,
                loaded.goldens[view.name],
                rules_of(view, loaded.recipe, loaded.goldens[view.name], network, found_px),
                network,
                loaded.taught.get(view.name),
            ),
            loaded.goldens[view.name],
        )
        for view in loaded.recipe.views
    ]

    def part() -> None:
        for examiner, golden in views:
            examiner.examine(golden, StageTimes())

    return spread(Lanes({"part": part}).race(laps)["part"])["p99"]
