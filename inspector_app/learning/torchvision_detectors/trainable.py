"""What a family of this package is to the code that trains and exports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import torch

Targets = list[dict[str, torch.Tensor]]
"""An image each: `boxes` (M, 4) left, top, right, bottom in px, and `labels` (M,), counted from 0."""


class Trainable(Protocol):
    """A torch module that learns from crops and answers as a station decodes."""

    LEARNING_RATE: float
    """The highest, where nobody asks for another."""

    def layers(self) -> list[Any]:
        """Its modules from the image on, in the order in which they may be left as they are."""

    def losses(self, images: torch.Tensor, targets: Targets) -> dict[str, torch.Tensor]:
        """By name, in 32 bits, of images (N, 3, H, W) from 0 to 1; in training mode."""

    def answers(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 4 + classes, candidates): centre x, centre y, width, height in px, then scores from 0 to 1.

        As many candidates for every image of a size, and no suppression of what overlaps: the station does it.
        """


NewNetwork = Callable[[int], Any]
"""Makes a Trainable for a number of classes."""


def in_bfloat16(images: torch.Tensor) -> Any:
    """Forward in bfloat16 while learning, as for YOLOv8: decision 6; answers are computed in 32 bits."""
    return torch.autocast(images.device.type, dtype=torch.bfloat16, enabled=torch.is_grad_enabled())


def as_float(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The same in 32 bits: pixels above 256 have no exact place in bfloat16."""
    return {name: tensor.float() for name, tensor in tensors.items()}


def corners_to_centres(boxes: torch.Tensor) -> torch.Tensor:
    """(..., 4) left, top, right, bottom to centre x, centre y, width, height."""
    first, last = boxes[..., :2], boxes[..., 2:]
    return torch.cat([(first + last) / 2, last - first], dim=-1)
