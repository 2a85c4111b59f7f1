"""From a network of this package to OpenVINO, and what of it INT8 must leave alone."""

from __future__ import annotations

from typing import Any

import openvino as ov
import torch
from torch import nn


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
    with torch.no_grad():
        return ov.convert_model(answering, example_input=example, input=[1, 3, side, side])


def left_in_floating_point(model: Any) -> list[str]:
    """Names of operations."""
    return []
