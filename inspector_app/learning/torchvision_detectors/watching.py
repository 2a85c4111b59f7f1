"""How well a network does on the validation crops, counted as packages are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from inspector_app.boards import Defect
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.imaging import decode
from inspector_app.learning.evaluating.matching import Match, average_precision, best_f, match
from inspector_app.learning.torchvision_detectors.crops import Batch, CropFile, batches

_LEAST_SCORE = 0.02
_BATCH = 16


def watched(network: Any, crops: Sequence[CropFile], classes: Sequence[str]) -> dict[str, float]:
    """Mean losses by name (`val/..._loss`), and precision, recall and mAP at IoU 0.5 under ultralytics' names."""
    matches: list[Match] = []
    totals: dict[str, float] = {}
    with torch.no_grad():
        for batch in batches(crops, _BATCH, None, flip=False):
            images = batch.images.to(next(network.parameters()).device)
            for name, loss in _losses(network, images, batch).items():
                totals[name] = totals.get(name, 0.0) + loss * len(images) / len(crops)
            answers = network.eval().answers(images).cpu().numpy()
            for answer, target in zip(answers, batch.targets, strict=True):
                matches += match(_found(answer, classes), _true(target, classes))
    return {**{f"val/{name}_loss": total for name, total in totals.items()}, **_figures(matches, classes)}


def _losses(network: Any, images: torch.Tensor, batch: Batch) -> dict[str, float]:
    """As in training, but that nothing is learnt from these images, normalisation included."""
    network.train()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
    targets = [{name: value.to(images.device) for name, value in one.items()} for one in batch.targets]
    return {name: float(loss) for name, loss in network.losses(images, targets).items()}


def _found(answer: npt.NDArray[np.float32], classes: Sequence[str]) -> list[Finding]:
    found = decode(answer[None], min_score=_LEAST_SCORE)
    rows = zip(found.boxes.tolist(), found.scores.tolist(), found.classes.tolist(), strict=True)
    return [Finding("", classes[index], score, Box(*box), 0.0) for box, score, index in rows]


def _true(target: dict[str, torch.Tensor], classes: Sequence[str]) -> list[Defect]:
    rows = zip(target["boxes"].tolist(), target["labels"].tolist(), strict=True)
    return [Defect(classes[index], Box(*box), 0.0) for box, index in rows]


def _figures(matches: Sequence[Match], classes: Sequence[str]) -> dict[str, float]:
    """Precision and recall where their harmonic mean is best, over all classes together."""
    by_class = [[one for one in matches if _code(one) == code] for code in classes]
    precisions = [value for value in map(average_precision, by_class) if value is not None]
    precision, recall = _best_point(matches)
    return {
        "metrics/precision(B)": precision,
        "metrics/recall(B)": recall,
        "metrics/mAP50(B)": float(np.mean(precisions)) if precisions else 0.0,
    }


def _code(one: Match) -> str:
    """A finding that pairs with nothing counts for the class that it names."""
    if one.defect is not None:
        return one.defect.code
    assert one.finding is not None
    return one.finding.defect_class


def _best_point(matches: Sequence[Match]) -> tuple[float, float]:
    _, threshold = best_f(matches)
    found = [one.defect is not None for one in matches if one.finding and one.finding.score >= threshold]
    wanted = sum(one.defect is not None for one in matches)
    return sum(found) / max(1, len(found)), sum(found) / max(1, wanted)
