"""INT8 by NNCF, with the arithmetic of the detection head left in floating point."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.learning.offline import stay_offline

CALIBRATION_IMAGES = 300
_KEPT_TYPES = ("Add", "Subtract", "Multiply", "Divide", "Sigmoid", "Softmax", "Concat")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Network inputs (H, W, 3) uint8 for the ranges of INT8, and operations of these names that stay as they are."""

    inputs: Sequence[npt.NDArray[np.uint8]]
    kept: Sequence[str]
    told: Callable[[int, int], None] = lambda done, total: None

    def dataset(self) -> Any:
        """As NNCF reads them, told one by one."""
        import nncf  # noqa: PLC0415 - heavy, and optional

        numbers = itertools.count(1)

        def each(stacked: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
            self.told(min(next(numbers), len(self.inputs)), len(self.inputs))
            return as_network_input(stacked)

        return nncf.Dataset(list(self.inputs), each)

    def how(self) -> dict[str, Any]:
        """What NNCF is told, by either of its roads."""
        import nncf  # noqa: PLC0415 - heavy, and optional

        return {
            "preset": nncf.QuantizationPreset.MIXED,
            "subset_size": len(self.inputs),
            "ignored_scope": nncf.IgnoredScope(names=list(self.kept), validate=False),
        }


def quantise(model: Any, calibration: Calibration) -> Any:
    """The network in INT8 but for what is kept; input float (1, 3, side, side) as before."""
    stay_offline()
    import nncf  # noqa: PLC0415 - heavy, and optional

    return nncf.quantize(model, calibration.dataset(), **calibration.how())


def kept_in_floating_point(model: Any) -> list[str]:
    """Names of the head's operations that turn logits into boxes and scores, its DFL convolution included.

    Quantising those costs accuracy and gains nothing (measured for YOLOv8 and YOLO11).
    """
    operations = model.get_ordered_ops()
    head = _head_prefix([operation.get_friendly_name() for operation in operations])
    return [
        operation.get_friendly_name()
        for operation in operations
        if operation.get_friendly_name().startswith(head)
        and (operation.get_type_name() in _KEPT_TYPES or "dfl" in operation.get_friendly_name())
    ]


def _head_prefix(names: Sequence[str]) -> str:
    """`__module.model.22` of names such as `__module.model.22.dfl.conv/...`: the module with the highest number."""
    numbers = [
        int(parts[1].split(".")[0].split("/")[0])
        for name in names
        if len(parts := name.split("model.", 1)) == 2 and parts[1][:1].isdigit()
    ]
    return f"__module.model.{max(numbers)}" if numbers else "\0"


def as_network_input(stacked: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """(H, W, 3) uint8 as (1, 3, H, W) from 0 to 1."""
    return np.ascontiguousarray(stacked.transpose(2, 0, 1)[None], dtype=np.float32) / np.float32(255)
