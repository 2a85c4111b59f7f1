"""Several networks behind the port of one: each is asked, and what they find is fused.

It is asked like any detector's network, so whatever stands after it (decoding, tiles, golden answers, bench) is the
same code for all families.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inspector_app.detectors.compiled import NetworkError
from inspector_app.imaging.decoding import Detections, decode
from inspector_app.imaging.fusion import FUSION_IOU, as_output, fuse
from inspector_app.inspection.ports import Network

LEAST_SCORE = 0.01
"""What a member must be sure of; alone among two it comes to the half, below anything that is ever looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class EnsembleMember:
    """A network, warm, and how much it counts beside the others."""

    network: Network
    weight: float = 1.0


class EnsembleNetwork:
    """Takes what each member takes, gives float32 (1, 4 + classes, findings); not for several threads at once.

    Members are asked one after the other, each with all threads. Where one fails the ensemble fails: what the others
    say alone would be scored as if they had looked in vain, by thresholds that were chosen for all of them.
    """

    def __init__(
        self, members: Sequence[EnsembleMember], classes: tuple[str, ...], *, iou: float = FUSION_IOU
    ) -> None:
        """classes: in the order of the output; members may have them in another. Raises NetworkError."""
        if not members:
            raise NetworkError("an ensemble without members")
        self._members = tuple(members)
        self._classes = classes
        self._iou = iou
        self._numbers = [_numbers(member.network, classes) for member in members]
        for member in members:
            _check_alike(member.network, members[0].network)

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._members[0].network.input_size

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""
        return self._classes

    @property
    def compares(self) -> bool:
        """Whether it takes image, golden and difference; else the image alone, in its colours."""
        return self._members[0].network.compares

    def run(self, network_input: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Asks every member and fuses. Raises NetworkError, or DecodingError for answers that are no numbers."""
        found = [
            self._ask(member.network, numbers, network_input)
            for member, numbers in zip(self._members, self._numbers, strict=True)
        ]
        fused = fuse(found, [member.weight for member in self._members], iou=self._iou)
        return as_output(fused, len(self._classes))

    def _ask(
        self, network: Network, numbers: npt.NDArray[np.intp], network_input: npt.NDArray[np.uint8]
    ) -> Detections:
        found = decode(network.run(network_input), min_score=LEAST_SCORE, class_count=len(numbers))
        return replace(found, classes=numbers[found.classes])


def _numbers(network: Network, classes: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """The ensemble's number of each class of a member."""
    if sorted(network.classes) != sorted(classes):
        raise NetworkError(
            f"an ensemble of {', '.join(classes)} can't have a member that finds {', '.join(network.classes)}"
        )
    return np.array([classes.index(code) for code in network.classes], np.intp)


def _check_alike(network: Network, first: Network) -> None:
    if network.input_size != first.input_size or network.compares != first.compares:
        raise NetworkError(
            f"members of an ensemble take one input, but {_takes(first)} and {_takes(network)} are among them"
        )


def _takes(network: Network) -> str:
    width, height = network.input_size
    return f"{width} x {height} px {'beside a golden' if network.compares else 'of the image alone'}"
