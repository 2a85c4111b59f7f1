"""People's answers as a YOLO dataset: images, goldens, labels, and who said what."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from inspector_app.domain.catalogue import BOARD_CATALOGUE
from inspector_app.domain.disposition import DrawnDefect
from inspector_app.imaging import ImageError, encode_png, read_image
from inspector_app.review.labels import LabelledView, labelled_views
from inspector_app.review.ports import LabelSource
from inspector_app.review.provenance_csv import ProvenanceFile
from inspector_app.settings.home import Home

Progress = Callable[[int, int], None]
CATALOGUE_CLASSES = tuple(entry.code for entry in BOARD_CATALOGUE)


class ExportError(Exception):
    """The dataset can't be written; the message names the folder or the file and why."""


@dataclass(slots=True)
class ExportResult:
    """What was written: images, boxes by class, and what was left out by reason."""

    folder: Path
    images: int = 0
    boxes: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def export_yolo(
    source: LabelSource,
    home: Home,
    out: Path,
    *,
    classes: Sequence[str] = CATALOGUE_CLASSES,
    progress: Progress | None = None,
) -> ExportResult:
    """Writes images/, goldens/, labels/, data.yaml and provenance.csv into a folder that is new or empty.

    classes: codes in the order of their numbers. progress: called with answered inspections done and in all.
    Raises ExportError; then, as after a cancel, there is no folder, not even a half-done one.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ExportError(f"{out} is there already and not empty; choose another folder.")
    unfinished = out.with_name(f".{out.name}.{uuid4().hex}.part")
    try:
        for name in ("images", "goldens", "labels"):
            (unfinished / name).mkdir(parents=True)
        result = _write_all(source, home, unfinished, classes, progress)
        if out.exists():
            out.rmdir()
        unfinished.rename(out)
    except OSError as error:
        raise ExportError(f"{out}: the dataset was not written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    result.folder = out
    return result


def _write_all(
    source: LabelSource, home: Home, folder: Path, classes: Sequence[str], progress: Progress | None
) -> ExportResult:
    result = ExportResult(folder)
    total = source.count_answered()
    with ProvenanceFile(folder / "provenance.csv") as provenance:
        for done, answered in enumerate(source.answered(), 1):
            views = list(labelled_views(answered))
            if not views:
                result.left_out["truth left open by the answers"] += 1
            for view in views:
                if _write_view(home, folder, view, classes, result):
                    provenance.add(view)
            if progress is not None:
                progress(done, max(done, total))
    _write_yaml(folder / "data.yaml", classes)
    return result


def _write_view(
    home: Home, folder: Path, labelled: LabelledView, classes: Sequence[str], result: ExportResult
) -> bool:
    view = labelled.view
    if view.image_path is None or view.golden_path is None:
        result.left_out["image no longer kept" if view.golden_path else "no golden"] += 1
        return False
    image, golden = home.path / view.image_path, home.path / view.golden_path
    try:
        height, width = read_image(image).shape[:2]
        golden_png = golden.read_bytes() if golden.suffix == ".png" else encode_png(read_image(golden))
    except (ImageError, OSError):
        result.left_out["image can't be read"] += 1
        return False
    lines = [_label_line(defect, width, height, classes, labelled) for defect in labelled.defects]
    (folder / "labels" / f"{image.stem}.txt").write_text("".join(lines), encoding="ascii", newline="\n")
    (folder / "goldens" / f"{image.stem}.png").write_bytes(golden_png)
    shutil.copyfile(image, folder / "images" / image.name)
    result.images += 1
    result.boxes.update(defect.defect_class for defect in labelled.defects)
    return True


def _label_line(
    defect: DrawnDefect, width: int, height: int, classes: Sequence[str], labelled: LabelledView
) -> str:
    """Class number, centre x and y, width and height, as shares of the image."""
    if defect.defect_class not in classes:
        part = labelled.inspection.number
        raise ExportError(
            f"Part {part} has the defect class {defect.defect_class!r}, which is not in the list."
        )
    x1, x2 = (min(max(edge, 0.0), width) / width for edge in (defect.box.x1, defect.box.x2))
    y1, y2 = (min(max(edge, 0.0), height) / height for edge in (defect.box.y1, defect.box.y2))
    numbers = ((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1)
    return f"{classes.index(defect.defect_class)} " + " ".join(f"{each:.8f}" for each in numbers) + "\n"


def _write_yaml(path: Path, classes: Sequence[str]) -> None:
    names = "".join(f"  {number}: {code}\n" for number, code in enumerate(classes))
    text = f"# Written by Inspector. Paths are relative to this file.\ntrain: images\nval: images\nnames:\n{names}"
    path.write_text(text, encoding="utf-8", newline="\n")
