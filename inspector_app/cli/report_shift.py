"""`inspector-app report shift`: the PDF of one shift, made in this process and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.domain.frame import Image
    from inspector_app.reports.thumbnails import ImageLoader
    from inspector_app.settings.home import Home
    from inspector_app.shifts.ports import ShiftData

LAST = "last"


class NoShiftError(Exception):
    """The home has no shift to report on."""


def command(
    *,
    shift: Annotated[str, typer.Option(help="The shift's id, or last.")] = LAST,
    out: Annotated[Path | None, typer.Option(help="The PDF; else one in the home's reports folder.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Makes the report of a shift. The same records give the same file."""
    from inspector_app.records.shift_reader import ShiftReader
    from inspector_app.reports.shift_pdf import draw_shift_report
    from inspector_app.shifts.report import build_shift_report

    station = opened_home(home, log="report")
    tell = progress_to(progress, "shift report")
    tell(0, 100)
    with ShiftReader(station) as data:
        report = build_shift_report(data, chosen_shift(data, shift))
    tell(30, 100)
    file = (out or station.reports / f"{report.report_id}.pdf").absolute()
    draw_shift_report(report, images_of(station), file, lambda done: tell(30 + round(70 * done), 100))
    result = {
        "file": file,
        "report_id": report.report_id,
        "sha256": report.sha256,
        "inspected": report.totals.inspected,
        "running": report.head.is_running,
    }
    answer(result, as_json=json, text=f"{report.report_id}: {file}")


def chosen_shift(data: ShiftData, wanted: str) -> str:
    """The id that was asked for; the newest shift's for "last". Raises NoShiftError where there is none."""
    if wanted != LAST:
        return wanted
    newest = next(iter(data.shifts(1)), None)
    if newest is None:
        raise NoShiftError("This home has no shift yet: start one at the bench (F2).")
    return newest.id


def images_of(home: Home) -> ImageLoader:
    """Reads kept images by their paths relative to the home; None where one is gone."""
    from inspector_app.imaging.reading import read_image

    def load(path: str) -> Image | None:
        file = home.path / path
        return read_image(file) if file.is_file() else None

    return load
