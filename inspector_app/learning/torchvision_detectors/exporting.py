"""From a network of this package to OpenVINO, and what of it INT8 must leave alone."""

from __future__ import annotations

import warnings
from typing import Any

import openvino as ov
import torch
from openvino.passes import ConstantFolding, Manager
from torch import nn

_BODIES = ("network.body.", "network.fcos.backbone.")
_COMPUTED_IN_INT8 = ("Convolution", "MatMul")


class Answering(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """A network whose forward pass is what the station decodes."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(1, 3, side, side) from 0 to 1 to (1, 4 + classes, candidates)."""
        answers: torch.Tensor = self.network.answers(images)
        return answers


def converted(network: Any, side: int) -> Any:
    """An openvino.Model for one image of `side` px."""
    example = torch.zeros(1, 3, side, side)
    answering = Answering(network).float().eval()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # tracing warns of each shape that it takes as given: here they all are
        model = ov.convert_model(answering, example_input=example, input=[1, 3, side, side])
    folded = Manager()
    folded.register_pass(ConstantFolding())  # anchors and masks of attention, else computed in every run
    folded.run_passes(model)
    return model


def left_in_floating_point(model: Any) -> list[str]:
    """Names of operations that turn a head's answers into proposals, boxes and scores.

    Pixels up to 640 in 256 steps would move every box by a pixel and more. What is left to INT8 are the bodies, and
    the convolutions and products of the heads, where all the time goes.
    """
    return [
        operation.get_friendly_name()
        for operation in model.get_ordered_ops()
        if operation.get_type_name() not in {*_COMPUTED_IN_INT8, "Constant", "Parameter", "Result"}
        and not any(body in operation.get_friendly_name() for body in _BODIES)
    ]
