"""The first page of a validation: ready or not, held against which gates, and who signs."""

from __future__ import annotations

from dataclasses import replace

from inspector_app.quality.gates import Gate
from inspector_app.quality.model_gates import PARITY
from inspector_app.reports.figures import count, interval, percent
from inspector_app.reports.palette import ASK, FAIL, INFORMATION, PASS, QUIET, SHADE
from inspector_app.reports.sheet import BODY, BOTTOM, MARGIN, SMALL, WIDTH, Sheet
from inspector_app.reports.signatures import draw_signatures, signatures_height
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.tiles import Tile, draw_tiles
from inspector_app.shifts.content import SignatureLine
from inspector_app.validation.content import Evaluation
from inspector_app.validation.report import SIGNED_BY, ValidationReport

MOST_ADVICE = 6
_MET = {True: "✔ met", False: "✖ missed", None: "? can't say"}


def draw_validation_first_page(sheet: Sheet, report: ValidationReport) -> None:
    """Head, the answer, key figures, gates, what to do next, signatures."""
    evaluation = report.evaluation
    _draw_title(sheet, report)
    _draw_identity(sheet, evaluation)
    _draw_answer(sheet, report)
    draw_tiles(sheet, _tiles(evaluation))
    _draw_gates(sheet, report.readiness.gates)
    _draw_advice(sheet, report.readiness.advice)
    sheet.need(signatures_height())
    # The place to sign is always at the foot of the page.
    sheet.y = BOTTOM + signatures_height()
    lines = tuple(SignatureLine(role, "", meaning) for role, meaning in SIGNED_BY)
    draw_signatures(
        sheet, lines, "For all pages of this report. A signature does not change what was measured."
    )


def _draw_title(sheet: Sheet, report: ValidationReport) -> None:
    evaluation = report.evaluation
    sheet.gap(14)
    sheet.text(MARGIN, sheet.y, "Validation report", 18, bold=True)
    sheet.text(MARGIN + WIDTH, sheet.y, report.report_id, 9, bold=True, align="right")
    sheet.gap(17)
    name = sheet.lettering.shorten(evaluation.model.name, WIDTH, 11, bold=True)
    sheet.text(MARGIN, sheet.y, name, 11, bold=True)
    sheet.gap(5)


def _draw_identity(sheet: Sheet, evaluation: Evaluation) -> None:
    model, data = evaluation.model, evaluation.data
    precision = "INT8" if model.precision == "int8" else "floating point"
    left_out = sum(one.count for one in data.not_measured)
    pairs = [
        (
            "Package",
            f"{model.family}, {precision}, made {model.created:%Y-%m-%d}, card SHA-256 {model.sha256}",
        ),
        ("Measured on", data.description),
        ("Measured at", f"{evaluation.evaluated_at:%Y-%m-%d %H:%M} UTC by Inspector {evaluation.program}"),
        ("Machine", evaluation.latency.machine),
    ]
    if left_out:
        why = "; ".join(f"{one.count:,}: {one.why}" for one in data.not_measured)
        pairs.append(("Not measured", f"{left_out:,} images. {why}"))
    pairs += [("Note", note) for note in data.notes]
    sheet.rule()
    for name, value in pairs:
        for number, line in enumerate(sheet.lettering.wrap(value, WIDTH - 70, BODY, most=4)):
            sheet.gap(BODY + 2.4)
            if number == 0:
                sheet.text(MARGIN, sheet.y, name, SMALL, colour=QUIET)
            sheet.text(MARGIN + 70, sheet.y, line, BODY)
    sheet.gap(8)


def _draw_answer(sheet: Sheet, report: ValidationReport) -> None:
    """One framed sentence that nobody overlooks."""
    readiness = report.readiness
    colour, word = (PASS, "✔ READY") if readiness.ready else (FAIL, "✖ NOT READY")
    lines = sheet.lettering.wrap(readiness.sentence, WIDTH - 138, 9, most=5)
    height = max(30.0, len(lines) * 12 + 12)
    y = sheet.y - height
    canvas = sheet.canvas
    canvas.setFillColor(SHADE)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(2)
    canvas.rect(MARGIN + 1, y, WIDTH - 2, height, stroke=1, fill=1)
    sheet.text(MARGIN + 10, y + height / 2 - 5, word, 14, bold=True, colour=colour)
    for number, line in enumerate(lines):
        top = y + height / 2 + len(lines) * 6 - 9
        sheet.text(MARGIN + 128, top - number * 12, line, 9)
    sheet.y = y - 8


def _tiles(evaluation: Evaluation) -> tuple[Tile, ...]:
    parts, latency = evaluation.parts, evaluation.latency
    bad, good, review = parts.bad_passed, parts.good_failed, parts.review
    return (
        ("Parts", count(parts.parts), f"{bad.n:,} bad, {good.n:,} good", INFORMATION, ""),
        ("Bad passed", percent(bad.share), _of(bad.count, bad.n, interval(bad)), FAIL, "✖"),
        ("Good failed", percent(good.share), _of(good.count, good.n, interval(good)), ASK, "!"),
        ("REVIEW", percent(review.share), _of(review.count, review.n, interval(review)), ASK, "?"),
        (
            f"mAP at IoU {evaluation.data.iou:g}",
            percent(evaluation.map50),
            "mean over classes",
            INFORMATION,
            "",
        ),
        (
            "Latency p99",
            f"{latency.p99_ms:.0f} ms",
            f"p50 {latency.p50_ms:.0f} ms, an image",
            INFORMATION,
            "",
        ),
    )


def _of(some: int, n: int, between: str) -> str:
    return f"{some:,} of {n:,}; 95 %: {between}"


def _draw_gates(sheet: Sheet, gates: tuple[Gate, ...]) -> None:
    columns = (
        Column("Gate", 30),
        Column("Asked", 25),
        Column("Measured", 18, "right"),
        Column("95 % interval (Wilson), n", 33, "right"),
        Column("", 14),
        Column("Limit from", 14),
    )
    rows = [
        (gate.name, gate.asked, gate.measured, gate.bound, _MET[gate.met], _short(gate.source))
        for gate in without_equals(gates)
    ]
    draw_table(sheet, columns, rows, size=7.2)
    sheet.gap(2)


def _short(source: str) -> str:
    """A limit's source on one line: a page of doubled rows is twice as long to read."""
    return source.replace("guide, step ", "guide: ")


def without_equals(gates: tuple[Gate, ...]) -> tuple[Gate, ...]:
    """Classes whose INT8 equals floating point are one row, the worst of them: all have a page of their own."""
    equal = [gate for gate in gates if gate.met and gate.name.startswith(f"{PARITY}, ")]
    if len(equal) < 2:
        return gates
    worst = min(equal, key=lambda gate: gate.slack or 0.0)
    row = replace(worst, name=f"{worst.name} (the worst of {len(equal)})")
    return tuple(row if gate is worst else gate for gate in gates if gate is worst or gate not in equal)


def _draw_advice(sheet: Sheet, advice: tuple[str, ...]) -> None:
    if not advice:
        return
    sheet.gap(11)
    sheet.text(MARGIN, sheet.y, "What to do next", SMALL + 1, bold=True)
    sheet.gap(1)
    for text in advice[:MOST_ADVICE]:
        sheet.lines(f"• {text}", size=SMALL + 0.3, most=2)
    if len(advice) > MOST_ADVICE:
        sheet.caption(f"and {len(advice) - MOST_ADVICE} more: all are on the last page.")
