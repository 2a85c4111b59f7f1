"""The first stage's proposals with fixed shapes, so that one graph runs wherever OpenVINO does."""

from __future__ import annotations

import torch

_ROUNDS = 3


def suppressed(boxes: torch.Tensor, scores: torch.Tensor, iou: float) -> torch.Tensor:
    """The scores, with -1 for each box that overlaps a kept one of better score by more than `iou`.

    boxes: (N, K, 4) by falling score; scores: (N, K). A matrix instead of a loop: a box counts as kept in a round if
    no box kept in the round before covers it. Repeated until nothing changes this is greedy suppression (Cluster-NMS,
    Zheng et al. 2020); what three rounds leave differs in chains of four and more.
    """
    covers = (_overlaps(boxes) > iou).to(scores.dtype)
    better = torch.ones(boxes.shape[1], boxes.shape[1], dtype=scores.dtype, device=scores.device).triu(1)
    covers = covers * better  # [i, j]: i has the better score and covers j
    kept = torch.ones_like(scores)
    for _ in range(_ROUNDS):
        kept = 1 - (covers * kept[:, :, None]).amax(dim=1)
    return scores * kept - (1 - kept)


def _overlaps(boxes: torch.Tensor) -> torch.Tensor:
    """IoU (N, K, K) of boxes (N, K, 4) with each other."""
    first = torch.maximum(boxes[:, :, None, :2], boxes[:, None, :, :2])
    last = torch.minimum(boxes[:, :, None, 2:], boxes[:, None, :, 2:])
    shared = (last - first).clamp(min=0).prod(dim=-1)
    areas = (boxes[..., 2:] - boxes[..., :2]).prod(dim=-1)
    return shared / (areas[:, :, None] + areas[:, None, :] - shared).clamp(min=1e-6)


def best(boxes: torch.Tensor, scores: torch.Tensor, most: int) -> tuple[torch.Tensor, torch.Tensor]:
    """The `most` boxes (N, most, 4) of best score, and their scores, falling."""
    top, places = scores.topk(min(most, scores.shape[1]), dim=1)
    return boxes.gather(1, places[:, :, None].expand(-1, -1, 4)), top
