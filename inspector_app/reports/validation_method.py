"""How it was measured, what was not, and all that is to be done."""

from __future__ import annotations

from inspector_app.reports.sheet import Sheet
from inspector_app.reports.tables import Column, draw_table
from inspector_app.reports.validation_first_page import MOST_ADVICE
from inspector_app.validation.content import Evaluation
from inspector_app.validation.report import ValidationReport

_ALWAYS_OPEN = (
    "how the model does on another line, product or camera than these images come from: there it starts in shadow mode",
    "people beside the model on the same units, and a week of both side by side",
    "defects of a kind that these images do not hold",
)


def draw_method(sheet: Sheet, report: ValidationReport) -> None:
    """Definitions, what is left open, all advice."""
    evaluation = report.evaluation
    sheet.heading("How it was measured", keep=120)
    draw_table(sheet, (Column("Word", 18), Column("What it means here", 82)), _definitions(evaluation))
    sheet.subheading("Not measured here")
    for each in evaluation.data.not_measured:
        names = f" ({', '.join(each.examples)}, …)" if each.examples else ""
        sheet.lines(f"• {each.count:,} images: {each.why}{names}")
    for text in _open(evaluation):
        sheet.lines(f"• {text}")
    if len(report.readiness.advice) > MOST_ADVICE:
        sheet.subheading("All that is to be done")
        for text in report.readiness.advice:
            sheet.lines(f"• {text}")


def _definitions(evaluation: Evaluation) -> list[tuple[str, str]]:
    part = (
        "one view of a board"
        if evaluation.data.kind == "generated boards"
        else "all images of one part, by its serial"
    )
    rules = ", ".join(f"{rule} {count:,}" for rule, count in evaluation.parts.rules.items())
    return [
        (
            "A finding is right",
            f"where it covers a true defect of its class with IoU {evaluation.data.iou:g} or more; each once",
        ),
        (
            "A defect counts",
            "from the tolerance of its class on; smaller ones are neither missed nor wrongly found",
        ),
        ("A part", f"{part}; bad where a defect reaches its tolerance; judged by the station's own rules"),
        ("Rules that decided", rules or "none"),
        ("Intervals", "Wilson, 95 %; for F1 from both bounds; for differences Agresti and Min, paired"),
        (
            "Code",
            "examination, alignment and decoding are the station's own: what is measured here is what runs there",
        ),
    ]


def _open(evaluation: Evaluation) -> list[str]:
    some = list(_ALWAYS_OPEN)
    if evaluation.data.kind == "generated boards":
        some.insert(
            0, "real boards: these are drawn by the station's generator, with its light, blur and dust"
        )
    if evaluation.data.unit == "px":
        some.insert(0, "sizes in mm: the scale of these images is not known, so every size is in px")
    if evaluation.against is None:
        some.append("another package on the same images (`evaluate --against`)")
    return some
