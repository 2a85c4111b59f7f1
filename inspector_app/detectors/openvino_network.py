"""A detector's network of a model package: the whole input at once, boxes and scores of all anchors out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector_app.detectors.compiled import WARM_UP_RUNS, CompiledNetwork, NetworkError


class OpenVinoNetwork:
    """One compiled network with one request that is reused; not for several threads at once.

    Takes uint8 (H, W, 3) and gives float32 (1, 4 + classes, anchors): cast, scale and layout are in the graph.
    """

    def __init__(
        self,
        xml: Path,
        classes: tuple[str, ...],
        *,
        compares: bool = True,
        cache: Path | None = None,
        threads: int | None = None,
    ) -> None:
        """compares: whether it was made for image, golden and difference, or for the image alone. NetworkError."""
        self._classes = classes
        self._compares = compares
        self._compiled = CompiledNetwork(xml, cache=cache, threads=threads)
        self._input_size = _input_size(self._compiled.input_shape, xml)
        self._check_output(xml)
        self.reload()

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._input_size

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""
        return self._classes

    @property
    def compares(self) -> bool:
        """Whether it takes image, golden and difference; else the image alone, in its colours."""
        return self._compares

    def run(self, network_input: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Runs one input; the result is overwritten by the next run. Raises NetworkError."""
        return self._compiled.infer(network_input[None])

    def reload(self) -> None:
        """Makes a new request, after a failure, and warms it up."""
        self._compiled.renew()
        width, height = self._input_size
        blank = np.full((height, width, 3), 128, np.uint8)
        for _ in range(WARM_UP_RUNS):
            self.run(blank)

    def _check_output(self, xml: Path) -> None:
        shape = self._compiled.output_shape
        if len(shape) != 3 or shape[1] != 4 + len(self._classes):
            raise NetworkError(f"{xml}: output {shape} does not fit {len(self._classes)} classes")


def _input_size(shape: list[int], xml: Path) -> tuple[int, int]:
    if len(shape) != 4 or shape[0] != 1 or shape[3] != 3:
        raise NetworkError(f"{xml}: input {shape} is not (1, height, width, 3)")
    return shape[2], shape[1]
