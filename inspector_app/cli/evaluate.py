"""`inspector-app evaluate`: figures on fresh boards that no training saw, or on the public DeepPCB set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    *,
    model: Annotated[str, typer.Option(help="Name or folder of a model package.")] = "board-defects",
    boards: Annotated[int, typer.Option(min=2, help="Fresh boards, half of them good.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the boards.")] = 1,
    data: Annotated[
        Path | None, typer.Option(help="A folder of labelled pairs instead of fresh boards.")
    ] = None,
    protocol: Annotated[str | None, typer.Option(help="How that folder is scored: deeppcb.")] = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="Measure the floating-point network.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Runs the station's own examination over boards whose truth is known."""
    from inspector_app.bootstrap.models import open_model, open_network
    from inspector_app.learning.deeppcb import evaluate_deeppcb
    from inspector_app.learning.evaluation import evaluate_boards

    if (data is None) != (protocol is None) or protocol not in {None, "deeppcb"}:
        raise typer.BadParameter("--data and --protocol deeppcb go together")
    station = opened_home(home, log="evaluate")
    package, network = open_model(model, station)
    if reference:
        network = open_network(package.reference, package.card.classes)
    report = progress_to(progress, "boards")
    identity = {
        "model": package.card.name,
        "sha256": package.sha256,
        "precision": "fp32" if reference else "int8",
    }
    if data is not None:
        figures = evaluate_deeppcb(data, network, progress=report)
        answer({**identity, **figures}, as_json=json, text=_deeppcb_text(figures))
        return
    result = evaluate_boards(boards, seed, network, package.card, progress=report).as_json()
    answer({**identity, "seed": seed, **result}, as_json=json, text=_boards_text(result))


def _deeppcb_text(figures: dict[str, Any]) -> str:
    return f"{figures['images']} pairs, IoU 0.33: mAP {figures['map']:.1%}, best F {figures['f']:.1%}"


def _boards_text(result: dict[str, Any]) -> str:
    lines = [f"{result['boards']} boards, IoU 0.5, intervals are Wilson 95 %", ""]
    lines.append(f"{'class':<18}{'n':>6}{'recall':>24}{'precision':>24}")
    for code, row in result["classes"].items():
        recall = _with_interval(row["recall"], row["recall_interval"])
        precision = _with_interval(row["precision"], row["precision_interval"])
        lines.append(f"{code:<18}{row['n']:>6}{recall:>24}{precision:>24}")
    lines.append("")
    for label, key in (
        ("bad boards passed", "bad_boards_passed"),
        ("good boards failed", "good_boards_failed"),
        ("sent to review", "review"),
    ):
        counts = result[f"{key}_counts"]
        lines.append(
            f"{label:<20}{_with_interval(counts['value'], [counts['low'], counts['high']])} of {counts['n']}"
        )
    lines.append(f"{'mAP at IoU 0.5':<20}{result['map50']:.2%}")
    return "\n".join(lines)


def _with_interval(value: float | None, interval: list[float | None]) -> str:
    if value is None or interval[0] is None or interval[1] is None:
        return "n/a"
    return f"{value:.2%} ({interval[0]:.1%} to {interval[1]:.1%})"
