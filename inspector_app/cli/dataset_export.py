"""`inspector-app dataset export`: people's answers as a YOLO dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.review.yolo_export import ExportResult


def command(
    *,
    out: Annotated[
        Path | None, typer.Option(help="A new or empty folder; else one in the home's datasets.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Writes answered images, their goldens and labels, ready for training, and who said what of each."""
    from inspector_app.records.reader import Reader
    from inspector_app.review.yolo_export import export_yolo

    station = opened_home(home, log="dataset")
    folder = (out or station.datasets / _stamp()).absolute()
    with Reader(station) as source:
        result = export_yolo(source, station, folder, progress=progress_to(progress, "answered parts"))
    answer(
        {
            "folder": result.folder,
            "images": result.images,
            "boxes": dict(result.boxes),
            "left_out": dict(result.left_out),
        },
        as_json=json,
        text=_said(result),
    )
    if not result.images:
        raise typer.Exit(1)


def _stamp() -> str:
    from datetime import UTC, datetime

    return f"answers-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _said(result: ExportResult) -> str:
    lines = [f"{result.folder}: {result.images} images, {result.boxes.total()} boxes"]
    lines += [f"  {name}: {count} boxes" for name, count in sorted(result.boxes.items())]
    lines += [f"  left out: {count} ({reason})" for reason, count in sorted(result.left_out.items())]
    return "\n".join(lines)
