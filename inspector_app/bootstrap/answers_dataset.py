"""People's answers as labelled images: review says what the labels are, datasets keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from inspector_app.datasets.formats.images import size_of
from inspector_app.datasets.formats.shapes import checked_label
from inspector_app.datasets.labelled import Dataset, DatasetError, Label, LabelledImage
from inspector_app.domain.disposition import DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.review.labels import LabelledView, labelled_views
from inspector_app.review.ports import LabelSource
from inspector_app.review.yolo_export import CATALOGUE_CLASSES
from inspector_app.settings.home import Home

Progress = Callable[[int, int], None]
SOURCE = "production"
"""What the tag `source` says of images that a line has taken."""


@dataclass(slots=True)
class Answers:
    """The labelled images, and what was left out by reason."""

    dataset: Dataset
    left_out: Counter[str] = field(default_factory=Counter)


def read_answers(source: LabelSource, home: Home, progress: Progress | None = None) -> Answers:
    """Every answered inspection whose truth is known, a labelled image a view, with who said what as tags.

    The images stay where the record keeps them. progress: called with answered inspections read and in all.
    """
    left_out: Counter[str] = Counter()
    images = tuple(_images(source, home, left_out, progress))
    used = {label.defect_class for image in images for label in image.labels}
    classes = (*CATALOGUE_CLASSES, *sorted(used - set(CATALOGUE_CLASSES)))
    return Answers(Dataset(classes, images), left_out)


def _images(
    source: LabelSource, home: Home, left_out: Counter[str], progress: Progress | None
) -> Iterator[LabelledImage]:
    total = source.count_answered()
    for done, answered in enumerate(source.answered(), 1):
        views = list(labelled_views(answered))
        if not views:
            left_out["truth left open by the answers"] += 1
        for view in views:
            found = _image(home, view, left_out)
            if found is not None:
                yield found
        if progress is not None:
            progress(done, max(done, total))


def _image(home: Home, labelled: LabelledView, left_out: Counter[str]) -> LabelledImage | None:
    view = labelled.view
    if view.image_path is None or not (home.path / view.image_path).is_file():
        left_out["image no longer kept"] += 1
        return None
    path = home.path / view.image_path
    golden = home.path / view.golden_path if view.golden_path else None
    try:
        size = size_of(path, str(path))
        labels = _labels(labelled, size, f"part {labelled.inspection.number}, view {view.view}")
    except DatasetError:
        left_out["image can't be read, or its labels lie outside"] += 1
        return None
    return LabelledImage(path.stem, path, *size, labels, _there(golden), _tags(labelled))


def _labels(labelled: LabelledView, size: tuple[int, int], where: str) -> tuple[Label, ...]:
    """The defects that people hold to be there, cut off at the image's edge: people draw beyond it."""
    return tuple(_label(each, size, where) for each in labelled.defects)


def _label(defect: DrawnDefect, size: tuple[int, int], where: str) -> Label:
    (width, height), box = size, defect.box
    across = [box.x1, box.x2, *(x for outline in defect.outlines for x, _ in outline)]
    down = [box.y1, box.y2, *(y for outline in defect.outlines for _, y in outline)]
    inside = Box(max(0.0, min(across)), max(0.0, min(down)), min(width, max(across)), min(height, max(down)))
    return checked_label(defect.defect_class, size, where, box=inside, outlines=defect.outlines)


def _tags(labelled: LabelledView) -> dict[str, str]:
    """Where the image and its labels come from, under the names that every part of a dataset knows."""
    inspection, answer = labelled.inspection, labelled.answer
    found = {
        "source": SOURCE,
        "lot": inspection.lot,
        "serial": inspection.serial,
        "part": str(inspection.number),
        "inspection": inspection.inspection_id,
        "view": labelled.view.view,
        "inspected_at": inspection.at.isoformat(),
        "verdict": inspection.outcome.value,
        "rule": inspection.rule.value,
        "answer": answer.answer.value,
        "condition": answer.condition.value,
        "answered_by": answer.person,
        "authenticated": "yes" if answer.authenticated else "no",
        "answered_at": answer.at.isoformat(),
        "reason": answer.reason,
        "mm_per_px": repr(labelled.view.mm_per_px),
    }
    return {key: value for key, value in found.items() if value}


def _there(golden: Path | None) -> Path | None:
    return golden if golden is not None and golden.is_file() else None
