"""`inspector-app model compare`: two packages side by side on the same boards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.bootstrap.comparing import Compared


def command(
    first: Annotated[str, typer.Argument(help="Name or folder of a package.")],
    second: Annotated[str, typer.Argument(help="Name or folder of the other.")],
    *,
    boards: Annotated[int, typer.Option(min=2, help="Fresh boards, half of them good.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the boards.")] = 1,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Figures a class with intervals, size and latency on this machine, measured in one run, and a verdict.

    On labelled images: inspector-app evaluate --data FOLDER --model FIRST --against SECOND.
    """
    from inspector_app.bootstrap.comparing import compare

    station = opened_home(home, log="model")
    compared = compare((first, second), boards, seed, station, progress_to(progress, "boards"))
    result = {"boards": boards, "seed": seed, **compared.as_json()}
    answer(result, as_json=json, text="\n".join(_lines(compared)))


def _lines(compared: Compared) -> list[str]:
    one, other = compared.sides
    wide = "{:<26}{:>28}{:>28}"
    lines = [wide.format(f"{one['boards']} boards, 95 %", one["model"][-26:], other["model"][-26:])]
    for code in [*one["classes"], *(code for code in other["classes"] if code not in one["classes"])]:
        rows = [side["classes"].get(code) for side in (one, other)]
        lines += [
            wide.format(f"{code} {what}", *(_rate(row, what) for row in rows))
            for what in ("recall", "precision")
        ]
    lines.append(wide.format("mAP at IoU 0.5", *(f"{side['map50']:.2%}" for side in (one, other))))
    for label, key in (
        ("bad boards passed", "bad_boards_passed"),
        ("good boards failed", "good_boards_failed"),
        ("sent to review", "review"),
    ):
        counts = [side[f"{key}_counts"] for side in (one, other)]
        lines.append(wide.format(label, *(_share(row["value"], row["low"], row["high"]) for row in counts)))
    for label, name in (
        ("network, ms", "network_ms"),
        ("to findings, ms", "findings_ms"),
        ("MB", "network_mb"),
    ):
        lines.append(wide.format(label, *(f"{getattr(side['weight'], name):.1f}" for side in (one, other))))
    return [*lines, "", compared.sentence]


def _rate(row: dict[str, Any] | None, what: str) -> str:
    return "not known" if row is None else _share(row[what], *row[f"{what}_interval"])


def _share(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "n/a"
    return f"{value:.1%} ({low:.1%} to {high:.1%})"
