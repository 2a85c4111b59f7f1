"""`inspector-app dataset tag`: what is known of images, from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, opened_home, plain_name
from inspector_app.cli.output import answer


def command(
    name: Annotated[str, typer.Argument(help="A dataset of the home.")],
    table: Annotated[
        Path | None, typer.Argument(help="CSV: a column `name`, and a column for each tag.")
    ] = None,
    *,
    every: Annotated[
        list[str] | None, typer.Option("--set", help="light=ring: a tag for all images of the dataset.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Gives images their tags: lot, serial, board, light, maintenance, distance, orientation, taken_at, source."""
    from inspector_app.datasets.tagging import read_tags, tag_dataset

    if table is None and not every:
        raise typer.BadParameter("a table, or --set TAG=VALUE")
    station = opened_home(home, log="dataset")
    rows = read_tags(table) if table else {}
    done = tag_dataset(station, plain_name(name), rows, _pairs(every or []))
    vault = f"; {done.in_vault:,} of the table lie in the vault and keep theirs" if done.in_vault else ""
    said = f"{name}: {done.images:,} images have new tags{vault}"
    answer({"dataset": name, **asdict(done)}, as_json=json, text=said)


def _pairs(typed: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for one in typed:
        tag, sign, value = one.partition("=")
        if not (tag.strip() and sign and value.strip()):
            raise typer.BadParameter("--set TAG=VALUE")
        pairs[tag.strip()] = value.strip()
    return pairs
