"""`inspector-app dataset export`: a dataset, or people's answers, in a format that other tools read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.labelled import Dataset
    from inspector_app.review.yolo_export import ExportResult
    from inspector_app.settings.home import Home


def command(
    name: Annotated[
        str | None, typer.Argument(help="A dataset of the home; without one, people's answers.")
    ] = None,
    *,
    out: Annotated[
        Path | None, typer.Option(help="A new or empty folder; else one in the home's datasets.")
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option("--format", help="yolo (else), yolo-seg, coco, voc, cvat, labelme or folders."),
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Hard links instead of copies where the disk can do that.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Writes images, goldens and labels for training or for another tool; answers with who said what of each."""
    station = opened_home(home, log="dataset")
    if name is None and format_name is None:
        folder = (out or station.datasets / _stamp()).absolute()
        _export_answers(station, folder, json=json, progress=progress)
        return
    if out is None:
        raise typer.BadParameter("--out says where to write a dataset in another tool's format")
    dataset, left_out = _chosen(station, name, progress)
    _export(dataset, out.absolute(), format_name or "yolo", link=link, progress=progress)
    counts = Counter(label.defect_class for image in dataset.images for label in image.labels)
    result = {
        "folder": out.absolute(),
        "format": format_name or "yolo",
        "images": len(dataset.images),
        "boxes": dict(counts),
        "left_out": left_out,
    }
    text = _told(out.absolute(), len(dataset.images), counts, left_out)
    answer(result, as_json=json, text=text)
    if not dataset.images:
        raise typer.Exit(1)


def _chosen(station: Home, name: str | None, progress: Path | None) -> tuple[Dataset, dict[str, int]]:
    """A dataset of the home, or that of its answers and what they leave out."""
    from inspector_app.bootstrap.answers_dataset import read_answers
    from inspector_app.datasets.store import read_dataset
    from inspector_app.records.reader import Reader

    if name is not None:
        return read_dataset(station.datasets / plain_name(name)), {}
    with Reader(station) as source:
        found = read_answers(source, station, progress_to(progress, "answered parts"))
    return found.dataset, dict(found.left_out)


def _export(dataset: Dataset, folder: Path, format_name: str, *, link: bool, progress: Path | None) -> None:
    from inspector_app.datasets.formats.known import write_folder

    write_folder(dataset, folder, format_name, link=link, progress=progress_to(progress, "images written"))


def _export_answers(station: Home, folder: Path, *, json: bool, progress: Path | None) -> None:
    from inspector_app.records.reader import Reader
    from inspector_app.review.yolo_export import export_yolo

    with Reader(station) as source:
        result: ExportResult = export_yolo(
            source, station, folder, progress=progress_to(progress, "answered parts")
        )
    figures = {
        "folder": result.folder,
        "images": result.images,
        "boxes": dict(result.boxes),
        "left_out": dict(result.left_out),
    }
    text = _told(result.folder, result.images, result.boxes, result.left_out)
    answer(figures, as_json=json, text=text)
    if not result.images:
        raise typer.Exit(1)


def _stamp() -> str:
    from datetime import UTC, datetime

    return f"answers-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _told(folder: Path, images: int, boxes: Counter[str], left_out: dict[str, int]) -> str:
    lines = [f"{folder}: {images} images, {boxes.total()} labels"]
    lines += [f"  {name}: {count}" for name, count in sorted(boxes.items())]
    lines += [f"  left out: {count} ({reason})" for reason, count in sorted(left_out.items())]
    return "\n".join(lines)
