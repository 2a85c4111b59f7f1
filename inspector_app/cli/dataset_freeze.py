"""`inspector-app dataset freeze`: a version that can't be changed any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.dataset_options import ByOption, PatternOption, counts_table, figures_of, who
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.versions.reading import Version


def command(
    name: Annotated[str, typer.Argument(help="A dataset of the home that is split.")],
    *,
    note: Annotated[str, typer.Option(help="What changed, and why.")],
    by: ByOption = None,
    group_by_name: PatternOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Checks the dataset, writes down which errors are open, and keeps every byte of it as the next version."""
    from inspector_app.datasets.checking.checking import check_target
    from inspector_app.datasets.versions.freezing import Reason, freeze

    station = opened_home(home, log="dataset")
    checked = check_target(
        station,
        plain_name(name),
        figures_of(station, group_by_name, name),
        progress=progress_to(progress, "images looked at"),
    )
    reason = Reason(note, who(by), [f"{remark.check}: {remark.says}" for remark in checked.errors()])
    version = freeze(station, name, reason, progress_to(progress, "images kept"))
    answer(_as_json(version), as_json=json, text=_said(version))


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
