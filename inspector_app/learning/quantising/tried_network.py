"""A network that is being made, in memory, asked as the station asks a finished one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.imaging import OutlinedOutput, RawOutput
from inspector_app.inspection.ports import Network
from inspector_app.learning.quantising.quantise import as_network_input


class TriedNetwork:
    """A compiled network that takes floats from 0 to 1, behind the port of one that takes bytes."""

    def __init__(self, compiled: Any, like: Network, outputs: int) -> None:
        """compiled: an openvino.CompiledModel, of whose outputs the first ones count.

        like: the finished network in floating point, of the same training.
        """
        self._request = compiled.create_infer_request()
        self._like, self._outlines = like, outputs > 1

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._like.input_size

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""
        return self._like.classes

    @property
    def compares(self) -> bool:
        """Whether it takes image, golden and difference."""
        return self._like.compares

    def run(self, network_input: npt.NDArray[np.uint8]) -> RawOutput:
        """(H, W, 3) uint8 in, raw output out; overwritten by the next run."""
        self._request.infer({0: as_network_input(network_input)})
        candidates: npt.NDArray[np.float32] = self._request.get_output_tensor(0).data
        if not self._outlines:
            return candidates
        prototypes = self._request.get_output_tensor(1).data
        return OutlinedOutput(candidates, prototypes, self.input_size[1] // prototypes.shape[2])
