"""Network inputs of any size to detections: one tile where it fits, several where it doesn't."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inspector_app.imaging import Detections, Tile, cut_tile, decode, merge_tiles, plan_tiles
from inspector_app.inspection.ports import Network
from inspector_app.inspection.stages import StageTimes


class TiledDetector:
    """Runs one network over planes (H, W, 3) of a fixed size."""

    def __init__(self, network: Network, width: int, height: int) -> None:
        self._network = network
        side = network.input_size[0]
        self.tiles: tuple[Tile, ...] = plan_tiles(width, height, tile=side)
        self._fits = (width, height) == network.input_size

    def detect(self, stacked: npt.NDArray[np.uint8], min_score: float, times: StageTimes) -> Detections:
        """Detections in px of the planes, by falling score. Raises what the network or its decoding raises."""
        if self._fits:
            return self._run(stacked, min_score, times)
        found = [self._run(cut_tile(stacked, tile), min_score, times) for tile in self.tiles]
        with times.measure("decode"):
            return merge_tiles(self.tiles, found)

    def _run(self, tile: npt.NDArray[np.uint8], min_score: float, times: StageTimes) -> Detections:
        with times.measure("network"):
            output = self._network.run(tile)
        with times.measure("decode"):
            return decode(output, min_score=min_score, class_count=len(self._network.classes))
