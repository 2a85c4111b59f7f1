"""Faster R-CNN: a first stage proposes places, a second looks at each and says what it is."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.faster_rcnn import TwoMLPHead
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.roi_heads import RoIHeads
from torchvision.models.detection.rpn import RegionProposalNetwork, RPNHead
from torchvision.ops import MultiScaleRoIAlign, clip_boxes_to_image, roi_align

from inspector_app.learning.torchvision_detectors.proposing import best, suppressed
from inspector_app.learning.torchvision_detectors.pyramids import residual_pyramid
from inspector_app.learning.torchvision_detectors.trainable import (
    Targets,
    as_float,
    corners_to_centres,
    in_bfloat16,
)

CANDIDATES = 128
"""Places that the second stage looks at, of each image."""

_WIDTH = 64
_HIDDEN = 256
_SIDES_PX = (8, 16, 32, 64)  # of the boxes that are tried, a level of the pyramid each
_RATIOS = (0.5, 1.0, 2.0)
_CELLS = 7  # a side, into which a proposed place is pooled
_SAMPLES = 2
_STRIDE = 4  # of the pyramid's finest level, from which every place is pooled
_OF_A_LEVEL = 256
_OVERLAP = 0.7  # above which one of two proposals is enough


class FasterRcnn(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """torchvision's two stages on a small body. Boxes are corrected without regard to the class: one place, one box."""

    LEARNING_RATE = 0.002

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.body = residual_pyramid(_WIDTH)
        self.proposals = RegionProposalNetwork(
            AnchorGenerator(tuple((side,) for side in _SIDES_PX), (_RATIOS,) * len(_SIDES_PX)),
            _ProposalHead(_WIDTH, len(_RATIOS)),
            fg_iou_thresh=0.6,
            bg_iou_thresh=0.3,
            batch_size_per_image=128,
            positive_fraction=0.5,
            pre_nms_top_n={"training": _OF_A_LEVEL, "testing": _OF_A_LEVEL},
            post_nms_top_n={"training": 2 * CANDIDATES, "testing": CANDIDATES},
            nms_thresh=_OVERLAP,
        )
        self.places = RoIHeads(
            MultiScaleRoIAlign(["0"], _CELLS, _SAMPLES),
            TwoMLPHead(_WIDTH * _CELLS**2, _HIDDEN),
            _Judgement(_HIDDEN, classes + 1),
            fg_iou_thresh=0.5,
            bg_iou_thresh=0.5,
            batch_size_per_image=64,
            positive_fraction=0.25,
            bbox_reg_weights=None,
            score_thresh=0.0,
            nms_thresh=1.0,
            detections_per_img=CANDIDATES,
        )

    def layers(self) -> list[Any]:
        """See Trainable."""
        return [*self.body.stages, self.body.fpn, self.proposals, self.places]

    def losses(self, images: torch.Tensor, targets: Targets) -> dict[str, torch.Tensor]:
        """See Trainable. Both stages' losses."""
        with in_bfloat16(images):
            maps = self.body(images)
        maps = as_float(maps)
        listed = _listed(images)
        counted = [{**one, "labels": one["labels"] + 1} for one in targets]  # 0 is the background
        proposed, first = self.proposals(listed, maps, counted)
        _, second = self.places(maps, proposed, listed.image_sizes, counted)
        return {
            "proposal": first["loss_objectness"],
            "proposal_box": first["loss_rpn_box_reg"],
            "class": second["loss_classifier"],
            "box": second["loss_box_reg"],
        }

    def answers(self, images: torch.Tensor) -> torch.Tensor:
        """See Trainable. One candidate a proposal, with the scores of all classes."""
        maps = self.body(images)
        boxes = self._proposed(images, maps)
        count, most = boxes.shape[:2]
        corners = boxes.reshape(-1, 4)
        image_of = torch.arange(count, dtype=corners.dtype, device=corners.device).repeat_interleave(most)
        pooled = roi_align(
            maps["0"], torch.cat([image_of[:, None], corners], dim=1), _CELLS, 1 / _STRIDE, _SAMPLES
        )
        logits, deltas = self.places.box_predictor(self.places.box_head(pooled))
        found = self.places.box_coder.decode_single(deltas[:, :4], corners)
        found = clip_boxes_to_image(found, images.shape[-2:])
        scores = logits.softmax(dim=1)[:, 1:]
        return torch.cat([corners_to_centres(found), scores], dim=1).reshape(count, most, -1).transpose(1, 2)

    def _proposed(self, images: torch.Tensor, maps: dict[str, torch.Tensor]) -> torch.Tensor:
        """(N, CANDIDATES, 4): corners in px, the same choice as torchvision's, with fixed shapes."""
        levels = list(maps.values())
        scores, deltas = self.proposals.head(levels)
        anchors = self.proposals.anchor_generator(_listed(images[:1]), levels)[0]
        start, boxes, kept = 0, [], []
        for level_scores, level_deltas in zip(map(_flat, scores), map(_flat_boxes, deltas), strict=True):
            end = start + level_scores.shape[1]
            chosen, places = level_scores.topk(min(_OF_A_LEVEL, end - start), dim=1)
            chosen_deltas = level_deltas.gather(1, places[:, :, None].expand(-1, -1, 4))
            decoded = self.proposals.box_coder.decode_single(
                chosen_deltas.reshape(-1, 4), anchors[start:end][places.reshape(-1)]
            )
            corners = clip_boxes_to_image(decoded, images.shape[-2:]).reshape(*places.shape, 4)
            boxes.append(corners)
            kept.append(suppressed(corners, chosen.sigmoid(), _OVERLAP))
            start = end
        return best(torch.cat(boxes, dim=1), torch.cat(kept, dim=1), CANDIDATES)[0]


class _ProposalHead(RPNHead):  # type: ignore[misc] # torch comes without type information here
    """Convolutions in bfloat16 while learning; what becomes of them is in 32 bits."""

    def forward(self, levels: list[torch.Tensor]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        with in_bfloat16(levels[0]):
            scores, deltas = super().forward(levels)
        return [one.float() for one in scores], [one.float() for one in deltas]


class _Judgement(nn.Module):  # type: ignore[misc] # torch comes without type information here
    """Of each place the logits of all classes, the background first, and one correction of its box."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.cls_score = nn.Linear(width, classes)
        self.bbox_pred = nn.Linear(width, 4)

    def forward(self, places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits = self.cls_score(places)
        # torchvision's loss looks the correction up by class: all classes have the same
        return logits, self.bbox_pred(places).repeat(1, logits.shape[1])


def _listed(images: torch.Tensor) -> ImageList:
    height, width = images.shape[-2:]
    return ImageList(images, [(height, width)] * len(images))


def _flat(scores: torch.Tensor) -> torch.Tensor:
    """(N, A, H, W) to (N, H * W * A), in the anchors' order."""
    return scores.permute(0, 2, 3, 1).flatten(1)


def _flat_boxes(deltas: torch.Tensor) -> torch.Tensor:
    """(N, A * 4, H, W) to (N, H * W * A, 4), in the anchors' order."""
    return deltas.permute(0, 2, 3, 1).reshape(len(deltas), -1, 4)
