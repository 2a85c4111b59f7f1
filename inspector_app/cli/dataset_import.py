"""`inspector-app dataset import`: labelled images of any format, or people's answers, as a dataset of the home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.importing import Imported, ImportOptions
    from inspector_app.settings.home import Home


def command(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder or ZIP archive of labelled images; not with --answers.")
    ] = None,
    *,
    name: Annotated[
        str, typer.Option(help="What the dataset is called; a new folder in the home's datasets.")
    ],
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format", help="yolo, coco, voc, cvat, labelme, labelme-xml, folders, deeppcb; else recognised."
        ),
    ] = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="People's answers of this station, with who said what as tags.")
    ] = False,
    add_to: Annotated[
        str | None,
        typer.Option(help="A dataset that the new one holds as well; under the same name it grows in place."),
    ] = None,
    link: Annotated[
        bool, typer.Option("--link", help="Hard links instead of copies where the disk can do that.")
    ] = False,
    unlabelled: Annotated[
        str,
        typer.Option(help="Images that no label file speaks of: refuse, clean (somebody looked) or skip."),
    ] = "refuse",
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Reads labelled images, checks them, and keeps them as a dataset; all of it or nothing."""
    from inspector_app.datasets.formats.reading import ReadOptions, Unlabelled
    from inspector_app.datasets.importing import ImportOptions, import_labelled
    from inspector_app.datasets.one_at_a_time import changing

    if (folder is None) != answers:
        raise typer.BadParameter("either a folder or an archive, or --answers")
    if unlabelled not in set(Unlabelled):
        raise typer.BadParameter(f"--unlabelled is one of {', '.join(Unlabelled)}")
    station = opened_home(home, log="dataset")
    options = ImportOptions(
        format=format_name,
        link=link,
        base=station.datasets / plain_name(add_to) if add_to else None,
        reading=ReadOptions(Unlabelled(unlabelled), progress_to(progress, "images read")),
        writing=progress_to(progress, "images kept"),
    )
    target = station.datasets / plain_name(name)
    with changing(station, name):
        if folder is None:
            done, left_out = _import_answers(station, target, options)
        else:
            done, left_out = import_labelled(folder.absolute(), target, options), {}
    answer(_as_json(done, left_out), as_json=json, text=_said(done, left_out))


def _import_answers(station: Home, target: Path, options: ImportOptions) -> tuple[Imported, dict[str, int]]:
    from inspector_app.bootstrap.answers_dataset import read_answers
    from inspector_app.datasets.importing import write_imported
    from inspector_app.datasets.labelled import DatasetError
    from inspector_app.records.reader import Reader

    with Reader(station) as source:
        found = read_answers(source, station, options.reading.progress)
    if not found.dataset.images:
        reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(found.left_out.items()))
        raise DatasetError(f"No answer of this station makes a label yet{f': {reasons}' if reasons else ''}.")
    done = write_imported(found.dataset, target, "answers", options, newer_wins=True)
    return done, dict(found.left_out)


def _as_json(done: Imported, left_out: dict[str, int]) -> dict[str, object]:
    return {
        "folder": done.folder,
        "format": done.format,
        "images": done.images,
        "clean": done.clean,
        "goldens": done.goldens,
        "labels": dict(done.labels),
        "outlined": done.outlined,
        "replaced": done.replaced,
        "left_out": left_out,
    }


def _said(done: Imported, left_out: dict[str, int]) -> str:
    kinds = f"{done.clean} of them clean, {done.goldens} with a golden"
    lines = [f"{done.folder}: {done.images} images out of {done.format}, {kinds}"]
    lines += [f"  {name}: {count} labels" for name, count in done.labels.items()]
    if done.outlined:
        lines.append(f"  {done.outlined} labels have outlines")
    if done.replaced:
        lines.append(f"  {done.replaced} images have newer answers now")
    lines += [f"  left out: {count} ({reason})" for reason, count in sorted(left_out.items())]
    return "\n".join(lines)
