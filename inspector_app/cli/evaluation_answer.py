"""What `evaluate` answers: the figures that scripts read, and a text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector_app.bootstrap.evaluating import EvaluationPlan, Measured
    from inspector_app.settings.home import Home
    from inspector_app.settings.release_figures import ReleaseFigures


def limits_of(home: Home) -> ReleaseFigures:
    """What a model has to reach by this home's settings, as `model release` asks it."""
    from inspector_app.settings.release_figures import ReleaseFigures
    from inspector_app.settings.settings_file import load_settings

    chosen = load_settings(home).settings
    return ReleaseFigures(**chosen.model_dump(include=set(ReleaseFigures.model_fields)))


def summary(plan: EvaluationPlan, measured: Measured, limits: ReleaseFigures) -> dict[str, Any]:
    """One flat answer; the long tables are in the folder of `--out`."""
    from inspector_app.validation.readiness import readiness_of

    evaluation = measured.evaluation
    figures, readiness = measured.figures.as_json(), readiness_of(evaluation, limits)
    for row in evaluation.classes:
        figures["classes"][row.code] |= {"f1": row.f1, "f1_interval": row.f1_interval}
    return {
        "model": evaluation.model.name,
        "sha256": evaluation.model.sha256,
        "precision": evaluation.model.precision,
        **({"seed": plan.seed} if plan.data is None else {"data": plan.data.where}),
        **figures,
        **measured.outlines,
        "parts": evaluation.parts.parts,
        "confusion": evaluation.confusion,
        "calibration_error": evaluation.calibration.error,
        "latency_ms": {"p50": evaluation.latency.p50_ms, "p99": evaluation.latency.p99_ms},
        "parity": evaluation.parity,
        "against": evaluation.against,
        "not_measured": evaluation.data.not_measured,
        "notes": evaluation.data.notes,
        "iou": evaluation.data.iou,
        "ready": readiness.ready,
        "why": readiness.sentence,
        "out": plan.out,
        "kept": measured.kept,
        "not_kept": measured.not_kept,
    }


def boards_text(result: dict[str, Any]) -> str:
    """The figures as a table, and whether the model is ready."""
    lines = [f"{result['boards']} boards, IoU {result['iou']:g}, intervals are Wilson 95 %", ""]
    lines.append(f"{'class':<18}{'n':>6}{'recall':>26}{'precision':>26}{'F1':>26}")
    for code, row in result["classes"].items():
        recall = _with_interval(row["recall"], row["recall_interval"])
        precision = _with_interval(row["precision"], row["precision_interval"])
        f1 = _with_interval(row["f1"], row["f1_interval"] or [None, None])
        lines.append(f"{code:<18}{row['n']:>6}{recall:>26}{precision:>26}{f1:>26}")
    lines += ["", *_board_lines(result), *_outline_lines(result), ""]
    lines += [f"{each.count} not measured: {each.why}" for each in result["not_measured"]]
    lines += [*result["notes"], result["why"]]
    if result["kept"] is not None:
        lines.append("A release of this package will be judged by it as well.")
    if result["not_kept"]:
        lines.append(result["not_kept"])
    if result["out"] is not None:
        lines.append(f"All of it, with pictures: {result['out']}")
    return "\n".join(lines)


def _outline_lines(result: dict[str, Any]) -> list[str]:
    said = result.get("outlines")
    if said is None:
        return []
    length, area, shared = said["length_error"], said["area_error"], said["mask_iou"]
    return [
        f"outlines: n {said['n']}, median and 95th percentile of the error of length {length['median']:.1%}, "
        f"{length['p95']:.1%}, of area {area['median']:.1%}, {area['p95']:.1%}; median IoU {shared['median']:.2f}"
    ]


def _board_lines(result: dict[str, Any]) -> list[str]:
    lines = []
    for label, key in (
        ("bad boards passed", "bad_boards_passed"),
        ("good boards failed", "good_boards_failed"),
        ("sent to review", "review"),
    ):
        counts = result[f"{key}_counts"]
        lines.append(
            f"{label:<20}{_with_interval(counts['value'], [counts['low'], counts['high']])} of {counts['n']}"
        )
    lines.append(f"{'mAP':<20}{result['map50']:.2%}")
    latency = result["latency_ms"]
    lines.append(f"{'image to findings':<20}{latency['p50']:.1f} ms (p99 {latency['p99']:.1f} ms)")
    return lines


def _with_interval(value: float | None, interval: list[float | None]) -> str:
    if value is None or interval[0] is None or interval[1] is None:
        return "n/a"
    return f"{value:.2%} ({interval[0]:.1%} to {interval[1]:.1%})"
