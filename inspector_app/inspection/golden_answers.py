"""Golden answers: inputs kept in a model package with what the network said of them when it was released.

They are asked again on every PC and every runtime version; a network that answers otherwise is not the one whose
figures are on the card.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from inspector_app.domain.geometry import Box
from inspector_app.imaging import decode
from inspector_app.inspection.ports import Network
from inspector_app.model_packages.package import ModelPackage, PackageError

_KEPT_FROM = 0.30
_SCORE_TOLERANCE = 0.05
_SAME_PLACE_IOU = 0.85


def write_golden_answers(folder: Path, inputs: Sequence[npt.NDArray[np.uint8]], network: Network) -> None:
    """Keeps the inputs as PNG and the network's answers beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    answers: dict[str, list[dict[str, Any]]] = {}
    for number, stacked in enumerate(inputs, start=1):
        name = f"input-{number}.png"
        cv2.imwrite(str(folder / name), stacked, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        answers[name] = _answer(network, stacked)
    (folder / "answers.json").write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")


def check_golden_answers(package: ModelPackage, network: Network) -> None:
    """Asks the network again; raises PackageError naming the first input whose answer is off."""
    try:
        expected = json.loads(package.golden_answers.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackageError(f"{package.golden_answers}: cannot be read ({error})") from error
    for name, answers in expected.items():
        stacked = cv2.imread(str(package.golden_answers.parent / name), cv2.IMREAD_COLOR)
        if stacked is None:
            raise PackageError(f"{package.folder}: golden input {name} cannot be read")
        difference = _difference(answers, _answer(network, np.asarray(stacked, np.uint8)))
        if difference is not None:
            raise PackageError(f"{package.folder}: golden answer to {name} is off: {difference}")


def _answer(network: Network, stacked: npt.NDArray[np.uint8]) -> list[dict[str, Any]]:
    found = decode(network.run(stacked), min_score=_KEPT_FROM, class_count=len(network.classes))
    return [
        {
            "class": network.classes[int(index)],
            "score": round(float(score), 4),
            "box": [round(float(v), 2) for v in box],
        }
        for box, score, index in zip(found.boxes, found.scores, found.classes, strict=True)
    ]


def _difference(expected: Sequence[dict[str, Any]], answered: Sequence[dict[str, Any]]) -> str | None:
    """The first finding that one of both has and the other has not; scores near the lower end may come or go."""
    for one, other, side in ((expected, answered, "not found now"), (answered, expected, "not expected")):
        for finding in one:
            sure = finding["score"] > _KEPT_FROM + _SCORE_TOLERANCE
            if sure and not any(_same(finding, candidate) for candidate in other):
                return f"{finding['class']} with score {finding['score']} {side}"
    return None


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (
        one["class"] == other["class"]
        and abs(one["score"] - other["score"]) <= _SCORE_TOLERANCE
        and Box(*one["box"]).iou(Box(*other["box"])) >= _SAME_PLACE_IOU
    )
