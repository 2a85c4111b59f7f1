"""A detector's network of a model package: the whole input at once, boxes and scores of all anchors out.

A network that gives outlines has a second output, its prototypes, of which each anchor's coefficients make a mask.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector_app.detectors.compiled import WARM_UP_RUNS, CompiledNetwork, NetworkError
from inspector_app.imaging import OutlinedOutput, RawOutput


class OpenVinoNetwork:
    """One compiled network with one request that is reused; not for several threads at once.

    Takes uint8 (H, W, 3) and gives float32 (1, 4 + classes, anchors), or an `OutlinedOutput`: cast, scale and layout
    are in the graph.
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
        self._stride = self._stride_of_prototypes(xml)
        self._check_output(xml)
        self._warm_up()

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

    @property
    def gives_outlines(self) -> bool:
        """Whether it says what each defect covers, beside its box."""
        return self._stride is not None

    def run(self, network_input: npt.NDArray[np.uint8]) -> RawOutput:
        """Runs one input; the result is overwritten by the next run. Raises NetworkError."""
        candidates = self._compiled.infer(network_input[None])
        if self._stride is None:
            return candidates
        return OutlinedOutput(candidates, self._compiled.output(1), self._stride)

    def _warm_up(self) -> None:
        width, height = self._input_size
        blank = np.full((height, width, 3), 128, np.uint8)
        for _ in range(WARM_UP_RUNS):
            self.run(blank)

    def _stride_of_prototypes(self, xml: Path) -> int | None:
        """Px of the input that one place of a prototype stands for; None without prototypes."""
        further = self._compiled.further_output_shapes
        if not further:
            return None
        width, height = self._input_size
        shape = further[0]
        if len(further) > 1 or len(shape) != 4 or height % shape[2] or shape[2] * width != shape[3] * height:
            raise NetworkError(f"{xml}: further outputs {further} are not one of prototypes")
        return height // shape[2]

    def _check_output(self, xml: Path) -> None:
        shape, expected = self._compiled.output_shape, 4 + len(self._classes)
        if self._stride is not None:
            expected += self._compiled.further_output_shapes[0][1]
        if len(shape) != 3 or shape[1] != expected:
            raise NetworkError(f"{xml}: output {shape} does not fit {len(self._classes)} classes")


def _input_size(shape: list[int], xml: Path) -> tuple[int, int]:
    if len(shape) != 4 or shape[0] != 1 or shape[3] != 3:
        raise NetworkError(f"{xml}: input {shape} is not (1, height, width, 3)")
    return shape[2], shape[1]
