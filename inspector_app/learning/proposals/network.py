"""The network that judges crops, and its loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn
from torch.nn import functional

WIDTHS = (16, 48, 96, 160)
BLOCKS = (0, 1, 1, 1)  # residual blocks at a half, a quarter, an eighth and a sixteenth of the crop
_HIDDEN = 256
QUALITY_POWER = 1.0  # how much the expected overlap weighs in a score; chosen on held-out groups


def convolution(inputs: int, outputs: int, *, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    """A convolution with its normalisation, and no activation."""
    layer = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs))


class Residual(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """Two convolutions beside an unchanged path."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = convolution(width, width), convolution(width, width)

    def forward(self, planes: Any) -> Any:
        """(N, width, H, W) in and out."""
        return functional.relu(planes + self.second(functional.relu(self.first(planes))))


class CropNetwork(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """Crops (N, 3, S, S), 0 to 1, to (N, 4 + 1 + 1 + classes): edges, quality, nothing, classes; all but edges logits.

    Edges are those of the defect's box, 0 to 1 across the crop. Quality is how much that box is expected to
    overlap the true one.
    """

    def __init__(self, classes: int, side: int) -> None:
        super().__init__()
        layers: list[Any] = []
        before = 3
        for width, blocks in zip(WIDTHS, BLOCKS, strict=True):
            layers += [convolution(before, width, stride=2, kernel=5 if before == 3 else 3), nn.ReLU()]
            layers += [Residual(width) for _ in range(blocks)]
            before = width
        self.body = nn.Sequential(*layers)
        cells = side // 2 ** len(WIDTHS)
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Linear(before * cells * cells, _HIDDEN),
            nn.ReLU(),
            nn.Dropout(0.1),
            nn.Linear(_HIDDEN, 6 + classes),
        )
        with torch.no_grad():  # begins with a box in the middle of the crop
            self.head[-1].bias[:4] = torch.tensor([0.3, 0.3, 0.7, 0.7])

    def forward(self, crops: Any) -> Any:
        """Raw outputs, see the class."""
        return self.head(self.body(crops))


class SideBySide(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """Several networks asked about each crop in several ways to lay it; their mean is taken after the export."""

    def __init__(self, networks: Sequence[CropNetwork], ways: int = 1) -> None:
        """ways: 1 as it lies, 4 with its mirror images, 8 with these laid on their side as well."""
        super().__init__()
        self.networks = nn.ModuleList(networks)
        self.ways = ways

    def forward(self, crops: Any) -> Any:
        """(N, networks * ways, 6 + classes): raw outputs, see CropNetwork, edges as of the crop as it lies."""
        count = crops.shape[0]
        laid = torch.cat([_laid(crops, way) for way in range(self.ways)])
        answers = [network(laid) for network in self.networks]
        said = [
            _laid_back(answer[way * count : (way + 1) * count], way)
            for answer in answers
            for way in range(self.ways)
        ]
        return torch.stack(said, 1)


def _laid(crops: Any, way: int) -> Any:
    if way & 1:
        crops = torch.flip(crops, (3,))
    if way & 2:
        crops = torch.flip(crops, (2,))
    return crops.transpose(2, 3) if way & 4 else crops


def _laid_back(raw: Any, way: int) -> Any:
    """Outputs for a crop that was laid in this way, with edges of the crop as it lay before."""
    left, top, right, bottom = (raw[:, edge : edge + 1] for edge in range(4))
    if way & 4:
        left, top, right, bottom = top, left, bottom, right
    if way & 2:
        top, bottom = 1 - bottom, 1 - top
    if way & 1:
        left, right = 1 - right, 1 - left
    return torch.cat([left, top, right, bottom, raw[:, 4:]], 1)


def judged(raw: Any) -> Any:
    """(N, 4 + classes) of raw outputs (N, askings, 6 + classes): edges and scores 0 to 1, mean of all askings."""
    quality = torch.sigmoid(raw[..., 4:5]) ** QUALITY_POWER
    scores = torch.softmax(raw[..., 5:], -1)[..., 1:] * quality
    return torch.cat([raw[..., :4], scores], -1).mean(1)


def loss(raw: Any, edges: Any, label: Any) -> Any:
    """Cross entropy of the label; on defects also that of the box and of its expected overlap."""
    naming = functional.cross_entropy(raw[:, 5:], label, label_smoothing=0.02)
    found = label > 0
    if not bool(found.any()):
        return naming
    said, true = raw[found, :4], edges[found]
    overlap, generalised = _overlap(said, true)
    quality = functional.binary_cross_entropy_with_logits(raw[found, 4], overlap.detach().clamp(0, 1))
    placing = (1 - generalised).mean() + functional.smooth_l1_loss(said, true, beta=0.05) * 2
    return naming + placing + 0.5 * quality


def _overlap(ones: Any, others: Any) -> tuple[Any, Any]:
    """IoU and generalised IoU (Rezatofighi 2019) of each box with its counterpart."""
    shared = _area(torch.maximum(ones[:, :2], others[:, :2]), torch.minimum(ones[:, 2:], others[:, 2:]))
    hull = _area(torch.minimum(ones[:, :2], others[:, :2]), torch.maximum(ones[:, 2:], others[:, 2:]))
    union = _area(ones[:, :2], ones[:, 2:]) + _area(others[:, :2], others[:, 2:]) - shared + 1e-6
    iou = shared / union
    return iou, iou - (hull - union) / (hull + 1e-6)


def _area(near: Any, far: Any) -> Any:
    return (far - near).clamp(min=0).prod(1)
