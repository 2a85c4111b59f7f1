"""Times the hot path beside the bare network, side by side in one run, since a machine's speed wanders."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.domain.frame import Frame, Image
from inspector_app.domain.part import Part, new_id
from inspector_app.imaging import cut_tile, plan_tiles
from inspector_app.inspection.examiners import Examiner
from inspector_app.inspection.part_inspector import PartInspector
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes

WARM_UP = 10


@dataclass(frozen=True, slots=True)
class Lanes:
    """What is timed in turn, one lap after the other: names and functions without arguments."""

    run: Mapping[str, Callable[[], object]]

    def race(self, laps: int) -> dict[str, list[float]]:
        """Milliseconds of every lap by lane; the lanes take turns, so that what slows one slows all."""
        for _ in range(WARM_UP):
            for run in self.run.values():
                run()
        return self.laps(laps)

    def laps(self, laps: int) -> dict[str, list[float]]:
        """The same without warming up."""
        times: dict[str, list[float]] = {name: [] for name in self.run}
        for _ in range(laps):
            for name, run in self.run.items():
                start = time.perf_counter()
                run()
                times[name].append((time.perf_counter() - start) * 1000)
        return times


def bare_network(network: Network, inputs: Sequence[npt.NDArray[np.uint8]]) -> Callable[[], None]:
    """Runs the network alone on all tiles of one input after the other, cut beforehand."""
    turns = cycle([_tiles_of(planes, network.input_size[0]) for planes in inputs])

    def run() -> None:
        for tile in next(turns):
            network.run(tile)

    return run


def _tiles_of(planes: npt.NDArray[np.uint8], side: int) -> list[npt.NDArray[np.uint8]]:
    height, width = planes.shape[:2]
    return [cut_tile(planes, tile) for tile in plan_tiles(width, height, tile=side)]


def to_findings(
    examiner: Examiner, images: Sequence[Image], stages: list[dict[str, float]]
) -> Callable[[], None]:
    """Frame in hand to findings, one image after the other; what each stage took is appended to `stages`."""
    turns = cycle(images)

    def run() -> None:
        times = StageTimes()
        examiner.examine(next(turns), times)
        stages.append(times.ms)

    return run


def to_row(
    inspector: PartInspector, frames: Sequence[Frame], stages: list[dict[str, float]]
) -> Callable[[], None]:
    """Frame in hand to row committed, one frame after the other."""
    turns = enumerate(cycle(frames), start=1)

    def run() -> None:
        number, frame = next(turns)
        inspection = inspector.inspect(Part(new_id(), number), {frame.view: frame})
        stages.append(inspection.stages_ms)

    return run


def frame_of(view: str, image: Image) -> Frame:
    """A frame that has just come."""
    return Frame(view, 1, image, datetime.now(UTC), time.monotonic())


def summary(times: Mapping[str, Sequence[float]], stages: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Ratios of medians, and the figures behind them; the lanes are network, findings, row and reference."""
    middle = {name: median(values) for name, values in times.items()}
    return {
        "n": len(times["network"]),
        "network_ms": spread(times["network"]),
        "findings_ms": spread(times["findings"]),
        "row_ms": spread(times["row"]),
        "findings_over_network": middle["findings"] / middle["network"],
        "pipeline_over_network": middle["row"] / middle["network"],
        "overhead_ms": middle["row"] - middle["network"],
        "pipeline_p99_ms": float(np.percentile(times["row"], 99)),
        "int8_over_fp32": middle["reference"] / middle["network"],
        "stages_ms": stage_medians(stages),
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Tenth, fiftieth, ninetieth and ninety-ninth percentile, in ms."""
    points = np.percentile(values, (10, 50, 90, 99))
    return {f"p{name}": float(point) for name, point in zip((10, 50, 90, 99), points, strict=True)}


def stage_medians(stages: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Median milliseconds of each stage; laps of warming up are left out."""
    measured = stages[WARM_UP:]
    names = {name for one in measured for name in one}
    return {name: median([one.get(name, 0.0) for one in measured]) for name in sorted(names)}
