"""`inspector-app dataset check`: what is wrong or doubtful about a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.dataset_options import PatternOption, figures_of
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.checking.checking import Checked
    from inspector_app.datasets.checking.result import Remark

_SHOWN_A_CHECK = 8
_SHOWN_FILES = 3


def command(
    target: Annotated[
        str, typer.Argument(help="A dataset of the home, NAME@VERSION, or a folder in the station's layout.")
    ],
    *,
    group_by_name: PatternOption = None,
    files: Annotated[
        int | None,
        typer.Option(min=0, help="With --json: at most so many names and files a remark; else all."),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Looks at every image, label and tag; ends with 1 where there is an error."""
    from inspector_app.datasets.checking.checking import check_target

    station = opened_home(home, log="dataset")
    figures = figures_of(station, group_by_name, target.partition("@")[0])
    checked = check_target(station, target, figures, progress=progress_to(progress, "images looked at"))
    answer(_as_json(checked, files), as_json=json, text=_said(checked))
    if checked.errors():
        raise typer.Exit(1)


def _as_json(checked: Checked, most: int | None) -> dict[str, object]:
    return {
        "target": checked.target,
        "folder": checked.folder,
        "images": checked.images,
        "in_vault": checked.in_vault,
        "classes": checked.classes,
        "good": not checked.errors(),
        "counts": _counts(checked),
        "remarks": [
            {
                "check": remark.check,
                "severity": remark.weight,
                "says": remark.says,
                "figure": remark.figure or None,
                "concerned": max(len(remark.images), len(remark.files)),
                "images": remark.images[:most],
                "files": remark.files[:most],
            }
            for remark in checked.remarks
        ],
    }


def _counts(checked: Checked) -> dict[str, int]:
    from inspector_app.datasets.checking.result import Weight

    return {weight: sum(one.weight is weight for one in checked.remarks) for weight in Weight}


def _said(checked: Checked) -> str:
    vault = f", {checked.in_vault:,} more in its vault" if checked.in_vault else ""
    lines = [f"{checked.target}: {checked.images:,} images, {len(checked.classes)} classes{vault}"]
    lines += [f"files are in {checked.folder}", ""]
    shown: dict[tuple[str, str], int] = {}
    for remark in checked.remarks:
        kind = (remark.weight, remark.check)
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= _SHOWN_A_CHECK:
            lines += _remark(remark, checked.folder)
    for (weight, check), count in shown.items():
        if count > _SHOWN_A_CHECK:
            lines.append(
                f"{weight:<8} {check}: {count - _SHOWN_A_CHECK:,} more like these; --json has them all"
            )
    counts = ", ".join(f"{count:,} {weight}s" for weight, count in _counts(checked).items())
    return "\n".join([*lines, "", counts])


def _remark(remark: Remark, folder: Path) -> list[str]:
    figure = f" [{remark.figure}]" if remark.figure else ""
    lines = [f"{remark.weight:<8} {remark.check}: {remark.says}{figure}"]
    if remark.files:
        more = len(remark.files) - _SHOWN_FILES
        shown = (str(Path(file).relative_to(folder)) for file in remark.files[:_SHOWN_FILES])
        lines.append(f"{'':<8} {', '.join(shown)}" + (f" and {more:,} more" if more > 0 else ""))
    return lines
