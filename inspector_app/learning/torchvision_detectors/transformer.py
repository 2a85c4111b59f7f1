"""A vision transformer: windows of attention on a pyramid, and a head that needs no anchors (FCOS)."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.fcos import FCOS, FCOSClassificationHead, FCOSHead, FCOSRegressionHead
from torchvision.models.detection.image_list import ImageList

from inspector_app.learning.torchvision_detectors.pyramids import window_transformer_pyramid
from inspector_app.learning.torchvision_detectors.trainable import (
    Targets,
    as_float,
    corners_to_centres,
    in_bfloat16,
)

_WIDTH = 64
_CONVOLUTIONS = 2  # before the answer, of each branch
_STRIDES = (8, 16, 32)


class WindowTransformer(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """torchvision's FCOS on a small Swin transformer: every place of the pyramid is a candidate."""

    LEARNING_RATE = 0.001  # with twice as much its first steps threw it far off; it came back, late

    def __init__(self, classes: int) -> None:
        super().__init__()
        anchors = AnchorGenerator(tuple((stride,) for stride in _STRIDES), ((1.0,),) * len(_STRIDES))
        self.fcos = FCOS(
            window_transformer_pyramid(_WIDTH), classes, anchor_generator=anchors, head=_head(classes)
        )

    def layers(self) -> list[Any]:
        """See Trainable."""
        body = self.fcos.backbone
        return [*body.stages, body.fpn, self.fcos.head]

    def losses(self, images: torch.Tensor, targets: Targets) -> dict[str, torch.Tensor]:
        """See Trainable. Of the class, of the box, and of how central a place is in it."""
        with in_bfloat16(images):
            levels = list(self.fcos.backbone(images).values())
            raw = self.fcos.head(levels)
        anchors = [self._anchors(images, levels)] * len(images)
        sides = [level.shape[-2] * level.shape[-1] for level in levels]
        losses = self.fcos.compute_loss(targets, as_float(raw), anchors, sides)
        return {
            "class": losses["classification"],
            "box": losses["bbox_regression"],
            "centre": losses["bbox_ctrness"],
        }

    def answers(self, images: torch.Tensor) -> torch.Tensor:
        """See Trainable. A score is the geometric mean of class and centre, as torchvision's."""
        levels = list(self.fcos.backbone(images).values())
        raw = self.fcos.head(levels)
        anchors = self._anchors(images, levels)[None].expand(len(images), -1, -1)
        boxes = self.fcos.head.box_coder.decode(raw["bbox_regression"], anchors)
        scores = (raw["cls_logits"].sigmoid() * raw["bbox_ctrness"].sigmoid()).sqrt()
        return torch.cat([corners_to_centres(boxes), scores], dim=2).transpose(1, 2)

    def _anchors(self, images: torch.Tensor, levels: list[torch.Tensor]) -> torch.Tensor:
        """(candidates, 4): a square of a stride's side round each place, px."""
        height, width = images.shape[-2:]
        listed = ImageList(images[:1], [(height, width)])
        anchors: torch.Tensor = self.fcos.anchor_generator(listed, [level.float() for level in levels])[0]
        return anchors


def _head(classes: int) -> FCOSHead:
    """torchvision's, with fewer convolutions; batches of crops are large enough for the cheaper normalisation."""
    head = FCOSHead(_WIDTH, 1, classes, 1)
    head.classification_head = FCOSClassificationHead(
        _WIDTH, 1, classes, _CONVOLUTIONS, norm_layer=nn.BatchNorm2d
    )
    head.regression_head = FCOSRegressionHead(_WIDTH, 1, _CONVOLUTIONS, norm_layer=nn.BatchNorm2d)
    return head
