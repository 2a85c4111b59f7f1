"""Parts of several views: how long each takes, and which stage takes the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

import numpy as np

from inspector_app.bootstrap.bench import bench_inspector, boards_of_view
from inspector_app.bootstrap.bench_throughput import bench_throughput
from inspector_app.bootstrap.models import open_model
from inspector_app.domain.frame import Image
from inspector_app.domain.part import Part, new_id
from inspector_app.inspection.bench import Lanes, frame_of
from inspector_app.inspection.part_inspector import PartInspector
from inspector_app.inspection.stages import CpuStageTimes
from inspector_app.model_packages.package import NETWORK
from inspector_app.settings.home import Home

VIEWS = (1, 2, 4)


def bench_views(model: str, home: Home, laps: int, throughput_s: float) -> dict[str, Any]:
    """latency_by_views {views: p50, p99, max in ms}, cpu_ms and cpu_share by stage, and the throughput.

    Frames in hand to row committed. Throughput is left out where throughput_s is 0, or of several networks in one.
    """
    package, network = open_model(model, home)
    seen = [boards_of_view(index, max(VIEWS)) for index in range(max(VIEWS))]
    answer: dict[str, Any] = {"latency_by_views": {}}
    for views in VIEWS:
        images = [images for images, _ in seen[:views]]
        with bench_inspector(package, network, [golden for _, golden in seen[:views]]) as inspector:
            part = _part(inspector, images)
            answer["latency_by_views"][str(views)] = _longest(Lanes({"row": part}).race(laps)["row"])
            if views == 1:
                answer |= _cpu(inspector, images[0], part, laps)
                paths = package.networks(NETWORK)
                if throughput_s and len(paths) == 1:
                    answer |= bench_throughput(paths[0], part, throughput_s)
    return answer


def _part(inspector: PartInspector, images: Sequence[Sequence[Image]]) -> Callable[[], object]:
    names = [view.name for view in inspector.recipe.views]
    turns = enumerate(cycle(zip(*images, strict=True)), start=1)

    def run() -> None:
        number, shown = next(turns)
        frames = {name: frame_of(name, image) for name, image in zip(names, shown, strict=True)}
        inspector.inspect(Part(new_id(), number), frames)

    return run


def _longest(times: Sequence[float]) -> dict[str, float]:
    p50, p99 = np.percentile(times, (50, 99))
    return {"n": len(times), "p50": float(p50), "p99": float(p99), "max": max(times)}


def _cpu(
    inspector: PartInspector, images: Sequence[Image], part: Callable[[], object], laps: int
) -> dict[str, Any]:
    """Processor time of all threads by stage, in ms a part of one view; what remains of the whole is keeping it."""
    examiner = inspector.examiner(inspector.recipe.views[0].name)
    times = CpuStageTimes()
    turns = cycle(images)
    for _ in range(laps):
        examiner.examine(next(turns), times)
    begun = time.process_time()
    for _ in range(laps):
        part()
    whole = (time.process_time() - begun) * 1000 / laps
    stages = {name: ms / laps for name, ms in sorted(times.ms.items())}
    stages["keep image and row"] = max(0.0, whole - sum(stages.values()))
    total = sum(stages.values())
    return {"cpu_ms": stages, "cpu_share": {name: ms / total for name, ms in stages.items()}}
