"""`inspector-app evaluate --protocol deeppcb`: a package on the public DeepPCB set, by the set's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.cli.options import opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


@dataclass(frozen=True, slots=True)
class DeepPcbRun:
    """Which package on which set; `reference`: the floating-point network alone; `detections`: a folder to write."""

    model: str
    data: Path
    reference: bool
    detections: Path | None


def evaluate_deeppcb(asked: DeepPcbRun, *, home: Path | None, json: bool, progress: Path | None) -> None:
    """Measures and answers; detections are written last, all or none."""
    from inspector_app.bootstrap.models import open_model, open_reference
    from inspector_app.learning.deeppcb import scoring
    from inspector_app.learning.deeppcb.detections import check_free, write_detections

    if asked.detections is not None:
        check_free(asked.detections)
    package, network = open_model(asked.model, opened_home(home, log="evaluate"))
    reference = open_reference(package) if asked.reference or package.has_reference else None
    figures, results = scoring.evaluate_deeppcb(
        asked.data,
        reference if asked.reference and reference is not None else network,
        None if asked.reference else reference,
        margin_px=scoring.BOX_MARGIN_PX if package.card.learnt_generated_boards else 0,
        progress=progress_to(progress, "boards"),
    )
    if asked.detections is not None:
        write_detections(asked.detections, results)
    identity = {
        "model": package.card.name,
        "sha256": package.sha256,
        "precision": "fp32" if asked.reference else "int8",
    }
    answer({**identity, **figures}, as_json=json, text=_text(figures))


def _text(figures: dict[str, Any]) -> str:
    low, high = figures["intervals"]["map"]
    lines = [
        f"{figures['images']} pairs, IoU 0.33: mAP {figures['map']:.2%} ({low:.2%} to {high:.2%}), "
        f"best F {figures['f']:.2%}; at IoU 0.5: mAP {figures['map50']:.2%}, best F {figures['f50']:.2%}",
        f"{figures['latency_ms']:.1f} ms a board, alignment included (median; p90 {figures['latency_p90_ms']:.1f})",
    ]
    if "map_fp32" in figures:
        lines.append(f"floating point: mAP {figures['map_fp32']:.2%}, best F {figures['f_fp32']:.2%}")
    return "\n".join(lines)
