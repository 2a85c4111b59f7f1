"""Golden answers: inputs kept in a model package with what the network said of them when it was released.

They are asked again on every PC and every runtime version; a network that answers otherwise is not the one whose
figures are on the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inspector_app.domain.geometry import Box
from inspector_app.imaging import decode
from inspector_app.inspection.ports import Network
from inspector_app.model_packages.package import GOLDEN_ANSWERS, ModelPackage, PackageError

_KEPT_FROM = 0.30
_SCORE_TOLERANCE = 0.05
_SAME_PLACE_IOU = 0.85
_FEW_PX = 20  # by which a small area may be off
_SAME_AREA = 0.1  # of the area that a network with outlines said


class Said(BaseModel):
    """One thing that a network said, as the package keeps it; the box and what is covered in px of the input."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    defect_class: str = Field(alias="class")
    score: float
    box: tuple[float, float, float, float]
    area_px: int | None = None


_ANSWERS = TypeAdapter(Annotated[dict[str, list[Said]], Field(min_length=1)])


def write_golden_answers(folder: Path, inputs: Sequence[npt.NDArray[np.uint8]], network: Network) -> None:
    """Keeps the inputs as PNG and the network's answers beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    answers: dict[str, list[Said]] = {}
    for number, stacked in enumerate(inputs, start=1):
        name = f"input-{number}.png"
        cv2.imwrite(str(folder / name), stacked, [cv2.IMWRITE_PNG_COMPRESSION, 9])
        answers[name] = _answer(network, stacked)
    text = _ANSWERS.dump_json(answers, by_alias=True, indent=1, exclude_none=True)
    (folder / "answers.json").write_bytes(text + b"\n")


def check_golden_answers(package: ModelPackage, network: Network) -> None:
    """Asks the network again; raises PackageError naming the first input whose answer is off, or what is missing."""
    for name, answers in _read_answers(package).items():
        _check_listed(package, f"golden/{name}")
        stacked = cv2.imread(str(package.golden_answers.parent / name), cv2.IMREAD_COLOR)
        if stacked is None:
            raise PackageError(f"{package.folder}: golden input {name} cannot be read")
        difference = _difference(answers, _answer(network, np.asarray(stacked, np.uint8)))
        if difference is not None:
            raise PackageError(f"{package.folder}: golden answer to {name} is off: {difference}")


def _read_answers(package: ModelPackage) -> dict[str, list[Said]]:
    """At least one input with what is expected of it."""
    _check_listed(package, GOLDEN_ANSWERS)
    try:
        return _ANSWERS.validate_json(package.golden_answers.read_bytes())
    except OSError as error:
        raise PackageError(f"{package.golden_answers}: cannot be read ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise PackageError(f"{package.golden_answers}: {where}: {first['msg']}") from error


def _check_listed(package: ModelPackage, name: str) -> None:
    """What is not on the card has no hash: anyone could have put it there."""
    if name not in package.card.files:
        raise PackageError(f"{package.folder}: the card lists no {name}")


def _answer(network: Network, stacked: npt.NDArray[np.uint8]) -> list[Said]:
    found = decode(network.run(stacked), min_score=_KEPT_FROM, class_count=len(network.classes))
    areas = [None] * len(found) if found.masks is None else [mask.area_px for mask in found.masks]
    return [
        Said(
            defect_class=network.classes[int(index)],
            score=round(float(score), 4),
            box=tuple(round(float(edge), 2) for edge in box),
            area_px=area,
        )
        for box, score, index, area in zip(found.boxes, found.scores, found.classes, areas, strict=True)
    ]


def _difference(expected: Sequence[Said], answered: Sequence[Said]) -> str | None:
    """The first finding that one of both has and the other has not; scores near the lower end may come or go."""
    for one, other, side in ((expected, answered, "not found now"), (answered, expected, "not expected")):
        for finding in one:
            sure = finding.score > _KEPT_FROM + _SCORE_TOLERANCE
            if sure and not any(_same(finding, candidate) for candidate in other):
                return f"{finding.defect_class} with score {finding.score} {side}"
    return None


def _same(one: Said, other: Said) -> bool:
    return (
        one.defect_class == other.defect_class
        and abs(one.score - other.score) <= _SCORE_TOLERANCE
        and Box(*one.box).iou(Box(*other.box)) >= _SAME_PLACE_IOU
        and _same_area(one.area_px, other.area_px)
    )


def _same_area(one: int | None, other: int | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(_FEW_PX, _SAME_AREA * max(one, other))
