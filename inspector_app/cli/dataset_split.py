"""`inspector-app dataset split`: the vault, then train, validation and test."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.dataset_options import PatternOption, counts_table, figures_of
from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home, plain_name
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.datasets.splitting.splitting import SplitResult


def command(
    name: Annotated[str, typer.Argument(help="A dataset of the home.")],
    *,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same split.")] = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Divide all but the vault anew; else only what is new.")
    ] = False,
    group_by_name: PatternOption = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Puts whole groups (lot, serial, board, copies) aside for the vault, and divides the others by class."""
    from inspector_app.datasets.splitting.dividing import SplitRule
    from inspector_app.datasets.splitting.splitting import split_dataset

    station = opened_home(home, log="dataset")
    rule = SplitRule.of(figures_of(station, group_by_name, plain_name(name)), seed)
    result = split_dataset(
        station, plain_name(name), rule, again=again, progress=progress_to(progress, "images looked at")
    )
    answer({"dataset": name, "seed": seed, **asdict(result)}, as_json=json, text=_said(name, result))


def _said(name: str, result: SplitResult) -> str:
    classes = sorted({each for counts in result.parts.values() for each in counts.classes})
    parts = {
        str(part): {"images": counts.images, "clean": counts.clean, **counts.classes}
        for part, counts in result.parts.items()
    }
    lines = [f"{name}: {result.groups:,} groups, {result.new_in_vault:,} images new in the vault", ""]
    lines += counts_table(parts, classes)
    lines += ["", *(f"warning  {sentence}: collect groups with it." for sentence in result.missing)]
    lines += [
        f"warning  {len(names)} images belong together and were in several parts before, {names[0]} first. "
        "They stay; `dataset check` names the bond."
        for names in result.torn
    ]
    return "\n".join(lines).rstrip()
