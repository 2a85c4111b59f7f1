"""`inspector-app dataset list`: datasets of the home, their versions, how often each was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector_app.cli.dataset_options import figures_of, table
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.datasets.overview import DatasetLine, VersionLine


def command(*, home: HomeOption = None, json: JsonOption = False) -> None:
    """What there is; a damaged dataset or version is listed with what is wrong."""
    from inspector_app.datasets.overview import list_datasets

    station = opened_home(home, log="dataset")
    lines = list_datasets(station, figures_of(station))
    answer({"datasets": lines}, as_json=json, text=_said(lines))


def _said(lines: tuple[DatasetLine, ...]) -> str:
    if not lines:
        return "There are no datasets. `inspector-app dataset import` brings one in."
    said: list[str] = []
    for line in lines:
        vault = f", {line.in_vault:,} in its vault" if line.in_vault else ", not split yet"
        said.append(f"{line.name}: {line.images:,} images that can change{vault}")
        said += [f"  {line.trouble}"] if line.trouble else []
        said += [f"  {row}" for row in _versions(line.versions)]
        said += [f"  warning  version {one.number}: {each}" for one in line.versions for each in one.warnings]
        said += [f"  version {one.number}: {one.trouble}" for one in line.versions if one.trouble]
        said.append("")
    return "\n".join(said).rstrip()


def _versions(versions: tuple[VersionLine, ...]) -> list[str]:
    from inspector_app.datasets.parts import Part

    whole = [one for one in versions if one.images is not None and one.uses is not None]
    if not whole:
        return []
    head = ["version", *Part, "uses: validation", "test", "vault", "frozen at", "by", "content", "note"]
    rows: list[list[object]] = [
        [
            one.number,
            *((one.images or {}).get(part, 0) for part in Part),
            *((one.uses or {}).get(part, 0) for part in (Part.VALIDATION, Part.TEST, Part.VAULT)),
            one.at,
            one.by,
            one.content[:12],
            one.note,
        ]
        for one in whole
    ]
    return table(head, rows)
