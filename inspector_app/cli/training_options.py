"""What the commands that train have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

DeviceOption = Annotated[
    str,
    typer.Option("--device", help="auto takes a GPU where torch finds one; or cpu, cuda, cuda:1 and so on."),
]

EngineerOption = Annotated[
    str,
    typer.Option("--engineer", help="Who lets it run beside a line in auto-reject; kept with the job."),
]


def training_result(checkpoint: Path, work: Path, left_out: Sequence[str] = ()) -> dict[str, Any]:
    """How a training went, as scripts read it."""
    from inspector_app.learning.training.curves import learning_by_heart
    from inspector_app.learning.training.folder import curves, device_of

    epochs = curves(work)
    return {
        "checkpoint": checkpoint,
        "epochs": len(epochs),
        "map50": max((epoch.map50 for epoch in epochs), default=None),
        "device": device_of(work),
        "warning": learning_by_heart(epochs),
        "left_out": list(left_out),
    }


def training_words(result: dict[str, Any]) -> str:
    """The same for people."""
    lines = [f"Trained: {result['checkpoint']}", f"{result['epochs']} epochs on {result['device'] or 'cpu'}"]
    if result["map50"] is not None:
        lines[-1] += f", best mAP {result['map50']:.3f} on crops of the validation part"
    if result["warning"]:
        lines.append(f"Warning: {result['warning']}")
    lines += [f"Left out: {reason}" for reason in result["left_out"]]
    return "\n".join(lines)
