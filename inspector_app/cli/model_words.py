"""How the `model` commands put releases and figures into words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector_app.model_packages.card import Card
    from inspector_app.quality.gates import Gate
    from inspector_app.release.history import Entry


def entry_line(entry: Entry) -> str:
    """One entry of the history."""
    shadow = ", in shadow only" if entry.shadow_only else ""
    waived = f"; let through by {entry.qa_lead}: {entry.waiver}" if entry.qa_lead else ""
    return (
        f"{entry.at:%Y-%m-%d %H:%M} UTC {entry.kind} for {entry.line}{shadow} by {entry.by} (not authenticated): "
        f"{entry.reason}{waived}"
    )


def gate_lines(gates: Sequence[Gate]) -> list[str]:
    """A line a gate, and under one that is not passed what to do; red where more images are needed."""
    return [_gate_line(gate) for gate in gates]


def _gate_line(gate: Gate) -> str:
    if gate.collect_more:
        return typer.style(f"RED  {gate.name}: {gate.said}; collect more", fg=typer.colors.RED)
    mark = {True: "ok", False: "BAD", None: "OPEN"}[gate.met]
    advice = f"\n     {gate.advice}" if gate.advice else ""
    return f"{mark:<4} {gate.name}: {gate.said}{advice}"


def gate_fields(gate: Gate) -> dict[str, object]:
    """A gate for scripts."""
    return {**asdict(gate), "passed": gate.passed, "said": gate.said}


def gate_table(card: Card) -> list[str]:
    """Recall and precision a class with their Wilson 95 % intervals, and what they were measured on."""
    from inspector_app.release.card_figures import FiguresError, class_figures, measured_on

    try:
        figures = class_figures(card, "int8")
    except FiguresError as error:
        return [str(error)]
    lines = [f"INT8 on the {measured_on(card) or 'data that the card does not name'}; 95 % intervals"]
    for code, one in figures.items():
        recall, precision = (
            _rate(rate.share, rate.interval) for rate in (one.recall_rate, one.precision_rate)
        )
        lines.append(f"{code:<18} n {one.n:>5}   recall {recall}   precision {precision}")
    return lines


def _rate(share: float | None, interval: tuple[float, float] | None) -> str:
    if share is None or interval is None:
        return "n/a"
    return f"{share:.1%} ({interval[0]:.1%} to {interval[1]:.1%})"
