"""`inspector-app dataset freeze`: a version that can't be changed any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.catalogue_options import line
from inspector_app.cli.dataset_options import ByOption, PatternOption, counts_table, figures_of, who
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.versions.reading import Version
    from inspector_app.settings.home import Home


def command(
    name: Annotated[str, typer.Argument(help="A dataset of the home that is split.")],
    *,
    note: Annotated[str, typer.Option(help="What changed, and why.")],
    by: ByOption = None,
    approve_classes_by: Annotated[
        str | None,
        typer.Option(help="Name of who approves the classes of the set that the catalogue has not approved."),
    ] = None,
    group_by_name: PatternOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Checks the dataset, writes down which errors are open, and keeps every byte of it as the next version."""
    from inspector_app.datasets.checking.checking import check_target
    from inspector_app.datasets.versions.freezing import Reason, freeze

    station = opened_home(home, log="dataset")
    if approve_classes_by is not None:
        _approve(station, plain_name(name), approve_classes_by, note)
    checked = check_target(
        station,
        plain_name(name),
        figures_of(station, group_by_name, name),
        progress=progress_to(progress, "images looked at"),
    )
    reason = Reason(note, who(by), [f"{remark.check}: {remark.says}" for remark in checked.errors()])
    version = freeze(station, name, reason, progress_to(progress, "images kept"))
    answer(_as_json(version), as_json=json, text=_said(version))


def _approve(home: Home, name: str, by: str, note: str) -> None:
    from inspector_app.datasets.catalogue.keeping import approve_missing
    from inspector_app.datasets.store import read_dataset

    for entry in approve_missing(home, read_dataset(home.datasets / name).classes, by=by, note=note):
        typer.echo(f"Catalogue: {line(entry)}", err=True)


def _as_json(version: Version) -> dict[str, Any]:
    manifest = version.manifest
    told = manifest.model_dump(mode="json", exclude={"images", "files", "vault_files"})
    return {"version": version.reference, "folder": version.folder, **told}


def _said(version: Version) -> str:
    manifest = version.manifest
    parent = f", after version {manifest.parent}" if manifest.parent else ""
    parts = {
        str(part): {"images": figures.images, "clean": figures.clean, **figures.classes}
        for part, figures in manifest.parts.items()
    }
    lines = [f"{version.reference}: {manifest.note} ({manifest.by}, {manifest.at}{parent})"]
    lines += [f"content {manifest.content}", f"{version.folder}", "", *counts_table(parts, manifest.classes)]
    if manifest.open_errors:
        lines += ["", f"{len(manifest.open_errors)} errors of the check are open and written down:"]
        lines += [f"  {sentence}" for sentence in manifest.open_errors[:8]]
        lines += ["  ..."] if len(manifest.open_errors) > 8 else []
    return "\n".join(lines)
