"""A plant's own labelled images as known images: with their goldens, their sizes and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from pathlib import Path
from types import MappingProxyType

from inspector_app.boards import Defect
from inspector_app.datasets.labelled import Dataset, Label, LabelledImage
from inspector_app.domain.catalogue import Severity, severity_of
from inspector_app.domain.frame import Image
from inspector_app.domain.recipe import ClassRule, QualityLimits, Recipe, ViewSetup
from inspector_app.imaging import ImageError, length_px, long_side_mm, mask_of_outlines, read_image
from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.learning.evaluating.known_images import KnownImage
from inspector_app.model_packages.card import Card
from inspector_app.validation.content import NotMeasured

NO_TOLERANCE = 1e-6
"""Of a class without a tolerance: every labelled defect of it counts, whatever its size."""

_OF_NO_CONDITION = frozenset({"serial", "part", "answered_by", "answered_at", "verdict", "mm_per_px"})
_NOT_SAID = "not said"
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Measurable:
    """The images of a dataset that can be measured, goldens next to each other, and what is left out."""

    images: tuple[LabelledImage, ...]
    not_measured: tuple[NotMeasured, ...]


def measurable(dataset: Dataset, name: str, *, compares: bool = True) -> Measurable:
    """Images with a golden. Raises EvaluationError where there is none: a model that compares has nothing to do.

    compares: False for a model of the image alone, which needs none.
    """
    if not compares:
        return Measurable(dataset.images, ())
    usable = sorted(
        (image for image in dataset.images if image.golden is not None),
        key=lambda image: (str(image.golden), image.name),
    )
    without = [image.name for image in dataset.images if image.golden is None]
    if not usable:
        raise EvaluationError(
            f"{name}: none of its {len(dataset.images)} images has a golden, and this model compares each image with "
            "one. Import the goldens with the images, one of the same size for each."
        )
    why = "no golden: this model compares each image with one, so these say nothing"
    left_out = (
        (NotMeasured(count=len(without), why=why, examples=tuple(without[:_NAMED])),) if without else ()
    )
    return Measurable(tuple(usable), left_out)


def labelled_recipe(
    card: Card, own: Recipe | None, severities: Mapping[str, Severity] = MappingProxyType({})
) -> Recipe:
    """What a dataset is judged by: the card's thresholds, and the plant's own tolerances where it has them.

    severities: by the plant's catalogue, of classes that the plant's recipe has no rule for.
    """
    rules = {code: _rule(code, card, own, severities) for code in card.classes}
    if own is not None:
        return own.model_copy(update={"classes": rules})
    view = ViewSetup(name="view 1", golden="golden.png", mm_per_px=1.0)
    return Recipe(
        name="evaluation", version=1, product="labelled images", model="model", views=(view,), classes=rules
    )


def _rule(code: str, card: Card, own: Recipe | None, severities: Mapping[str, Severity]) -> ClassRule:
    chosen = card.thresholds[code]
    if own is not None and code in own.classes:
        return own.classes[code].model_copy(update=chosen.model_dump())
    return ClassRule(
        threshold=chosen.threshold,
        review_from=chosen.review_from,
        tolerance_mm=NO_TOLERANCE,
        severity=severity_of(code, severities),
    )


def known_images(
    images: Sequence[LabelledImage],
    tolerances_mm: Mapping[str, float],
    mm_per_px: float,
    iou: float = 0.5,
    *,
    outlined: bool = False,
    tolerances_mm2: Mapping[str, float] = MappingProxyType({}),
    quality: QualityLimits | None = None,
) -> Iterator[KnownImage]:
    """Each image read with its golden; mm_per_px: 1 where sizes stay in px.

    outlined: for networks that give outlines, so that a label's outline is measured as theirs is; for all others the
    box counts on both sides. tolerances_mm2: of areas, where there are any. quality: a recipe's limits, else the usual
    ones. Raises EvaluationError where one can't be
    read or differs from its golden in size.
    """
    traits = sorted({tag for image in images for tag in image.tags} - _OF_NO_CONDITION)
    golden_of = lru_cache(maxsize=2)(_read)
    for image in images:
        golden = None if image.golden is None else golden_of(image.golden)
        defects = tuple(_defect(label, mm_per_px, outlined=outlined) for label in image.labels)
        known = _known(image, golden, mm_per_px, traits, defects)
        good = all(_is_allowed(defect, tolerances_mm, tolerances_mm2) for defect in defects)
        yield replace(known, iou=iou, good=good, quality=quality or QualityLimits())


def _known(
    image: LabelledImage,
    golden: Image | None,
    mm_per_px: float,
    traits: Sequence[str],
    defects: tuple[Defect, ...],
) -> KnownImage:
    picture = _read(image.path)
    if golden is None:
        golden = picture  # a model of the image alone is measured: nothing is compared
    if picture.shape[:2] != golden.shape[:2]:
        raise EvaluationError(
            f"{image.path}: {picture.shape[1]} x {picture.shape[0]} px, but its golden {image.golden} has "
            f"{golden.shape[1]} x {golden.shape[0]}; a golden is taken by the same camera"
        )
    tags = image.tags
    return KnownImage(
        name=image.name,
        image=picture,
        golden=golden,
        mm_per_px=mm_per_px,
        defects=defects,
        good=not defects,
        part=tags.get("part") or tags.get("serial") or image.name,
        group=tags.get("lot") or tags.get("product") or image.name,
        traits={trait: tags.get(trait) or _NOT_SAID for trait in traits},
    )


def _defect(label: Label, mm_per_px: float, *, outlined: bool) -> Defect:
    if not outlined or not label.outlines:
        return Defect(label.defect_class, label.box, long_side_mm(label.box, mm_per_px))
    mask = mask_of_outlines(label.outlines)
    length, area = length_px(mask) * mm_per_px, mask.area_px * mm_per_px**2
    return Defect(label.defect_class, label.box, length, label.outlines, area)


def _is_allowed(defect: Defect, lengths: Mapping[str, float], areas: Mapping[str, float]) -> bool:
    small = defect.area_mm2 is None or defect.area_mm2 < areas.get(defect.code, inf)
    return small and defect.size_mm < lengths.get(defect.code, 0.0)


def _read(path: Path) -> Image:
    try:
        return read_image(path)
    except ImageError as error:
        raise EvaluationError(str(error)) from error
