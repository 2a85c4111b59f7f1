"""`inspector-app dataset diff`: what differs between two frozen versions."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.dataset_options import table
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.datasets.versions.difference import Difference
    from inspector_app.datasets.versions.reading import Version

_SHOWN = 10
_KINDS = ("added", "removed", "relabelled", "repictured", "retagged")


def command(
    old: Annotated[str, typer.Argument(help="NAME@VERSION")],
    new: Annotated[str, typer.Argument(help="NAME@VERSION; NAME alone is its newest version.")],
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Images that came, went, were labelled anew or moved, and how many of each class."""
    from inspector_app.datasets.versions.difference import difference
    from inspector_app.datasets.versions.reading import open_version

    station = opened_home(home, log="dataset")
    before, after = open_version(station, old), open_version(station, new)
    found = difference(before.manifest, after.manifest)
    answer(_as_json(before, after, found), as_json=json, text=_said(before, after, found))


def _as_json(before: Version, after: Version, found: Difference) -> dict[str, Any]:
    return {
        "old": before.reference,
        "new": after.reference,
        "note": after.manifest.note,
        "by": after.manifest.by,
        "same": found.nothing,
        **asdict(found),
    }


def _said(before: Version, after: Version, found: Difference) -> str:
    lines = [f"{before.reference} -> {after.reference}: {after.manifest.note} ({after.manifest.by})"]
    if found.nothing:
        return "\n".join([*lines, "The same images, labels and tags."])
    names = {kind: list(getattr(found, kind)) for kind in _KINDS}
    names["moved"] = [f"{name} ({old} to {new})" for name, (old, new) in found.moved.items()]
    for kind, some in names.items():
        if some:
            lines.append(f"{kind}: {len(some):,}")
            lines += [f"  {name}" for name in some[:_SHOWN]]
            lines += [f"  and {len(some) - _SHOWN:,} more; --json has them all"] if len(some) > _SHOWN else []
    return "\n".join([*lines, "", *_counts(found)])


def _counts(found: Difference) -> list[str]:
    parts = list(found.images)
    rows: list[list[object]] = [["images", *(_change(*found.images[part]) for part in parts)]]
    rows += [[name, *(_change(*counts[part]) for part in parts)] for name, counts in found.classes.items()]
    return table(["", *parts], rows)


def _change(old: int, new: int) -> str:
    return f"{new:,}" if old == new else f"{new:,} ({new - old:+,})"
