"""The family `proposals`: differences propose, one batched network judges the crops, boxes come back.

It is asked like any detector's network, so whatever stands after it (decoding, tiles, golden answers, bench) is
the same code for all families.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from inspector_app.detectors.compiled import WARM_UP_RUNS, CompiledNetwork, NetworkError
from inspector_app.imaging.preprocessing import NEUTRAL
from inspector_app.imaging.proposal_boxes import judged_boxes
from inspector_app.imaging.proposal_crops import CROP_SIDE, cut_crops, windows_round
from inspector_app.imaging.proposals import propose


class ProposalNetwork:
    """Takes planes uint8 (H, W, 3) and gives float32 (1, 4 + classes, findings); not for several threads at once."""

    def __init__(
        self, xml: Path, classes: tuple[str, ...], input_size: tuple[int, int], *, cache: Path | None = None
    ) -> None:
        """`input_size`: width and height of the planes, px, as the package's card says. Raises NetworkError."""
        self._classes = classes
        self._input_size = input_size
        self._compiled = CompiledNetwork(xml, cache=cache)
        self._batch = _batch_of(self._compiled, xml)
        self._check_output(xml)
        self._warm_up()

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height of the planes in px."""
        return self._input_size

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""
        return self._classes

    @property
    def compares(self) -> bool:
        """Always: differences are what it proposes."""
        return True

    def run(self, network_input: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Proposes, judges and merges. Raises NetworkError, or DecodingError for answers that are no numbers."""
        boxes = propose(network_input)
        windows = windows_round(boxes)
        return judged_boxes(self._judge(cut_crops(network_input, boxes, windows)), windows)

    def _warm_up(self) -> None:
        blank = np.full((self._batch, CROP_SIDE, CROP_SIDE, 3), NEUTRAL, np.uint8)
        for _ in range(WARM_UP_RUNS):
            self._judge(blank)

    def _judge(self, crops: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """(N, 4 + classes) of crops (N, S, S, 3); the last batch is filled up with blank ones."""
        short = -len(crops) % self._batch
        blank = np.full((short, CROP_SIDE, CROP_SIDE, 3), NEUTRAL, np.uint8)
        filled = np.concatenate([crops, blank])
        answers = [
            self._compiled.infer(filled[start : start + self._batch]).copy()
            for start in range(0, len(filled), self._batch)
        ]
        none = np.empty((0, 4 + len(self._classes)), np.float32)
        return np.concatenate([none, *answers])[: len(crops)]

    def _check_output(self, xml: Path) -> None:
        wanted, given = [self._batch, 4 + len(self._classes)], self._compiled.output_shape
        if given != wanted:
            raise NetworkError(
                f"{xml}: output {given} does not fit {len(self._classes)} classes, {wanted} does"
            )


def _batch_of(compiled: CompiledNetwork, xml: Path) -> int:
    shape = compiled.input_shape
    if len(shape) != 4 or shape[1:] != [CROP_SIDE, CROP_SIDE, 3]:
        raise NetworkError(f"{xml}: input {shape} is not (crops, {CROP_SIDE}, {CROP_SIDE}, 3)")
    return shape[0]
