"""The bench: the real pipeline with a real store in a folder of its own, beside the bare networks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from inspector_app import __version__
from inspector_app.boards import Product, demo_products, render_golden, render_view
from inspector_app.bootstrap.models import open_model, open_reference
from inspector_app.bootstrap.this_machine import machine
from inspector_app.domain.frame import Image
from inspector_app.domain.part import Part, Provenance
from inspector_app.domain.verdict import Signal
from inspector_app.imaging import planes_of
from inspector_app.inspection.bench import (
    Lanes,
    bare_network,
    frame_of,
    spread,
    summary,
    to_findings,
    to_row,
)
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.inspection.examine import ViewExaminer, ViewRules
from inspector_app.inspection.part_inspector import PartInspector, Tools
from inspector_app.inspection.ports import LoadedRecipe, Network
from inspector_app.model_packages.card import Card
from inspector_app.model_packages.package import ModelPackage
from inspector_app.records.store import Store
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

_BOARDS = 8
"""Different boards, good ones and bad: how long an alignment takes depends on how the board lies."""

_LARGE_PX = 2240
"""A square view of 5 megapixels."""


class _NoLine:
    """Outputs that lead nowhere."""

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Nobody listens."""

    def set_ready(self, ready: bool) -> None:
        """Nobody listens."""


def bench_small_view(model: str, home: Home, laps: int) -> dict[str, Any]:
    """One view of 640 x 640: bare network, to findings, to row committed, and the floating-point network."""
    package, network = open_model(model, home)
    reference = open_reference(package)
    images, golden = boards_of_view(0)
    inputs = [planes_of(image, golden) for image in images]
    findings: list[dict[str, float]] = []
    rows: list[dict[str, float]] = []
    with bench_inspector(package, network, [golden]) as inspector:
        view = inspector.recipe.views[0].name
        lanes = Lanes(
            {
                "network": bare_network(network, inputs),
                "findings": to_findings(inspector.examiner(view), images, findings),
                "row": to_row(inspector, [frame_of(view, image) for image in images], rows),
                "reference": bare_network(reference, inputs),
            }
        )
        times = lanes.race(laps)
    return {"model": package.card.name, "machine": machine(), **summary(times, rows)}


def bench_large_view(model: str, home: Home, laps: int) -> dict[str, Any]:
    """A view of 5 megapixels, at a fine scale (made smaller) and at the board's own scale (tiled)."""
    package, network = open_model(model, home)
    small = demo_products()[0]
    board = render_view(small, 0, seed=3, defects=3)
    fine = _enlarged(board.image), _enlarged(board.golden), small.size_px / _LARGE_PX
    wide = Product("bench", small.seed, size_px=_LARGE_PX)
    tiled = render_view(wide, 0, seed=3, defects=8).image, render_golden(wide, 0), 1.0
    return {
        name: _bench_view(package.card, network, pair, scale, laps)
        for name, (*pair, scale) in {"made smaller": fine, "tiled": tiled}.items()
    }


def _bench_view(
    card: Card, network: Network, pair: Sequence[Image], scale: float, laps: int
) -> dict[str, Any]:
    image, golden = pair
    scores = {code: thresholds.review_from for code, thresholds in card.thresholds.items()}
    limits = board_recipe(demo_products()[0], card, name="bench").quality
    examiner = ViewExaminer(golden, ViewRules("view 1", 0.02 * scale, limits, scores, scale), network)
    stages: list[dict[str, float]] = []
    inputs = [planes_of(_shrunk(image, scale), _shrunk(golden, scale))]
    lanes = Lanes(
        {"network": bare_network(network, inputs), "findings": to_findings(examiner, [image], stages)}
    )
    times = {name: spread(values) for name, values in lanes.race(laps).items()}
    return {
        "tiles": examiner.tile_count,
        "network_ms": times["network"],
        "findings_ms": times["findings"],
        "findings_over_network": times["findings"]["p50"] / times["network"]["p50"],
    }


def boards_of_view(index: int, views: int = 1) -> tuple[list[Image], Image]:
    """Images of one view of eight boards, and its golden."""
    product = replace(demo_products()[0], views=views)
    boards = [render_view(product, index, seed=seed, defects=seed % 4) for seed in range(_BOARDS)]
    return [board.image for board in boards], boards[0].golden


@contextmanager
def bench_inspector(
    package: ModelPackage, network: Network, goldens: Sequence[Image]
) -> Iterator[PartInspector]:
    """The hot path of parts with a golden a view, and a store that is removed afterwards."""
    recipe = board_recipe(demo_products()[0], package.card, name="bench", views=len(goldens))
    with tempfile.TemporaryDirectory(prefix="inspector-bench-") as folder:
        home = Home(Path(folder))
        with Store.open(home, Settings()) as store:
            of_view = dict(zip((view.name for view in recipe.views), goldens, strict=True))
            paths = {view: store.keep_golden(golden) for view, golden in of_view.items()}
            loaded = LoadedRecipe(recipe, of_view, paths)
            store.remember_recipe(recipe)
            store.remember_model(package.card.name, package.sha256, package.card.model_dump_json())
            tools = Tools(network, package.card.smallest_found_px, store, _NoLine())
            provenance = Provenance(
                recipe.name, recipe.version, package.card.name, package.sha256, __version__
            )
            inspector = PartInspector(loaded, tools, provenance)
            yield inspector
            inspector.close()


def _enlarged(image: Image) -> Image:
    return np.asarray(cv2.resize(image, (_LARGE_PX, _LARGE_PX), interpolation=cv2.INTER_CUBIC), np.uint8)


def _shrunk(image: Image, scale: float) -> Image:
    side = round(image.shape[0] * scale)
    return (
        image
        if scale == 1
        else np.asarray(cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    )
